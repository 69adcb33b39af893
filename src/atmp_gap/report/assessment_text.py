"""An assessment as a report to read: counts, then what needs a decision, then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from atmp_gap.profile.assessment import Assessment, Group, PartCheck, shown_only
from atmp_gap.report import assessment as words
from atmp_gap.report import assessment_head as head
from atmp_gap.report.decision_lines import Line, Span, text_of
from atmp_gap.report.interface import Report
from atmp_gap.text.escape import escape_markdown, one_line
from atmp_gap.text.wrap import paragraph, wrap

NAME = 6
"""The room for the name of a line."""


LOOKS = {
    "neither": "diverge",
    "missed": "diverge",
    "meets-both": "match",
    "not-comparable": "unjudged",
    "unverified": "unjudged",
    "in-part": "unjudged",
    "not-assessed": "unassessed",
    "not-addressed": "unassessed",
}
"""How the labels of a group stand out: as the verdict that is nearest; else as a difference."""


def assessed(found: Assessment, formatter: Report, only: Sequence[str], full: bool) -> str | bytes:
    """The report in the format asked for; those that programs read leave nothing out."""
    from atmp_gap.report.assessment_sheet import assessment_sheet
    from atmp_gap.report.table import Table

    if isinstance(formatter, Table):
        return formatter.page(assessment_lines(found, only, full, formatter.width))
    if formatter.name == "markdown":
        return assessment_markdown(found, only, full)
    return formatter.sheet(assessment_sheet(found, only))


def assessment_lines(
    found: Assessment, only: Sequence[str], full: bool, width: int
) -> Iterator[Line]:
    """Lines of ``width`` characters; without ``full`` what is not addressed is only counted.

    ``only`` names the groups to show; all if empty.
    """
    yield from _prose(head.title(found), width, "title")
    for text in head.counts(found):
        yield from _prose(text, width)
    for group, checks in shown(found, only, full):
        label = words.group_label(group.name, found.agencies)
        yield ()
        yield from _prose(f"{label.upper()} ({len(checks)})", width, "title")
        look = LOOKS.get(group.name, "diverge")
        for check in checks:
            yield from _check(words.told(check, found.agencies), label, look, width)
    for text in (*hidden(found, only, full), *head.foot(found)):
        yield ()
        yield from _prose(text, width)


def assessment_text(found: Assessment, only: Sequence[str], full: bool, width: int) -> str:
    """The same as plain text."""
    return "\n".join(map(text_of, assessment_lines(found, only, full, width))) + "\n"


def _check(told: words.Told, heading: str, look: str, width: int) -> Iterator[Line]:
    yield from _prose(told.title, width, "title")
    if told.label != heading:
        for text in wrap(one_line(told.label), width, "  ", "  "):
            yield (Span(text, look),)
    for name, text in told.lines:
        start = f"  {name:<{NAME}}"
        for line in wrap(one_line(text), width, start, " " * len(start)):
            yield (Span(line, "" if name else "quiet"),)


def _prose(text: str, width: int, look: str = "") -> Iterator[Line]:
    for line in paragraph(text, width):
        yield (Span(line, look),)


def assessment_markdown(found: Assessment, only: Sequence[str], full: bool) -> str:
    """The same as Markdown."""
    lines = [f"# {escape_markdown(head.title(found))}", ""]
    for text in head.counts(found):
        lines += [escape_markdown(text), ""]
    for group, checks in shown(found, only, full):
        label = words.group_label(group.name, found.agencies)
        lines += [f"## {escape_markdown(label[:1].upper() + label[1:])} ({len(checks)})", ""]
        for check in checks:
            lines += _markdown(words.told(check, found.agencies))
    for text in (*hidden(found, only, full), *head.foot(found)):
        lines += [escape_markdown(text), ""]
    return "\n".join(lines).rstrip() + "\n"


def _markdown(told: words.Told) -> Iterable[str]:
    yield from (f"### {escape_markdown(told.title)}", "", f"**{escape_markdown(told.label)}**", "")
    for name, text in told.lines:
        yield (
            f"- {escape_markdown(name)}: {escape_markdown(text)}"
            if name
            else (f"  - {escape_markdown(text)}")
        )
    yield ""


def shown(
    found: Assessment, only: Sequence[str], full: bool
) -> list[tuple[Group, list[PartCheck]]]:
    """The groups to spell out, with their checks."""
    by_rank = {check.rank: check for check in found.checks}
    kept = shown_only(found, only).groups
    return [
        (group, [by_rank[rank] for rank in group.ranks])
        for group in kept
        if only or full or group.name != "not-addressed"
    ]


def hidden(found: Assessment, only: Sequence[str], full: bool) -> list[str]:
    """What to do to see what is only counted."""
    rest = any(group.name == "not-addressed" for group in found.groups)
    return ["What is not addressed is listed by --all."] if rest and not (full or only) else []
