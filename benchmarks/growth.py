"""How reading and comparing grow with each of the things a corpus has more of.

    python -m benchmarks growth                        everything; two minutes or so
    python -m benchmarks growth --only leaves,elements
    python -m benchmarks growth --small                sizes of a second or less each

One thing at a time is doubled from a small corpus, and the time of a run in a process of its own
is taken, without the cache. The last column is the exponent that fits the times: 1 is linear, 2
quadratic. It ends with 1 where one is above its bound.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Files = dict[str, Any]
DAY = "2026-01-01"


def corpus(
    leaves: int = 8,
    dimensions: int = 2,
    entries: int = 4,
    conditions: int = 2,
    elements: int = 2,
    overrides: int = 1,
) -> Files:
    """A made-up corpus of one subject; every argument says how much there is of something."""
    terms = [{"id": f"leaf-{n}"} for n in range(leaves)]
    more = [
        {
            "id": f"dim-{d}",
            "title": f"Dimension {d}",
            "option": f"dim-{d}",
            "terms": [{"id": f"d{d}-{n}"} for n in range(3)],
        }
        for d in range(1, dimensions)
    ]
    vocabulary = {
        "dimensions": [
            {"id": "product", "title": "Product", "option": "product", "terms": terms},
            *more,
        ],
        "units": [
            {"id": "ng", "dimension": "mass", "factor": "1"},
            {"id": "dose", "dimension": "dose", "factor": "1"},
        ],
        "conditions": [{"id": f"when-{n}", "title": f"case {n} holds"} for n in range(conditions)],
        "methods": [],
    }
    asks = {
        "amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"},
        "parts": {
            "kind": "all-of",
            "values": {f"part-{n}": f"part {n}" for n in range(elements)},
        },
    }
    return {
        "corpus.yaml": {"version": 1, "date": DAY},
        "agencies.yaml": {
            "agencies": [
                {"id": "FDA", "name": "FDA", "side": "US"},
                {"id": "EMA", "name": "EMA", "side": "EU"},
            ]
        },
        "vocabulary.yaml": vocabulary,
        "documents/all.yaml": {"documents": [_document("FDA"), _document("EMA")]},
        "t/topic.yaml": {
            "id": "t",
            "title": "A topic",
            "summary": "What is measured.",
            "groups": [{"id": "g", "title": "A group"}],
            "subjects": [
                {
                    "id": "amount",
                    "group": "g",
                    "discipline": "cmc",
                    "title": "Amount",
                    "question": "How much?",
                    "asks": asks,
                }
            ],
        },
        **{
            f"t/{agency.lower()}.yaml": {
                "agency": agency,
                "topic": "t",
                "requirements": [
                    _entry(agency, n, leaves, dimensions, conditions, elements, overrides)
                    for n in range(entries)
                ],
            }
            for agency in ("FDA", "EMA")
        },
    }


def _document(agency: str) -> dict[str, Any]:
    return {
        "id": f"{agency}-DOC",
        "title": f"A text of {agency}",
        "issuer": agency,
        "kind": "guidance",
        "status": "final",
        "published": "2020-01-01",
        "sections_read": "full",
    }


def _entry(
    agency: str,
    number: int,
    leaves: int,
    dimensions: int,
    conditions: int,
    elements: int,
    overrides: int,
) -> dict[str, Any]:
    """An entry that names one leaf of one dimension, so that few are named however many there are.

    The first names none and holds everywhere; what more there is of overrides and conditions is in
    it as well.
    """
    entry: dict[str, Any] = {
        "id": f"{agency}-{number}",
        "subject": "amount",
        "statement": f"Case {number} has below {number + 1} ng per dose.",
        "obligation": "should",
        "answers": {"amount": f"< {number + 1} ng/dose"},
        "source": {"document": f"{agency}-DOC", "locator": f"section {number}"},
        "reading": {"grade": "recalled", "date": DAY},
    }
    if number == 0:
        entry["answers"]["parts"] = [f"part-{n}" for n in range(0, elements, 2)]
        return entry
    axis = number % dimensions
    names = f"leaf-{number % leaves}" if axis == 0 else f"d{axis}-{number % 3}"
    entry["applies_to"] = {"product" if axis == 0 else f"dim-{axis}": [names]}
    entry["overrides"] = [f"{agency}-{n}" for n in range(max(0, number - overrides), number)]
    if number <= conditions:
        entry["unless"] = [{"id": f"when-{number - 1}"}]
    return entry


@dataclass(frozen=True)
class Growth:
    """One thing there is more of: the sizes, the highest exponent, and the corpus of a size."""

    sizes: tuple[int, ...]
    bound: float
    make: Callable[[int], Files]


THINGS: Mapping[str, Growth] = {
    "leaves": Growth((2500, 5000, 10_000, 20_000), 1.5, lambda n: corpus(leaves=n, entries=20)),
    "leaves-with-entries": Growth(
        (200, 400, 800, 1600), 1.6, lambda n: corpus(leaves=n, entries=n, dimensions=1)
    ),
    "dimensions": Growth((8, 16, 32, 64), 1.3, lambda n: corpus(dimensions=n, entries=6)),
    "entries": Growth((200, 400, 800, 1600), 1.6, lambda n: corpus(entries=n)),
    "conditions": Growth((500, 1000, 2000, 4000), 1.3, lambda n: corpus(conditions=n)),
    "elements": Growth((1000, 2000, 4000, 8000), 1.3, lambda n: corpus(elements=n)),
    "overrides": Growth((50, 100, 200, 400), 1.6, lambda n: corpus(entries=500, overrides=n)),
}


def write(folder: Path, files: Files) -> None:
    """Write a corpus; JSON is YAML."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")


