"""What a result was computed in: the corpus, its topics, and the words of its scope."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TopicResult:
    """A topic that the report covers, with its groups in order."""

    id: str
    title: str
    groups: dict[str, str]


@dataclass(frozen=True)
class TermResult:
    """A word of scope, and the leaves of its dimension that it stands for."""

    id: str
    title: str
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class DimensionResult:
    """A dimension of scope, such as product or stage, with its words in order."""

    id: str
    title: str
    terms: tuple[TermResult, ...]


@dataclass(frozen=True)
class CorpusResult:
    """Which corpus was compared."""

    version: str
    fingerprint: str
