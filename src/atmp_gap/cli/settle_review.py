"""What people say of entries: seen, reviewed by a second person, disputed, refuted, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from atmp_gap.cli import console
from atmp_gap.cli.exits import Stop
from atmp_gap.cli.settle_options import DetailOptions, PlaceOptions
from atmp_gap.cli.settle_place import passage_of

if TYPE_CHECKING:
    from atmp_gap.cli.settle_session import Session
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.result import Row
    from atmp_gap.model.review import EntryReviews, ReviewAct, ReviewMark
    from atmp_gap.settle.passages import Passage
    from atmp_gap.settle.records import Witness
    from atmp_gap.settle.worklist import OpenSide

ACTS: Mapping[str, ReviewAct] = {
    "confirm": "looked-at",
    "review": "reviewed",
    "dispute": "disputed",
    "refute": "refuted",
    "revoke": "revoked",
}
"""The options, and what each records."""
_SAID: Mapping[ReviewAct, str] = {
    "looked-at": "seen",
    "reviewed": "reviewed",
    "disputed": "disputed",
    "refuted": "refuted",
    "revoked": "taken back",
}


def review(
    session: Session,
    word: str,
    act: ReviewAct,
    named: Sequence[str],
    place: PlaceOptions,
    detail: DetailOptions,
    who: Witness,
) -> None:
    """Record what a person says of an entry. Stops where it cannot be said; nothing is written."""
    from atmp_gap.report.settling import place_text
    from atmp_gap.settle.records import review as record

    corpus = session.corpus
    name = _entry(corpus, word)
    if act in ("disputed", "refuted", "revoked") and not detail.reason:
        raise Stop("why?", "add --reason TEXT")
    said = reviews_of(corpus, name)
    if act == "revoked":
        whose = _revocable(name, said, detail)
        passage = None
    else:
        whose = ""
        if _repeats(name, said, act, who):
            return
        if act == "reviewed":
            _check_second(name, said, who)
        side = _side(session, name, named, place)
        passage = _looked_into(session, side, name, _as_before(said, act, place))
        _check_words(passage, detail.anchor or ())
        if act in ("looked-at", "reviewed"):
            _warn_of_numbers(corpus, name, passage)
            _warn_of_copy(said, passage)
    subject = corpus.requirements[name][1].subjects[0]
    before = session.row(subject)
    item = record(
        corpus, name, act, who, passage, detail.reason, whose=whose, anchors=detail.anchor or ()
    )
    where = f" in {place_text(passage)}" if passage else f": {detail.reason}"
    session.say(who, f"{name} {_SAID[act]} by {who.by}{where}", [item])
    tell(session, subject, before)


def reviews_of(corpus: Corpus, name: str) -> EntryReviews:
    """What people said of an entry so far."""
    entries = (entry for file in corpus.subjects.values() for entry in file.entries)
    return next(entry.reviews for entry in entries if entry.id == name)


def tell(session: Session, subject: str, before: Row | None) -> None:
    """Say what became of the row."""
    from atmp_gap.report.settling import outcome

    after = session.row(subject)
    if after is not None:
        console.note(outcome(before, after))


def _entry(corpus: Corpus, word: str) -> str:
    """The entry that is named, in any case. Stops where there is none."""
    known = {name.casefold(): name for name in corpus.requirements}
    if word.casefold() not in known:
        from atmp_gap.corpus.problem import did_you_mean

        raise Stop(f"unknown statement {word!r}", did_you_mean(word, list(corpus.requirements)))
    return known[word.casefold()]


def _repeats(name: str, said: EntryReviews, act: ReviewAct, who: Witness) -> bool:
    """Whether the same person said so before, and it still counts; that is told."""
    from atmp_gap.model.person import same_person

    for mark in said.marks:
        if mark.stands and mark.act == act and same_person(mark.by, who.by):
            console.note(f"{name}: {mark.by} said so on {mark.at[:10]}; nothing was written")
            return True
    return False


def _check_second(name: str, said: EntryReviews, who: Witness) -> None:
    """Stop where a review would not be a second person's look at what was seen."""
    from atmp_gap.model.person import same_person

    doubts = [mark for mark in said.marks if mark.stands and mark.act in ("disputed", "refuted")]
    if doubts:
        raise Stop(
            f"{name} is {doubts[-1].act} by {doubts[-1].by}",
            f"settle that first; who said so takes it back: --revoke {name} --reason TEXT",
        )
    looks = [mark for mark in said.marks if mark.stands]
    if not looks:
        old = [mark for mark in said.marks if not mark.current and not mark.taken_back]
        why = f"it changed since {old[-1].by} saw it" if old else "nobody has seen it yet"
        raise Stop(
            f"{name} cannot be reviewed: {why}", f"the first look is --confirm {name} --by NAME"
        )
    if all(same_person(mark.by, who.by) for mark in looks):
        raise Stop(
            f"{who.by} is no second person: {looks[0].by} looked first",
            "somebody else has to review it; where two people have one name, "
            'add what tells them apart in brackets: --by "Ann Lee (QA)"',
        )


