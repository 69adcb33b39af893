"""Escape text for where it is going: no markup, no formula, no broken table, no tricks.

What a corpus says was written by anybody. Call ``one_line`` on a text before it is printed, and
the function of the format before it stands in Markdown or in a spreadsheet.
"""

from __future__ import annotations

from unicodedata import category

MARKUP = "\\`*_[]<>|#~"
"""What means something in Markdown; the backslash comes first, because it escapes the others."""
FORMULA = ("=", "+", "-", "@")
"""What a formula may start with in a spreadsheet."""


def one_line(text: str) -> str:
    """Text on one line with single blanks; what cannot be seen is shown as ``<U+XXXX>``.

    Control characters could move the cursor of a terminal, and direction marks could make a line
    read as what it does not say.
    """
    flat = " ".join(text.split())
    if flat.isprintable():
        return flat
    return "".join(f"<U+{ord(char):04X}>" if _unseen(char) else char for char in flat)


def lines_for_people(text: str) -> str:
    """Text of several lines for a terminal or a build log: what cannot be seen is shown, and no
    line begins a workflow command (``::error``, ``##vso[``), whoever wrote it.
    """
    lines = [
        "".join(f"<U+{ord(char):04X}>" if _unseen(char) else char for char in line)
        for line in text.split("\n")
    ]
    return "\n".join(no_command(line) for line in lines)


def no_command(line: str) -> str:
    """A line that a build log takes for text, whatever it starts with (``::error``)."""
    for start, shown in (("::", "<U+003A>:"), ("##[", "<U+0023>#["), ("##vso[", "<U+0023>#vso[")):
        if line.lstrip().startswith(start):
            return line.replace(start, shown, 1)
    return line


def _unseen(char: str) -> bool:
    """Whether a character is a control, a mark of direction or line, or none at all (U+FFFE)."""
    return not char.isprintable() and category(char) != "Zs"


def escape_markdown(text: str) -> str:
    """Text as Markdown that renders as itself, in a paragraph, a list or the cell of a table."""
    escaped = one_line(text)
    for char in MARKUP:
        escaped = escaped.replace(char, f"\\{char}")
    escaped = escaped.replace("&", "&amp;")
    # A line that starts like a list, a rule or a heading would become one.
    if escaped.startswith(("-", "+", "=")):
        return f"\\{escaped}"
    digits = len(escaped) - len(escaped.lstrip("0123456789"))
    if digits and escaped[digits : digits + 2] in (". ", ") "):
        return f"{escaped[:digits]}\\{escaped[digits:]}"
    return escaped


def escape_cell(text: str) -> str:
    """Text as a spreadsheet's cell: what would start a formula gets an apostrophe before it."""
    flat = one_line(text)
    return f"'{flat}" if flat.startswith(FORMULA) else flat
