"""Precedents and feedback as lines of text, for the terminal and plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from atmp_gap.report.cases import Case, groups

if TYPE_CHECKING:
    from atmp_gap.report.decision_lines import Line, Page

INDENT = "  "


def case_lines(page: Page, found: Sequence[Case], most: int = 0) -> Iterator[Line]:
    """What decides nothing, with where it stands; no more than ``most`` of a kind (0: all)."""
    for title, inside in groups(found):
        yield from page.prose(title, INDENT, "quiet")
        for case in inside[: most or None]:
            yield from page.prose(f"{case.head}: {case.said}", INDENT * 2)
            told = [case.source, f"note: {case.note}" if case.note and not most else ""]
            yield from page.prose("; ".join(filter(None, told)), INDENT * 3, "quiet")
        if most and len(inside) > most:
            yield from page.prose(f"and {len(inside) - most} more", INDENT * 2, "quiet")
