"""A state kept for later: everything a comparison was made of, in one zip, and whether it holds."""
