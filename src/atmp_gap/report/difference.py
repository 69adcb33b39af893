"""What changed between two states of a corpus, as a listing: verdicts, then entries, then texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from atmp_gap.changes.difference import Difference, EntryChange, FieldChange, PartState, RowChange
from atmp_gap.report import changes, wording
from atmp_gap.report.interface import Sheet
from atmp_gap.report.origin import counted
from atmp_gap.text.wrap import shorten

COLUMNS = ("kind", "id", "title", "what", "before", "after", "why")
SHORT_COLUMNS = ("row, entry or text", "change", "before", "after", "why")
ROWS = ("verdict", "row")
LONGEST = 100
"""A statement is cut to so many characters where it only says which entry is meant."""
FIELDS: dict[str, str] = {
    "statement": "statement",
    "subject": "questions it answers",
    "obligation": "force",
    "complete": "exhaustive lists",
    "applies_to": "applies to",
    "unless": "unless",
    "when": "when",
    "source.document": "document",
    "source.locator": "place in the text",
    "reading.grade": "read as",
    "standing": "standing",
    "general": "principle only",
    "by_analogy": "by analogy",
    "invoked_by": "applied by",
    "in_force": "in force",
    "overrides": "replaces",
}
"""The fields of an entry that are told with what they say; others are only named."""
MINOR: dict[str, str] = {
    "reading.via": "seen in",
    "reading.date": "date of reading",
    "reading.by": "reader",
    "reading.edition": "edition read",
    "anchors": "anchors",
    "addressee": "addressee",
    "note": "note",
}


def difference_sheet(found: Difference, laid_out: bool) -> Sheet:
    """A line for each part of a row and each field of an entry that changed.

    ``laid_out`` is for people: reasons are numbered and told below, since one often holds for many
    rows, and what stands in the line above is not said again.
    """
    words = wording.words_of(found)
    lines = [*_rows(found, words), *_entries(found, words), *_documents(found)]
    notes = [f"{counts_line(found)}.", origin_line(found), found.notice]
    title = f"What changed from {found.before.name} to {found.after.name}"
    if not laid_out:
        rows = tuple(tuple("" if text == "-" else text for text in line) for line in lines)
        return Sheet(title, COLUMNS, rows, tuple(notes), found)
    if not lines:
        return Sheet(title, ("change",), ((_nothing(found),),), tuple(notes), found)
    reasons: dict[str, int] = {}
    shown = tuple(_for_people(lines, reasons))
    listed = [f"[{number}] {text}" for text, number in reasons.items()]
    return Sheet(title, SHORT_COLUMNS, shown, (*listed, *notes), found)


def _nothing(found: Difference) -> str:
    if found.before.corpus.fingerprint == found.after.corpus.fingerprint:
        return "nothing changed"
    return (
        "nothing that was compared changed; the files differ in something else, such as other "
        "topics, vocabulary, precedents or notes"
    )


def _for_people(
    lines: Sequence[tuple[str, ...]], reasons: dict[str, int]
) -> Iterator[tuple[str, ...]]:
    """Lines of fewer columns; what they say of the same row or entry stands in the first alone."""
    last: tuple[str, ...] = ()
    for kind, name, title, what, before, after, why in lines:
        told = number = ""
        if (kind, name) != last:
            told = f"{title} ({name})" if kind in ROWS else f"{name}: {shorten(title, LONGEST)}"
            number = f"[{reasons.setdefault(why, len(reasons) + 1)}]" if why else ""
        yield told, f"{kind} {what}", before, after, number
        last = kind, name


def counts_line(found: Difference) -> str:
    """How much changed, in a line."""
    counts = found.counts
    more = len(found.rows) - counts["verdicts"]
    told = [
        f"{counted(counts['verdicts'], 'row')} with another verdict or stricter side"
        + (f", {more} otherwise changed" if more else ""),
        f"{_entries_counted(counts['entries'])} ({counted(counts['answers'], 'answer')} changed, "
        f"{counted(counts['grades'], 'reading grade')})",
        counted(counts["documents"], "document"),
    ]
    return "; ".join(told)


def _entries_counted(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def origin_line(found: Difference) -> str:
    """Which two states, between which agencies."""
    sides = [
        f"{state.name} (corpus {state.corpus.version}, {state.corpus.fingerprint}, "
        f"as of {state.as_of})"
        for state in (found.before, found.after)
    ]
    return f"{' / '.join(found.agencies)}; from {sides[0]} to {sides[1]}."


def _rows(found: Difference, words: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for row in sorted(found.rows, key=lambda item: not item.verdict_changed):
        known = {**words, **found.words.get(row.subject, {})}
        why = _why_row(row, found)
        kind = "verdict" if row.verdict_changed else "row"
        if not row.parts:
            also = {
                "the question": row.question,
                "a recorded search": row.searches,
                "a judgement": row.judgements,
            }
            told = ", ".join(name for name, changed in also.items() if changed)
            yield kind, row.subject, row.title, f"also changed: {told}", "-", "-", why
        for part in row.parts:
            where = wording.scope_text(part.scope, known) if part.scope else ""
            what = ": ".join(filter(None, (row.what, where)))
            sides = [_standing(state, known) for state in (part.before, part.after)]
            yield kind, row.subject, row.title, what, *sides, why


def _standing(state: PartState | None, words: Mapping[str, str]) -> str:
    """What a part says: verdict, stricter side, what satisfies both, how it was read."""
    if state is None:
        return "-"
    told = [wording.verdict_label(state.verdict, state.provisional)]
    if state.stricter not in (None, "equal"):
        told.append(f"stricter: {wording.stricter_text(state.stricter)}")
    if state.position:
        told.append(f"for both: {wording.position_text(state.position, words)}")
    if state.reading:
        told.append(f"grade: {state.reading}")
    if state.rests_on == "draft":
        told.append("rests on a draft")
    return "; ".join(told)


def _why_row(row: RowChange, found: Difference) -> str:
    """The changelog's reason; else what changed underneath, which it does not explain."""
    if row.why:
        return changes.told(row.why)
    told = []
    if row.entries:
        told.append(f"entries changed: {', '.join(row.entries)}")
    if row.question:
        told.append("the question is put otherwise")
    if row.searches:
        told.append("a recorded search changed")
    if row.judgements:
        told.append("a judgement changed")
    if found.days:
        told.append(f"asked as of {found.days[1]}, before as of {found.days[0]}")
    return f"{changes.UNKNOWN}; {'; '.join(told) or 'nothing on the row itself changed'}"


