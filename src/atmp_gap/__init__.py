"""Where FDA and EMA ask the same of cell and gene therapies, and where they do not."""

__version__ = "0.1.0"
