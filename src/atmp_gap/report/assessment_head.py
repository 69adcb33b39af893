"""The head and foot of an assessment: its counts first, and last where it comes from."""

from __future__ import annotations

from atmp_gap.profile.assessment import Assessment
from atmp_gap.report.assessment import group_label
from atmp_gap.report.wording import said, scope_text


def title(assessment: Assessment) -> str:
    """The title of a report."""
    a, b = assessment.agencies
    return f"Positions against {a} and {b}: {assessment.name}"


def counts(assessment: Assessment) -> list[str]:
    """How many checks stand how: what is held first, then what is not addressed, by discipline."""
    by_rank = {check.rank: check for check in assessment.checks}
    told, silent = [], ""
    held = 0
    for group in assessment.groups:
        number = len(group.ranks)
        label = group_label(group.name, assessment.agencies)
        if group.name == "not-addressed":
            work = [by_rank[rank].discipline for rank in group.ranks]
            each = ", ".join(f"{name} {work.count(name)}" for name in dict.fromkeys(work))
            silent = f"Not addressed: {number} ({each})."
        else:
            held += number
            told.append(f"{label}: {number}")
    points = f"{held} {'point' if held == 1 else 'points'} with a position"
    listed_counts = "; ".join(told)
    lines = [f"{points}{': ' if told else '.'}{listed_counts}{'.' if told else ''}"]
    lines += [silent] if silent else []
    if not held:
        lines.append(
            "Write down what you hold: atmp-gap assess FILE --template csv lists the questions."
        )
    extra = []
    if assessment.waived:
        extra.append(f"waived {assessment.waived}")
    memory = sum(check.provisional and check.addressed for check in assessment.checks)
    if memory:
        extra.append(f"resting on memory, wholly or in part {memory}")
    if extra:
        lines.append(f"Of these: {', '.join(extra)}.")
    return lines


def foot(assessment: Assessment) -> list[str]:
    """What lies outside of it."""
    words = assessment.words
    lines = []
    if assessment.nothing_asked:
        lines.append(
            f"On {assessment.nothing_asked} more questions nobody is recorded as asking anything."
        )
    if assessment.out_of_scope:
        names = ", ".join(said(name, words) for name in assessment.out_of_scope)
        lines.append(f"Positions on questions that do not arise for this product: {names}.")
    return lines


def origin(assessment: Assessment) -> str:
    """Where it comes from: the day, the corpus, the tool, and the product."""
    a, b = assessment.agencies
    dose = f"; dose: {', '.join(assessment.dose)}" if assessment.dose else ""
    return (
        f"{a} / {b} as of {assessment.as_of}; corpus {assessment.corpus}; {assessment.tool}; "
        f"{scope_text(assessment.scope, assessment.words)}{dose}."
    )
