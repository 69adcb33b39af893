"""AG211: a locator that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

_VAGUE = re.compile(
    r"\W*(various|several|throughout|passim|unknown|unclear|not known|not seen|n/?a|none|tbd|todo|"
    r"see (text|above|document)|document|whole( document| text)?|everywhere|-+|\?+)\W*$",
    re.IGNORECASE,
)


def _check(context: Context) -> Iterator[Violation]:
    for item in context.statements:
        locator = item.model.source.locator
        if _VAGUE.match(locator):
            yield Violation(
                item.at("source", "locator"),
                f"the locator of {item.model.id}, {locator!r}, leads nowhere",
                "give section, article, question or page",
            )


RULE = Rule(
    id="AG211",
    severity="warning",
    title="a locator that leads nowhere",
    why=(
        "A locator takes a reader to the passage: a section, an article, a page. Without it"
        " the statement cannot be checked in reasonable time."
    ),
    remedy="Give section, article, question or page, as exactly as you know it.",
    check=_check,
)
