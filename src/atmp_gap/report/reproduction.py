"""Whether the rows of a frozen state came out again, as a listing."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.frozen.reproduce import Cause, Reproduction, RowDifference
from atmp_gap.gap.result import NOTICE
from atmp_gap.report.interface import Sheet
from atmp_gap.report.origin import counted

COLUMNS = ("report", "subject", "title", "scope", "what", "field", "frozen", "now", "why")
SHORT_COLUMNS = ("row", "field", "frozen", "now", "why")
CAUSES: dict[Cause, str] = {
    "altered": "altered since it was frozen",
    "requirements": "other requirements were asked",
    "tool": "another version of atmp-gap",
    "packages": "other versions of Python or packages",
    "unknown": "nothing that is known of; report this",
}


def reproduction_sheet(found: Reproduction, laid_out: bool) -> Sheet:
    """A line for each field that differs; ``laid_out`` is for people."""
    title = f"{found.file}: {found.name}"
    notes = tuple(_notes(found))
    if not laid_out:
        rows = tuple(line for row in found.rows for line in _lines(row, found))
        return Sheet(title, COLUMNS, rows, notes, found)
    if not found.rows:
        told = "every row comes out as it was frozen"
        return Sheet(title, ("reproduce",), ((told,),), notes, found)
    short = []
    for row in found.rows:
        for index, line in enumerate(_lines(row, found)):
            report, subject, name, scope, _, field, before, now, why = line
            head = f"{name}{f' ({scope})' if scope else ''} [{subject}], {report}"
            short.append(
                (head if index == 0 else "", field, before, now, why if index == 0 else "")
            )
    return Sheet(title, SHORT_COLUMNS, tuple(short), notes, found)


def verdict_line(found: Reproduction) -> str:
    """What became of it, in one sentence."""
    if found.holds:
        return f"Reproduced: {counted(found.same, 'row')}, none differs; no file was altered."
    told = f"{counted(len(found.rows), 'row')} of {found.same + len(found.rows)} not as frozen"
    if found.altered:
        told += f"; {counted(len(found.altered), 'file')} altered"
    if found.seal_broken:
        told += "; the seal is another"
    return f"NOT reproduced: {told}."


def _lines(row: RowDifference, found: Reproduction) -> Iterator[tuple[str, ...]]:
    why = "; ".join(_why(cause, row, found) for cause in row.causes)
    front = (row.report, row.subject, row.title, row.scope, row.what)
    if row.what != "changed":
        told = ("frozen", "-") if row.what == "gone" else ("-", "comes out")
        yield (*front, "row", *told, why)
        return
    for item in row.fields:
        yield (*front, item.field, item.frozen, item.now, why)
    if row.more:
        yield (*front, f"and {counted(row.more, 'field')} more", "", "", why)


def _why(cause: Cause, row: RowDifference, found: Reproduction) -> str:
    if cause == "altered":
        return f"{', '.join(row.files)} {CAUSES[cause]}"
    if cause == "requirements":
        return f"{CAUSES[cause]} ({found.asked_of[0]}, {found.asked_of[1]})"
    if cause == "tool":
        return f"{CAUSES[cause]} ({found.tool[0]} then, {found.tool[1]} now)"
    return CAUSES[cause]


def _notes(found: Reproduction) -> Iterator[str]:
    yield verdict_line(found)
    for item in found.altered:
        told = "was not there when it was frozen" if item.added else CAUSES["altered"]
        yield f"Altered: {item.name} {told}."
    if found.seal_broken:
        yield f"The seal kept is {found.seal_asked}: this is another file, or its manifest changed."
    for changed in found.made_with:
        yield f"Other than then: {changed.what} {changed.frozen}, here {changed.now}."
    for note in found.notes:
        yield f"Note: {note}."
    by = f" by {found.by}" if found.by else ""
    product = f" for {found.product}" if found.product else ""
    yield (
        f"Frozen at {found.at}{by}{product} with atmp-gap {found.tool[0]}; requirements "
        f"{found.corpus[0]} ({found.corpus[1]}); asked with atmp-gap {found.tool[1]} of "
        f"{found.asked_of[0]} ({found.asked_of[1]})."
    )
    yield f"Seal: {found.seal}."
    yield NOTICE
