"""Waivers: comments that silence a rule at one place, with a reason and at will an end.

    # atmp-gap: ignore[AG204] the number is of the appendix
    # atmp-gap: ignore[AG204, AG205] until 2027-01-01: the guideline is being revised

Behind a line's text a waiver covers that line and all that is indented below it; on a line of its
own it covers the next line and all below that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atmp_gap.check.rule import Hit
from atmp_gap.corpus.problem import Place

_WAIVER = re.compile(
    r"(?:^|(?<=\s))#\s*atmp-gap:\s*ignore"
    r"(?:\[(?P<rules>[^\]\n]{0,200})\])?(?P<rest>[^\n]{0,500})"
)
_UNTIL = re.compile(r"^\s*until\s+(?P<day>\S+?)\s*(?::|\s)\s*(?P<reason>.*)$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class Waiver:
    """One waiver: which rules, in which lines, why, and until when."""

    place: Place
    rules: tuple[str, ...]
    first: int
    last: int
    reason: str
    until: str | None = None

    def covers(self, rule: str, place: Place, as_of: str) -> bool:
        """Whether it silences a rule at a place on a day."""
        return (
            rule in self.rules
            and place.file == self.place.file
            and self.first <= place.line <= self.last
            and not self.expired(as_of)
        )

    def expired(self, as_of: str) -> bool:
        """Whether its last day has gone by."""
        return self.until is not None and self.until < as_of


def find(texts: Mapping[str, str]) -> tuple[list[Waiver], list[Hit]]:
    """The waivers of some files, and what is wrong with those that do not count."""
    waivers: list[Waiver] = []
    wrong: list[Hit] = []
    for file, text in texts.items():
        if "atmp-gap:" not in text:
            continue
        lines = text.splitlines()
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
                wrong.append(
                    Hit(place, problem, "write `# atmp-gap: ignore[AG204] why this is right here`")
                )
                continue
            first, last = _block(lines, index, bool(line[: found.start()].strip()))
            waivers.append(Waiver(place, names, first, last, rest, until))
    return waivers, wrong


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


def _block(lines: list[str], index: int, trailing: bool) -> tuple[int, int]:
    """The first and last line that a waiver covers, counted from 1."""
    start = index
    if not trailing:
        start += 1
        while start < len(lines) and (
            not lines[start].strip() or lines[start].lstrip().startswith("#")
        ):
            start += 1
        if start == len(lines):
            return index + 1, index + 1
    indent = _indent(lines[start])
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
    return start + 1, end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
