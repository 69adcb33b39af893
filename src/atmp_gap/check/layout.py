"""The canonical layout of a file's text: what is off, and the text put right."""

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
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        stripped = line.rstrip(" \t")
        if stripped != line and "blank" not in seen:
            seen.add("blank")
            yield number, len(stripped) + 1, "a line ends with blanks"
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and stripped and "tab" not in seen:
            seen.add("tab")
            yield number, indent.index("\t") + 1, "a line is indented with a tab"
    if text and not text.endswith(("\n", "\r")):
        yield len(lines), len(lines[-1]) + 1, "the last line does not end"
    elif len(lines) > 2 and not lines[-2].strip():
        yield len(lines) - 1, 1, "the file ends with empty lines"


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def tidy(text: str) -> str:
    """The text without those faults, tabs apart, which YAML refuses anyway. Idempotent."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return text.rstrip("\n") + "\n" if text.strip("\n") else ""
