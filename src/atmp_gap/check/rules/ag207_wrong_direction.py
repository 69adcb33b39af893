"""AG207: a bound that points the other way than the statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule

_UPPER = re.compile(
    r"\b(below|less than|at most|no more than|not more than|not exceed\w*|up to|under|fewer than|"
    r"maximum|shorter than|smaller than|lower than)\s+(?:about\s+|of\s+|an?\s+)*$",
    re.IGNORECASE,
)
_LOWER = re.compile(
    r"\b(at least|not less than|no less than|no fewer than|minimum|more than|above|longer than|"
    r"greater than|exceed\w*)\s+(?:about\s+|of\s+|an?\s+)*$",
    re.IGNORECASE,
)

_LEFT_OUT = re.compile(
    r"\b(ignored|disregarded|excluded|not counted|left out|exempt)", re.IGNORECASE
)


def _check(material: Material) -> Iterator[Hit]:
    for file in material.valid.subjects.values():
        for entry in file.entries:
            for slot, answer in entry.answers.items():
                terms = answer.quantity.terms if answer.quantity else ()
                if len(terms) != 1 or not terms[0].bounded:
                    continue
                interval = terms[0].interval
                if interval.low is not None and interval.high is not None:
                    continue
                number = re.search(r"\d[\d.]*", terms[0].text)
                if number is None:
                    continue
                pattern = rf"(?<![\w.]){re.escape(number[0])}(?![\w.]*\d)"
                seen = [
                    _side(entry.requirement.statement[: at.start()])
                    for at in re.finditer(pattern, entry.requirement.statement)
                ]
                meant = "upper" if interval.low is None else "lower"
                if _LEFT_OUT.search(entry.requirement.statement):
                    continue
                if seen and all(side not in (None, meant) for side in seen):
                    yield Hit(
                        entry.place,
                        f"{entry.id} answers {slot} with {terms[0].text!r}, but its statement "
                        f"gives {number[0]} as {seen[0]} bound",
                        "turn the bound, or correct the statement",
                    )


def _side(before: str) -> str | None:
    tail = before[-40:]
    if re.search(r"\b(no|not)\s+(more|longer|greater|exceed\w*)\b[^,;]*$", tail, re.IGNORECASE):
        return "upper"
    if re.search(r"\b(no|not)\s+(less|fewer|shorter)\b[^,;]*$", tail, re.IGNORECASE):
        return "lower"
    if _UPPER.search(tail):
        return "upper"
    return "lower" if _LOWER.search(tail) else None


RULE = Rule(
    id="AG207",
    severity="warning",
    title="a bound that points the other way than the statement",
    why=(
        "`< 5 year` and `at least 5 years` are opposites; the comparison would call the "
        "laxer side the stricter."
    ),
    remedy="Turn the bound, or correct the statement.",
    check=_check,
)
