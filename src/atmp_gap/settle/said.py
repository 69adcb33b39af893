"""What a person says of a passage, held against it: slots by their grammar, numbers by the text.

Everything here raises ``NotTaken`` where what was said cannot be taken, with what to do; nothing is
written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.kinds import KINDS
from atmp_gap.kinds.base import AnswerError
from atmp_gap.kinds.scale import Scale
from atmp_gap.kinds.units import QuantityError
from atmp_gap.model.requirement import RawAnswer
from atmp_gap.model.subject import Subject
from atmp_gap.settle.passages import Passage
from atmp_gap.verify.candidates import COMMON
from atmp_gap.verify.needs import Need, first_unmet, offsets_of, reader_of
from atmp_gap.verify.text import DocumentText, clean

LICENSED = "pharmacopoeia"
"""The kind of document of which no passage may stand in a layer."""
LONGEST_RUN, LONGEST_ANCHOR = 8, 6
"""Words in a row that a sentence may share with a licensed text; words in an anchor of it."""
_WORD = re.compile(r"[^\W_]+")
_UNMET = {
    "number-missing": "{number} does not stand in the passage with its unit",
    "number-unsure": "{number} may be read in two ways in the passage",
    "bound-opposite": "the passage bounds {number} the other way",
}


class NotTaken(Exception):
    """What was said cannot be taken; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class SlotAnswers:
    """Answers to slots that a passage gives, and the short words in it that show it."""

    answers: Mapping[str, RawAnswer]
    anchors: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    """Numbers whose bound does not stand in the passage: to be looked at again."""


def slot_answers(
    corpus: Corpus, subject: Subject, said: Sequence[str], passage: Passage, anchors: Sequence[str]
) -> SlotAnswers:
    """Answers typed as ``SLOT=ANSWER``: by the grammar of each slot, and borne by the passage."""
    answers: dict[str, RawAnswer] = {}
    found: dict[str, None] = {}
    doubts: list[str] = []
    check_anchors(passage, anchors)
    for text in said:
        slot, answer = _one(subject, text)
        if slot in answers:
            raise NotTaken(f"the slot {slot} is answered twice", "say one answer for each slot")
        answers[slot], texts = _parsed(corpus, subject, slot, answer)
        for need in _needs(corpus, texts):
            anchor = _borne(corpus, need, passage, anchors, doubts)
            found.update({anchor: None} if anchor else {})
    found.update(dict.fromkeys(anchors))
    if not found:
        raise NotTaken(
            "nothing shows that the passage says so: the answer holds no number",
            "add --anchor WORDS: a few words that stand there and say it",
        )
    return SlotAnswers(answers, tuple(found), tuple(doubts))


def check_anchors(passage: Passage, anchors: Sequence[str]) -> None:
    """Raises NotTaken where words do not stand in a passage, or stand in every passage."""
    there = text_of(passage)
    for anchor in anchors:
        if not there.find(anchor):
            raise NotTaken(f"'{anchor}' does not stand in the passage", "copy a few words of it")
        words = _WORD.findall(anchor.lower())
        if all(word in COMMON or (len(word) == 1 and word.isalpha()) for word in words):
            raise NotTaken(
                f"'{anchor}' shows nothing: it stands everywhere", "copy more words of it"
            )


def text_of(passage: Passage) -> DocumentText:
    """The section of a passage as a text in which words are found."""
    return DocumentText(clean(passage.text), paged=False)


def _one(subject: Subject, text: str) -> tuple[str, str]:
    """``amount=< 10 ng/dose`` as slot and answer; a subject of one slot needs no name."""
    slot, equals, answer = text.partition("=")
    slot = slot.strip()
    if slot not in subject.asks and len(subject.asks) == 1:
        return next(iter(subject.asks)), text.strip()
    if not equals or slot not in subject.asks:
        hint = did_you_mean(slot, list(subject.asks))
        raise NotTaken(f"{subject.id} has no slot {slot!r}", hint or "write SLOT=ANSWER")
    return slot, answer.strip()


