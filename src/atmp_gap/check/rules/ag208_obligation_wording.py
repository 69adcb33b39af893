"""AG208: an obligation that contradicts the statement's wording."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.check.wording import Wording

_MODALS = {
    "must": Wording(
        r"\b(must|shall|is mandatory|are mandatory|is prohibited|is forbidden)\b",
        *("must", "shall", "mandatory", "prohibited", "forbidden"),
    ),
    "should": Wording(
        r"\b(should|is recommended|are recommended|recommends?|ought)\b",
        *("should", "recommend", "ought"),
    ),
    "may": Wording(
        r"\b(may|can|could|might|allowed|permitted|accept\w*|optional|possible|need not)\b",
        *("may", "can", "could", "might", "allowed", "permitted", "accept", "optional"),
        *("possible", "need not"),
    ),
}


def _check(context: Context) -> Iterator[Violation]:
    for item in context.requirements:
        obligation, statement = item.model.obligation, item.model.statement.casefold()
        # "May" also says what is likely, or what a person is free to do: alone it tells nothing.
        said = [name for name in ("must", "should") if _MODALS[name].within(statement)]
        if said and obligation not in said and not _MODALS[obligation].within(statement):
            yield Violation(
                item.at("obligation"),
                f"{item.model.id} has obligation {obligation}, but its statement is worded as "
                f"{' and '.join(said)}",
                "make the wording and the field say the same; the source decides",
            )


RULE = Rule(
    id="AG208",
    severity="warning",
    title="an obligation that contradicts the statement's wording",
    why=(
        '`obligation` is the force of the sentence. A statement that says "must" under '
        '`should`, or "may" under `must`, lets two readers take two different duties from '
        "one entry."
    ),
    remedy="Make the wording and the field say the same; the source decides.",
    check=_check,
)
