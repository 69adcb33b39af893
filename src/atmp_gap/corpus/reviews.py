"""What people's reviews come to: which entries count as read, which decide nothing, and why not.

How it works. Of one person the newest record on an entry counts, of all people those that nobody
revoked. A record stands only while the entry says what it said then: one whose fingerprint is
another says nothing any more, and the entry is what its own file makes of it. Of what stands, that
somebody refutes it weighs most, then that somebody doubts it; a second person's review counts only
where another person's look stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from atmp_gap.corpus.corpus import Corpus, Entry
from atmp_gap.corpus.files import Layers
from atmp_gap.corpus.fingerprint import of_requirement
from atmp_gap.model.person import same_person
from atmp_gap.model.record import changed
from atmp_gap.model.requirement import Reading, Requirement
from atmp_gap.model.review import EntryReviews, Review, ReviewMark, ReviewState


def with_reviews(corpus: Corpus, layers: Layers) -> Corpus:
    """The corpus with what people said of its entries in ``reviews.yaml`` of any layer."""
    if not layers.reviews:
        return corpus
    files = [loaded.model for loaded in layers.reviews]
    records: dict[str, list[Review]] = {}
    for file in files:
        for review in file.reviews:
            records.setdefault(review.entry, []).append(review)
    readings = tuple(reading for file in files for reading in file.readings)
    refuted = {name for file in files for name in file.refuted}
    said = reviews_of(corpus, records, refuted)
    return replace(
        corpus,
        subjects={
            name: replace(file, entries=tuple(_reviewed(e, said) for e in file.entries))
            if any(entry.id in said for entry in file.entries)
            else file
            for name, file in corpus.subjects.items()
        },
        readings=readings,
        only_reviewed=any(file.decides == "reviewed" for file in files),
    )


def reviews_of(
    corpus: Corpus, records: Mapping[str, Sequence[Review]], refuted: Iterable[str] = ()
) -> dict[str, EntryReviews]:
    """Per entry what was said of it and what that comes to; ids that are not there left out."""
    entries: dict[str, list[Entry]] = {}
    for file in corpus.subjects.values():
        for entry in file.entries:
            entries.setdefault(entry.id, []).append(entry)
    said = {
        name: standing(said, of_requirement(entries[name], corpus))
        for name, said in records.items()
        if name in entries
    }
    for name in refuted:
        if name in entries and name not in said:
            said[name] = EntryReviews("refuted")
    return said


def standing(records: Sequence[Review], fingerprint: str) -> EntryReviews:
    """What the records on one entry, in the order of their file, come to today."""
    marks: list[ReviewMark] = []
    for record in records:
        if record.act == "revoked":
            _take_back(marks, record)
        else:
            marks = [_without(mark, record.by) for mark in marks]
        marks.append(
            ReviewMark(
                record.act,
                record.by,
                record.at,
                record.page,
                record.section,
                record.reason,
                record.fingerprint == fingerprint,
            )
        )
    # What was taken back, doubted or said of other words shows nothing of what stands.
    looks = [
        record
        for record, mark in zip(records, marks, strict=True)
        if mark.stands and mark.act in ("looked-at", "reviewed")
    ]
    files = [record.file for record in looks if record.file]
    anchors = dict.fromkeys(anchor for record in looks for anchor in record.anchors)
    return EntryReviews(_state(marks), tuple(marks), files[-1] if files else None, tuple(anchors))


def _without(mark: ReviewMark, name: str) -> ReviewMark:
    """A mark, taken back where the same person says something anew."""
    if mark.act != "revoked" and same_person(mark.by, name):
        return replace(mark, taken_back=True)
    return mark


def _take_back(marks: list[ReviewMark], record: Review) -> None:
    """Mark the newest record that counts as taken back; of one person, where one is named."""
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        if mark.act == "revoked" or mark.taken_back:
            continue
        if record.whose is None or same_person(record.whose, mark.by):
            marks[at] = replace(mark, taken_back=True)
            return


def _state(marks: Sequence[ReviewMark]) -> ReviewState | None:
    stand = [mark for mark in marks if mark.stands]
    acts = {mark.act for mark in stand}
    if "refuted" in acts:
        return "refuted"
    if "disputed" in acts:
        return "disputed"
    looks = [mark for mark in stand if mark.act in ("looked-at", "reviewed")]
    if any(
        second.act == "reviewed" and not same_person(first.by, second.by)
        for second in looks
        for first in looks
    ):
        return "reviewed"
    return "looked-at" if looks else None


def _reviewed(entry: Entry, said: Mapping[str, EntryReviews]) -> Entry:
    """An entry with what was said of it; one that was seen counts as read."""
    reviews = said.get(entry.id)
    if reviews is None:
        return entry
    requirement = entry.requirement
    if reviews.seen and requirement.reading.grade != "read":
        requirement = _as_read(requirement, reviews)
    return replace(entry, requirement=requirement, reviews=reviews)


def _as_read(requirement: Requirement, reviews: EntryReviews) -> Requirement:
    newest = [mark for mark in reviews.marks if mark.stands][-1]
    reading = Reading(
        grade="read", date=newest.at[:10], by=", ".join(reviews.seen_by), file=reviews.file
    )
    # Anchors, which the grade needs in a file, stand in the review.
    return changed(requirement, reading=reading)
