"""An assessment as a paper: what needs a decision first, then the rest, in a comparison's look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from atmp_gap.profile.assessment import (
    Assessment,
    Citation,
    Group,
    PartCheck,
    shown_only,
)
from atmp_gap.report import assessment as words
from atmp_gap.report import assessment_head as head
from atmp_gap.report.assessment_beside import beside
from atmp_gap.report.assessment_sheet import assessment_sheet
from atmp_gap.report.paper import Column, Item, Line, Lines, Paper, Part
from atmp_gap.report.wording import DISCIPLINE_LABELS, GRADE_MEANINGS, scope_text

LOOKS = {
    "neither": "differ",
    "missed": "differ",
    "meets-both": "same",
    "not-comparable": "judge",
    "unverified": "judge",
    "in-part": "judge",
    "not-assessed": "open",
    "not-addressed": "open",
}
"""The looks of groups; else they differ."""
SILENT = ("not-assessed", "asks-nothing")
MEANINGS = {
    "neither": "neither side's cited limit is kept, or text followed.",
    "missed": "One side is missed; of the other nothing is recorded, which is no finding.",
    "meets-both": "Limits and duties of the texts cited; there may be others.",
    "in-part": "A question of several points, not all of them answered.",
    "not-comparable": "And why: which facts of the dose are missing, or that the texts are prose.",
    "unverified": "Read the text named first; no advice follows from memory.",
    "not-assessed": "Not a finding either way.",
    "not-addressed": "No position is held on these yet.",
}
"""What the groups hold, where their names do not say it."""


def assessment_paper(found: Assessment, only: Sequence[str] = (), full: bool = False) -> Paper:
    """The report; ``only`` names the groups and outcomes to show, all if empty.

    Without ``full`` what is not addressed is folded away, unless it was asked for.
    """
    kept = shown_only(found, only)
    by_rank = {check.rank: check for check in kept.checks}
    groups = [(group, [by_rank[rank] for rank in group.ranks]) for group in kept.groups]
    parts = tuple(_part(found, group, checks, full or bool(only)) for group, checks in groups)
    hidden = any(part.folded for part in parts)
    title = f"Positions against {' and '.join(found.agencies)}"
    return Paper(
        title,
        found.name,
        found.as_of,
        _about(found),
        tuple(head.counts(found)),
        parts,
        ("What is not addressed is listed by --all.",) if hidden else (),
        tuple((name, f"{text}.") for name, text in GRADE_MEANINGS.items()),
        tuple(head.foot(found)),
        head.origin(found),
        found.notice,
        assessment_sheet(found, only),
        (_lines(found, groups),),
        documents=_documents(check for _, checks in groups for check in checks),
    )


def _part(found: Assessment, group: Group, checks: Sequence[PartCheck], spelled_out: bool) -> Part:
    return Part(
        words.group_label(group.name, found.agencies),
        LOOKS.get(group.name, "differ"),
        tuple(_item(check, found.agencies) for check in checks),
        MEANINGS.get(group.name, "")[:1].upper() + MEANINGS.get(group.name, "")[1:],
        group.name == "not-addressed" and not spelled_out,
    )


def _item(check: PartCheck, agencies: tuple[str, str]) -> Item:
    known = words.words_of(check)
    title = check.title
    if check.scope:
        title += f" ({scope_text(check.scope, known)})"
    lines = [Line("held", words.held_text(check, known))] if check.addressed else []
    for index, side in enumerate(check.sides):
        lines.append(
            Line(
                agencies[index],
                words.side_text(check, index, known),
                tuple(words.arithmetic(check, index)),
                words.cited(side),
                side.status in SILENT,
            )
        )
    lines += [Line("note", text) for text in words.notes(check)]
    lines += [Line(name, text) for name, text in beside(check, known)]
    plan = words.plan_text(check)
    if plan:
        lines.append(Line("plan", plan))
    return Item(title, words.marked(check, agencies), tuple(lines))


def _about(found: Assessment) -> tuple[tuple[str, str], ...]:
    scope = scope_text(found.scope, found.words)
    return tuple(
        (name, text)
        for name, text in (
            ("Sides", " and ".join(found.agencies)),
            ("Product", scope),
            ("Dose", ", ".join(found.dose)),
            ("As of", found.as_of),
            ("Source", f"corpus {found.corpus}"),
            ("Made with", found.tool),
        )
        if text
    )


def _documents(checks: Iterable[PartCheck]) -> tuple[tuple[str, str], ...]:
    found = {
        item.short: ", ".join(_full(item)) + ("" if item.status == "final" else f" ({item.status})")
        for check in checks
        for side in check.sides
        for item in side.citations
    }
    return tuple(sorted(found.items(), key=lambda item: item[0].casefold()))


def _full(item: Citation) -> Iterator[str]:
    yield item.title
    if item.reference and item.reference not in item.title:
        yield item.reference


def _lines(found: Assessment, groups: Sequence[tuple[Group, Sequence[PartCheck]]]) -> Lines:
    """A line a check, as wide as they are read."""
    a, b = found.agencies
    columns = [
        Column(name, width)
        for name, width in (
            ("Question", 32),
            ("Stage and scope", 24),
            ("Discipline", 12),
            ("How it stands", 30),
            ("Held", 28),
            (a, 36),
            (f"{a} citation", 28),
            (b, 36),
            (f"{b} citation", 28),
            ("Arithmetic and notes", 44),
            ("Evidence", 24),
            ("Owner", 14),
            ("Due date", 14),
            ("Waiver", 24),
        )
    ]
    rows = [
        (LOOKS.get(group.name, "differ"), _cells(check, found.agencies))
        for group, checks in groups
        for check in checks
    ]
    return Lines("Positions", tuple(columns), tuple(rows), 3)


def _cells(check: PartCheck, agencies: tuple[str, str]) -> tuple[str, ...]:
    known = words.words_of(check)
    how = [text for index in (0, 1) for text in words.arithmetic(check, index)]
    cases = [f"{name}: {text}" if name else text for name, text in beside(check, known)]
    sides = []
    for index, side in enumerate(check.sides):
        sides.append(words.side_text(check, index, known))
        sides.append("\n".join(each.whole for each in words.cited(side)))
    return (
        check.title,
        scope_text(check.scope, known) if check.scope else "",
        DISCIPLINE_LABELS[check.discipline],
        words.marked(check, agencies),
        words.held_text(check, known) if check.addressed else "",
        *sides,
        "\n".join(dict.fromkeys((*how, *words.notes(check), *cases))),
        check.evidence or "",
        check.owner or "",
        f"{check.due or ''}{' (overdue)' if check.overdue else ''}",
        words.waiver_text(check),
    )
