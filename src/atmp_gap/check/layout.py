"""The canonical layout of a file's text: what is off, and the text put right.

A text is searched as a whole, for what no tidy text holds; only where that is found are lines
looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def faults(text: str) -> Iterator[tuple[int, int, str]]:
    """What is off: line, column, and a sentence; each kind once in a file, where it first is."""
    if text.startswith("\ufeff"):
        yield 1, 1, "the file starts with a byte order mark"
        text = text[1:]
    at = text.find("\r")
    if at >= 0:
        yield *_position(text, at), "a line ends with a carriage return"
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    at = _first_blanks(text)
    if at >= 0:
        yield *_position(text, at), "a line ends with blanks"
    if "\t" in text:
        indented = re.search(r"^ *(\t)[ \t]*[^ \t\n]", text, re.MULTILINE)
        if indented:
            yield *_position(text, indented.start(1)), "a line is indented with a tab"
    if text and not text.endswith("\n"):
        yield *_position(text, len(text)), "the last line does not end"
    else:
        before, end, last = text[:-1].rpartition("\n")
        if end and not last.strip():
            yield before.count("\n") + 2, 1, "the file ends with empty lines"


def _first_blanks(text: str) -> int:
    """Where the first blanks at the end of a line begin, or -1."""
    ends = [at for blank in " \t" if (at := text.find(blank + "\n")) >= 0]
    if text.endswith((" ", "\t")):
        ends.append(len(text) - 1)
    return len(text[: min(ends)].rstrip(" \t")) if ends else -1


def _position(text: str, at: int) -> tuple[int, int]:
    """The line and the column of a character, counted from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def tidy(text: str) -> str:
    """The text without those faults, tabs apart, which YAML refuses anyway. Idempotent."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return text.rstrip("\n") + "\n" if text.strip("\n") else ""
