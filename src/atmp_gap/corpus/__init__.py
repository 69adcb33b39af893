"""Reading: YAML files with positions to a validated corpus. Knows nothing of verdicts."""
