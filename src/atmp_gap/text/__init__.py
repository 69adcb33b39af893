"""What running text says: numbers with their units and bounds."""
