"""The workbook that people fill: how it is laid out, opened safely and read back by identity."""
