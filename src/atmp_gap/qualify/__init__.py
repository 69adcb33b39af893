"""What a quality unit wants to see of this program: is it whole, does it work, what is known."""
