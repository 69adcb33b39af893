"""Break text into lines of a width."""

from __future__ import annotations

import textwrap

from atmp_gap.text.escape import no_command, one_line

LEAST = 20
"""Paragraphs are no narrower than this, however narrow the terminal is."""


def wrap(text: str, width: int, first: str = "", rest: str = "", hyphens: bool = True) -> list[str]:
    """A text, on one line before, in lines of at most ``width`` characters; empty, it has none.

    The first line starts with ``first``, every other with ``rest``. Lines end between words, and
    after a hyphen inside of one unless ``hyphens`` is false; only a word that is longer than a
    line is cut. No line begins a workflow command of a build log.
    """
    # Most cells of a table fit: without this a plain table takes a fifth more time (35 for 29 ms).
    if len(first) + len(text) <= width:
        return [no_command(first + text)] if text else []
    lines = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=hyphens
    )
    return [no_command(line) for line in lines]


def paragraph(text: str, width: int, indent: str = "") -> list[str]:
    """Any text in lines of a width, for printing; an indent grows by two after the first line."""
    rest = f"{indent}  " if indent else ""
    return wrap(one_line(text), max(LEAST, width), indent, rest) or [""]


def shorten(text: str, width: int) -> str:
    """A text on one line in at most ``width`` characters, cut between words, with dots after it."""
    if len(text) <= width:
        return text
    cut = text[: max(1, width - 3)]
    if " " in cut[width // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return f"{cut.rstrip(' ,;:(')}..."[:width]
