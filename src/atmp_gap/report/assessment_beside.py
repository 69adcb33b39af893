"""One's own value beside those of other products, and what agencies told one: facts, no advice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from atmp_gap.gap.case import FeedbackResult, PrecedentResult
from atmp_gap.profile.assessment import PartCheck
from atmp_gap.report.answer_words import in_words
from atmp_gap.report.cases import HAPPENED
from atmp_gap.report.origin import counted
from atmp_gap.report.sources import cite_at

CASES, TOLD = "cases", "told"
"""What stands before the lines."""


def beside(check: PartCheck, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Per slot with a value of one's own the values of others; then what agencies told one."""
    if not check.addressed:
        return []
    lines = []
    for slot in check.slots:
        held = dict.fromkeys(in_words(text, words) for text in slot.held if text is not None)
        found = [item for item in check.precedents if held and slot.slot in item.answers]
        if found:
            what = f"{slot.title}: " if len(check.slots) > 1 else ""
            told = [f"{what}yours {' / '.join(held)}"]
            for near in (True, False):
                inside = [item for item in found if item.near is near]
                told += [_values(inside, slot.slot, words, near)] if inside else []
            lines.append((CASES, "; ".join(told)))
    return [*lines, *((TOLD, _told(item)) for item in check.feedback)]


def _values(
    found: Sequence[PrecedentResult], slot: str, words: Mapping[str, str], near: bool
) -> str:
    """How many products at which value: ``2 products: at least 70 % (Kymriah ...)``.

    Of another kind of product only the values are told, with their numbers.
    """
    by_value: dict[str, list[PrecedentResult]] = {}
    for item in found:
        answer = item.answers[slot]
        value = in_words(answer if isinstance(answer, str) else ", ".join(answer), words)
        by_value.setdefault(value, []).append(item)
    told = [
        f"{value} ({'; '.join(map(_who, inside)) if near else _products(inside)})"
        for value, inside in sorted(by_value.items(), key=lambda pair: _first_number(pair[0]))
    ]
    kind = "" if near else " of another kind"
    return f"{counted(_products(found), 'product')}{kind}: {', '.join(told)}"


def _products(found: Sequence[PrecedentResult]) -> int:
    return len({item.product for item in found})


def _who(item: PrecedentResult) -> str:
    did = f"{item.agency} {HAPPENED[item.happened]}" if item.agency else "reported"
    return f"{item.product}, {did}, {cite_at(item.document.short, item.locator)}"


def _first_number(text: str) -> tuple[float, str]:
    """Values in the order of their numbers; those without one last."""
    found = re.search(r"\d+(\.\d+)?(e-?\d+)?", text)
    return (float(found[0]) if found else float("inf"), text)


def _told(item: FeedbackResult) -> str:
    """What an agency said, marked as what it is."""
    return f"CONFIDENTIAL, {item.agency}, {item.procedure} {item.date}, {item.status}: {item.said}"
