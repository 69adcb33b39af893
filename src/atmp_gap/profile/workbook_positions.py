"""Positions filled into the tool's own workbook: per row what was typed, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.profile.local_forms import date_help
from atmp_gap.profile.read import InvalidProfileError
from atmp_gap.workbook.book import Identity, Opened, opened
from atmp_gap.workbook.cells import CellError, typed
from atmp_gap.workbook.package import UnusableWorkbook

READ = ("position", "justification", "evidence", "owner", "due")
"""The filled columns that say what is held."""
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True)
class RowFilled:
    """A row of the workbook that somebody filled: which it is, and what was typed."""

    identity: Identity
    scope: Mapping[str, Sequence[str]]
    cells: Mapping[str, str]
    places: Mapping[str, Place]


def rows_filled(
    raw: bytes, file: str, product: str, dimensions: Collection[str], problems: list[Problem]
) -> Iterator[RowFilled]:
    """The rows somebody filled. What is wrong goes into ``problems``, each with its cell.

    Raises InvalidProfileError where the workbook is of no use, or of another product.
    """
    try:
        book = opened(raw, file)
    except UnusableWorkbook as unusable:
        raise InvalidProfileError(unusable.problems) from None
    other = book.facts["filters"].get("profile")
    if other is not None and other != product:
        message = f"was written for the product {other!r}, and this profile is {product!r}"
        help_ = "name the workbook of this product, or atmp-gap compare --profile FILE -o NEW.xlsx"
        raise InvalidProfileError([Problem("AG010", message, Place(file), help_)])
    copies = book.copies()
    if copies:
        message = f"has the rows on several sheets: {', '.join([book.sheet.title, *copies])}"
        help_ = "put what counts into one of them, and take the heading Our position off the others"
        problems.append(Problem("AG003", message, Place(file), help_))
    # A scope in a row is told within what the whole workbook was asked for.
    asked = {name: words for name, words in book.facts["filters"].items() if name in dimensions}
    first: dict[str, Place] = {}
    for line in book.lines():
        cells = _cells(book, line, problems)
        if not cells:
            continue
        key = book.key(line)
        place = book.place(line, "position")
        if key is None:
            message = "the row is filled, and its ID is none of this workbook"
            help_ = "copy the ID of its question, or move the row to a sheet of your own"
            problems.append(Problem("AG008", message, book.place(line, "id"), help_))
        elif key in first:
            message = f"the row {key} is filled already, in {first[key]}"
            problems.append(Problem("AG007", message, place, "keep one of the two"))
        else:
            first[key] = place
            identity = book.rows[key]
            places = {name: book.place(line, name) for name in READ}
            yield RowFilled(identity, {**asked, **identity.scope}, cells, places)


def _cells(book: Opened, line: int, problems: list[Problem]) -> dict[str, str]:
    """What was typed into the columns that are read."""
    found = {}
    for name in READ:
        number = book.columns.get(name)
        if number is None:
            continue
        try:
            text = typed(book.sheet.cell(line, number), day=name == "due", words=name != "position")
            if name == "due" and text and not _DAY.fullmatch(text):
                raise CellError(f"{text!r} is no date", date_help(text) or "write 2027-03-31")
        except CellError as error:
            problems.append(Problem("AG005", str(error), book.place(line, name), error.hint))
            continue
        if text:
            found[name] = text
    return found
