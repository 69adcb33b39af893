"""Text made inert for where it is going: no markup, no formula, no broken table, no tricks."""

from __future__ import annotations

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")


def one_line(text: str) -> str:
    """Text on one line, with control and direction-changing characters shown as U+XXXX."""
    flat = " ".join(text.split())
    if flat.isprintable():
        return flat
    return "".join(f"<U+{ord(char):04X}>" if _unseen(char) else char for char in flat)


def _unseen(char: str) -> bool:
    """Whether a character is a control, a direction mark, or none at all (U+FFFE and such)."""
    if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs"):
        return True
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def markdown(text: str) -> str:
    """Text as Markdown that renders as itself."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text)).replace("&", "&amp;")
    # A line that starts like a list, a rule or a heading would become one.
    return re.sub(r"^(\d+)([.)])(\s)|^([-+=])", _line_start, escaped)


def _line_start(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]}\\{found[2]}{found[3]}"
    return f"\\{found[4]}"


def cell(text: str) -> str:
    """Text as a spreadsheet cell: what would start a formula gets an apostrophe before it."""
    flat = one_line(text)
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat
