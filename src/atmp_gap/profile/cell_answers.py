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
    r"\s*([<>=≤≥]|nmt|nlt|not more than|not less than|below|at most|at least|above|max|min|\d)",
    re.IGNORECASE,
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


def cell_answers(text: str, asks: Mapping[str, Slot], reads: Reads) -> CellAnswers:
    """What a cell says on the slots of a subject."""
    named = _named(text, asks)
    if named is not None:
        before, pairs = named
        if before.strip(" ;\n"):
            said = before.strip(" ;\n")[:40]
            return CellAnswers({}, "", f"{said!r} names no slot", _how(asks))
        twice = [slot for slot, _ in pairs if [name for name, _ in pairs].count(slot) > 1]
        if twice:
            return CellAnswers({}, "", f"answers {twice[0]!r} twice", "keep one of the two")
        return CellAnswers({slot: _written(said, asks[slot], reads) for slot, said in pairs})
    held = {name: slot for name, slot in asks.items() if not KINDS[slot.kind].binds_agency}
    fits = [name for name, slot in held.items() if reads(_written(text, slot, reads), slot)]
    if len(held) > 1 and fits:
        return CellAnswers({}, "", "which of its slots is answered?", _how(held))
    if len(held) == 1:
        ((name, slot),) = held.items()
        if fits or _meant(text, slot):
            return CellAnswers({name: _written(text, slot, reads)})
    elif held and _like_a_number(text):
        return CellAnswers({}, "", "which of its slots is answered?", _how(held))
    return CellAnswers({}, text)


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


def _written(text: str, slot: Slot, reads: Reads) -> str:
    """An answer as files write it, where reports put it otherwise; else as it is."""
    if reads(text, slot):
        return text
    for form in _forms(text, slot):
        if reads(form, slot):
            return form
    return text


def _forms(text: str, slot: Slot) -> list[str]:
    flat = " ".join(text.split())
    titles = {_plain(title): name for name, title in _titles(slot).items()}
    listed = [titles.get(_plain(item), item.strip()) for item in flat.split(",")]
    forms = [", ".join(listed), titles.get(_plain(flat), flat), flat.casefold().replace(" ", "-")]
    for words, bound in _BOUNDS.items():
        if flat.casefold().startswith(f"{words} "):
            forms.append(f"{bound} {flat[len(words) :].strip()}")
    forms.append(re.sub(r"^([\d.e+\-]+) to ([\d.e+\-]+)", r"\1..\2", flat))
    return forms


def _titles(slot: Slot) -> dict[str, str]:
    """What the values of a slot are called."""
    values = slot.values
    if isinstance(values, Mapping):
        return {name: title for name, title in values.items() if title}
    return {}


def _like_a_number(text: str) -> bool:
    return bool(_LIKE_A_NUMBER.match(text)) and len(text.split()) <= MOST_WORDS


def _meant(text: str, slot: Slot) -> bool:
    """Whether a text that cannot be read was meant as an answer: a number, or a word misspelt."""
    kind = KINDS[slot.kind]
    if slot.dimension and _like_a_number(text):
        return True
    known = [*kind.own_words, *kind.own_words.values(), *_titles(slot)]
    return len(text.split()) <= 2 and nearest(text, known) is not None
