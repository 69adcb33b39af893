"""AG208: an obligation that contradicts the statement's wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule

_WORDS = {
    "must": r"\b(must|shall|is mandatory|are mandatory|is prohibited|is forbidden)\b",
    "should": r"\b(should|is recommended|are recommended|recommends?|ought)\b",
    "may": r"\b(may|can|could|might|allowed|permitted|accept\w*|optional|possible|need not)\b",
}
_MODALS = {name: re.compile(text, re.IGNORECASE) for name, text in _WORDS.items()}


def _check(material: Material) -> Iterator[Hit]:
    for item in material.requirements():
        statement = item.model.statement
        said = {name for name, words in _MODALS.items() if words.search(statement)}
        # "May" also says what is likely, or what a person is free to do: alone it tells nothing.
        if said - {"may"} and item.model.obligation not in said:
            wording = " and ".join(sorted(said - {"may"}))
            yield Hit(
                item.at("obligation"),
                f"{item.model.id} has obligation {item.model.obligation}, but its statement is "
                f"worded as {wording}",
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
