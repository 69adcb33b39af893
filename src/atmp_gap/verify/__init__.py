"""Statements held against a user's own copies of the texts. Knows no verdicts and no output."""
