"""Files to start from: a commented profile, and positions to fill in as YAML or CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import Result, Row
from atmp_gap.kinds import KINDS
from atmp_gap.profile.model import FORMAT
from atmp_gap.profile.sheet_positions import COLUMNS


@dataclass(frozen=True)
class Blank:
    """One slot to be answered: what it is, what both sides say, and how an answer looks."""

    subject: str
    title: str
    question: str
    slot: str
    kind: str
    how: str
    says: tuple[str, str]


def quoted(text: str) -> str:
    """A text as a YAML scalar: plain where that is safe, else in double quotes."""
    plain = all(char.isalnum() or char in " -_.()/+" for char in text) and text[:1].isalnum()
    safe = plain and text == text.strip()
    return text if safe else json.dumps(text, ensure_ascii=False)


def profile_text(
    corpus: Corpus, name: str, facts: Mapping[str, Sequence[str]], description: str | None = None
) -> str:
    """A commented profile: the facts given, the other dimensions to be uncommented."""
    lines = [
        "# A product profile for atmp-gap. Check it: atmp-gap profile check FILE",
        f"format: {FORMAT}",
        f"name: {quoted(name)}",
        f"description: {quoted(description)}"
        if description
        else "# description: a sentence on the product, as an agency may read it",
        "# note: for yourselves; no agency sees it",
        "",
        "# Facts cut the questions to those that arise for this product at its next filing.",
        "# A dimension that is left out stays open. Everyday words work: AAV, CAR-T, HEK293, BLA.",
        "facts:",
    ]
    for axis in corpus.space.axes:
        words = ", ".join(dict.fromkeys((*axis.leaves, *axis.masks)))
        one = " (one of)" if axis.single else ""
        lines.append(f"  # {axis.title}{one}: {words}")
        given = facts.get(axis.id)
        if given:
            value = given[0] if len(given) == 1 else f"[{', '.join(given)}]"
            lines.append(f"  {axis.id}: {value}")
        else:
            lines.append(f"  # {axis.id}:")
    lines += [
        "",
        "# Only these topics; all if left out.",
        f"# topics: [{', '.join(corpus.topics)}]",
        "",
        "# What you hold, for: atmp-gap assess FILE. Positions to fill in are written by",
        "# atmp-gap assess FILE --template yaml (or csv, to be read with --positions).",
        "# positions:",
        "#   - subject: ID-OR-WORD",
        '#     answers: {SLOT: "< 10 ng/dose"}',
        "#     evidence: the document or CTD section that shows it",
        "#     owner: who",
        "#     due: 2027-01-31",
        "#     waiver: {reason: why the shortfall is accepted, expires: 2027-12-31}",
    ]
    return "\n".join(lines) + "\n"


def blanks(corpus: Corpus, result: Result) -> list[Blank]:
    """The slots of every row on which some side speaks, in the order of the report."""
    found = []
    for row in result.rows:
        if not any(side.entries for part in row.parts for side in part.sides):
            continue
        for name, slot in corpus.subjects[row.subject].subject.asks.items():
            if KINDS[slot.kind].binds_agency:
                continue
            says = tuple(_says(row, agency, name) for agency in result.agencies)
            found.append(
                Blank(
                    row.subject,
                    row.title,
                    row.question,
                    name,
                    slot.kind,
                    KINDS[slot.kind].write(slot),
                    (says[0], says[1]),
                )
            )
    return found


def _says(row: Row, agency: str, slot: str) -> str:
    deciding = {
        name
        for part in row.parts
        for side in part.sides
        if side.agency == agency
        for name in side.entries
    }
    said = [
        text if isinstance(text, str) else ", ".join(text)
        for entry in row.entries
        if entry.id in deciding and (text := entry.answers.get(slot)) is not None
    ]
    return " | ".join(dict.fromkeys(said)) or "-"


def positions_yaml(items: Sequence[Blank], agencies: tuple[str, str]) -> str:
    """Positions to fill in: what stands empty counts as not addressed."""
    lines = ["# Fill in what you hold; what stays empty counts as not addressed.", "positions:"]
    if not items:
        return lines[0] + "\npositions: []\n"
    by_subject: dict[str, list[Blank]] = {}
    for item in items:
        by_subject.setdefault(item.subject, []).append(item)
    for subject, slots in by_subject.items():
        lines += [f"  - subject: {subject}", f"    # {_flat(slots[0].question)}", "    answers:"]
        for item in slots:
            lines.append(f"      # {item.kind}: {_flat(item.how)}")
            lines += [
                f"      # {agency}: {_flat(text)}"
                for agency, text in zip(agencies, item.says, strict=True)
            ]
            lines.append(f"      {item.slot}:")
        lines += ["    evidence:", "    owner:", "    due:"]
    return "\n".join(lines) + "\n"


def _flat(text: str) -> str:
    return " ".join(text.split())


def positions_columns(agencies: tuple[str, str]) -> tuple[str, ...]:
    """The columns of a table of positions; those with ``info`` are for people."""
    return (*COLUMNS, "info title", "info how", *(f"info {agency}" for agency in agencies))


def positions_rows(items: Iterable[Blank]) -> tuple[tuple[str, ...], ...]:
    """The lines of a table of positions, with the answers empty."""
    empty = ("",) * (len(COLUMNS) - 2)
    return tuple(
        (item.subject, item.slot, *empty, item.title, item.how, *item.says) for item in items
    )
