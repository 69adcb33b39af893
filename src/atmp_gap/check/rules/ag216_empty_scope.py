"""AG216: a scope that can never apply."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from atmp_gap.check.context import Context
from atmp_gap.check.item import Item
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model.judgement import Absence, Judgement
from atmp_gap.model.requirement import Requirement
from atmp_gap.model.scope import Box

Written = tuple[tuple[str, tuple[str, ...]], ...]
"""A scope as written: dimensions with their terms."""


def _check(context: Context) -> Iterator[Violation]:
    space, subjects = context.valid.space, context.valid.subjects

    # Few scopes are given to many records: each is looked at once.
    @cache
    def empty(scope: Written, domain: tuple[Box, ...]) -> bool:
        box = space.box(dict(scope))
        return all(space.meet(box, own) is None for own in domain)

    records: list[Item[Requirement] | Item[Judgement] | Item[Absence]] = [
        *context.requirements,
        *context.judgements,
        *context.absences,
    ]
    for item in records:
        scope = tuple(item.model.applies_to.items())
        subject = item.model.subject
        for name in (subject,) if isinstance(subject, str) else subject:
            file = subjects[name]
            if empty(scope, file.scopes or (file.domain,)):
                yield Violation(
                    item.at("applies_to"),
                    f"the scope has nothing in common with the domain of {name}",
                    "correct applies_to, or the subject's domain",
                )


RULE = Rule(
    id="AG216",
    severity="error",
    title="a scope that can never apply",
    why=(
        "An entry whose scope has nothing in common with its subject's domain, or names a "
        "combination that does not exist (an AAV vector that integrates), is never compared"
        " and vanishes in silence."
    ),
    remedy="Correct `applies_to`, or the subject's domain.",
    check=_check,
)
