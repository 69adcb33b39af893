"""How well the passage that answers a subject is found, from the subject alone.

    python -m benchmarks passages --sources DIR [--set tuning|held-out|all] [--misses]

DIR holds copies of public texts (`passage_texts` says which), which are not in this repository. A
pair is a `read` requirement and a subject that it answers, where all its anchors stand in the text
of its document. What is asked is the subject as `settle` asks it: title, question, synonyms and
slots, never the statement. A passage counts as found where it holds the place at which the anchors
stand together, or all of the anchors. The split into halves is by document, by a hash of its id, so
that nobody chose it; the ranking was tuned on the tuning half alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.library.held import Library
from atmp_gap.library.index import Index
from atmp_gap.library.passages import pieces
from atmp_gap.library.search import SHOWN, FoundPassage, passages_on, subject_texts
from atmp_gap.verify import anchors
from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.lookups import lookups_of
from atmp_gap.verify.needs import reader_of
from atmp_gap.verify.sections.outline import Outline
from benchmarks.passage_texts import tuning, write

CUTS = (1, 3, 10)
LONG = 20
"""So many passages has a text in which finding one of them means something."""


@dataclass(frozen=True)
class Pair:
    """A requirement and a subject it answers: where its anchors stand in its document."""

    entry: str
    subject: str
    document: str
    start: int
    anchors: tuple[str, ...]
    long: bool


@dataclass(frozen=True)
class Rank:
    """The place at which a pair was found, 0 for not at all; over all texts, that of its side."""

    pair: Pair
    within: int
    side: int
    library: int


def pairs_of(corpus: Corpus, folder: Path, documents: Iterable[str]) -> Iterator[Pair]:
    """All pairs whose anchors stand in the texts."""
    subjects: dict[str, list[str]] = defaultdict(list)
    for name, file in corpus.subjects.items():
        for entry in file.entries:
            subjects[entry.id].append(name)
    by_document = defaultdict(list)
    for task in lookups_of(corpus):
        if task.anchors and task.grade == "read" and not task.absence:
            by_document[task.document].append(task)
    reader = reader_of(corpus)
    for document in documents:
        if not by_document[document]:
            continue
        text = extract(folder / f"{document}.txt")
        outline = Outline(text)
        long = sum(1 for _ in pieces(text)) >= LONG
        for task in by_document[document]:
            found = anchors.check(outline, task, reader)
            if found.reason in ("no-anchor", "anchors-missing") or not found.passages:
                continue
            for subject in subjects[task.key]:
                start = found.passages[0].start
                yield Pair(task.key, subject, document, start, task.anchors, long)


def ranks_of(
    corpus: Corpus, index: Index, library: Library, pairs: Sequence[Pair]
) -> Iterator[Rank]:
    """Where each pair is found: in its document, the texts of its side, and all texts."""
    sides = {}
    for agency in corpus.agencies:
        issuers = {agency, *corpus.agencies[agency].speaks_for}
        sides[agency] = [
            item.id
            for item in corpus.documents.values()
            if item.issuer in issuers or agency in item.adopted
        ]
    for pair in pairs:
        texts = subject_texts(corpus, pair.subject)
        own = next((names for names in sides.values() if pair.document in names), None)
        places = [
            _place(pair, passages_on(index, library, texts, among, 50, shown))
            for among, shown in (([pair.document], 10), (own, SHOWN), (None, SHOWN))
        ]
        yield Rank(pair, *places)


def _place(pair: Pair, found: Sequence[FoundPassage]) -> int:
    for place, item in enumerate(found, 1):
        if item.copy.document != pair.document:
            continue
        start = item.hit.start
        if start <= pair.start < start + len(item.hit.text):
            return place
        words = "".join(filter(str.isalnum, item.hit.text.lower()))
        if all("".join(filter(str.isalnum, word.lower())) in words for word in pair.anchors):
            return place
    return 0


def table(ranks: Sequence[Rank]) -> str:
    """The figures as a table of the docs."""
    lines = [
        "| found among the first | 1 | 3 | 10 | of |",
        "| --- | --- | --- | --- | --- |",
    ]
    long = [rank for rank in ranks if rank.pair.long]
    for words, some, where, by in (
        ("in its document, per requirement", ranks, "within", False),
        (f"the same, texts of {LONG} passages or more", long, "within", False),
        ("in its document, per subject", ranks, "within", True),
        (f"the same, texts of {LONG} passages or more", long, "within", True),
        ("in all texts of its side, per requirement", ranks, "side", False),
        ("in all texts, per requirement", ranks, "library", False),
        ("in all texts, per subject", ranks, "library", True),
    ):
        groups = defaultdict(list)
        for number, rank in enumerate(ranks if some is ranks else long):
            key = (rank.pair.subject, rank.pair.document) if by else number
            groups[key].append(getattr(rank, where))
        shares = [_share(list(groups.values()), cut) for cut in CUTS]
        lines.append(f"| {words} | {' | '.join(shares)} | {len(groups)} |")
    return "\n".join(lines)


def _share(groups: Sequence[Sequence[int]], cut: int) -> str:
    if not groups:
        return "-"
    return f"{sum(any(0 < place <= cut for place in group) for group in groups) / len(groups):.2f}"


def main(words: Sequence[str] | None = None) -> int:
    """Print the figures."""
    lines = (__doc__ or "").splitlines()
    options = argparse.ArgumentParser("python -m benchmarks passages", description=lines[0])
    options.add_argument("--sources", type=Path, required=True, metavar="DIR")
    options.add_argument("--set", default="held-out", choices=("tuning", "held-out", "all"))
    options.add_argument("--misses", action="store_true", help="name what is not in three")
    given = options.parse_args(words)
    corpus = open_corpus()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = write(given.sources, folder, corpus.documents)
        if not documents:
            print(f"none of the texts is in {given.sources}", file=sys.stderr)
            return 3
        chosen = [
            item
            for item in documents
            if given.set == "all" or tuning(item) == (given.set == "tuning")
        ]
        with Index(folder / "index.sqlite") as index:
            begun = time.perf_counter()
            library = Library.open(folder, corpus, index)
            read = time.perf_counter() - begun
            pairs = list(pairs_of(corpus, folder, chosen))
            begun = time.perf_counter()
            ranks = list(ranks_of(corpus, index, library, pairs))
            asked = (time.perf_counter() - begun) / max(1, 3 * len(pairs))
    texts = {pair.document for pair in pairs}
    print(f"{given.set}: {len(pairs)} pairs in {len(texts)} texts; {len(documents)} in the library")
    print(table(ranks))
    print(f"indexed in {read:.1f} s, asked in {asked * 1000:.0f} ms")
    for rank in ranks if given.misses else ():
        if not 0 < rank.within <= CUTS[1]:
            pair = rank.pair
            print(f"MISS {pair.entry} {pair.subject} {pair.document}: place {rank.within or '-'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
