"""Whether the installed program still says what it said: a fixed set of comparisons.

Two kinds of expected results. Rows worked by hand from the texts, before the program was run, show
that it is right; results recorded of the release show that it is what was released.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Row
from atmp_gap.model.record import plain
from atmp_gap.profile.read import read_profile

BETWEEN = ("FDA", "EMA")


@dataclass(frozen=True)
class Headline:
    """What a row came to."""

    verdict: str
    stricter: str | None
    differs_in: tuple[str, ...]


@dataclass(frozen=True)
class Summed:
    """Many rows: how many of each verdict, and a hash of all they say."""

    rows: int
    verdicts: Mapping[str, int]
    sha256: str


@dataclass(frozen=True)
class Comparison:
    """A comparison of the fixed set: what it should give, and what it gave."""

    name: str
    where: str
    expected: Headline | Summed | None
    found: Headline | Summed | None

    @property
    def passed(self) -> bool:
        """Whether it gave what it should."""
        return self.expected is not None and self.expected == self.found


@dataclass(frozen=True)
class Operation:
    """The operational check."""

    corpus: tuple[str, str]
    recorded_of: tuple[str, str]
    """Version and fingerprint of the requirements that the results were recorded of."""
    by_hand: tuple[Comparison, ...]
    recorded: tuple[Comparison, ...]

    @property
    def failed(self) -> tuple[Comparison, ...]:
        """The comparisons that gave something else."""
        return tuple(item for item in (*self.by_hand, *self.recorded) if not item.passed)

    @property
    def passed(self) -> bool:
        """Whether all gave what they should, of the requirements they were recorded of."""
        return not self.failed and self.corpus == self.recorded_of and bool(self.by_hand)


def operation(
    corpus: Corpus,
    profiles: Iterable[Path],
    by_hand: Iterable[Mapping[str, Any]],
    recorded: Mapping[str, Any],
) -> Operation:
    """Run the fixed set. ``by_hand`` are rows that people worked, ``recorded`` the release's."""
    now = results(corpus, profiles)["results"]
    then = {name: Summed(**told) for name, told in recorded["results"].items()}
    return Operation(
        (corpus.version, corpus.fingerprint),
        (str(recorded["version"]), str(recorded["fingerprint"])),
        tuple(_worked(corpus, item) for item in by_hand),
        tuple(Comparison(name, "", then.get(name), now.get(name)) for name in {**then, **now}),
    )


def results(corpus: Corpus, profiles: Iterable[Path]) -> dict[str, Any]:
    """What the fixed set gives, as a release records it: every topic, and every example product."""
    whole = compare(corpus, Request(BETWEEN, corpus.date))
    found = {
        f"topic {topic}": _summed([row for row in whole.rows if row.topic == topic])
        for topic in corpus.topics
    }
    for path in sorted(profiles):
        mine = read_profile(path, corpus)
        request = Request(
            BETWEEN,
            corpus.date,
            scope=mine.scope,
            topics=mine.topics,
            profile=mine.name,
            dose=mine.dose,
        )
        found[f"product {path.stem}"] = _summed(compare(corpus, request).rows)
    return {"version": corpus.version, "fingerprint": corpus.fingerprint, "results": found}


def _summed(rows: Iterable[Row]) -> Summed:
    kept = list(rows)
    raw = json.dumps(plain(kept), sort_keys=True, ensure_ascii=True).encode()
    verdicts = Counter(row.verdict for row in kept)
    return Summed(len(kept), dict(sorted(verdicts.items())), hashlib.sha256(raw).hexdigest())


def _worked(corpus: Corpus, item: Mapping[str, Any]) -> Comparison:
    """A row that was worked by hand, asked."""
    scope = {name: tuple(terms) for name, terms in item["scope"].items()}
    where = "; ".join(f"{name}: {', '.join(terms)}" for name, terms in scope.items())
    request = Request(
        BETWEEN, corpus.date, topics=(item["topic"],), subjects=(item["subject"],), scope=scope
    )
    rows = compare(corpus, request).rows if item["topic"] in corpus.topics else ()
    expected = Headline(item["verdict"], item["stricter"], tuple(sorted(item["facets"])))
    return Comparison(item["subject"], where, expected, _headline(rows[0]) if rows else None)


def _headline(row: Row) -> Headline:
    material = {f.kind for part in row.headline_parts for f in part.facets if f.material}
    return Headline(row.verdict, row.stricter, tuple(sorted(material)))
