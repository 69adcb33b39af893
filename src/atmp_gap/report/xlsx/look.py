"""Cells taken from one workbook into another: what they hold, and how they look."""

from __future__ import annotations

from copy import copy
from typing import Any


def put(source: Any, target: Any) -> None:
    """Give a cell the content of another; a text that begins as a formula does stays a text."""
    target.value = source.value
    if source.data_type == "s":
        target.data_type = "s"
        if source.quotePrefix:
            target.quotePrefix = source.quotePrefix


def copy_link(source: Any, target: Any) -> None:
    """Give a cell the hyperlink of another, such as somebody's evidence."""
    if source.hyperlink:
        link = copy(source.hyperlink)
        link.ref = target.coordinate
        target._hyperlink = link


def copy_look(source: Any, target: Any) -> None:
    """Give a cell the look of one of another workbook."""
    if source.has_style:
        target.font, target.fill = copy(source.font), copy(source.fill)
        target.border, target.alignment = copy(source.border), copy(source.alignment)
        target.number_format = source.number_format
        target.quotePrefix = source.quotePrefix
