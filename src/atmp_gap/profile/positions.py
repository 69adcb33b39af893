"""The developer's positions resolved: subjects and sides as ids, answers as their slots ask.

``read_positions`` is what ``assess`` and ``questions`` call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import Place, Problem, did_you_mean
from atmp_gap.corpus.words import Lexicon, UnknownWordError, agencies, subjects
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import Answer, AnswerError
from atmp_gap.kinds.quantity import Term
from atmp_gap.kinds.units import QuantityError, UnknownUnitError
from atmp_gap.model.subject import Slot
from atmp_gap.profile.cell_answers import Reader
from atmp_gap.profile.local_forms import quantity_help, thousands
from atmp_gap.profile.misfit import misfit
from atmp_gap.profile.model import Position, PositionsFile
from atmp_gap.profile.read import InvalidProfileError, Product, read_bytes, read_yaml
from atmp_gap.profile.sheet_positions import ENDINGS, NEW_POSITIONS, read_sheet_positions
from atmp_gap.profile.workbook_positions import RowFilled, rows_filled
from atmp_gap.workbook.package import is_workbook

At = Callable[..., Place]
"""Where a part of a position stands, by the steps to it."""
Scope = Mapping[str, Sequence[str]] | None
"""Where a position holds; None is wherever the question arises."""


def own_word(kind: str, answer: str) -> str:
    """A position as a developer says it: ``done`` for ``expected``, else as it is."""
    return {agency: own for own, agency in KINDS[kind].own_words.items()}.get(answer, answer)


@dataclass(frozen=True)
class Held:
    """A position resolved: subject and agencies as ids, answers parsed by slot."""

    subject: str
    agencies: frozenset[str]
    answers: Mapping[str, Answer]
    position: Position
    place: Place
    conditions: frozenset[str] = frozenset()
    scope: Mapping[str, Sequence[str]] | None = None
    """Held in this part of the question only; None: in all of it."""
    in_words: str = ""
    """What is held in words that are no answer; it is shown, and not compared."""

    @property
    def filled(self) -> bool:
        """Whether it says anything, as a line of a template does not."""
        said = self.answers or self.in_words
        return bool(said or self.position.evidence or self.position.waiver)


def read_positions(
    product: Product, file: Path | None, corpus: Corpus, rows: Iterable[RowFilled] = ()
) -> list[Held]:
    """The positions of a profile and of a further file: a sheet (``.csv``, ``.tsv``), else YAML.

    ``rows`` are positions that were typed, as into a workbook. Raises InvalidProfileError with
    every problem found.
    """
    resolver = _Resolver(corpus)
    for index, position in enumerate(product.loaded.model.positions):
        resolver.add(position, _placer(product.loaded.place, "positions", index))
    for row in rows:
        resolver.add_row(row)
    if file is not None and file.suffix.lower() in ENDINGS and is_workbook(raw := _bytes(file)):
        dimensions = [axis.id for axis in corpus.space.axes]
        filled = rows_filled(raw, file.as_posix(), product.name, dimensions, resolver.problems)
        for row in filled:
            resolver.add_row(row)
    elif file is not None and file.suffix.lower() in ENDINGS:
        for line in read_sheet_positions(file, resolver.problems):
            resolver.add(line.model, line.place)
    elif file is not None:
        loaded = read_yaml(file, PositionsFile, NEW_POSITIONS)
        for index, position in enumerate(loaded.model.positions):
            resolver.add(position, _placer(loaded.place, "positions", index))
    if resolver.problems:
        raise InvalidProfileError(resolver.problems)
    return resolver.held


def _bytes(file: Path) -> bytes:
    return read_bytes(file, NEW_POSITIONS)


def _placer(place: At, *base: str | int) -> At:
    def at(*path: str | int, key: bool = False) -> Place:
        return place(*base, *path, key=key)

    return at


class _Resolver:
    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.problems: list[Problem] = []
        self.held: list[Held] = []
        self._subjects = subjects(corpus)
        self._agencies = agencies(corpus)
        self._conditions = Lexicon(
            "condition", ((item.id, item.synonyms) for item in corpus.conditions.values())
        )
        self._taken: dict[tuple[str, str], list[tuple[Scope, Place]]] = {}

    def add_row(self, row: RowFilled) -> None:
        """Resolve a row of the workbook; what is wrong goes into ``problems``."""
        subject, places = row.identity.subject, row.places
        file = self.corpus.subjects.get(subject)
        if file is None:
            help_ = "atmp-gap compare --update FILE moves such rows to a sheet of their own"
            self._problem("AG008", f"{subject} is asked no more", places["position"], help_)
            return
        asks = file.subject.asks
        reader = Reader(self._reads_known, self.corpus.words.titles)
        found = reader.cell_answers(row.cells.get("position", ""), asks)
        if found.problem:
            message = f"the position {found.problem}" if found.hint else found.problem
            self._problem("AG010", message, places["position"], found.hint)
            return
        position = Position(
            subject=subject,
            answers=dict(found.answers),
            evidence=row.cells.get("evidence"),
            owner=row.cells.get("owner"),
            due=row.cells.get("due"),
            justification=row.cells.get("justification"),
        )

        def at(*path: str | int, key: bool = False) -> Place:
            return places["position"]

        self.add(position, at, row.scope, found.words)

    def _reads_known(self, text: str, slot: Slot) -> bool:
        """Whether a text can be read as an answer, and names nothing that nobody defined."""
        if not self._reads(text, slot):
            return False
        if not KINDS[slot.kind].is_set:
            return True
        known = {*slot.values, *self.corpus.words.ancestors}
        elements = KINDS[slot.kind].parse(text, slot, self.corpus.words).elements
        return known.issuperset(elements)

    def _reads(self, text: str, slot: Slot) -> bool:
        """Whether a text can be read as an answer to a slot."""
        text = KINDS[slot.kind].own_words.get(text.strip(), text)
        try:
            KINDS[slot.kind].parse(text, slot, self.corpus.words)
        except (UnknownUnitError, AnswerError, QuantityError):
            return False
        return True

    def add(self, position: Position, at: At, scope: Scope = None, in_words: str = "") -> None:
        """Resolve one position; what is wrong goes into ``problems``."""
        subject = self._one(self._subjects, position.subject, at("subject"))
        names = [
            self._one(self._agencies, word, at("for", index))
            for index, word in enumerate(position.for_)
        ]
        conditions = [
            self._one(self._conditions, word, at("conditions", index))
            for index, word in enumerate(position.conditions)
        ]
        if subject is None:
            return
        sides = [agency.id for agency in self.corpus.sides]
        towards = frozenset(name for name in names if name) if position.for_ else frozenset(sides)
        self._check_once(subject, sorted(towards), scope, at("subject"))
        self.held.append(
            Held(
                subject,
                towards,
                self._answers(subject, position, at),
                position,
                at("subject"),
                frozenset(name for name in conditions if name),
                scope,
                in_words,
            )
        )

    def _check_once(self, subject: str, towards: Sequence[str], scope: Scope, place: Place) -> None:
        """Two positions on one subject, towards the same side and in scopes that meet, are one too
        many.
        """
        twice: dict[Place, list[str]] = {}
        for agency in towards:
            taken = self._taken.setdefault((subject, agency), [])
            for first in [place for other, place in taken if self._meet(scope, other)][:1]:
                twice.setdefault(first, []).append(agency)
            taken.append((scope, place))
        for first, names in twice.items():
            whom = "" if len(names) == len(self.corpus.sides) else f" towards {names[0]}"
            message = f"{subject} has a position{whom} already, in {first}"
            self._problem("AG007", message, place, "keep one, or say `for:` on each")

    def _meet(self, one: Scope, other: Scope) -> bool:
        """Whether two scopes have anything in common; None is all."""
        space = self.corpus.space
        return space.meet(space.box(one or {}), space.box(other or {})) is not None

    def _answers(self, subject: str, position: Position, at: At) -> dict[str, Answer]:
        """The answers by slot, parsed; one given without a slot is the subject's only one."""
        asks = self.corpus.subjects[subject].subject.asks
        given = [(name, raw, at("answers", name)) for name, raw in position.answers.items()]
        if position.answer is not None:
            place = at("answer")
            if len(asks) != 1:
                message = f"{subject} has several slots: which one is answered?"
                if not asks:
                    message = f"{subject} has no slot that can be answered"
                known = f"one of: {', '.join(asks)}" if asks else "leave the answer out"
                self._problem("AG005", message, place, known)
            elif given:
                message = f"{subject} has an answer by slot already, in {given[0][2]}"
                self._problem("AG007", message, place, "keep one of the two")
            else:
                given = [(next(iter(asks)), position.answer, place)]
        answers: dict[str, Answer] = {}
        for name, raw, place in given:
            slot = asks.get(name)
            if slot is None:
                message = f"subject {subject!r} has no slot {name!r}"
                at_key = at("answers", name, key=True)
                self._problem("AG008", message, at_key, did_you_mean(name, list(asks)))
            elif raw is not None:
                answer = self._answer(raw, slot, place, self._asked(subject, name))
                if answer:
                    answers[name] = answer
        return answers

    def _problem(self, code: str, message: str, place: Place, help_: str | None = None) -> None:
        self.problems.append(Problem(code, message, place, help_))

    def _one(self, lexicon: Lexicon, word: str, place: Place) -> str | None:
        try:
            return lexicon.one(word)
        except UnknownWordError as error:
            self._problem("AG009", str(error), place, error.hint)
            return None

    def _asked(self, subject: str, slot: str) -> list[Term]:
        """The numbers with which the requirements themselves answer a slot."""
        return [
            term
            for entry in self.corpus.subjects[subject].entries
            if slot in entry.answers and (quantity := entry.answers[slot].quantity)
            for term in quantity.terms
        ]

    def _answer(
        self, raw: str | Sequence[str], slot: Slot, place: Place, used: Sequence[Term]
    ) -> Answer | None:
        if KINDS[slot.kind].binds_agency:
            message = "this slot is a time that binds the agency: no position can be held on it"
            self._problem("AG010", message, place, "leave it out")
            return None
        if isinstance(raw, str):
            raw = KINDS[slot.kind].own_words.get(raw.strip(), raw)
        try:
            answer = KINDS[slot.kind].parse(raw, slot, self.corpus.words)
        except UnknownUnitError as error:
            hint = self._written(raw, slot) or did_you_mean(error.unit, error.known)
            self._problem("AG009", str(error), place, hint)
            return None
        except (AnswerError, QuantityError) as error:
            own = KINDS[slot.kind].own_words
            hint = f"known: {', '.join(own)}" if own else self._written(raw, slot) or error.hint
            self._problem("AG010", str(error), place, hint)
            return None
        if isinstance(raw, str) and (unclear := thousands(raw)):
            message = f"{unclear!r} may be read as a decimal or as thousands"
            self._problem("AG010", message, place, self._written(raw, slot))
            return None
        wrong = misfit(answer, slot, place, used, self.corpus.words.measures)
        if wrong:
            self.problems.append(wrong)
        return None if wrong else answer

    def _written(self, raw: str | Sequence[str], slot: Slot) -> str | None:
        """How an answer in other words is written here."""

        def reads(text: str) -> bool:
            return self._reads(text, slot)

        return quantity_help(raw, reads) if isinstance(raw, str) else None
