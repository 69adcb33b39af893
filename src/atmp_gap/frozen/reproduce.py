"""Whether the rows of a frozen state come out again, and what the cause may be where not.

The requirements, the product and the question are those of the zip, so that only three things can
make a row differ: a file of the zip that was altered, another version of the program, or another
version of a package it runs with. Asked of other requirements, these are the cause as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from atmp_gap.frozen.archive import unusable
from atmp_gap.frozen.manifest import MadeWith
from atmp_gap.frozen.state import REQUIREMENTS, Altered, Frozen

SCHEMA = "atmp-gap/reproduction/1"
Cause = Literal["altered", "requirements", "tool", "packages", "unknown"]
What = Literal["changed", "gone", "new"]
COMPARISON = "comparison"
ASSESSMENT = "assessment"
ROWS = {COMPARISON: "rows", ASSESSMENT: "checks"}
"""Per report that is held against the frozen one, the field of its JSON that has the rows."""
EMPTY: tuple[object, ...] = (None, False, "", [], {})
MOST_FIELDS = 6
LONG = 160


@dataclass(frozen=True)
class FieldDifference:
    """A field of a row: what was frozen, and what comes out."""

    field: str
    frozen: str
    now: str


@dataclass(frozen=True)
class RowDifference:
    """A row that does not come out as it was frozen."""

    report: str
    subject: str
    title: str
    scope: str
    what: What
    fields: tuple[FieldDifference, ...]
    more: int
    """How many further fields differ."""
    causes: tuple[Cause, ...]
    """What may be behind it, the likeliest first."""
    files: tuple[str, ...]
    """The altered files that may be behind it."""


@dataclass(frozen=True)
class Changed:
    """Something the state was made with that is another here."""

    what: str
    frozen: str
    now: str


@dataclass(frozen=True)
class Reproduction:
    """What became of asking a frozen state again."""

    file: str
    name: str
    by: str
    at: str
    product: str
    seal: str
    seal_asked: str | None
    corpus: tuple[str, str]
    """Version and fingerprint of the requirements that were frozen."""
    asked_of: tuple[str, str]
    """The same of those that were asked now."""
    tool: tuple[str, str]
    """The program's version, then and now."""
    made_with: tuple[Changed, ...]
    altered: tuple[Altered, ...]
    same: int
    rows: tuple[RowDifference, ...]
    notes: tuple[str, ...] = ()
    schema: str = SCHEMA

    @property
    def seal_broken(self) -> bool:
        """Whether the seal that somebody kept is another one."""
        return self.seal_asked is not None and self.seal_asked != self.seal

    @property
    def holds(self) -> bool:
        """Whether every row comes out, of files of which none was altered."""
        return not (self.rows or self.altered or self.seal_broken)


def frozen_reports(frozen: Frozen) -> dict[str, Mapping[str, Any]]:
    """The reports of the zip that are held against today's, as data. Raises UnusableFrozen."""
    found = {}
    for name, key in ROWS.items():
        member = f"reports/{name}.json"
        if member not in frozen.members:
            continue
        try:
            data = json.loads(frozen.members[member])
            if not all(isinstance(row["subject"], str) for row in data[key]):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            raise unusable([f"{member} is no report of ours"], frozen.file) from None
        found[name] = data
    if COMPARISON not in found:
        raise unusable([f"lacks reports/{COMPARISON}.json"], frozen.file)
    return found


def differences(
    frozen: Frozen,
    then: Mapping[str, Mapping[str, Any]],
    now: Mapping[str, Mapping[str, Any]],
    topics: Mapping[str, str],
    causes: Iterable[Cause],
) -> tuple[int, list[RowDifference]]:
    """How many rows are the same, and those that differ, of reports as data.

    ``topics`` gives the topic of each subject; ``causes`` holds for every row.
    """
    same, found = 0, []
    for report, key in ROWS.items():
        old = _by_key(then.get(report, {}).get(key, ()))
        new = _by_key(now.get(report, {}).get(key, ()))
        for name in {**old, **new}:
            before, after = old.get(name), new.get(name)
            if before and after and not any(_fields(before, after, "")):
                same += 1
            else:
                found.append(_difference(frozen, report, before, after, topics, causes))
    return same, found


def made_with(then: MadeWith, now: MadeWith) -> tuple[Changed, ...]:
    """What a state was made with that is another here, the program first."""
    pairs = [
        ("atmp-gap", then.version, now.version),
        ("Python", then.python, now.python),
        *(
            (name, then.packages.get(name, "none"), now.packages.get(name, "none"))
            for name in sorted({*then.packages, *now.packages})
        ),
    ]
    return tuple(Changed(*pair) for pair in pairs if pair[1] != pair[2])


def _by_key(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        name = json.dumps([row["subject"], row.get("scope")], sort_keys=True)
        # Two rows of one name are two all the same.
        while name in found:
            name += "+"
        found[name] = row
    return found


def _difference(
    frozen: Frozen,
    report: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    topics: Mapping[str, str],
    causes: Iterable[Cause],
) -> RowDifference:
    row = before or after or {}
    # How a row ranks among the others says nothing of itself, unless nothing else differs.
    fields = list(_fields(before, after, "")) if before and after else []
    told = [item for item in fields if item.field != "rank"] or fields
    files = tuple(_behind(frozen.altered, report, topics.get(str(row["subject"]), "")))
    return RowDifference(
        report,
        str(row["subject"]),
        str(row.get("title", "")),
        _text(row["scope"]) if row.get("scope") else "",
        "changed" if before and after else "gone" if before else "new",
        tuple(told[:MOST_FIELDS]),
        max(0, len(told) - MOST_FIELDS),
        (*(("altered",) if files else ()), *causes) or ("unknown",),
        files,
    )


def _behind(altered: Iterable[Altered], report: str, topic: str) -> Iterator[str]:
    """The altered files that may change a row: its report, the product's, those of its topic."""
    for item in altered:
        layered = item.name.removeprefix(REQUIREMENTS).split("/")
        if item.added:
            continue
        if item.name.startswith("reports/"):
            if item.name == f"reports/{report}.json":
                yield item.name
        elif not item.name.startswith(REQUIREMENTS):
            if item.name.startswith(("profile", "positions")):
                yield item.name
        elif len(layered) < 3 or layered[1] == topic:
            # A file at the top of a layer is for all topics.
            yield item.name


def _fields(before: Any, after: Any, where: str) -> Iterator[FieldDifference]:
    """The fields in which two rows differ, as deep as they go."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            if name not in before and after[name] in EMPTY:
                # A later version may have a field more; what is empty in it says nothing.
                continue
            inner = f"{where}.{name}" if where else str(name)
            yield from _fields(before.get(name), after.get(name), inner)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True), 1):
            yield from _fields(one, other, f"{where}[{number}]")
    elif before != after:
        yield FieldDifference(where, _text(before), _text(after))


def _text(value: Any) -> str:
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return told if len(told) <= LONG else f"{told[: LONG - 3]}..."