def _parsed(
    corpus: Corpus, subject: Subject, slot: str, text: str
) -> tuple[RawAnswer, Sequence[str]]:
    """An answer as files write it, and the texts in it that hold quantities."""
    kind = KINDS[subject.asks[slot].kind]
    raw: RawAnswer = text
    if kind.is_set:
        raw = tuple(item.strip() for item in text.strip("[]").split(",") if item.strip())
    if not raw:
        raise NotTaken(f"the slot {slot} has no answer", how_to(subject, slot))
    try:
        answer = kind.parse(raw, subject.asks[slot], corpus.words)
    except (AnswerError, QuantityError) as error:
        hint = getattr(error, "hint", None) or how_to(subject, slot)
        raise NotTaken(f"{slot}: {error}", hint) from None
    if not kind.in_numbers or answer.is_none:
        return raw, ()
    return raw, answer.elements or (answer.text,)


def how_to(subject: Subject, slot: str) -> str:
    """How an answer to a slot is written."""
    asked = subject.asks[slot]
    kind = KINDS[asked.kind]
    if isinstance(kind, Scale):
        return ", ".join(kind.scale)
    if kind.is_set:
        return f"a list of: {', '.join(asked.values)}" if asked.values else "a list"
    return kind.write(asked)


def _needs(corpus: Corpus, texts: Sequence[str]) -> list[Need]:
    reader = reader_of(corpus)
    return [
        Need(mention.value, mention.dimension, mention.bound, mention.text, True)
        for text in texts
        for mention in reader.mentions(text.replace("..", " to "))
    ]


def _borne(
    corpus: Corpus, need: Need, passage: Passage, anchors: Sequence[str], doubts: list[str]
) -> str:
    """The number of an answer as it stands in the passage. Raises NotTaken where it does not.

    Where it may be read in two ways, the person's own anchor has to hold it: then it is a doubt.
    """
    reader = reader_of(corpus)
    full = text_of(passage).full
    everywhere = [(0, len(full))]
    unmet = first_unmet([need], full, everywhere, everywhere, reader)
    if unmet is not None and unmet.why == "number-unsure":
        digits = re.search(r"\d+(?:[.,]\d+)*", need.text)
        if digits and any(digits[0] in anchor for anchor in anchors):
            doubts.append(need.text)
            return ""
        raise NotTaken(
            _UNMET[unmet.why].format(number=need.text),
            "where you are sure, name the words with the number: --anchor WORDS",
        )
    if unmet is not None and unmet.why in _UNMET:
        raise NotTaken(
            _UNMET[unmet.why].format(number=need.text),
            "answer with what stands there, in its own unit; another section: --section TEXT",
        )
    if unmet is not None:
        doubts.append(need.text)
    mentions = reader.mentions(full)
    at = offsets_of(need, mentions)
    return next((m.text for m in mentions if m.start in at), need.text)


def check_own_words(sentence: str, anchors: Sequence[str], passage: Passage, kind: str) -> None:
    """Raises NotTaken where words of a licensed text would stand in a layer."""
    if kind != LICENSED:
        return
    for anchor in anchors:
        if len(anchor.split()) > LONGEST_ANCHOR:
            raise NotTaken(
                f"the anchor '{anchor[:40]}...' is too long for a licensed text",
                f"at most {LONGEST_ANCHOR} words",
            )
    there = f" {' '.join(_WORD.findall(passage.text.lower()))} "
    words = _WORD.findall(sentence.lower())
    for start in range(len(words) - LONGEST_RUN + 1):
        if f" {' '.join(words[start : start + LONGEST_RUN])} " in there:
            raise NotTaken(
                f"the sentence copies {passage.document}, which is licensed",
                "say it in your own words: --statement TEXT",
            )
