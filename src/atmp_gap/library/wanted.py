"""Which texts are wanted, those that would settle most open rows first, and how to get each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Row
from atmp_gap.model.document import Document

Way = Literal["file", "page", "bought", "nowhere"]
"""How a text is to be had: its file's address is known, only that of a page, it is sold, or no
address is known.
"""


@dataclass(frozen=True)
class WantedText:
    """A text of the register, and the open rows it would settle or help to settle."""

    document: Document
    rows: tuple[str, ...] = ()

    @property
    def way(self) -> Way:
        """How it is to be had."""
        return way_of(self.document)

    @property
    def address(self) -> str:
        """Where: its file, else its page; empty where neither is known."""
        document = self.document
        return document.file.url if document.file else document.url or ""


def way_of(document: Document) -> Way:
    """How a text of the register is to be had."""
    if document.kind == "pharmacopoeia":
        return "bought"
    if document.file:
        return "file"
    return "page" if document.url else "nowhere"


def wanted_texts(corpus: Corpus, request: Request, all_of_them: bool = False) -> list[WantedText]:
    """The texts that the rows of a question cite or would be settled by, the most useful first.

    ``all_of_them`` adds the rest of the register. Numbers that everyone quotes are no texts.
    """
    rows = compare(corpus, request).rows
    helped = rows_by_text(rows)
    names = dict.fromkeys(sorted(helped, key=lambda name: (-len(helped[name]), name)))
    for row in rows:
        names.update(dict.fromkeys(entry.document.id for entry in row.entries))
    if all_of_them:
        names.update(dict.fromkeys(corpus.documents))
    return [
        WantedText(corpus.documents[name], tuple(helped.get(name, ())))
        for name in names
        if corpus.documents[name].kind != "convention"
    ]


def named_texts(
    corpus: Corpus, documents: Sequence[str], between: tuple[str, str], as_of: str
) -> list[WantedText]:
    """The texts that are named, with the open rows each would settle."""
    helped = rows_by_text(compare(corpus, Request(between, as_of)).rows)
    return [WantedText(corpus.documents[name], tuple(helped.get(name, ()))) for name in documents]


def rows_by_text(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Per text the subjects of the open rows that it would settle."""
    helped: dict[str, list[str]] = {}
    for row in rows:
        if row.open:
            for text in row.settled_by:
                helped.setdefault(text.document, []).append(row.subject)
    return helped


def texts_of(corpus: Corpus, agency: str) -> tuple[str, ...]:
    """The documents through which an agency speaks: its own, of its side, and those adopted."""
    issuers = {agency, *corpus.agencies[agency].speaks_for}
    return tuple(
        item.id
        for item in corpus.documents.values()
        if (item.issuer in issuers or agency in item.adopted) and item.kind != "convention"
    )
