"""The look of cells taken from one workbook into another."""

from __future__ import annotations

from copy import copy
from typing import Any


def copy_look(source: Any, target: Any) -> None:
    """Give a cell the look of one of another workbook."""
    if source.has_style:
        target.font, target.fill = copy(source.font), copy(source.fill)
        target.border, target.alignment = copy(source.border), copy(source.alignment)
        target.number_format = source.number_format
