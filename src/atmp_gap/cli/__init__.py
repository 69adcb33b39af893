"""The command line: options to calls. Nothing is decided here."""
