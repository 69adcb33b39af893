"""What things are: requirement, subject, document, scope. Knows no files and no verdicts."""
