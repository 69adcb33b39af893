"""The corpus for an assistant: read-only tools over the Model Context Protocol."""
