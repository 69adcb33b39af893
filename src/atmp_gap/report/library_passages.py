"""Passages that were found in the library, with the words marked, and how to record one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from atmp_gap.library.index import BEGIN, END
from atmp_gap.library.search import FoundPassage
from atmp_gap.report.interface import Sheet
from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import wrap

SHORT = 90
"""Words of a passage that are printed, around those that were found, unless all are asked for."""


def where(found: FoundPassage) -> str:
    """Where a passage stands, as one would cite it."""
    return place(found.hit.page, found.hit.section) or "no page"


def place(page: int | None, section: str) -> str:
    """A page and a section in a line; empty where neither is known."""
    parts = [f"p. {page}"] if page is not None else []
    if section:
        parts.append(f"section {section}" if section[0].isdigit() else section)
    return ", ".join(parts)


def marked(found: FoundPassage, begin: str, end: str, whole: bool = False) -> str:
    """The passage on one line with the words that were found between two marks."""
    words = found.hit.marked.split()
    if not whole and len(words) > SHORT:
        first = next((i for i, word in enumerate(words) if BEGIN in word), 0)
        start = max(0, min(first - SHORT // 4, len(words) - SHORT))
        cut = words[start : start + SHORT]
        words = [*(["..."] if start else []), *cut]
        words += ["..."] if start + SHORT < len(found.hit.marked.split()) else []
    marks = {BEGIN: begin, END: end}
    # Nothing of a text is to act as a mark, or on the terminal.
    parts = re.split(f"([{BEGIN}{END}])", " ".join(words))
    return "".join(marks.get(part) or one_line(f"|{part}|")[1:-1] for part in parts)


def passages_text(
    found: Sequence[FoundPassage], width: int, marks: tuple[str, str], whole: bool
) -> str:
    """The passages under their documents, for a screen."""
    lines: list[str] = []
    last = ""
    for number, item in enumerate(found, 1):
        if item.copy.document != last:
            last = item.copy.document
            edition = f" ({item.copy.edition})" if item.copy.edition else ""
            lines += ["", one_line(f"{last}{edition}, {item.copy.facts.path.name}")]
        lines.append(f"  {number}. {one_line(where(item))}")
        lines += [f"     {line}" for line in wrap(marked(item, *marks, whole), width - 5)]
    return "\n".join(lines[1:]) + "\n" if lines else ""


def sign_hint(found: Sequence[FoundPassage]) -> str:
    """How to record that a statement was seen in the first passage."""
    page = found[0].hit.page
    place = f" --page {page}" if page is not None else ""
    return (
        f"to record a statement you saw there: atmp-gap settle --confirm ID --by NAME --into DIR "
        f"--document {found[0].copy.document}{place}, or in a ledger: atmp-gap verify --record ID"
    )


def passages_sheet(found: Sequence[FoundPassage], words: str) -> Sheet:
    """The passages as a listing for the other formats."""
    return Sheet(
        f"Passages for: {one_line(words)}",
        ("document", "edition", "page", "section", "all words", "passage"),
        tuple(
            (
                item.copy.document,
                item.copy.edition,
                str(item.hit.page or "-"),
                item.hit.section or "-",
                "yes" if item.whole else "no",
                one_line(item.hit.text),
            )
            for item in found
        ),
        data=[
            {
                "document": item.copy.document,
                "file": item.copy.facts.path.name,
                "sha256": item.copy.facts.sha256,
                "edition": item.copy.edition,
                "page": item.hit.page,
                "section": item.hit.section,
                "all_words": item.whole,
                "passage": item.hit.text,
            }
            for item in found
        ],
    )
