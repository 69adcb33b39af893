"""AG261: a review of an entry that is gone, or that says something else by now."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for name, records in context.reviews.items():
        reviews = context.said(name)
        if reviews is None:
            yield Violation(
                records[0].at("entry"),
                f"there is no entry {name}, so this review says nothing",
                "it may have been replaced; look whether another entry says the same now",
            )
            continue
        for item, mark in zip(records, reviews.marks, strict=True):
            if not mark.current and not mark.taken_back and mark.act != "revoked":
                yield Violation(
                    item.at("fingerprint"),
                    f"{name} changed since {mark.by} saw it, so this review says nothing",
                    f"look again: atmp-gap settle --confirm {name}, or --refute {name}",
                )


RULE = Rule(
    id="AG261",
    severity="warning",
    title="a review of an entry that is gone or changed since",
    why=(
        "A person saw that a text says what the entry said on that day. What it says now nobody "
        "saw, so the review no longer counts and the entry is graded as in its own file."
    ),
    remedy="Look into the text again, and confirm or refute what the entry says now.",
    check=_check,
)
