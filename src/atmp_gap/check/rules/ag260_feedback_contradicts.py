"""AG260: feedback from an agency that says otherwise than its texts."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.item import Item
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.corpus.corpus import PlacedFeedback, SubjectFile
from atmp_gap.gap.view import View
from atmp_gap.gap.voices import voices
from atmp_gap.kinds import KINDS
from atmp_gap.model.feedback import Feedback

_REMEDY = (
    "Look whether the text was read rightly, whether the feedback is narrower than it, or whether "
    "the agency changed its mind; correct what is wrong, or say `status: superseded`."
)


def _check(context: Context) -> Iterator[Violation]:
    items = {item.model.id: item for item in context.feedback}
    for file in context.valid.subjects.values():
        for placed in file.feedback:
            item = items[placed.feedback.id]
            if placed.feedback.status != "superseded":
                yield from _said(context, file, placed, item)
    for item in context.feedback:
        for position, name in enumerate(item.model.contradicts):
            if item.model.status != "superseded":
                yield Violation(
                    item.at("contradicts", position),
                    f"{item.model.id}: {item.model.agency} said otherwise than {name}",
                    _REMEDY,
                )


def _said(
    context: Context, file: SubjectFile, placed: PlacedFeedback, item: Item[Feedback]
) -> Iterator[Violation]:
    """The answers of one piece of feedback that differ from an entry that decides there."""
    corpus, feedback = context.valid, placed.feedback
    view = View(corpus, (feedback.agency, feedback.agency), context.as_of)
    nothing: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    for voice in voices(view, file)[feedback.agency]:
        entry = voice.entry
        # An entry under a condition answers only there, and nobody knows whether it held.
        if not voice.decides or entry.when or entry.id in feedback.contradicts:
            continue
        if corpus.space.meet(placed.box, entry.box) is None:
            continue
        for name, told in placed.answers.items():
            text = entry.answers.get(name)
            # A number where the text gives none adds to it, and contradicts nothing.
            if text is None or text.is_none or told.is_none:
                continue
            kind = KINDS[file.subject.asks[name].kind]
            if kind.compare(told, text, corpus.words, nothing).relation == "differs":
                several = not isinstance(feedback.subject, str)
                yield Violation(
                    item.at("answers", *([file.subject.id] if several else []), name),
                    f"{feedback.id}: {feedback.agency} told you {told.text} ({name}), but "
                    f"{entry.id} says {text.text}",
                    _REMEDY,
                )


RULE = Rule(
    id="AG260",
    severity="warning",
    title="feedback from an agency that says otherwise than its texts",
    why=(
        "Feedback decides nothing, so the row goes on saying what the text says. One of the two is "
        "misread, narrower, or out of date, and whoever relies on the row has to know."
    ),
    remedy=_REMEDY,
    check=_check,
)
