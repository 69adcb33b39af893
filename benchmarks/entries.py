"""Made-up requirements: one entry's YAML, with a sentence that fits its answer and its citation."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.answers import CLAUSES, CONDITIONS, NOTES, Ask, Option
from benchmarks.layout import listed, pair
from benchmarks.register import SECTIONS, Document

DATE = "2026-11-20"
VIA = "Trade Press, review of agency texts, 2025"
Scope = tuple[tuple[str, tuple[str, ...]], ...]
"""Dimension and its terms."""


@dataclass(frozen=True)
class Entry:
    """What an entry says; what it cites and how it was read is drawn when it is written."""

    subjects: tuple[str, ...]
    title: str
    given: tuple[tuple[Ask, Option], ...]
    """Slots answered; none of them is prose."""
    scope: Scope = ()
    unless: str | None = None
    when: str | None = None
    convention: bool = False
    by_analogy: bool = False
    complete: bool = False
    obligation: str = "should"
    clause: int = 0
    draft: bool = False


@dataclass
class Writer:
    """Writes entries of one topic: numbers them by agency and draws citations and grades."""

    rnd: random.Random
    topic: str
    register: dict[str, list[Document]]
    records: dict[str, list[str]] = field(default_factory=dict)

    def add(self, agency: str, entry: Entry) -> None:
        """Append an entry to an agency's file."""
        records = self.records.setdefault(agency, [])
        number = len(records) + 1
        name = f"{agency}-{self.topic.upper()}-{number:03}"
        document = self._document(agency, entry)
        grade = self._grade(document, entry)
        lines = [f"  - id: {name}", *_subjects(entry)]
        lines.append(pair(4, "statement", _statement(entry, document)))
        lines.append(pair(4, "obligation", entry.obligation))
        lines += _answers(entry)
        if entry.complete:
            lines.append(listed(4, "complete", [entry.given[0][0].name]))
        lines += _scope(entry.scope)
        if entry.unless:
            lines += ["    unless:", f"      - id: {entry.unless}"]
        if entry.when:
            lines += ["    when:", f"      - id: {entry.when}", pair(8, "note", "as agreed before")]
        if entry.convention:
            lines.append("    standing: convention")
        if entry.by_analogy:
            lines.append("    by_analogy: true")
        section = SECTIONS[self.rnd.randrange(len(SECTIONS))]
        lines += ["    source:", pair(6, "document", document.id)]
        lines.append(pair(6, "locator", f"{section} control of quality (section level)"))
        lines += ["    reading:", pair(6, "grade", grade)]
        if grade == "reported":
            lines.append(pair(6, "via", VIA))
        lines.append(pair(6, "date", DATE))
        if grade == "read":
            words = entry.title.split()
            lines.append(listed(4, "anchors", [" ".join(words[:2]).lower(), words[-1]]))
        if self.rnd.random() < 0.45:
            lines.append(pair(4, "note", NOTES[self.rnd.randrange(len(NOTES))]))
        records.append("\n".join(lines))

    def _document(self, agency: str, entry: Entry) -> Document:
        """A text of the agency, of the status that the entry needs."""
        if entry.convention:
            return self.rnd.choice(self.register["Practice"])
        texts = self.register[agency]
        while True:
            document = texts[self.rnd.randrange(len(texts))]
            wanted = "draft" if entry.draft else "final"
            if agency == "ICH" or document.status == wanted:
                return document

    def _grade(self, document: Document, entry: Entry) -> str:
        """As good as the register allows; a `none` is never only recalled."""
        none = any(option.answer == "none" for _, option in entry.given)
        drawn = self.rnd.random()
        if document.read == "none":
            return "reported" if none or drawn < 0.6 else "recalled"
        return "read" if drawn < 0.75 else "reported" if none or drawn < 0.95 else "recalled"


def _subjects(entry: Entry) -> list[str]:
    if len(entry.subjects) == 1:
        return [f"    subject: {entry.subjects[0]}"]
    return [listed(4, "subject", entry.subjects)]


def _statement(entry: Entry, document: Document) -> str:
    clause = CLAUSES[entry.clause % len(CLAUSES)]
    said = " and ".join(option.said for _, option in entry.given) or "controlled by a strategy"
    where = "; the text is a draft" if document.status == "draft" else ""
    return f"{entry.title} {entry.obligation} be {said}, {clause}{where}."


def _answers(entry: Entry) -> list[str]:
    if not entry.given:
        return ["    answers: {}"]
    lines = ["    answers:"]
    for ask, option in entry.given:
        if isinstance(option.answer, str):
            lines.append(pair(6, ask.name, option.answer))
        else:
            lines.append(listed(6, ask.name, option.answer))
    return lines


def _scope(scope: Scope) -> list[str]:
    if not scope:
        return []
    return ["    applies_to:", *(listed(6, dimension, terms) for dimension, terms in scope)]


def condition(rnd: random.Random) -> str:
    """A condition of the vocabulary."""
    return rnd.choice(CONDITIONS)


def absence(
    rnd: random.Random,
    subject: str,
    agency: str,
    register: Sequence[Document],
    kind: str,
) -> str:
    """A recorded search; ``kind`` is searched, suspected or elsewhere."""
    read = [document for document in register if document.status == "final"]
    read = [document for document in read if document.read == "full"]
    first = rnd.randrange(len(read))
    lines = [f"  - subject: {subject}", f"    agency: {agency}", "    searched:"]
    for document in (read[first], read[first - 1]):
        lines += [f"      - document: {document.id}", listed(8, "sections", ["full"])]
    lines += ["    reading:", "      grade: read", f"      date: {DATE}", "    by: editors"]
    if kind == "suspected":
        lines.append("    suspected: true")
    if kind == "elsewhere":
        lines.append(pair(4, "regulated_elsewhere", "in the rules on devices, outside this corpus"))
    return "\n".join(lines)
