"""Where FDA and EMA ask the same of cell and gene therapies, and where they do not.

The Python interface, provisional until version 1: open requirements, ask, look at the rows.

    >>> from atmp_gap import Request, compare, open_corpus
    >>> corpus = open_corpus()
    >>> result = compare(corpus, Request(("FDA", "EMA"), corpus.date, topics=("impurities",)))
    >>> {row.verdict for row in result.rows} <= set(result.summary.verdicts)
    True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from atmp_gap.corpus.bundled import open_corpus
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.gap.result import Result

__version__ = "0.1.0"
__all__ = ["Corpus", "Request", "Result", "__version__", "compare", "open_corpus"]

_PLACES = {
    "open_corpus": "atmp_gap.corpus.bundled",
    "Corpus": "atmp_gap.corpus.corpus",
    "Request": "atmp_gap.gap.compare",
    "compare": "atmp_gap.gap.compare",
    "Result": "atmp_gap.gap.result",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `--version` imports nothing."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)
