"""Other people's comparison tables, on their way to becoming a layer of requirements."""
