"""What one command line of ``settle`` says: its place found, held against the text, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from atmp_gap.cli import console
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.settle_options import DetailOptions, PlaceOptions, SaidOptions
from atmp_gap.cli.settle_place import extracted, note_edition, passage_of
from atmp_gap.cli.settle_review import ACTS, review, tell
from atmp_gap.cli.settle_undo import undo

if TYPE_CHECKING:
    from atmp_gap.cli.settle_session import Session
    from atmp_gap.settle.passages import Passage
    from atmp_gap.settle.records import Witness
    from atmp_gap.settle.worklist import OpenSide

Taken = TypeVar("Taken")


def take(
    session: Session,
    named: Sequence[str],
    act: str,
    said: SaidOptions,
    place: PlaceOptions,
    detail: DetailOptions,
    who: Witness,
) -> int:
    """Write what one command line says. Stops where it cannot be taken; nothing is written then."""
    if act == "undo":
        undo(session, who)
        return ExitCode.DONE
    if act in ACTS:
        review(session, getattr(said, act), ACTS[act], named, place, detail, who)
        return ExitCode.DONE
    if len(named) != 1:
        raise Stop("on which subject?", "name one: atmp-gap settle SUBJECT --side EMA ...")
    side = session.side(named[0], place.side)
    if act == "nothing":
        nothing(session, side, said.read_whole or (), detail, who)
    else:
        answer(session, side, passage_of(session, side, place), said.answer or (), detail, who)
    return ExitCode.DONE


def answer(
    session: Session,
    side: OpenSide,
    passage: Passage,
    said: Sequence[str],
    detail: DetailOptions,
    who: Witness,
) -> None:
    """Answers that a passage gives, as an entry of the person's own."""
    from atmp_gap.model.base import OBLIGATIONS
    from atmp_gap.report.settling import place_text, sentence
    from atmp_gap.review.layer import Bad, scope_of
    from atmp_gap.settle.records import OwnWords, entry
    from atmp_gap.settle.said import check_own_words, slot_answers

    corpus = session.corpus
    if detail.obligation not in OBLIGATIONS:
        raise Stop(f"unknown force {detail.obligation!r}", f"known: {', '.join(OBLIGATIONS)}")
    slots = taken(lambda: slot_answers(corpus, side.subject, said, passage, detail.anchor or ()))
    instead = _instead_of(side, tuple(slots.answers), detail)
    statement = detail.statement or sentence(side.subject, slots.answers)
    kind = corpus.documents[passage.document].kind
    taken(lambda: check_own_words(statement, slots.anchors, passage, kind))
    try:
        scope = scope_of(detail.scope, corpus)
    except Bad as bad:
        raise Stop(str(bad), bad.hint) from None
    for name in instead:
        scope = scope or {k: list(v) for k, v in corpus.requirements[name][1].applies_to.items()}
    for doubt in slots.doubts:
        console.note(
            f"note: {doubt} is not certain in that passage, or its bound is not: look again"
        )
    note_edition(session, passage.copy)
    before = session.row(side.subject.id)
    words = OwnWords(statement, detail.obligation, scope, instead)
    items = entry(corpus, side, passage, slots, words, who)
    told = "; ".join(f"{name}: {raw}" for name, raw in slots.answers.items())
    session.say(
        who,
        f"{side.subject.id}, {side.agency}: {told} in {place_text(passage)}, by {who.by}",
        items,
    )
    tell(session, side.subject.id, before)


def nothing(
    session: Session, side: OpenSide, said: Sequence[str], detail: DetailOptions, who: Witness
) -> None:
    """That the texts of a side say nothing, from sections that were read whole."""
    from atmp_gap.corpus.problem import did_you_mean
    from atmp_gap.review.layer import Bad, scope_of
    from atmp_gap.settle.records import absence
    from atmp_gap.settle.silence import read_whole

    for slot in detail.slot or ():
        if slot not in side.subject.asks:
            hint = did_you_mean(slot, list(side.subject.asks))
            raise Stop(f"{side.subject.id} has no slot {slot!r}", hint)
    read = taken(lambda: read_whole(session.corpus, side, session.library, said, extracted))
    try:
        scope = scope_of(detail.scope, session.corpus)
    except Bad as bad:
        raise Stop(str(bad), bad.hint) from None
    for item in read:
        note_edition(session, item.copy)
    before = session.row(side.subject.id)
    items = absence(side, read, detail.slot or (), scope, who)
    where = "; ".join(f"{item.copy.document}: {', '.join(item.sections)}" for item in read)
    session.say(
        who, f"{side.subject.id}, {side.agency}: nothing in {where}, read whole by {who.by}", items
    )
    tell(session, side.subject.id, before)


def taken(act: Callable[[], Taken]) -> Taken:
    """What was said, once it holds against the text. Stops where it does not."""
    from atmp_gap.settle.said import NotTaken

    try:
        return act()
    except NotTaken as refused:
        raise Stop(str(refused), refused.hint) from None


def propose(session: Session, output: Path | None) -> int:
    """Print what the layer holds as a patch of the bundled files."""
    from atmp_gap.cli.output import show, warn
    from atmp_gap.settle.proposal import proposal

    made = proposal(session.corpus, session.into)
    show(made.diff, output)
    for name, why in made.left_out:
        warn(f"left out {name}: {why}")
    warn(f"{len(made.taken)} changes; review the patch like any other")
    return ExitCode.DONE


def _instead_of(side: OpenSide, slots: Sequence[str], detail: DetailOptions) -> tuple[str, ...]:
    """The entries that an answer corrects. Stops where one stands on its slot and nobody says."""
    known = {entry.id: entry for entry in side.entries}
    for name in detail.instead_of or ():
        if name not in known:
            raise Stop(f"{name} is no statement of {side.agency} on {side.subject.id}")
    named = tuple(detail.instead_of or ())
    standing = [e.id for e in side.entries if set(e.answers) & set(slots) and e.id not in named]
    if standing and not named and not detail.beside:
        raise Stop(
            f"{', '.join(standing)} answers that already, and both would add up",
            f"add --instead-of {standing[0]} where it is wrong, or --beside where both hold",
        )
    return named
