"""AG245: a document without a short citation of its own."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model import citation

_REMEDY = "Say short: as people cite it in a line, with the year where there are editions."


def _check(context: Context) -> Iterator[Violation]:
    seen: dict[str, str] = {}
    for item in context.documents:
        document = item.model
        earlier = seen.setdefault(document.short_name, document.id)
        if earlier != document.id:
            message = f"{document.id} is cited as {earlier} is: {document.short_name}"
            yield Violation(item.at("short" if document.short else "title"), message, _REMEDY)
        elif (
            document.short is None
            and citation.derived(document.title) is None
            and len(document.title) > citation.MOST
        ):
            message = f"{document.id} has no short citation; reports cut its title"
            yield Violation(item.at("title"), message, _REMEDY)


RULE = Rule(
    id="AG245",
    severity="info",
    title="a document without a short citation of its own",
    why=(
        "Reports cite each answer in a line. A title that is cut, or a citation that two texts "
        "share, does not tell the reader which text to open."
    ),
    remedy=_REMEDY,
    check=_check,
)
