"""The CSV format as an export, as it was written or as a spreadsheet program saved it again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from atmp_gap.changes.export.export import Export, Recorded, UnusableExport, refused
from atmp_gap.changes.export.marks import compared, mark_of
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.yaml_reader import Refused
from atmp_gap.profile.sheet import SheetLine, heading, read_sheet, text_of

NEEDED = ("id", "subject_id", "as_of", "corpus", "tool", "filters")
ANEW = "name a file that atmp-gap compare --format csv wrote"
_CORPUS = re.compile(r"^(\S+) \(([0-9a-f]+)\)$")
_SIDE = re.compile(r"^(.+?)[ _]answers$", re.IGNORECASE)


def read_csv(raw: bytes, file: str) -> Export:
    """What the lines of a CSV file said."""
    try:
        text = text_of(raw, file)
    except Refused as unreadable:
        raise UnusableExport(unreadable.problems) from None
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    heads = [cell.strip().strip('"') for cell in re.split(r"[,;\t]", first)]
    if sum(heading(cell) in NEEDED for cell in heads) < 3 and not first.startswith("sep="):
        raise refused("is no export of ours: its first line has not our headings", file, ANEW)
    if first.startswith("sep="):
        heads = [cell.strip().strip('"') for cell in re.split(r"[,;\t]", _second(text))]
    sides = [found[1] for cell in heads if (found := _SIDE.match(cell))]
    if len(sides) != 2:
        message = "the columns of the two agencies' answers are not both there"
        raise refused(message, file, f"put them back; {ANEW}", "AG005")
    problems: list[Problem] = []
    known = {heading(cell) for cell in (*heads, *NEEDED)}
    lines = list(read_sheet(text, file, known, NEEDED, problems, ANEW))
    if problems:
        raise UnusableExport(problems)
    if not lines:
        raise refused("has headings and no rows", file, ANEW)
    return _export(lines, (sides[0], sides[1]), heads, file)


def _second(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip(" ,;\t")]
    return lines[1] if len(lines) > 1 else ""


def _export(
    lines: Sequence[SheetLine], sides: tuple[str, str], heads: Sequence[str], file: str
) -> Export:
    own = [line for line in lines if "id" in line.cells and "corpus" in line.cells]
    if not own:
        raise refused("no line has an id and a corpus", file, ANEW, "AG005")
    cells = own[0].cells
    about = _CORPUS.match(cells["corpus"])
    if about is None:
        message = f"the corpus reads {cells['corpus'][:40]!r}, not as 0.2.0 (1a2b3c)"
        raise UnusableExport([Problem("AG005", message, own[0].places["corpus"], ANEW)])
    found = Export(
        file,
        "csv",
        cells.get("tool", ""),
        about[1],
        about[2],
        cells.get("as_of", ""),
        sides,
        _asked(own[0]),
        cells.get("filters", ""),
    )
    columns = compared(sides)
    missing = [name for name in columns if heading(name) not in map(heading, heads)]
    if missing:
        found.notes.append(f"columns deleted, and not compared: {', '.join(missing)}")
    marked = "mark" in map(heading, heads) and not missing
    if not marked:
        found.notes.append(
            "it has no marks of its lines, so cells that somebody edited look like changes"
        )
    for line in lines:
        _add(found, line, cells, columns, marked)
    return found


def _asked(line: SheetLine) -> Mapping[str, Any] | None:
    """The filters as data; None where the column was deleted, or an earlier version wrote none."""
    text = line.cells.get("asked")
    if text is None:
        return None
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        message = f"what was asked reads {text[:40]!r}, which somebody changed"
        raise UnusableExport([Problem("AG005", message, line.places["asked"], ANEW)])
    return found


def _add(
    found: Export,
    line: SheetLine,
    first: Mapping[str, str],
    columns: Sequence[str],
    marked: bool,
) -> None:
    """A line as a row; what it is not, is passed over and named."""
    cells = line.cells
    place = line.places.get("id") or next(iter(line.places.values()), Place(found.file))
    wrong = ""
    if "id" not in cells or "subject_id" not in cells:
        wrong = "has no id: a line of somebody's own"
    elif any(
        cells.get(name) != first.get(name) for name in ("corpus", "as_of", "filters", "asked")
    ):
        wrong = "comes from another export than the first line"
    elif marked and cells.get("mark") != mark_of([cells.get(heading(n), "") for n in columns]):
        wrong = f"{cells['id']}: its cells were edited or translated since it was exported"
    elif cells["id"] in found.rows:
        wrong = f"{cells['id']} stands twice"
    if wrong:
        help_ = "recall the file as it was exported to compare it too"
        found.passed_over.append(Problem("AG005", f"{wrong}; not compared", place, help_))
        return
    entries = [
        name.strip()
        for agency in found.agencies
        for name in cells.get(heading(f"{agency} entries"), "").split(";")
        if name.strip()
    ]
    found.rows[cells["id"]] = Recorded(
        cells["id"],
        cells["subject_id"],
        cells.get("subject", cells["subject_id"]),
        "" if cells.get("scope") == "all of it" else cells.get("scope", ""),
        {name: cells.get(heading(name), "") for name in columns if heading(name) in line.places},
        tuple(dict.fromkeys(entries)),
        place,
    )
