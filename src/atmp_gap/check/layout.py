"""The canonical layout of a file's text: what is off, and the text put right.

A text is searched as a whole, for what no tidy text holds; only where that is found are lines
looked at. Lines that all end with carriage return and newline are what git checks out on Windows:
such a text is looked at as if it had newlines alone, and keeps its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def faults(text: str) -> Iterator[tuple[int, int, str]]:
    """What is off: line, column, and a sentence; each kind once in a file, where it first is."""
    if text.startswith("\ufeff"):
        yield 1, 1, "the file starts with a byte order mark"
        text = text[1:]
    at = -1 if _checked_out(text) else text.find("\r")
    if at >= 0:
        yield *_position(text, at), "some lines end with a carriage return, and some do not"
    if "\r" in text:
        text = _unix(text)
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
    windows = _checked_out(text)
    text = _unix(text.lstrip("\ufeff"))
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    text = text.rstrip("\n") + "\n" if text.strip("\n") else ""
    return text.replace("\n", "\r\n") if windows else text


def _checked_out(text: str) -> bool:
    """Whether a text has the line ends of Windows throughout."""
    return "\r" in text and text.count("\r") == text.count("\r\n") == text.count("\n")


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
