"""AG214: dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from atmp_gap.check.context import Context
from atmp_gap.check.item import Item
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.model.base import first_day
from atmp_gap.model.judgement import Absence
from atmp_gap.model.precedent import Precedent
from atmp_gap.model.requirement import Requirement


def _check(context: Context) -> Iterator[Violation]:
    today = context.as_of
    for item in context.documents:
        document = item.model
        issued = first_day(document.published or "0001")
        if document.superseded and first_day(document.superseded) < issued:
            yield Violation(
                item.at("superseded"),
                f"{document.id} was superseded ({document.superseded}) before it was published "
                f"({document.published})",
            )
        if (
            document.effective
            and document.superseded
            and (first_day(document.superseded) < first_day(document.effective))
        ):
            yield Violation(
                item.at("superseded"),
                f"{document.id} was superseded ({document.superseded}) before it took effect "
                f"({document.effective})",
            )
        for successor in document.superseded_by:
            if successor.document == document.id:
                yield Violation(item.at("superseded_by"), f"{document.id} supersedes itself")
    # Few days are named by many records: each is looked at once.
    # People look into their copies after the day for which the corpus vouches, and say when.
    looked = max((item.model.at[:10] for file in context.review_files for item in file), default="")
    looked = max([looked, *(item.at[:10] for item in context.valid.readings)])
    late = cache(lambda day: first_day(day) > max(today, looked))
    readings: list[Item[Requirement] | Item[Precedent] | Item[Absence]] = [
        *context.statements,
        *context.absences,
    ]
    for record in readings:
        read = record.model.reading.date
        if late(read):
            yield Violation(
                record.at("reading", "date"), f"the reading is of {read}, after {today}"
            )
    for document, items in context.stated:
        begun = first_day(document.published or "0001")
        for requirement in items:
            reading = requirement.model.reading
            if reading.grade == "read" and first_day(reading.date) < begun:
                yield Violation(
                    requirement.at("reading", "date"),
                    f"{requirement.model.id} was read on {reading.date}, before {document.id} was "
                    f"published ({document.published})",
                )
    for own in context.requirements:
        span = own.model.in_force
        if span and span.from_ and span.to and first_day(span.to) < first_day(span.from_):
            yield Violation(
                own.at("in_force"),
                f"{own.model.id} ends ({span.to}) before it begins ({span.from_})",
            )
    for judgement in context.judgements:
        if first_day(judgement.model.date) > today:
            yield Violation(
                judgement.at("date"), f"the judgement is of {judgement.model.date}, after {today}"
            )


RULE = Rule(
    id="AG214",
    severity="error",
    title="dates that cannot be",
    why=(
        "A text cannot be read before it was issued, end before it begins, or have been "
        "judged tomorrow. Dates decide which text counts on which day."
    ),
    remedy="Correct the date.",
    check=_check,
)
