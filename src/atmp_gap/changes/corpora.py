"""Two corpora set side by side: ``difference`` says what changed from one to the other, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atmp_gap.changes.difference import (
    Difference,
    EntryChange,
    FieldChange,
    PartChange,
    PartState,
    RowChange,
    State,
    What,
)
from atmp_gap.changes.reasons import Reasons, mark, unknown_to
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare, filters_of
from atmp_gap.gap.result import Part, Result, Row
from atmp_gap.gap.surroundings import CorpusResult
from atmp_gap.model.judgement import Absence, Judgement
from atmp_gap.model.record import plain
from atmp_gap.model.requirement import Requirement
from atmp_gap.model.subject import Subject
from atmp_gap.views.impact import document_changes


@dataclass(frozen=True)
class Side:
    """A state to compare: its name, its corpus, and what is asked of it."""

    name: str
    corpus: Corpus
    request: Request


def difference(old: Side, new: Side) -> Difference:
    """What changed from one state of a corpus to another."""
    reasons = _reasons(old, new)
    wanted = new.request.subjects or None
    entries = tuple(
        change
        for change in _entries(old, new, reasons)
        if wanted is None or not set(wanted).isdisjoint(change.subjects)
    )
    before, after = _result(old), _result(new)
    rows = tuple(_rows(old, new, (before, after), entries, reasons))
    documents = tuple(
        document_changes(old.corpus, new.corpus, old.request, new.request) if not wanted else ()
    )
    found = Difference(
        _state(old),
        _state(new),
        new.request.between,
        filters_of(new.request),
        rows,
        entries,
        documents,
        tuple(reasons.changes),
        dimensions=after.dimensions,
        conditions=before.conditions | after.conditions,
        answer_terms=before.answer_terms | after.answer_terms,
        words=_words(before, after, {name for entry in entries for name in entry.subjects}),
    )
    return replace(found, counts=_counts(found))


def _words(before: Result, after: Result, subjects: Collection[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in (*before.rows, *after.rows):
        if row.subject in subjects:
            found.setdefault(row.subject, {}).update(row.words)
    return found


def _state(side: Side) -> State:
    corpus = side.corpus
    about = CorpusResult(corpus.version, corpus.fingerprint)
    return State(side.name, about, side.request.as_of)


def _reasons(old: Side, new: Side) -> Reasons:
    """What the later changelog says that the earlier one does not."""
    known = [mark(change) for change in old.corpus.changes]
    day = new.request.as_of
    changes, _ = unknown_to(new.corpus.changes, old.corpus.version, known, day)
    days = (old.request.as_of, day) if old.request.as_of != day else None
    return Reasons(changes, days=days)


def _counts(found: Difference) -> dict[str, int]:
    return {
        "verdicts": sum(row.verdict_changed for row in found.rows),
        "rows": len(found.rows),
        "entries": len(found.entries),
        "answers": sum(bool(entry.answers) for entry in found.entries),
        "grades": sum(entry.grade is not None for entry in found.entries),
        "documents": len(found.documents),
    }


# --- entries --------------------------------------------------------------------------------------


def _entries(old: Side, new: Side, reasons: Reasons) -> Iterator[EntryChange]:
    before, after = _asked_about(old), _asked_about(new)
    for name in dict.fromkeys([*after, *before]):
        was, now = before.get(name), after.get(name)
        if was is None and name in old.corpus.requirements:
            was = old.corpus.requirements[name][:2]
        if now is None and name in new.corpus.requirements:
            now = new.corpus.requirements[name][:2]
        fields = _fields(was[1], now[1]) if was and now else ()
        if was and now and not fields and was[0] == now[0]:
            continue
        agency, requirement = now or was or ("", None)
        assert requirement is not None
        subjects = tuple(
            dict.fromkeys(name for item in (now, was) if item for name in item[1].subjects)
        )
        what: What = "came" if was is None else "went" if now is None else "changed"
        why = reasons.of_entry(name, subjects)
        yield EntryChange(name, agency, subjects, what, requirement.statement, fields, why)


def _asked_about(side: Side) -> dict[str, tuple[str, Requirement]]:
    """The entries on the topics asked about, with their agencies."""
    topics = side.request.topics
    return {
        name: (agency, requirement)
        for name, (agency, requirement, _) in side.corpus.requirements.items()
        if not topics
        or any(side.corpus.subjects[subject].topic in topics for subject in requirement.subjects)
    }


def _fields(was: Requirement, now: Requirement) -> tuple[FieldChange, ...]:
    """The fields that differ, by their path in the file, such as ``reading.grade``."""
    before, after = _flat(was), _flat(now)
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in dict.fromkeys([*after, *before])
        if before.get(name) != after.get(name)
    )


def _flat(requirement: Requirement) -> dict[str, Any]:
    """An entry's fields as files write them; answers slot by slot, of a source each by itself."""
    found: dict[str, Any] = {}
    for name, value in plain(requirement, written=True, given=True).items():
        if name in ("answers", "reading", "source"):
            found.update(_inner(name, value))
        else:
            found[name] = value
    return found


