"""AG210: a reported statement whose source cannot be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from atmp_gap.check.context import Context
from atmp_gap.check.item import Item
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model.judgement import Absence
from atmp_gap.model.requirement import Requirement

_VAGUE = re.compile(
    r"\W*(various|several|general knowledge|internet|web|literature|common knowledge|experience|"
    r"n/?a|none|unknown|tbd|todo)\b",
    re.IGNORECASE,
)


def _check(context: Context) -> Iterator[Violation]:
    # Few sources are named by many records: each is looked at once.
    vague = cache(_vague)
    records: list[Item[Requirement] | Item[Absence]] = [
        *context.requirements,
        *context.absences,
    ]
    for item in records:
        reading = item.model.reading
        if reading.grade == "reported" and reading.via is not None and vague(reading.via):
            yield Violation(
                item.at("reading", "via"),
                f"{reading.via[:80]!r} names no source that can be looked up (author, title, year)",
                "name author or publisher, title and year; or grade it recalled",
            )


def _vague(via: str) -> bool:
    return bool(_VAGUE.match(via)) or not re.search(r"\b(19|20)\d\d\b", via)


RULE = Rule(
    id="AG210",
    severity="warning",
    title="a reported statement whose source cannot be looked up",
    why=(
        "`reported` means that a named, published source says so: author or publisher, "
        'title, year. "Literature" or a name without a year cannot be checked by anyone.'
    ),
    remedy="Name author or publisher, title and year; or grade it recalled.",
    check=_check,
)
