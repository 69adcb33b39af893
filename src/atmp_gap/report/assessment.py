"""The listing of an assessment: worst first, each side, and who does what until when."""

from __future__ import annotations

from atmp_gap.profile.assessment import Assessment, PartCheck, outcomes
from atmp_gap.report.interface import Sheet
from atmp_gap.report.wording import scope_text

EXPIRED = "expired"


def outcome_label(outcome: str, agencies: tuple[str, str]) -> str:
    """An outcome as printed."""
    a, b = agencies
    return {
        "neither": "meets neither",
        f"{a.lower()}-only": f"{a} only",
        f"{b.lower()}-only": f"{b} only",
    }.get(outcome, outcome.replace("-", " "))


def assessment_sheet(assessment: Assessment, short: bool = False) -> Sheet:
    """One line per part of a subject; ``short`` puts the plan into one column, for narrow paper."""
    a, b = assessment.agencies
    rows = tuple(_row(assessment, check) for check in assessment.checks)
    columns: tuple[str, ...] = (
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
    )
    if short:
        rows = tuple(_short(row) for row in rows)
        columns = ("outcome", "subject", "held", a, b, "notes", "plan")
    counts = ", ".join(
        f"{outcome_label(name, assessment.agencies)} {assessment.counts[name]}"
        for name in outcomes(assessment.agencies)
        if assessment.counts[name]
    )
    scope = "; ".join(f"{name}: {', '.join(terms)}" for name, terms in assessment.scope.items())
    notes = [
        f"{len(assessment.checks)} checks: {counts or 'none'}. Waived {assessment.waived}, "
        f"provisional {assessment.provisional}. On {assessment.nothing_asked} more subjects "
        "nobody is recorded as asking anything.",
        f"{a} / {b} as of {assessment.as_of}; corpus {assessment.corpus}; {assessment.tool}; "
        f"{scope}.",
    ]
    if assessment.out_of_scope:
        names = ", ".join(assessment.out_of_scope)
        notes.append(f"Positions on questions that do not arise for this product: {names}.")
    title = f"{assessment.name}: positions against {a} and {b}"
    return Sheet(title, columns, rows, (*notes, assessment.notice), assessment)


def _short(row: tuple[str, ...]) -> tuple[str, ...]:
    rank, outcome, subject, where, held, first, second, notes, evidence, owner, due, waiver = row
    place = "" if where == "all of it" else f" ({where})"
    plan = [evidence, owner, f"due {due}" if due else "", _waiver_said(waiver)]
    told = "; ".join(text for text in plan if text)
    return f"{rank}. {outcome}", subject + place, held, first, second, notes, told


def _waiver_said(waiver: str) -> str:
    """The waiver column as a phrase: ``waived until ...``, or ``waiver expired ...``."""
    if not waiver:
        return ""
    return f"waiver {waiver}" if waiver.startswith(EXPIRED) else f"waived {waiver}"


def _row(assessment: Assessment, check: PartCheck) -> tuple[str, ...]:
    label = outcome_label(check.outcome, assessment.agencies)
    marks = []
    if check.provisional:
        marks.append("recalled")
    if check.rests_on == "draft":
        marks.append("draft")
    if marks:
        label += f" (provisional: {', '.join(marks)})"
    if check.waived:
        label += "; waived"
    held = []
    for slot in check.slots:
        mine = list(dict.fromkeys(text for text in slot.held if text is not None))
        if mine:
            held.append(f"{slot.slot}: {' / '.join(mine)}")
    waiver = ""
    if check.waiver:
        ended = EXPIRED if check.waiver_expired else "until"
        waiver = f"{ended} {check.waiver['expires']}: {check.waiver['reason']}"
    return (
        str(check.rank),
        label,
        check.title,
        scope_text(check.scope),
        "; ".join(held) or "-",
        _side(check, 0),
        _side(check, 1),
        "; ".join(filter(None, (check.note, *(n for slot in check.slots for n in slot.notes)))),
        check.evidence or "",
        check.owner or "",
        f"{check.due or ''}{' (overdue)' if check.overdue else ''}",
        waiver,
    )


def _side(check: PartCheck, index: int) -> str:
    side = check.sides[index]
    asked = "; ".join(
        f"{slot.slot}: {slot.asked[index]}" for slot in check.slots if slot.asked[index] is not None
    )
    told = side.status.replace("-", " ")
    if side.status in ("not-assessed", "not-comparable", "asks-nothing"):
        told += f" ({side.reason})"
    return f"{told}; asks {asked}" if asked else told
