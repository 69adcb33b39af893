"""What a wheel brings along beside its requirements: their records, and what is asked most."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from atmp_gap.cli.asked import Asked
from atmp_gap.corpus.bundled import PACK as RECORDS
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.files import Layers
from atmp_gap.corpus.gather import Gathered, gather
from atmp_gap.corpus.link import link
from atmp_gap.corpus.load import read_layers
from atmp_gap.corpus.memory import shipped_stamp
from atmp_gap.corpus.pack import Key, dump, pickled
from atmp_gap.gap.compare import compare
from atmp_gap.gap.pieces import Comparison
from atmp_gap.gap.remembered import PACK as COMPARISONS
from atmp_gap.gap.remembered import name_of, stored


def packs(folder: Path) -> dict[str, bytes]:
    """The packs of the requirements in a folder, by file name.

    Both are known by the hash of the files they were made from, and say nothing that the files do
    not. Raises InvalidCorpusError where the requirements are not valid.
    """
    gathered = gather([folder])
    layers = read_layers(gathered)
    corpus = link(layers)
    return {
        RECORDS: dump(shipped_stamp(), dict(_records(gathered, layers))),
        COMPARISONS: dump(shipped_stamp(), dict(_comparisons(gathered, corpus))),
    }


def _records(gathered: Gathered, layers: Layers) -> Iterable[tuple[Key, bytes]]:
    by_file = {loaded.file: loaded.model for loaded in layers.all()}
    for source in gathered.sources:
        record = by_file[source.file]
        yield (source.digest, type(record).__name__), pickled(record)


def _comparisons(gathered: Gathered, corpus: Corpus) -> Iterable[tuple[Key, bytes]]:
    """All topics together, and each topic alone."""
    for topic in (None, *corpus.topics):
        asked = Asked(topic=[topic] if topic else None)
        result = compare(corpus, asked.request(corpus))
        assert not result.findings, "the bundled requirements have findings"
        name = name_of(gathered.digest(), asked.words() or {})
        yield from stored(name, Comparison.of(result)).items()
