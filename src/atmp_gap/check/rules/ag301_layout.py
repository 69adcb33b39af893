"""AG301: a file that is not in canonical layout."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.layout import faults
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.corpus.problem import Place


def _check(context: Context) -> Iterator[Violation]:
    for file, text in context.texts.items():
        for line, column, message in faults(text):
            yield Violation(Place(file, line, column), message, "run: atmp-gap check --fix")


RULE = Rule(
    id="AG301",
    severity="warning",
    title="a file that is not in canonical layout",
    why=(
        "One layout for all files keeps differences between versions small: each shows what"
        " changed and nothing else."
    ),
    remedy="Run `atmp-gap check --fix`.",
    check=_check,
    on_text=True,
    fixable=True,
)
