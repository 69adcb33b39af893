"""The store: what earlier runs worked out. It changes nothing but time."""
