"""Which rows of an export would be different today, as a listing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from atmp_gap.changes.recall import Recall, RecalledRow, TextChange
from atmp_gap.model.change import CHANGE_KINDS
from atmp_gap.report import changes
from atmp_gap.report.interface import Sheet
from atmp_gap.report.origin import counted
from atmp_gap.workbook.layout import CLEAR

COLUMNS = ("kind", "id", "title", "where", "place", "what", "before", "today", "why")
SHORT_COLUMNS = ("row", "what", "it said", "today", "why")
FORMATS = {"xlsx": "workbook", "csv": "CSV", "json": "JSON", "docx": "memo"}
MOST_NAMED = 5
OTHER_FACTS = "the product's facts or the filters are others than before"
NO_REASON = "no reason in the changelog"
FIELDS = {
    "verdict": "verdict",
    "stricter": "stricter",
    "grade": "read as",
    "both": "for both",
    "position": "for both",
}


def recall_sheet(found: Recall, laid_out: bool) -> Sheet:
    """A line for each text of a row that would be different today.

    ``laid_out`` is for people: reasons are numbered and told below.
    """
    about = f"{FORMATS[found.format]}, corpus {found.before.version}"
    title = f"{found.file} ({about}) against today"
    notes = tuple(_notes(found))
    if not laid_out:
        rows = tuple(
            tuple("" if text == "-" else text for text in line)
            for row in found.rows
            for line in _lines(row, found)
        )
        return Sheet(title, COLUMNS, rows, notes, found)
    if not found.rows:
        told = "every row compared would say the same today"
        return Sheet(title, ("recall",), ((told,),), notes, found)
    reasons: dict[str, int] = {}
    short: list[tuple[str, ...]] = []
    for row in found.rows:
        for index, line in enumerate(_lines(row, found)):
            _, key, name, where, place, what, before, now, why = line
            number = reasons.setdefault(why, len(reasons) + 1)
            named = f"{name}{f' ({where})' if where else ''} [{key}], {place}"
            head = named if index == 0 else ""
            mark = f"{_kind(row)} [{number}]" if index == 0 else ""
            short.append((head, what, before, now, mark))
    listed = tuple(f"[{number}] {text}" for text, number in reasons.items())
    return Sheet(title, SHORT_COLUMNS, tuple(short), (*listed, *notes), found)


def counts_line(found: Recall) -> str:
    """How many rows would be different today, by the kind that weighs most."""
    kinds = Counter(map(_kind, found.rows))
    order = [*(changes.KINDS[kind] for kind in CHANGE_KINDS), NO_REASON, "cited otherwise"]
    told = [f"{kind} {kinds[kind]}" for kind in order if kinds[kind]]
    by = f": {', '.join(told)}" if told else ""
    return f"{counted(len(found.rows), 'row')} would be different today{by}; {found.same} the same"


def _kind(row: RecalledRow) -> str:
    if row.what == "cited otherwise":
        return row.what
    return changes.KINDS[row.kinds[0]] if row.kinds else NO_REASON


def _lines(row: RecalledRow, found: Recall) -> Iterator[tuple[str, ...]]:
    why = changes.told(row.why) or _unexplained(row, found)
    if row.why and not row.certain:
        why += " The export is of the same version, and does not say whether it knew this."
    front = (_kind(row), row.key, row.title, row.where, row.place)
    if row.what in ("cut anew", "gone"):
        told = {
            "cut anew": "the question is cut into other parts today",
            "gone": "not asked today",
        }
        yield *front, row.what, row_verdict(row), told[row.what], why
        return
    if row.what == "corrected":
        yield *front, "statement", "what the changelog says was wrong", "corrected", why
    for text in row.texts:
        sides = (text.before, text.after)
        if found.format == "docx" and text.field not in CLEAR:
            sides = ("what the memo says", "something else")
        yield *front, _field(text, found), *(side or "-" for side in sides), why


def row_verdict(row: RecalledRow) -> str:
    """The verdict that a row had in the export."""
    return next((text.before for text in row.texts if text.field == "verdict"), "-")


def _field(text: TextChange, found: Recall) -> str:
    name, dash, number = text.field.rpartition("-")
    if dash and number.isdecimal():
        return f"{found.agencies[int(number) - 1]} {name}"
    return FIELDS.get(text.field, text.field)


def _unexplained(row: RecalledRow, found: Recall) -> str:
    """What else may be the cause, where the changelog names none."""
    if row.what == "cited otherwise":
        return "the same statements, their texts named otherwise"
    told = [changes.UNKNOWN]
    before, now = found.as_of
    if before != now:
        told.append(f"asked as of {now}, before as of {before}")
    if found.other_facts:
        told.append(OTHER_FACTS)
    if found.tool != found.tool_now:
        told.append(f"written by {found.tool}, which may put the same in other words")
    return "; ".join(told)


def _notes(found: Recall) -> Iterator[str]:
    yield f"{counts_line(found)}."
    if found.passed_over:
        yield f"Not compared: {counted(len(found.passed_over), 'line')} of the file, named above."
    for note in found.notes:
        yield f"Note: {note}."
    if found.unknown:
        more = len(found.unknown) - MOST_NAMED
        named = ", ".join(found.unknown[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        yield (
            "Note: it rests on entries that today's requirements lack and no change names "
            f"({named}). Was it written with a layer of your own? "
            "Lay that over with --requirements DIR."
        )
    if found.other_facts:
        yield f"Note: {OTHER_FACTS}."
    yield (
        f"{' / '.join(found.agencies)}; from corpus {found.before.version} "
        f"({found.before.fingerprint}) as of {found.as_of[0]} to {found.after.version} "
        f"({found.after.fingerprint}) as of {found.as_of[1]}."
    )
    yield found.notice
