"""What every slot kind is: how an answer is read, added up within a side, and compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from atmp_gap.model.quantity import Measures, Quantity
from atmp_gap.model.subject import Slot

FIRST, SECOND = 0, 1


@dataclass(frozen=True)
class Answer:
    """An answer to one slot, as text; the kinds add what they compare."""

    text: str
    quantity: Quantity | None = None
    elements: tuple[str, ...] = ()
    complete: bool = False

    @property
    def is_none(self) -> bool:
        """Whether the answer is that no number is given."""
        return self.quantity is not None and self.quantity.is_none


@dataclass(frozen=True)
class Disagreement:
    """Answers of one side that cannot all hold, and why."""

    reason: str


@dataclass(frozen=True)
class Note:
    """Something beside a comparison that never decides."""

    kind: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What comparing the first side's answer with the second's gave.

    ``relation`` is equal, differs or not-compared; ``stricter`` is FIRST, SECOND, "mixed" or
    "not-comparable" and only set where they differ; ``open`` lists what the first and the second
    side lack without anybody having searched for it.
    """

    relation: str
    stricter: int | str | None = None
    conflict: bool = False
    position: str | None = None
    note: str = ""
    notes: tuple[Note, ...] = ()
    open: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


class AnswerError(ValueError):
    """A text that is no answer of its slot's kind; ``hint`` says what to write."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Words:
    """What answers may be made of: units, starts, and the tree of methods."""

    measures: Measures
    ancestors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per method: itself and every branch it belongs to."""

    @cached_property
    def sums(self) -> dict[tuple[object, ...], Answer | Disagreement]:
        """What answers add up to, by their kind and identities."""
        return {}

    @cached_property
    def visits(self) -> dict[tuple[str, ...], frozenset[tuple[object, ...]]]:
        """The facts that the visits of a schedule come down to, by their texts."""
        return {}

    def satisfies(self, element: str, asked: str) -> bool:
        """Whether one element is another or a leaf below it."""
        return element == asked or asked in self.ancestors.get(element, ())


Lacks = tuple[frozenset[str] | None, frozenset[str] | None]
"""Per side: elements its own texts were searched for in vain; None means all others."""


class Kind(Protocol):
    """A slot kind. ``facet`` names the difference it makes."""

    name: str
    facet: str

    def parse(self, raw: str | Sequence[str], slot: Slot, words: Words) -> Answer:
        """Read an answer. Raises AnswerError or QuantityError."""
        ...

    def combine(self, answers: Sequence[Answer], words: Words) -> Answer | Disagreement:
        """Add up one side's answers; there is at least one."""
        ...

    def compare(self, first: Answer, second: Answer, words: Words, lacks: Lacks) -> Outcome:
        """Compare two sides' answers."""
        ...


def one_text(raw: str | Sequence[str]) -> str:
    """The single text of an answer. Raises AnswerError for a list."""
    if isinstance(raw, str):
        return raw.strip()
    raise AnswerError("this slot takes one answer, not a list")


def known(value: str, slot: Slot) -> str:
    """A word the slot lists, where it lists any. Raises AnswerError."""
    if slot.values and value not in slot.values:
        raise AnswerError(
            f"{value!r} is not among the slot's values", f"known: {', '.join(slot.values)}"
        )
    return value
