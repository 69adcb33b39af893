"""What a keeper of requirement files should look at: rules, waivers, outputs and repairs."""
