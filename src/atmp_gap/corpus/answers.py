"""Answers as written to answers as their slots read them: of requirements, precedents, feedback."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Protocol

from atmp_gap.corpus.files import Spot
from atmp_gap.corpus.problem import About, did_you_mean
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import Answer, AnswerError
from atmp_gap.kinds.quantity import UnknownStartError
from atmp_gap.kinds.units import QuantityError, UnknownUnitError
from atmp_gap.model.requirement import RawAnswer, RawAnswers
from atmp_gap.model.subject import Slot, Subject


class Answering(Protocol):
    """A record that names one subject or several, and answers them by their slots."""

    @property
    def subject(self) -> str | tuple[str, ...]:
        """The subject it names, or several."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The same, always as a tuple."""

    @property
    def answers(self) -> RawAnswers:
        """Its answers as written."""

    def answers_on(self, subject: str) -> RawAnswers:
        """Its answers on one of its subjects."""


class Answers:
    """Reads the answers of records; what many of them give is worked out once."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._known: dict[tuple[str, str, RawAnswer], Answer] = {}

    def check_names(self, record: Answering, spot: Spot) -> None:
        """With several subjects, each is named once, and answers are keyed by them."""
        if isinstance(record.subject, str):
            return
        for position, name in enumerate(record.subjects):
            if name in record.subjects[:position]:
                self.resolver.problem(
                    "AG007",
                    f"names the subject {name!r} twice",
                    spot.to("subject", position),
                    "keep one of the two",
                )
        for name, given in record.answers.items():
            if name in record.subjects and not isinstance(given, dict):
                self.resolver.problem(
                    "AG010",
                    f"the answer on {name!r} names no slot",
                    spot.to("answers", name),
                    "with several subjects, write {SUBJECT: {SLOT: answer}}",
                )
            if name not in record.subjects:
                self.resolver.problem(
                    "AG008",
                    f"answers the subject {name!r}, which the entry does not name",
                    spot.to("answers", name, key=True),
                    "with several subjects, `answers` has one mapping per subject",
                )

    def on(
        self,
        record: Answering,
        subject: Subject,
        spot: Spot,
        complete: Collection[str] = (),
        recalled: bool = False,
    ) -> dict[str, Answer]:
        """A record's answers on one of its subjects; what is no answer to its slot is a problem."""
        several = not isinstance(record.subject, str)
        inner = (subject.id,) if several else ()
        answers: dict[str, Answer] = {}
        for name, raw in record.answers_on(subject.id).items():
            slot = subject.asks.get(name)
            if slot is None:
                self.resolver.problem(
                    "AG008",
                    f"subject {subject.id!r} has no slot {name!r}",
                    spot.to("answers", *inner, name, key=True),
                    did_you_mean(name, list(subject.asks)),
                )
                continue
            path = ("answers", *inner, name)
            if isinstance(raw, dict):
                self.resolver.problem(
                    "AG010", f"slot {name!r} takes text or a list", spot.to(*path)
                )
                continue
            answer = self._known.get((subject.id, name, raw)) or self._answer(
                raw, slot, subject.id, spot, path
            )
            if answer is None:
                continue
            if answer.is_none and recalled:
                self.resolver.problem(
                    "AG011",
                    "that a text gives no number (`none`) must be read or reported, not recalled",
                    spot.to(*path),
                    "raise the grade, or leave the slot out",
                )
            if name in complete:
                answer = replace(answer, complete=True)
            answers[name] = answer
        for position, name in enumerate(complete):
            slot = subject.asks.get(name)
            if (slot is None or not KINDS[slot.kind].requires_all) and not several:
                self.resolver.problem(
                    "AG010",
                    f"`complete` names {name!r}, which is no all-of slot of {subject.id!r}",
                    spot.to("complete", position),
                )
        return answers

    def _answer(
        self, raw: RawAnswer, slot: Slot, subject: str, spot: Spot, path: tuple[str, ...]
    ) -> Answer | None:
        """An answer as the slot's kind reads it; None where it is none, which is a problem."""
        try:
            answer = KINDS[slot.kind].parse(raw, slot, self.resolver.words)
        except UnknownUnitError as error:
            hint = did_you_mean(error.unit, error.known)
            self.resolver.problem("AG009", str(error), spot.to(*path), hint)
            return None
        except (AnswerError, QuantityError) as error:
            about: About | None = "start" if isinstance(error, UnknownStartError) else None
            self.resolver.problem("AG010", str(error), spot.to(*path), error.hint, about=about)
            return None
        self._known[subject, path[-1], raw] = answer
        return answer
