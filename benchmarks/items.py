"""Made-up requirement items for neighbouring tools: neutral, before any format."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.answers import CLAUSES, WHATS

SEED = 20261122
TOPICS = ("impurities", "comparability", "master-files", "long-term-follow-up")
_VERBS = ("should be limited to", "must not exceed", "should be reported when above")
_UNITS = ("ng/dose", "pg/mL", "EU/kg/h", "ppm", "%", "copies/cell", "EU/mL", "beads/dose")
_STAGES = ("phase 1", "phase 2", "phase 3", "BLA", "MAA", "post-approval")


@dataclass(frozen=True)
class Item:
    """One requirement, and the numbers of those of the other agency it is linked to."""

    agency: str
    number: int
    subject: str
    stage: str
    text: str
    value: float
    unit: str
    links: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """The agency and the number."""
        return f"{self.agency}-{self.number:05}"

    @property
    def topic(self) -> str:
        """One of four topics."""
        return TOPICS[self.number % len(TOPICS)]


@dataclass(frozen=True)
class Work:
    """The items of both agencies, the second's with links to the first's."""

    first: tuple[Item, ...]
    second: tuple[Item, ...]

    @property
    def sides(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """Both lists, each with its name in small letters."""
        return (("fda", self.first), ("ema", self.second))


def work(count: int) -> Work:
    """``count`` items, half of each agency."""
    rnd = random.Random(SEED)
    half = count // 2

    def item(agency: str, number: int, links: tuple[int, ...]) -> Item:
        subject, stage = rnd.choice(WHATS), rnd.choice(_STAGES)
        value, unit = round(rnd.uniform(0.01, 500), 2), rnd.choice(_UNITS)
        text = (
            f"For {stage} material {subject.lower()} {rnd.choice(_VERBS)} {value} {unit}, "
            f"{rnd.choice(CLAUSES)} (statement {number} of the {agency} set)."
        )
        return Item(agency, number, subject, stage, text, value, unit, links)

    def links(number: int) -> tuple[int, ...]:
        drawn = rnd.random()
        if drawn < 0.2:
            return ()
        return (number,) if drawn < 0.9 or number == half else (number, number + 1)

    numbers = range(1, half + 1)
    return Work(
        tuple(item("FDA", number, ()) for number in numbers),
        tuple(item("EMA", number, links(number)) for number in numbers),
    )
