"""Text for people: escaped for where it goes, broken into lines, set in columns, written to files.

Every room may use this one; it knows nothing of requirements, and imports no other room.
"""
