"""Earlier exports, read back as what they said: a workbook, CSV, JSON, or a memo."""
