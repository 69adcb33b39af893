"""What a person wrote into a position's cell: an answer, several by slot, or words.

Read are the answers as files write them and as reports put them (below 10 ng/dose). Words that
are no answer stay words; what looks like an answer and cannot be read as one is left to be refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from atmp_gap.corpus.problem import nearest
from atmp_gap.kinds import KINDS
from atmp_gap.model.subject import Slot

Reads = Callable[[str, Slot], bool]
"""Whether a text can be read as an answer to a slot."""
_BOUNDS = {
    "below": "<",
    "at most": "<=",
    "above": ">",
    "at least": ">=",
    "exactly": "=",
}
_LIKE_A_NUMBER = re.compile(
    r"\s*(?:[<>=≤≥~≈±-]|\d|(?:nmt|nlt|(?:not?|less|more) (?:more |less )?than|below|under|above"
    r"|over|at most|at least|up to|about|approx\w*|between|max|maximum|min|minimum)\b).*\d"
    r"|\s*\d",
    re.IGNORECASE | re.DOTALL,
)
MOST_WORDS = 8
"""A text that begins as a number does and has more words is prose."""


@dataclass(frozen=True)
class CellAnswers:
    """Answers by slot as files write them, else words; ``problem`` is what cannot be told apart."""

    answers: Mapping[str, str]
    words: str = ""
    problem: str = ""
    hint: str = ""


class Reader:
    """Reads cells: ``reads`` says what an answer is, ``titles`` what methods are called."""

    def __init__(self, reads: Reads, titles: Mapping[str, str]) -> None:
        self._reads, self._titles = reads, titles

    def cell_answers(self, text: str, asks: Mapping[str, Slot]) -> CellAnswers:
        """What a cell says on the slots of a subject."""
        named = _named(text, asks)
        if named is not None:
            return self._by_slot(*named, asks)
        held = {name: slot for name, slot in asks.items() if not KINDS[slot.kind].binds_agency}
        fits = [name for name, slot in held.items() if self._written(text, slot)]
        if len(held) > 1 and (fits or _like_a_number(text)):
            return CellAnswers({}, "", "which of its slots is answered?", _how(held))
        if len(held) == 1:
            ((name, slot),) = held.items()
            unknown = self._unknown(text, slot)
            if unknown:
                return CellAnswers(
                    {}, "", f"names {unknown!r}, which is not known here", _set(slot)
                )
            if fits or _meant(text, slot):
                return CellAnswers({name: self._written(text, slot) or text})
        return CellAnswers({}, text)

    def _by_slot(
        self, before: str, pairs: list[tuple[str, str]], asks: Mapping[str, Slot]
    ) -> CellAnswers:
        if before.strip(" ;\n"):
            said = before.strip(" ;\n")[:40]
            return CellAnswers({}, "", f"{said!r} names no slot", _how(asks))
        names = [name for name, _ in pairs]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            return CellAnswers({}, "", f"{twice[0]!r} is answered twice", "keep one of the two")
        for name, said in pairs:
            unknown = self._unknown(said, asks[name], some=False)
            if unknown:
                hint = _set(asks[name])
                return CellAnswers({}, "", f"names {unknown!r}, which is not known here", hint)
        return CellAnswers({name: self._written(said, asks[name]) or said for name, said in pairs})

    def _unknown(self, text: str, slot: Slot, some: bool = True) -> str:
        """An element of a list that is no known one, where ``some`` others are."""
        if not KINDS[slot.kind].is_set or self._written(text, slot):
            return ""
        items = [item.strip() for item in self._in_ids(text, slot).split(",") if item.strip()]
        strange = [item for item in items if not self._reads(item, slot)]
        return strange[0] if strange and (not some or len(strange) < len(items)) else ""

    def _written(self, text: str, slot: Slot) -> str:
        """An answer as files write it, however reports put it; empty where it is none."""
        flat = " ".join(text.split())
        forms = [flat, self._in_ids(flat, slot), flat.casefold().replace(" ", "-")]
        for words, bound in _BOUNDS.items():
            if flat.casefold().startswith(f"{words} "):
                forms.append(f"{bound} {flat[len(words) :].strip()}")
        forms.append(re.sub(r"^([\d.e+\-]+) to ([\d.e+\-]+)", r"\1..\2", flat))
        return next((form for form in forms if self._reads(form, slot)), "")

    def _in_ids(self, text: str, slot: Slot) -> str:
        """A text with the ids of what it calls by title; a title may hold a comma."""
        titles = {**self._titles, **slot.values}
        for name, title in sorted(titles.items(), key=lambda item: -len(item[1])):
            pattern = rf"(?:(?<=,)|^)\s*{re.escape(title)}\s*(?=,|$)"
            text = re.sub(pattern, name, text, flags=re.IGNORECASE)
        return text


def _set(slot: Slot) -> str:
    return f"known: {', '.join(slot.values)}" if slot.values else "write the method's id or name"


def _how(asks: Mapping[str, Slot]) -> str:
    return f"write {'; '.join(f'{name}: ...' for name in asks)}, and words in Justification"


def _named(text: str, asks: Mapping[str, Slot]) -> tuple[str, list[tuple[str, str]]] | None:
    """The parts of a text that begin with a slot's name; None where none does."""
    names = {_plain(name): name for name in asks}
    names |= {_plain(slot.title): name for name, slot in asks.items() if slot.title}
    listed = "|".join(
        re.escape(name).replace(r"\ ", r"[\s_\-]+") for name in sorted(names, key=len, reverse=True)
    )
    if not listed:
        return None
    found = list(re.finditer(rf"(?:^|[;\n])\s*({listed})\s*:", text, re.IGNORECASE))
    if not found:
        return None
    ends = [match.start() for match in found[1:]] + [len(text)]
    pairs = [
        (names[_plain(match[1])], text[match.end() : end].strip(" ;\n"))
        for match, end in zip(found, ends, strict=True)
    ]
    return text[: found[0].start()], pairs


def _plain(text: str) -> str:
    return re.sub(r"[\s_\-]+", " ", text.strip().casefold())


def _like_a_number(text: str) -> bool:
    return bool(_LIKE_A_NUMBER.match(text)) and len(text.split()) <= MOST_WORDS


def _meant(text: str, slot: Slot) -> bool:
    """Whether a text that cannot be read was meant as an answer: a number, or a word misspelt."""
    kind = KINDS[slot.kind]
    if slot.dimension and _like_a_number(text):
        return True
    known = [*kind.own_words, *kind.own_words.values(), *slot.values]
    return len(text.split()) <= 2 and nearest(text, known) is not None
