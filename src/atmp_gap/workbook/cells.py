"""What people typed into a cell, as text: dates as dates, and nothing guessed."""

from __future__ import annotations

import datetime
from typing import Any


class CellError(ValueError):
    """A cell that cannot be used; ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def typed(cell: Any, *, day: bool = False, words: bool = True) -> str:
    """The text of a cell; empty where nothing is in it. Raises CellError.

    ``day`` is for columns of dates, ``words`` false for those whose content is compared: there
    a date or a share that a spreadsheet program made of what was typed is refused.
    """
    value = cell.value
    if cell.data_type == "e":
        raise CellError(f"holds the error {value}", "write the value")
    if value is None:
        return ""
    if cell.data_type == "f":
        raise CellError("holds a formula, whose value is not read", "paste its value instead")
    if isinstance(value, bool):
        raise CellError(f"holds {str(value).upper()}", "write it in words")
    if isinstance(value, (datetime.datetime, datetime.date)):
        return _day(value, day or words)
    if isinstance(value, (int, float)):
        return _number(value, str(cell.number_format), day)
    return str(value).strip()


def _day(value: datetime.datetime | datetime.date, wanted: bool) -> str:
    written = value.date() if isinstance(value, datetime.datetime) else value
    if not wanted:
        message = f"the program that saved it made the date {written} of what was typed"
        raise CellError(message, "format the cell as text, and type the answer again")
    return written.isoformat()


def _number(value: float, look: str, day: bool) -> str:
    text = f"{value:.15g}"
    if day:
        raise CellError(f"the number {text} is no date", _as_day(value))
    if "%" in look:
        share = f"{value * 100:.12g} %"
        message = f"holds the number {text}, shown as {share}"
        raise CellError(message, f"format the cell as text, and write {share}")
    return text


def _as_day(value: float) -> str:
    from openpyxl.utils.datetime import from_excel

    if 20_000 < value < 80_000:
        return f"write the day as 2027-03-31; as a date it is {from_excel(int(value)).date()}"
    return "write the day as 2027-03-31"
