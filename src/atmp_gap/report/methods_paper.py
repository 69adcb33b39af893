"""The pairs of pharmacopoeial chapters as a paper: what is registered, read and cited of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import NOTICE
from atmp_gap.model.document import Document
from atmp_gap.model.method import MethodPair
from atmp_gap.report import methods, origin
from atmp_gap.report.interface import Sheet
from atmp_gap.report.paper import Column, Item, Line, Lines, Paper, Part

LOOKS = {"yes": "same", "in-part": "judge", "no": "differ", "not-recorded": "open"}
"""The looks of pairs, by whether they are harmonised."""
MEANINGS = {
    "no": "One side's chapter does not stand for the other's: plan for both, or ask.",
    "in-part": "In part, or under conditions: read the note, then the chapters.",
    "yes": "Within the conditions of the text named, which speaks of the editions of its time.",
    "not-recorded": "Nobody looked yet, or wrote it down: not a finding either way.",
}
ORDER = ("no", "in-part", "not-recorded", "yes")
"""What asks for work comes first."""
HOLDS = ("Nothing of a chapter is copied: numbers, titles, editions as far as they were seen.",)


def methods_paper(
    corpus: Corpus, pairs: Sequence[MethodPair], used: Mapping[str, Sequence[str]], product: str
) -> Paper:
    """The report on some pairs; ``used`` has the titles of the attributes each is for."""
    teller = _Teller(corpus, used)
    ordered = sorted(pairs, key=lambda pair: ORDER.index(pair.harmonised))
    parts = [
        Part(
            methods.HARMONISED[name],
            LOOKS[name],
            tuple(teller.item(pair) for pair in ordered if pair.harmonised == name),
            MEANINGS[name],
        )
        for name in ORDER
    ]
    rows = tuple(teller.row(pair) for pair in ordered)
    title = "Pharmacopoeial methods"
    from atmp_gap import __version__

    made = f"atmp-gap {__version__}"
    source = f"corpus {corpus.version} ({corpus.fingerprint})"
    named = [name for pair in pairs for name in (*pair.us, *pair.eu)]
    unread = sum(corpus.documents[name].unread for name in dict.fromkeys(named))
    counts = (
        f"{origin.counted(len(pairs), 'test')}; {len(dict.fromkeys(named))} chapters registered, "
        f"{unread} of them not read here.",
    )
    return Paper(
        title,
        product,
        corpus.date,
        (("Product", product), ("As of", corpus.date), ("Source", source), ("Made with", made)),
        counts,
        tuple(part for part in parts if part.items),
        (),
        (),
        HOLDS,
        f"As of {corpus.date}; {source}; {made}.",
        NOTICE,
        Sheet(title, tuple(COLUMNS), rows, (*counts, *HOLDS)),
        (
            Lines(
                "Methods",
                tuple(Column(name, width) for name, width in COLUMNS.items()),
                tuple(
                    (LOOKS[pair.harmonised], row) for pair, row in zip(ordered, rows, strict=True)
                ),
                3,
            ),
        ),
        name_room=11,
        documents=tuple(
            (corpus.documents[name].short_name, methods.full(corpus.documents[name]))
            for name in dict.fromkeys(
                (*named, *(source.document for pair in pairs for source in pair.sources))
            )
        ),
    )


COLUMNS = {
    "Test": 30,
    "USP": 46,
    "Ph. Eur.": 46,
    "Harmonised": 26,
    "Note": 44,
    "Where it stands": 44,
    "For": 34,
}
"""The columns of the sheet, with their widths."""


class _Teller:
    """Tells pairs in words: per chapter its edition, its day, and what the corpus holds of it."""

    def __init__(self, corpus: Corpus, used: Mapping[str, Sequence[str]]) -> None:
        self.corpus, self.used = corpus, used
        self.citing: dict[str, int] = {}
        for _, requirement, _ in corpus.requirements.values():
            name = requirement.source.document
            self.citing[name] = self.citing.get(name, 0) + 1

    def chapter(self, name: str) -> str:
        """A chapter with its edition, official day, whether it was read, and who cites it."""
        document = self.corpus.documents[name]
        number = self.citing.get(name, 0)
        return (
            f"{methods.chapter(document)}: {self.edition(document)}; "
            f"{'not read here' if document.unread else 'read in part or whole'}; "
            f"{origin.counted(number, 'statement')} cite{'s' if number == 1 else ''} it"
        )

    @staticmethod
    def edition(document: Document) -> str:
        """The edition and the official day, as far as they are recorded."""
        counts = document.effective
        if not document.edition and not counts:
            return "edition and official date not recorded"
        edition = document.edition or "edition not recorded"
        return f"{edition}, {f'official from {counts}' if counts else 'official date not recorded'}"

    def side(self, names: Sequence[str]) -> tuple[str, ...]:
        """The chapters of one side."""
        return tuple(map(self.chapter, names)) or ("no chapter registered",)

    def item(self, pair: MethodPair) -> Item:
        """A pair with both sides' chapters."""
        lines = [
            Line(label, text, silent=not names)
            for label, names in (("USP", pair.us), ("Ph. Eur.", pair.eu))
            for text in self.side(names)
        ]
        cited = tuple(methods.cited(source, self.corpus) for source in pair.sources)
        lines.append(Line("harmonised", methods.harmonised(pair), cited=cited, silent=not cited))
        if pair.note:
            lines.append(Line("note", pair.note))
        if self.used.get(pair.id):
            lines.append(Line("for", "; ".join(self.used[pair.id])))
        return Item(pair.title, "", tuple(lines))

    def row(self, pair: MethodPair) -> tuple[str, ...]:
        """The cells of a pair."""
        return (
            pair.title,
            "\n".join(self.side(pair.us)),
            "\n".join(self.side(pair.eu)),
            methods.harmonised(pair),
            pair.note or "",
            "\n".join(methods.cited(source, self.corpus).whole for source in pair.sources),
            "; ".join(self.used.get(pair.id, ())),
        )
