"""Which index a run searches: the one that was shipped or kept, else one made of the corpus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from atmp_gap.cache.store import SEARCH
from atmp_gap.search.index import FORM, built, packed, unpacked

if TYPE_CHECKING:
    from sqlite3 import Connection

    from atmp_gap.cache.store import Store
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.sources import Sources


def index_key(sources: Sources) -> str:
    """Under what the index of some files is kept."""
    return f"{FORM} {sources.digest}"


def opened(sources: Sources, store: Store | None, corpus: Callable[[], Corpus]) -> Connection:
    """The index of some files; their corpus is only asked for where none was kept or shipped.

    Raises NoFullTextError, and what ``corpus`` raises.
    """
    store = store if sources.whole else None
    raw = store.get_bytes(SEARCH, index_key(sources)) if store else None
    found = unpacked(raw) if raw is not None else None
    if found is None:
        found = built(corpus())
        if store is not None and store.keeps:
            store.put_bytes(SEARCH, index_key(sources), packed(found))
    return found
