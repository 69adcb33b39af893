"""Attacks on the program, bounded, seeded and resumable: python -m tests.campaign --help."""
