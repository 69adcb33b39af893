"""An assessment as a sheet, for CSV, workbook and JSON: a line per part of a subject."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.profile.assessment import Assessment, PartCheck, shown_only
from atmp_gap.report.assessment import (
    arithmetic,
    group_label,
    held_text,
    marked,
    notes,
    side_text,
    texts,
    waiver_text,
    words_of,
)
from atmp_gap.report.assessment_beside import beside
from atmp_gap.report.assessment_head import counts, foot, origin, title
from atmp_gap.report.interface import Sheet
from atmp_gap.report.wording import scope_text


def assessment_sheet(assessment: Assessment, only: Sequence[str] = ()) -> Sheet:
    """One line per part of a subject, in the order of the groups, or of those in ``only``.

    The counts are of all.
    """
    a, b = assessment.agencies
    columns = (
        "#",
        "outcome",
        "subject",
        "where",
        "held",
        a,
        b,
        "notes",
        "evidence",
        "owner",
        "due",
        "waiver",
        "group",
        "discipline",
        f"{a} texts",
        f"{b} texts",
        "others",
    )
    kept = shown_only(assessment, only)
    rows = tuple(_row(assessment, check) for check in listed(kept))
    foot_lines = (*counts(assessment), *foot(assessment), origin(assessment), assessment.notice)
    return Sheet(title(assessment), columns, rows, foot_lines, kept)


def listed(assessment: Assessment) -> list[PartCheck]:
    """The checks in the order of the groups."""
    by_rank = {check.rank: check for check in assessment.checks}
    return [by_rank[rank] for group in assessment.groups for rank in group.ranks]


def _row(assessment: Assessment, check: PartCheck) -> tuple[str, ...]:
    words = words_of(check)
    how = [text for index in (0, 1) for text in arithmetic(check, index)]
    return (
        str(check.rank),
        marked(check, assessment.agencies),
        check.title,
        scope_text(check.scope, words),
        held_text(check, words),
        side_text(check, 0, words),
        side_text(check, 1, words),
        "; ".join(dict.fromkeys((*how, *notes(check)))),
        check.evidence or "",
        check.owner or "",
        f"{check.due or ''}{' (overdue)' if check.overdue else ''}",
        waiver_text(check),
        group_label(check.group, assessment.agencies),
        check.discipline,
        *("; ".join(texts(side)) for side in check.sides),
        "; ".join(f"{name}: {text}" for name, text in beside(check, words)),
    )
