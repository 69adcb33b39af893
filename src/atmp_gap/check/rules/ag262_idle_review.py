"""AG262: a review that cannot count: by the first reviewer, of nothing, or before its time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from atmp_gap.check.context import Context
from atmp_gap.check.item import Item
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model.person import same_person
from atmp_gap.model.review import Review


def _check(context: Context) -> Iterator[Violation]:
    for records in context.reviews.values():
        yield from _of_one_entry(records)
    for file in context.review_files:
        # Rows of a workbook say no more than a day, and may be read in later.
        timed = [item for item in file if "T" in item.model.at]
        for before, after in pairwise(timed):
            if after.model.at < before.model.at:
                yield Violation(
                    after.at("at"),
                    f"this record is of {after.model.at}, the one before it of {before.model.at}",
                    "records stand in the order in which they were made: a clock was wrong",
                )


def _of_one_entry(records: Sequence[Item[Review]]) -> Iterator[Violation]:
    for number, item in enumerate(records):
        before = [earlier.model for earlier in records[:number]]
        review = item.model
        if review.act == "reviewed":
            looks = [other.by for other in before if other.act in ("looked-at", "reviewed")]
            if not any(not same_person(name, review.by) for name in looks):
                who = f"{looks[0]} looked first" if looks else "nobody looked before"
                yield Violation(
                    item.at("by"),
                    f"{review.by} is no second person: {who}",
                    "somebody else has to review it; namesakes add a word in brackets",
                )
        whose = review.whose
        theirs = [other for other in before if not whose or same_person(other.by, whose)]
        if review.act == "revoked" and not theirs:
            yield Violation(
                item.at("act"),
                "there is no record that this takes back",
                "remove it, or name whose",
            )


RULE = Rule(
    id="AG262",
    severity="error",
    title="a review that cannot count",
    why=(
        "A second pair of eyes is a second person's. A review by the one who looked first, or of "
        "nothing, only looks like one; and records out of order show that a clock was wrong."
    ),
    remedy="Have another person look, and keep the records in the order they were made.",
    check=_check,
)
