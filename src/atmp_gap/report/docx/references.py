"""The numbers under which a memo cites documents."""

from __future__ import annotations

from atmp_gap.gap.result import EntryResult
from atmp_gap.report import sources


class References:
    """Numbers documents in the order in which they are first cited."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.documents: list[EntryResult] = []

    def number(self, entry: EntryResult) -> int:
        """The number of the document that an entry cites."""
        name = entry.document.id
        if name not in self.numbers:
            self.numbers[name] = len(self.numbers) + 1
            self.documents.append(entry)
        return self.numbers[name]

    def cite(self, entry: EntryResult) -> str:
        """A citation as it stands in the text."""
        return f"[{self.number(entry)}, {sources.place(entry)}]"
