"""What every slot kind is: how an answer is read, added up within a side, and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Final, Literal

from atmp_gap.kinds.conversion import Conversion
from atmp_gap.kinds.dose import Dose
from atmp_gap.kinds.quantity import Measures, Quantity
from atmp_gap.model.subject import Slot

FIRST: Final = 0
SECOND: Final = 1
Which = Literal[0, 1]
"""The first or the second side."""
Relation = Literal["equal", "differs", "not-compared"]
"""What comparing two answers can give."""
Stricter = Literal[0, 1, "mixed", "not-comparable"]
"""Whose answer is stricter: the first side's, the second's, neither's, or nobody can tell."""


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

    relation: Relation
    stricter: Stricter | None = None
    conflict: bool = False
    position: str | None = None
    note: str = ""
    notes: tuple[Note, ...] = ()
    open: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    elements: tuple[str, ...] = ()
    """Of sets: what only one of them asks, where only one asks more."""
    chosen: tuple[str, ...] = ()
    """Of sets: the elements of the position, in no order that means anything."""
    conversion: Conversion | None = None
    """Of numbers on two bases: how one was brought to the other, or what that would need."""


class AnswerError(ValueError):
    """A text that is no answer of its slot's kind; ``hint`` says what to write."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class AnswerWords:
    """What answers may be made of: units, starts, the tree of methods; and a product's dose."""

    measures: Measures
    ancestors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per method: itself and every branch it belongs to."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What methods and starts are called."""
    dose: Dose | None = None
    """What a dose of the product holds, where one product is asked about."""

    def said(self, names: Iterable[str]) -> str:
        """Elements in words, as a list."""
        return ", ".join(self.titles.get(name, name) for name in names)

    def satisfied_by(self, element: str) -> frozenset[str]:
        """What one element is: itself, and every branch it lies below."""
        return self.ancestors.get(element, frozenset()) | {element}


Lacks = tuple[frozenset[str] | None, frozenset[str] | None]
"""Per side: elements its own texts were searched for in vain; None means all others."""


class Kind:
    """A slot kind: everything that is true of it stands in one file of this room.

    A new kind is a new module here with a subclass; it is found by itself. ``parse``, ``combine``
    and ``compare`` have to be given; what else a kind is, the attributes say.
    """

    name: ClassVar[str]
    """Its name in files."""
    facet: ClassVar[str]
    """The name of the difference it makes."""
    facet_label: ClassVar[str]
    """The same in words for people."""
    is_set: ClassVar[bool] = False
    """Whether an answer is a list of elements."""
    requires_all: ClassVar[bool] = False
    """Whether everything listed is asked: a list can then be complete, or lack an element."""
    accepts_any: ClassVar[bool] = False
    """Whether any one listed is accepted: a may-sentence then adds to the list."""
    stated_by_may: ClassVar[bool] = False
    """Whether a may-sentence answers it, where its side says nothing firmer."""
    in_numbers: ClassVar[bool] = False
    """Whether an answer holds numbers that a text has to state."""
    binds_agency: ClassVar[bool] = False
    """Whether it binds the agency: nobody can hold a position on it."""
    classifies: ClassVar[bool] = False
    """Whether it says what something is, which nobody can do otherwise."""
    keeps_within: ClassVar[bool] = False
    """Whether an answer is a limit that a product keeps within, not something that is done."""
    asks_nothing: ClassVar[frozenset[str]] = frozenset()
    """Answers that ask nothing of a developer."""
    own_words: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What a developer says of itself, and the agency's word for it: done, for expected."""
    uncomparable_note: ClassVar[str] = ""
    """What to say where a position differs from what is asked and neither can be called short."""
    how_to_write: ClassVar[str] = ""
    """How an answer is written; ``{unit}`` and ``{values}`` are put in."""

    def parse(self, raw: str | Sequence[str], slot: Slot, words: AnswerWords) -> Answer:
        """Read an answer as written. Raises AnswerError or QuantityError."""
        raise NotImplementedError

    def combine(self, answers: Sequence[Answer], words: AnswerWords) -> Answer | Disagreement:
        """Add up one side's answers; there is at least one."""
        raise NotImplementedError

    def compare(self, first: Answer, second: Answer, words: AnswerWords, lacks: Lacks) -> Outcome:
        """Compare two sides' answers."""
        raise NotImplementedError

    def left_open(self, agency: str, held: Answer, asked: Answer) -> str:
        """Why nobody can say of a position whether it is what an agency asks; empty where one can.

        Only a developer's own answer is held to it: ``up to 15 year`` of a text is its ceiling.
        """
        return ""

    def shortfall(self, agency: str, held: Answer, asked: Answer, words: AnswerWords) -> str:
        """What a position lacks that falls short of what an agency asks; empty where plain."""
        return ""

    def write(self, slot: Slot) -> str:
        """How an answer to a slot is written, for people who fill one in."""
        if self.own_words:
            return " or ".join(self.own_words)
        unit = f" in {slot.dimension.replace('-', ' ')}" if slot.dimension else ""
        values = f" of: {', '.join(slot.values)}" if slot.values else ""
        return self.how_to_write.format(unit=unit, values=values) or self.name


def other(which: Which) -> Which:
    """The other side."""
    return SECOND if which == FIRST else FIRST


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
