"""What one side says in a part, in words, with where each statement stands and how it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atmp_gap.gap.result import AbsenceResult, EntryResult, Part, Row
from atmp_gap.model.base import weakest
from atmp_gap.report import sources, wording


@dataclass(frozen=True)
class Citation:
    """Where a statement stands, short; ``entry`` and ``document`` are ids, ``url`` an address."""

    text: str
    entry: str
    document: str
    grade: str
    url: str | None = None


@dataclass(frozen=True)
class Answer:
    """What an agency says in a part: its answers, else its statements, else that it is silent."""

    agency: str
    text: str
    citations: tuple[Citation, ...] = ()
    typed: bool = True
    """Whether it is made of typed answers; false where it is prose, or where nothing is said."""

    @property
    def speaks(self) -> bool:
        """Whether there is a statement behind it."""
        return bool(self.citations)

    @property
    def grade(self) -> str:
        """The weakest grade of what it rests on; empty where nothing is said."""
        return weakest([citation.grade for citation in self.citations]) or ""

    @property
    def cited(self) -> str:
        """All citations in a line, each once."""
        return "; ".join(dict.fromkeys(citation.text for citation in self.citations))


class Answers:
    """The answers of both sides in the parts of one row, in the words given."""

    def __init__(self, row: Row, words: Mapping[str, str]) -> None:
        self._row, self._words = row, words
        self._entries = {entry.id: entry for entry in row.entries}

    def of(self, part: Part, index: int) -> Answer:
        """What one side says in a part; ``index`` is 0 or 1, as in ``part.sides``."""
        side = part.sides[index]
        entries = [self._entries[name] for name in side.entries]
        if not entries:
            return Answer(side.agency, self._silence(part, side.agency), typed=False)
        answering = [entry for entry in entries if entry.answers]
        if not answering:
            text = " ".join(entry.statement for entry in entries)
            return Answer(side.agency, text, tuple(map(_citation, entries)), typed=False)
        return Answer(
            side.agency,
            self._typed(part, answering),
            # What answers comes first; prose beside it is cited as well, because it decides too.
            tuple(map(_citation, [*answering, *(e for e in entries if not e.answers)])),
        )

    def _typed(self, part: Part, entries: Iterable[EntryResult]) -> str:
        """The answers by slot; a slot is named only where the part answers several."""
        named = len(self._answered(part)) > 1
        slots: dict[str, dict[str, list[str | tuple[str, ...]]]] = {}
        for entry in entries:
            condition = wording.condition_text(entry, self._words)
            for slot, answer in entry.answers.items():
                slots.setdefault(slot, {}).setdefault(condition, []).append(answer)
        told = []
        for slot, by_condition in slots.items():
            texts = "; ".join(
                text + condition
                for condition, answers in by_condition.items()
                for text in self._united(answers)
            )
            told.append(f"{wording.said(slot, self._words)}: {texts}" if named else texts)
        return "; ".join(told)

    def _united(self, answers: Iterable[str | tuple[str, ...]]) -> Iterable[str]:
        """Answers under one condition: lists become one, and what is said twice is said once."""
        elements: dict[str, None] = {}
        single: dict[str, None] = {}
        for answer in answers:
            if isinstance(answer, tuple):
                elements.update(dict.fromkeys(answer))
            else:
                single[answer] = None
        if elements:
            yield ", ".join(wording.said(item, self._words) for item in elements)
        yield from (wording.said(text, self._words) for text in single)

    def _answered(self, part: Part) -> set[str]:
        return {
            slot
            for side in part.sides
            for name in side.entries
            for slot in self._entries[name].answers
        }

    @staticmethod
    def _silence(part: Part, agency: str) -> str:
        """What a side's silence means: a search in vain, a belief, or nothing at all."""
        if part.held_back:
            return "what is said was not reviewed by a second person"
        texts = searched(part, agency)
        if texts and any(not absence.suspected for absence in _of(part, agency)):
            return f"nothing found in {_listed(texts)}"
        return f"nothing recorded for {agency} yet"


def searched(part: Part, agency: str) -> list[str]:
    """The texts that were searched in vain for a side, short, each once."""
    return list(
        dict.fromkeys(
            text.short
            for absence in _of(part, agency)
            if not absence.suspected
            for text in absence.texts
        )
    )


def _of(part: Part, agency: str) -> list[AbsenceResult]:
    return [absence for absence in part.absences if absence.agency == agency]


def _listed(texts: list[str]) -> str:
    most = 3
    more = f" and {len(texts) - most} more" if len(texts) > most else ""
    return f"{', '.join(texts[:most])}{more}"


def _citation(entry: EntryResult) -> Citation:
    seen = sources.seen(entry)
    text = f"{sources.cite(entry)}, {seen}" if seen else sources.cite(entry)
    return Citation(text, entry.id, entry.document.id, entry.reading.grade, sources.web(entry))
