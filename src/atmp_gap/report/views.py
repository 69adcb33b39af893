"""Listings of the views on a comparison: by stage, position for both, why not, profiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from atmp_gap.gap.result import Result
from atmp_gap.model.judgement import VERDICTS
from atmp_gap.report import origin, reasons, wording
from atmp_gap.report.interface import Sheet
from atmp_gap.views.impact import Impact
from atmp_gap.views.positions import GlobalPosition
from atmp_gap.views.stages import StageRow
from atmp_gap.views.why_not import Reason

STATE_LABELS: dict[str, str] = {
    "equal": "same for both",
    "stricter": "the stricter side",
    "combined": "both combined",
    "one-sided": "one side only",
    "open": "open on one side",
    "no-number": "no number",
    "conflict": "CONFLICT",
    "not-comparable": "not comparable",
    "clock": "agency's clock",
    "not-assessed": "other side not assessed",
    "judged": "decided by a person",
    "prose": "prose",
    "unverified": "unverified",
}


ORDER = (
    "conflict",
    "stricter",
    "combined",
    "not-comparable",
    "one-sided",
    "unverified",
    "open",
    "prose",
    "no-number",
    "judged",
    "equal",
    "clock",
    "not-assessed",
)
"""States in the order in which they have to be decided."""


def stage_sheet(
    stages: Sequence[str], rows: Sequence[StageRow], result: Result, short: bool
) -> Sheet:
    """Three lines a subject: each side, and the verdict. ``short`` leaves out what repeats."""
    a, b = result.agencies
    lines: list[tuple[str, ...]] = []
    for row in rows:
        told = [
            (a, [cell.says[0] for cell in row.cells]),
            (b, [cell.says[1] for cell in row.cells]),
            (
                "verdict",
                [
                    wording.verdict_label(cell.verdict, cell.provisional) if cell.verdict else "-"
                    for cell in row.cells
                ],
            ),
        ]
        for index, (who, cells) in enumerate(told):
            title = row.title if index == 0 or not short else ""
            course = row.course if index == 2 or not short else ""
            lines.append((title, who, *(_same(cells) if short else cells), course))
    notes = (
        f"{len(rows)} subjects.{' A = stands for the same as the stage before.' if short else ''}",
        origin.origin_line(result),
        result.notice,
    )
    data = {
        "schema": "atmp-gap/stages/1",
        "agencies": result.agencies,
        "as_of": result.as_of,
        "stages": list(stages),
        "rows": rows,
        "notice": result.notice,
    }
    columns = ("subject", "", *stages, "course")
    if not short:
        columns = ("subject", "line", *stages, "course")
    return Sheet(f"{a} and {b} by stage", columns, tuple(lines), notes, data)


def _same(cells: Sequence[str]) -> list[str]:
    rest = ["=" if left == right else right for left, right in pairwise(cells)]
    return [*cells[:1], *rest]


def position_sheet(found: Sequence[GlobalPosition], result: Result, full: bool) -> Sheet:
    """What satisfies both sides, a line per question, part and slot, what decides first.

    Not ``full``, lines on which the other side was never searched are counted, not listed.
    """
    words = {row.subject: wording.words_of(result, row) for row in result.rows}
    several = Counter((item.subject, tuple(item.scope)) for item in found)
    ordered = sorted(found, key=lambda item: ORDER.index(item.state))
    shown = [item for item in ordered if full or item.state != "not-assessed"]
    rows = []
    for item in shown:
        known = words[item.subject]
        position = wording.said(item.position, known) if item.position else "none"
        if item.slot and several[item.subject, tuple(item.scope)] > 1:
            position = f"{wording.said(item.slot, known)}: {position}"
        draft = ", rests on a draft" if item.rests_on == "draft" else ""
        differs = "; ".join(reasons.facet_text(facet, known) for facet in item.facets)
        rows.append(
            (
                item.title,
                wording.scope_text(item.scope, known) if item.scope else "",
                position,
                f"{STATE_LABELS[item.state]}{draft}: {item.advice}"
                if item.state != "unverified"
                else item.advice,
                *((differs,) if full else ()),
                "; ".join(item.sources),
            )
        )
    why = ("what differs",) if full else ()
    columns = (
        "question",
        "where",
        "position for both",
        "what to do",
        *why,
        "where it stands",
    )
    data = {
        "schema": "atmp-gap/positions/1",
        "agencies": result.agencies,
        "as_of": result.as_of,
        "filters": result.filters,
        "positions": found,
        "notice": result.notice,
    }
    left = len(ordered) - len(shown)
    notes = [origin.origin_line(result), result.notice]
    if left:
        notes.insert(
            0,
            f"{left} more lines are open: one side speaks, and nobody has recorded a search of the "
            "other. --all lists them.",
        )
    title = f"Positions for {' and '.join(result.agencies)}"
    return Sheet(title, columns, tuple(rows), tuple(notes), data)


def why_not_sheet(found: Sequence[Reason], filters: Mapping[str, object]) -> Sheet:
    """Why subjects and their entries are in or out."""
    rows = tuple(
        (item.title, item.what, "in" if item.kept else "out", item.reason) for item in found
    )
    told = "; ".join(
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in filters.items()
    )
    columns = ("question", "what", "in or out", "why")
    return Sheet("Why a row is in or out", columns, rows, (f"Filters: {told or 'none'}.",), found)


def overview_sheet(results: Sequence[tuple[str, Result, int]]) -> Sheet:
    """Profiles side by side: rows kept and dropped, and the verdicts of those kept."""
    rows = []
    data = []
    for name, result, total in results:
        summary = result.summary
        rows.append(
            (
                name,
                str(summary.rows),
                str(total - summary.rows),
                *(str(summary.verdicts[verdict]) for verdict in VERDICTS),
                str(summary.provisional),
            )
        )
        data.append(
            {
                "profile": name,
                "kept": summary.rows,
                "dropped": total - summary.rows,
                "verdicts": summary.verdicts,
                "provisional": summary.provisional,
            }
        )
    labels = tuple(wording.VERDICT_LABELS[verdict] for verdict in VERDICTS)
    columns = ("profile", "rows kept", "dropped", *labels, "recalled verdicts")
    notes = (f"{origin.origin_without_filters(results[0][1])}.", results[0][1].notice)
    return Sheet("Profiles side by side", columns, tuple(rows), notes, data)


def impact_sheet(impact: Impact, notice: str, told: bool = True) -> Sheet:
    """One line a change: documents, then requirements, then verdicts.

    Where nothing changes, that is ``told`` in place of a table without rows, which programs want.
    """
    rows: tuple[tuple[str, ...], ...] = tuple(
        (
            change.kind,
            change.id,
            change.title,
            change.what,
            change.before,
            change.after,
            ", ".join(change.because),
        )
        for change in impact.changes
    )
    columns: tuple[str, ...]
    columns = ("kind", "id", "title", "change", "before", "after", "because of")
    if told and not rows:
        columns, rows = ("change",), (("nothing changes",),)
    counted = ", ".join(
        f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in impact.counts.items()
    )
    filters = "; ".join(
        f"{name}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in impact.filters.items()
    )
    a, b = impact.agencies
    notes = (
        f"{counted} changed from {impact.before} to {impact.after}; "
        f"{a} / {b}; filters: {filters or 'none'}.",
        notice,
    )
    return Sheet("Impact", columns, rows, notes, impact)