def _entries(found: Difference, words: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for entry in found.entries:
        known = dict(words)
        for subject in entry.subjects:
            known |= found.words.get(subject, {})
        why = changes.told(entry.why) or changes.UNKNOWN
        for what, before, after in _told(entry, known):
            yield "entry", entry.id, entry.statement, what, before, after, why


def _told(entry: EntryChange, words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if entry.what != "changed":
        yield entry.what, "-", "-"
        return
    for item in entry.fields:
        label = _label(item, words)
        if label:
            yield label, _said(item.before, words), _said(item.after, words)
    minor = [MINOR.get(item.field, item.field) for item in entry.fields if not _label(item, words)]
    if minor:
        yield f"also changed: {', '.join(minor)}", "-", "-"
    if not entry.fields:
        yield "moved to another agency", "-", "-"


def _label(item: FieldChange, words: Mapping[str, str]) -> str:
    """What a field is called; empty where it is not told with what it says."""
    first, _, rest = item.field.partition(".")
    if first == "answers":
        return f"answer: {wording.said(rest.rpartition('.')[2], words)}"
    return FIELDS.get(item.field, "")


def _said(value: Any, words: Mapping[str, str]) -> str:
    """A field's content in words."""
    if value is None:
        return "-"
    if isinstance(value, dict):
        if "id" in value:
            note = f" ({value['note']})" if value.get("note") else ""
            return f"{wording.said(str(value['id']), words)}{note}"
        return "; ".join(
            f"{words.get(name, name)}: {_said(item, words)}" for name, item in value.items()
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(_said(item, words) for item in value)
    return wording.said(str(value), words)


def _documents(found: Difference) -> Iterator[tuple[str, ...]]:
    for item in found.documents:
        yield "text", item.id, item.title, item.what, item.before, item.after, ""
