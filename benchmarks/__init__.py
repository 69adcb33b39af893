"""What the tool costs, measured against what it stands on and against its neighbours."""
