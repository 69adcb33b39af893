"""The sheet on which a person chooses a subject for each row of an imported table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from atmp_gap.corpus.problem import Problem
from atmp_gap.corpus.words import Lexicon, UnknownWordError
from atmp_gap.corpus.yaml_reader import Refused
from atmp_gap.exchange.statements import Proposed, Read
from atmp_gap.profile.read import InvalidProfileError, read_bytes
from atmp_gap.profile.sheet import SheetLine, read_sheet, text_of

NEAREST = ("nearest_1", "nearest_2", "nearest_3")
COLUMNS = ("row", "about", "says", *NEAREST, "subject")
SKIP = "-"
"""Written in place of a subject: leave this row out."""
MISSING = f"head its columns {', '.join(COLUMNS)}"


def choice_rows(rows: Sequence[Proposed], titles: Callable[[str], str]) -> list[tuple[str, ...]]:
    """The sheet's lines, with the subject still to be chosen."""
    return [
        (
            row.key,
            row.about,
            row.said,
            *[f"{name}: {titles(name)}" for name in row.nearest],
            *[""] * (len(NEAREST) - len(row.nearest)),
            "",
        )
        for row in rows
    ]


def chosen(path: Path, read: Read, subjects: Lexicon, problems: list[Problem]) -> dict[str, str]:
    """The subjects a person chose, by the row's key; an empty one for a row to be left out.

    What is wrong goes into ``problems``. Raises InvalidProfileError where nothing can be read.
    """
    file = path.as_posix()
    raw = read_bytes(path, MISSING)
    try:
        lines = list(
            read_sheet(text_of(raw, file), file, COLUMNS, ("row", "subject"), problems, MISSING)
        )
    except Refused as refused:
        raise InvalidProfileError(refused.problems) from None
    known = {row.key: row for row in read.rows}
    found: dict[str, str] = {}
    for line in lines:
        name = line.cells.get("subject", "")
        if not name:
            continue
        row = known.get(line.cells.get("row", ""))
        if name == SKIP:
            found[line.cells.get("row", "")] = ""
        elif row is None or line.cells.get("about", row.about) != row.about:
            place = line.places["row"]
            message = "the table has no such row any more: it was changed since this was written"
            problems.append(Problem("AG008", message, place, "choose anew with --subjects NEW.csv"))
        elif subject := _subject(line, name, subjects, problems):
            found[row.key] = subject
    return found


def _subject(line: SheetLine, word: str, subjects: Lexicon, problems: list[Problem]) -> str | None:
    """The subject meant: an id, a word, or 1, 2 or 3 for what stands under nearest."""
    if word in ("1", "2", "3"):
        word = line.cells.get(NEAREST[int(word) - 1], "")
    word = word.partition(":")[0]
    try:
        return subjects.one(word)
    except UnknownWordError as error:
        problems.append(Problem("AG009", str(error), line.places["subject"], error.hint))
        return None
