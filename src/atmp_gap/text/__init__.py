"""Text itself: escaped, wrapped, set in columns, written whole; and the numbers in prose."""
