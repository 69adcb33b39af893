"""The texts of files as the index holds them: whole, by section, by page.

``Index`` is one of these; ask it where a place that somebody names has to be looked into.
"""

from __future__ import annotations

import json
import sqlite3


class IndexedTexts:
    """What an index holds of each file, by the file's hash."""

    _base: sqlite3.Connection

    def section(self, sha256: str, section: str) -> list[str]:
        """A section of a file, in the pieces it was cut into."""
        rows = self._base.execute(
            "select text from passages where sha256 = ? and section = ? order by start",
            (sha256, section),
        )
        return [text for (text,) in rows]

    def texts(self, sha256: str) -> list[str]:
        """All of a file, in the pieces it was cut into."""
        rows = self._base.execute(
            "select text from passages where sha256 = ? order by start", (sha256,)
        )
        return [text for (text,) in rows]

    def pages_of(self, sha256: str, section: str) -> list[int]:
        """The pages on which a section of a file stands; none where the file has no pages."""
        rows = self._base.execute(
            "select breaks from passages where sha256 = ? and section = ? order by start",
            (sha256, section),
        )
        pages = (int(number) for (breaks,) in rows for _, number in json.loads(breaks))
        return list(dict.fromkeys(pages))

    def page(self, sha256: str, page: int) -> str:
        """The text of a page of a file, as far as it has any."""
        rows = self._base.execute(
            "select text, breaks from passages where sha256 = ? order by start", (sha256,)
        )
        found = []
        for text, breaks in rows:
            starts = [(start, number) for start, number in json.loads(breaks)]
            ends = [start for start, _ in starts[1:]] + [len(text)]
            found += [
                text[start:end]
                for (start, number), end in zip(starts, ends, strict=True)
                if number == page
            ]
        return "\n".join(found).strip()

    def sections(self, sha256: str) -> list[str]:
        """The sections of a file that have a name, in its order."""
        rows = self._base.execute(
            "select section from passages where sha256 = ? order by start", (sha256,)
        )
        return list(dict.fromkeys(section for (section,) in rows if section))
