"""Search: what a corpus holds on some words, found by name, by text, by meaning or by spelling."""
