"""What one command line of ``settle`` says: its place found, held against the text, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from atmp_gap.cli import console
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.settle_options import DetailOptions, PlaceOptions, SaidOptions
from atmp_gap.cli.settle_place import extracted, passage_of

if TYPE_CHECKING:
    from atmp_gap.cli.settle_session import Session
    from atmp_gap.corpus.corpus import Corpus
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
        session.undo(who)
        return ExitCode.DONE
    if act in ("confirm", "refute"):
        name = said.confirm or said.refute or ""
        subject = _subject_of(session.corpus, name, named)
        side = session.side(subject, place.side or session.corpus.requirements[name][0])
        look(session, side, name, act == "confirm", place, detail, who)
        return ExitCode.DONE
    if len(named) != 1:
        raise Stop("on which subject?", "name one: atmp-gap settle SUBJECT --side EMA ...")
    side = session.side(named[0], place.side)
    if act == "nothing":
        nothing(session, side, said.read_whole or (), detail, who)
    else:
        answer(session, side, passage_of(session, side, place), said.answer or (), detail, who)
    return ExitCode.DONE


def look(
    session: Session,
    side: OpenSide,
    name: str,
    confirms: bool,
    place: PlaceOptions,
    detail: DetailOptions,
    who: Witness,
) -> None:
    """A look into the text that an entry cites: it says so, or it does not."""
    from atmp_gap.model.person import same_person
    from atmp_gap.settle.records import review

    corpus = session.corpus
    document = corpus.requirements[name][1].source.document
    passage = passage_of(session, side, place, document)
    if passage.document != document:
        raise Stop(f"{name} cites {document}, not {passage.document}", "look into that text")
    if not confirms and not detail.reason:
        raise Stop("why does the text not say so?", "add --reason TEXT")
    entry = next(entry for entry in side.entries if entry.id == name)
    for mark in entry.reviews:
        act = "looked-at" if confirms else "refuted"
        if mark.stands and mark.act == act and same_person(mark.by, who.by):
            console.note(f"{name}: {mark.by} said so on {mark.at[:10]}; nothing was written")
            return
    if confirms:
        _warn_of_numbers(corpus, name, passage)
    for anchor in detail.anchor or ():
        from atmp_gap.settle.said import text_of

        if passage.text and not text_of(passage).find(anchor):
            raise Stop(f"'{anchor}' does not stand in the passage", "copy a few words of it")
    before = session.row(side.subject.id)
    item = review(
        corpus,
        name,
        "looked-at" if confirms else "refuted",
        who,
        passage,
        detail.reason,
        anchors=detail.anchor or (),
    )
    verb = "seen" if confirms else "refuted"
    session.say(who, f"{name} {verb} by {who.by} in {_place(passage)}", [item])
    _tell(session, side, before)


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
    from atmp_gap.report.settling import sentence
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
    before = session.row(side.subject.id)
    words = OwnWords(statement, detail.obligation, scope, instead)
    items = entry(corpus, side, passage, slots, words, who)
    told = "; ".join(f"{name}: {raw}" for name, raw in slots.answers.items())
    session.say(
        who,
        f"{side.subject.id}, {side.agency}: {told} in {_place(passage)}, by {who.by}",
        items,
    )
    _tell(session, side, before)


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
    before = session.row(side.subject.id)
    items = absence(side, read, detail.slot or (), scope, who)
    where = "; ".join(f"{item.copy.document}: {', '.join(item.sections)}" for item in read)
    session.say(
        who, f"{side.subject.id}, {side.agency}: nothing in {where}, read whole by {who.by}", items
    )
    _tell(session, side, before)


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


def _subject_of(corpus: Corpus, name: str, named: Sequence[str]) -> str:
    """The subject of an entry; of several the one that is named."""
    if name not in corpus.requirements:
        from atmp_gap.corpus.problem import did_you_mean

        raise Stop(f"unknown statement {name!r}", did_you_mean(name, list(corpus.requirements)))
    subjects = corpus.requirements[name][1].subjects
    return next((subject for subject in named if subject in subjects), subjects[0])


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


def _warn_of_numbers(corpus: Corpus, name: str, passage: Passage) -> None:
    """Say where a number of the statement does not stand in the section that was seen."""
    from atmp_gap.settle.said import text_of
    from atmp_gap.verify.needs import first_unmet, needs_of, reader_of

    if not passage.text:
        return
    reader = reader_of(corpus)
    entries = [e for file in corpus.subjects.values() for e in file.entries if e.id == name]
    full = text_of(passage).full
    whole = [(0, len(full))]
    needs = needs_of(corpus, corpus.requirements[name][1], entries, reader)
    unmet = first_unmet(needs, full, whole, whole, reader)
    if unmet is not None:
        console.note(
            f"note: {unmet.need.text} was not found so in that section; look again, and "
            "take it back with --undo where it does not stand there"
        )


def _place(passage: Passage) -> str:
    from atmp_gap.report.settling import place_text

    return place_text(passage)


def _tell(session: Session, side: OpenSide, before: object) -> None:
    """Say what became of the row."""
    from atmp_gap.report.settling import outcome

    after = session.row(side.subject.id)
    if after is not None:
        console.note(outcome(before, after))  # type: ignore[arg-type]
