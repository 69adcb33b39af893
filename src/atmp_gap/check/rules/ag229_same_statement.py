"""AG229: the same statement twice in one agency's entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation

# What is no part of a word, as far as it is ASCII: as blanks it is found by splitting.
_BETWEEN = {code: " " for code in range(128) if not re.match(r"\w", chr(code))}


def _words(statement: str) -> str:
    """A statement's words alone, in small letters."""
    if statement.isascii():
        return " ".join(statement.lower().translate(_BETWEEN).split())
    return " ".join(re.findall(r"\w+", statement.casefold()))


def _check(context: Context) -> Iterator[Violation]:
    first: dict[tuple[str, str], str] = {}
    for item in context.requirements:
        key = (item.loaded.model.agency, _words(item.model.statement))
        earlier = first.setdefault(key, item.model.id)
        if earlier != item.model.id:
            yield Violation(
                item.at("statement"), f"{item.model.id} says in the same words what {earlier} says"
            )


RULE = Rule(
    id="AG229",
    severity="warning",
    title="the same statement twice in one agency's entries",
    why=(
        "Two entries with one wording are usually one entry copied and changed by half: the"
        " half that was forgotten is wrong."
    ),
    remedy="Remove one, or say in the words what makes them differ.",
    check=_check,
)
