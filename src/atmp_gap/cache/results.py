"""Whole comparisons that were made before: the same question to the same files, the same answer."""

from __future__ import annotations

from collections.abc import Mapping

from atmp_gap.cache.store import RESULTS, Store
from atmp_gap.corpus.sources import Sources
from atmp_gap.gap.result import Result


def result_key(sources: Sources, asked: Mapping[str, object]) -> str:
    """Under what the answer to a question is kept: the files, and the words that were typed.

    The words, not the request they make: to know that, the corpus would have to be opened.
    """
    return "\n".join([sources.digest, *(f"{name}={asked[name]!r}" for name in sorted(asked))])


def recall(store: Store, sources: Sources, asked: Mapping[str, object]) -> Result | None:
    """The answer to a question, or None where it is not known."""
    return store.get(RESULTS, result_key(sources, asked), Result) if sources.whole else None


def remember(store: Store, sources: Sources, asked: Mapping[str, object], result: Result) -> None:
    """Keep an answer; not one with findings, whose places depend on where it was asked."""
    if sources.whole and not result.findings:
        store.put(RESULTS, result_key(sources, asked), result)
