"""Statements beside source texts: how much of a sentence stands there in the same words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem

RUN = 5
"""Words in a row that count as taken over."""
LEAST_RUN, LEAST_SHARE = 9, 0.5
"""A statement is too close with so many words in a row, and so much of it in such runs."""
MOST_BYTES = 64 * 1024 * 1024


def read_sources(folder: Path) -> dict[str, str]:
    """The plain texts of a folder (.txt, .md, .html), by name. Raises InvalidCorpusError."""
    found: dict[str, str] = {}
    try:
        paths = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        for path in paths:
            text = path.suffix.lower() in (".txt", ".md", ".html", ".htm")
            if text and path.is_file() and path.stat().st_size <= MOST_BYTES:
                found[path.as_posix()] = path.read_text("utf-8", errors="replace")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _nothing(folder, f"cannot be read: {reason}") from None
    if not found:
        raise _nothing(folder, "holds no source texts (.txt, .md, .html)")
    return found


def _nothing(folder: Path, message: str) -> InvalidCorpusError:
    help_ = "name a folder with the texts as plain text; pdftotext makes them from PDF"
    return InvalidCorpusError([Problem("AG001", message, Place(folder.as_posix()), help_)])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class SourceIndex:
    """Source texts, indexed by their runs of words."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._where: dict[tuple[str, ...], str] = {}
        for name, text in texts.items():
            words = _words(re.sub(r"<[^>]{0,500}>", " ", text) if "htm" in name else text)
            for run in zip(*(words[i:] for i in range(RUN)), strict=False):
                self._where.setdefault(run, name)

    def nearest(self, statement: str) -> tuple[str, float, int] | None:
        """Source, share of the words taken over, longest run; None where it is our own wording."""
        words = _words(statement)
        taken = [False] * len(words)
        longest = length = 0
        source = ""
        for index in range(len(words) - RUN + 1):
            name = self._where.get(tuple(words[index : index + RUN]))
            length = length + 1 if name else 0
            if name:
                taken[index : index + RUN] = [True] * RUN
                if length + RUN - 1 > longest:
                    longest, source = length + RUN - 1, name
        share = sum(taken) / len(words) if words else 0.0
        if longest >= LEAST_RUN and share >= LEAST_SHARE:
            return source, share, longest
        return None
