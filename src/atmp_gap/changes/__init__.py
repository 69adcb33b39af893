"""What changed between two states: of a corpus, of an export against today, of releases."""
