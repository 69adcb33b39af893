"""A developer's own product: its profile, its positions, and how they stand against both sides."""