def _revocable(name: str, said: EntryReviews, detail: DetailOptions) -> str:
    """Whose record is taken back. Stops where there is none, or where it is not said which."""
    from atmp_gap.model.person import same_person

    left = [mark for mark in said.marks if not mark.taken_back and mark.act != "revoked"]
    if not left:
        raise Stop(f"there is no review of {name} that could be taken back")
    if detail.whose:
        theirs = [mark for mark in left if same_person(mark.by, detail.whose)]
        if not theirs:
            people = ", ".join(dict.fromkeys(mark.by for mark in left))
            raise Stop(f"{detail.whose} said nothing of {name} that counts", f"who did: {people}")
        return theirs[-1].by
    if len(left) > 1:
        people = ", ".join(dict.fromkeys(mark.by for mark in left))
        raise Stop(f"whose review of {name}?", f"add --whose NAME: {people}")
    return left[0].by


def _side(session: Session, name: str, named: Sequence[str], place: PlaceOptions) -> OpenSide:
    """The side whose passages are numbered; any place can be named where nothing is open there."""
    from atmp_gap.settle.worklist import OpenSide

    corpus = session.corpus
    agency, requirement, _ = corpus.requirements[name]
    subjects = requirement.subjects
    subject = next((item for item in named if item in subjects), subjects[0])
    sides = [item.id for item in corpus.sides]
    wanted = place.side or (agency if agency in sides else None)
    try:
        return session.side(subject, wanted)
    except Stop:
        if place.passage is not None:
            raise
    file = corpus.subjects[subject]
    text = requirement.source.document
    return OpenSide(file.subject, file.topic, agency, "read", (), (text,))


def _as_before(said: EntryReviews, act: ReviewAct, place: PlaceOptions) -> PlaceOptions:
    """The place said; of a review or a doubt else the place of the look before it."""
    looks: list[ReviewMark] = [mark for mark in said.marks if mark.stands]
    if act == "looked-at" or not looks or place.passage or place.section or place.page:
        return place
    return replace(place, section=looks[-1].section or "", page=looks[-1].page)


def _looked_into(session: Session, side: OpenSide, name: str, place: PlaceOptions) -> Passage:
    """The passage that was looked at. Stops where it is of another text than the entry cites."""
    document = session.corpus.requirements[name][1].source.document
    passage = passage_of(session, side, place, document)
    if passage.document != document:
        raise Stop(f"{name} cites {document}, not {passage.document}", "look into that text")
    return passage


def _check_words(passage: Passage, anchors: Sequence[str]) -> None:
    from atmp_gap.settle.said import text_of

    for anchor in anchors:
        if passage.text and not text_of(passage).find(anchor):
            raise Stop(f"'{anchor}' does not stand in the passage", "copy a few words of it")


def _warn_of_copy(said: EntryReviews, passage: Passage) -> None:
    """Say where a second person looked into another file than the first."""
    if said.file and said.file != passage.file:
        console.note("note: this is another file than the one that was looked into before")


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
    needs = needs_of(corpus, corpus.requirements[name][1].statement, entries, reader)
    unmet = first_unmet(needs, full, whole, whole, reader)
    if unmet is not None:
        console.note(
            f"note: {unmet.need.text} was not found so in that section; look again, and "
            "take it back with --undo where it does not stand there"
        )
