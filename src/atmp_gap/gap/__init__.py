"""The engine: parts of scope, slot by slot comparison, verdicts, judgements. Prints nothing."""