def _inner(name: str, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        if isinstance(item, dict):
            yield from _inner(f"{name}.{key}", item)
        else:
            yield f"{name}.{key}", item


# --- rows -----------------------------------------------------------------------------------------


def _result(side: Side) -> Result:
    """The comparison of the topics that a state knows; one that it lacks has no rows there."""
    asked = side.request
    topics = tuple(topic for topic in asked.topics if topic in side.corpus.topics)
    if asked.topics and not topics:
        return replace(compare(side.corpus, replace(asked, topics=())), rows=())
    return compare(side.corpus, replace(asked, topics=topics))


def _rows(
    old: Side,
    new: Side,
    results: tuple[Result, Result],
    entries: Iterable[EntryChange],
    reasons: Reasons,
) -> Iterator[RowChange]:
    touched: dict[str, list[str]] = {}
    for change in entries:
        for subject in change.subjects:
            touched.setdefault(subject, []).append(change.id)
    before, after = ({row.subject: row for row in result.rows} for result in results)
    for subject in dict.fromkeys([*after, *before]):
        was, now = before.get(subject), after.get(subject)
        parts = tuple(_parts(was, now))
        row = now or was
        assert row is not None
        searches = _absences(old.corpus, subject) != _absences(new.corpus, subject)
        judgements = _judgements(old.corpus, subject) != _judgements(new.corpus, subject)
        question = _question(old.corpus, subject) != _question(new.corpus, subject)
        if not (parts or searches or judgements or question):
            continue
        what: What = "came" if was is None else "went" if now is None else "changed"
        names = touched.get(subject, [])
        resting = {entry.id for item in (was, now) if item for entry in item.entries}
        why = reasons.of(subject, {*names, *resting})
        yield RowChange(
            row.topic,
            subject,
            row.title,
            what,
            parts,
            tuple(names),
            searches,
            judgements,
            question,
            why,
        )


def _question(corpus: Corpus, subject: str) -> Subject | None:
    file = corpus.subjects.get(subject)
    return file.subject if file else None


def _absences(corpus: Corpus, subject: str) -> list[Absence]:
    file = corpus.subjects.get(subject)
    return [item.absence for item in file.absences] if file else []


def _judgements(corpus: Corpus, subject: str) -> list[Judgement]:
    file = corpus.subjects.get(subject)
    return [item.judgement for item in file.judgements] if file else []


def _parts(was: Row | None, now: Row | None) -> Iterator[PartChange]:
    """The parts that say something else; those whose scope was cut anew are gone and new."""
    before, after = _by_scope(was.parts if was else ()), _by_scope(now.parts if now else ())
    for scope in dict.fromkeys([*after, *before]):
        old, new = before.get(scope), after.get(scope)
        if old != new:
            named = {name: tuple(terms) for name, terms in scope}
            yield PartChange(named, old, new)


def _by_scope(parts: Sequence[Part]) -> dict[tuple[tuple[str, tuple[str, ...]], ...], PartState]:
    return {tuple(part.scope.items()): _part(part) for part in parts}


def _part(part: Part) -> PartState:
    return PartState(
        part.verdict,
        part.stricter,
        dict(part.global_position),
        part.reading,
        part.provisional,
        part.rests_on,
    )
