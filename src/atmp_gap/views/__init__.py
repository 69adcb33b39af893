"""Other questions to the same comparison: impact, stages, why a row is in or out, positions."""
