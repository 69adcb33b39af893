"""Text made inert for where it is going: no markup, no formula, no broken table, no tricks."""

from __future__ import annotations

MARKUP = "\\`*_[]<>|#~"
"""What means something in Markdown; the backslash comes first, because it escapes the others."""


def one_line(text: str) -> str:
    """Text on one line, with control and direction-changing characters shown as U+XXXX."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    flat = " ".join(text.split())
    if flat.isprintable():
        return flat
    return "".join(f"<U+{ord(char):04X}>" if _unseen(char) else char for char in flat)


def _unseen(char: str) -> bool:
    """Whether a character is a control, a direction mark, or none at all (U+FFFE and such)."""
    from unicodedata import category

    if category(char) in ("Cc", "Cf", "Co", "Cs"):
        return True
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def markdown(text: str) -> str:
    """Text as Markdown that renders as itself."""
    escaped = one_line(text)
    for char in MARKUP:
        if char in escaped:
            escaped = escaped.replace(char, f"\\{char}")
    escaped = escaped.replace("&", "&amp;")
    # A line that starts like a list, a rule or a heading would become one.
    if escaped[:1] in ("-", "+", "="):
        return f"\\{escaped}"
    digits = 0
    while escaped[digits : digits + 1].isdecimal():
        digits += 1
    if digits and escaped[digits : digits + 2] in (". ", ") "):
        return f"{escaped[:digits]}\\{escaped[digits:]}"
    return escaped


def cell(text: str) -> str:
    """Text as a spreadsheet cell: what would start a formula gets an apostrophe before it."""
    flat = one_line(text)
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat
