"""Waivers: comments that silence a rule at one place, with a reason and at will an end.

    # atmp-gap: ignore[AG204] the number is of the appendix
    # atmp-gap: ignore[AG204, AG205] until 2027-01-01: the guideline is being revised

Behind a line's text a waiver covers that line and all that is indented below it; on a line of its
own it covers the next line and all below that.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from atmp_gap.check.rule import Violation
from atmp_gap.corpus.problem import Place
from atmp_gap.corpus.yaml_nodes import lines_of

_WAIVER = re.compile(
    r"(?:^|(?<=\s))#\s*atmp-gap:\s*ignore"
    r"(?:\[(?P<rules>[^\]\n]{0,200})\])?(?P<rest>[^\n]{0,500})"
)
_UNTIL = re.compile(r"^\s*until\s+(?P<day>\S+?)\s*(?::|\s)\s*(?P<reason>.*)$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


class WaiverComment(NamedTuple):
    """One waiver: which rules, in which lines, why, and until when."""

    place: Place
    rules: tuple[str, ...]
    first: int
    last: int
    reason: str
    until: str | None = None

    def expired(self, as_of: str) -> bool:
        """Whether its last day has gone by."""
        return self.until is not None and self.until < as_of


class Cover:
    """Some waivers on a day: which of them silences a rule at a place.

    Of several that cover a line the one that begins first silences it; so what others cover of
    the same lines is left out, and what remains are spans that do not overlap.
    """

    def __init__(self, waivers: Iterable[WaiverComment], as_of: str) -> None:
        self._spans: dict[tuple[str, str], tuple[list[int], list[int], list[WaiverComment]]] = {}
        for waiver in sorted(waivers, key=lambda waiver: waiver.first):
            if waiver.expired(as_of):
                continue
            for rule in waiver.rules:
                key = (waiver.place.file, rule)
                first, last, who = self._spans.setdefault(key, ([], [], []))
                if not last or waiver.last > last[-1]:
                    first.append(max(waiver.first, last[-1] + 1 if last else 0))
                    last.append(waiver.last)
                    who.append(waiver)

    def find(self, rule: str, place: Place) -> WaiverComment | None:
        """The waiver that silences a rule at a place, or None."""
        spans = self._spans.get((place.file, rule))
        if spans is None:
            return None
        first, last, who = spans
        at = bisect_right(first, place.line) - 1
        return who[at] if at >= 0 and place.line <= last[at] else None


def find(texts: Mapping[str, str]) -> tuple[list[WaiverComment], list[Violation]]:
    """The waivers of some files, and what is wrong with those that do not count."""
    waivers: list[WaiverComment] = []
    wrong: list[Violation] = []
    for file, text in texts.items():
        if "atmp-gap:" in text:
            _find(file, lines_of(text), waivers, wrong)
    return waivers, wrong


def _find(
    file: str, lines: Sequence[str], waivers: list[WaiverComment], wrong: list[Violation]
) -> None:
    """Add the waivers of one file, and what is wrong with them."""
    blocks = _Blocks(lines)
    for index, line in enumerate(lines):
        found = _WAIVER.search(line) if "atmp-gap:" in line else None
        if found is None:
            continue
        place = Place(file, index + 1, found.start() + 1)
        names = tuple(n.strip().upper() for n in (found["rules"] or "").split(",") if n.strip())
        rest, until = found["rest"].strip(" \t:-"), None
        ended = _UNTIL.match(f" {rest} ")
        if ended:
            until, rest = ended["day"].rstrip(":"), ended["reason"].strip()
        problem = _problem(names, rest, until)
        if problem:
            help_ = "write `# atmp-gap: ignore[AG204] why this is right here`"
            wrong.append(Violation(place, problem, help_))
            continue
        first, last = blocks.covered(index, bool(line[: found.start()].strip()))
        waivers.append(WaiverComment(place, names, first, last, rest, until))


def _problem(names: Iterable[str], reason: str, until: str | None) -> str | None:
    from atmp_gap.check.rules import all_rules

    names = list(names)
    if not names:
        return "a waiver names the rules it silences, as in ignore[AG204]"
    for name in names:
        if name not in all_rules():
            return f"the waiver names the unknown rule {name[:40]!r}"
    if until is not None and not _DAY.match(until):
        return f"the waiver's end {until[:40]!r} is no date (YYYY-MM-DD)"
    if len(reason.split()) < 2:
        return "a waiver gives a reason, in two words at least"
    return None


class _Blocks:
    """The lines of a file as blocks: each line with all that is indented below it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._content = [
            index
            for index, line in enumerate(lines)
            if (text := line.lstrip()) and not text.startswith("#")
        ]
        self._ends: dict[int, int] = {}

    def covered(self, index: int, trailing: bool) -> tuple[int, int]:
        """The first and last line that a waiver in a line covers, counted from 1."""
        start = index
        if not trailing:
            after = bisect_left(self._content, index + 1)
            if after == len(self._content):
                return index + 1, index + 1
            start = self._content[after]
        if start not in self._ends:
            self._ends[start] = self._end(start)
        return start + 1, self._ends[start]

    def _end(self, start: int) -> int:
        indent = _indent(self.lines[start])
        end = start + 1
        while end < len(self.lines) and (
            not self.lines[end].strip() or _indent(self.lines[end]) > indent
        ):
            end += 1
        return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