_RUN = """
import sys, time, resource
from pathlib import Path
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
import atmp_gap.corpus.validate
began = time.process_time()
corpus = open_corpus([Path(sys.argv[1])], bundled=False)
read = time.process_time()
result = compare(corpus, Request(("FDA", "EMA"), corpus.date))
from atmp_gap.report import formatter
text = formatter("json").comparison(result)
ended = time.process_time()
print(read - began, ended - read, sum(len(row.parts) for row in result.rows))
"""


def measure(files: Files) -> tuple[float, float, int]:
    """Seconds of processor time to read, and to compare and print; and the parts that come out."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), files)
        done = subprocess.run(
            [sys.executable, "-c", _RUN, folder],
            env={**os.environ, "ATMP_GAP_CACHE": ""},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        sys.exit(done.stderr)
    reading, comparing, parts = done.stdout.split()
    return float(reading), float(comparing), int(parts)


def fitted_exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The power of the size with which time grows, fitted over all sizes by least squares."""
    return statistics.linear_regression(
        [math.log(size) for size in sizes], [math.log(max(value, 1e-4)) for value in seconds]
    ).slope


def main(words: Sequence[str] | None = None) -> int:
    """Measure what was asked for, and print a table."""
    parser = argparse.ArgumentParser("python -m benchmarks growth")
    parser.add_argument("--only", help=f"of {', '.join(THINGS)}")
    parser.add_argument("--small", action="store_true", help="the smaller sizes")
    asked = parser.parse_args(words)
    chosen = asked.only.split(",") if asked.only else list(THINGS)
    for name in chosen:
        if name not in THINGS:
            parser.error(f"unknown: {name!r}; known: {', '.join(THINGS)}")
    failed = 0
    began = time.monotonic()
    print(f"{'what':24}{'size':>8}{'read s':>9}{'compare s':>11}{'ratio':>7}{'parts':>8}")
    for name in chosen:
        growth = THINGS[name]
        sizes = growth.sizes[:-1] if asked.small else growth.sizes
        totals: list[float] = []
        for size in sizes:
            reading, comparing, parts = measure(growth.make(size))
            totals.append(reading + comparing)
            ratio = f"{totals[-1] / totals[-2]:.2f}" if len(totals) > 1 else ""
            print(f"{name:24}{size:8,}{reading:9.2f}{comparing:11.2f}{ratio:>7}{parts:8,}")
        fitted = fitted_exponent(sizes, totals)
        verdict = "" if fitted <= growth.bound else f"  ABOVE {growth.bound}"
        failed += bool(verdict)
        print(f"{name:24}exponent {fitted:.2f}{verdict}")
    print(f"{time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
