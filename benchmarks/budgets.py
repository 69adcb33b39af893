"""What the tool has to reach, as ratios taken in one run; and whether it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.figures import Results
from benchmarks.ours import FORMATS

LINEAR = 1.15
"""The largest power of the size that still counts as linear: what noise adds to 1."""


@dataclass(frozen=True)
class Budget:
    """One bound. ``value`` is None where it was not measured, ``over`` where it is a lower bound.

    ``above``: the value has to be at least the bound, not at most.
    """

    what: str
    bound: float
    value: float | None
    over: bool = False
    above: bool = False

    @property
    def met(self) -> bool | None:
        """Whether it holds; None where that is not known."""
        if self.value is None:
            return None
        if self.above:
            return True if self.value >= self.bound else None if self.over else False
        return False if self.value > self.bound else None if self.over else True

    @property
    def verdict(self) -> str:
        """In words, with how far it is off."""
        if self.met is None:
            return "not measured" if self.value is None else "not known: ended at the cap"
        if self.met:
            return "met"
        assert self.value is not None
        off = self.bound / self.value if self.above else self.value / self.bound
        return f"**not met**, by a factor of {off:.2f}"


def budgets(results: Results) -> Iterator[Budget]:
    """All of them, in the order of the page."""

    def ratio(key: str) -> tuple[float | None, bool]:
        spread = results.ratio(key)
        return (spread.middle, spread.over) if spread else (None, False)

    def power(name: str, small: int, large: int) -> tuple[float | None, bool]:
        return results.exponent(name, small, large) or (None, False)

    floor = "of the import floor"
    yield Budget(f"`--version`, {floor}", 0.5, *ratio("floor/--version"))
    yield Budget(f"`--help`, {floor}", 0.8, *ratio("floor/--help"))
    yield Budget(f"`compare`, bundled corpus, {floor}", 1.1, *ratio("floor/compare"))
    yield Budget(
        "10,000 requirements read, validated and compared, of CSafeLoader merely reading them",
        *(0.8, *ratio("ours/compare/10000")),
    )
    yield Budget(
        "check-jsonschema on 10,000 items, of a cold `compare` of as many",
        10,
        *ratio("peers/check-jsonschema/10000"),
        True,
    )
    yield Budget(
        "doorstop on 10,000 items, of a cold `compare` of as many",
        50,
        *ratio("peers/doorstop/10000"),
        True,
    )
    yield Budget(
        "100,000 warm, of CSafeLoader merely reading them", 0.2, *ratio("ours/warm/100000")
    )
    yield Budget(
        "cold `compare`, growth from 10,000 to 100,000, as a power of the size",
        *(LINEAR, *power("ours/compare", 10_000, 100_000)),
    )
    for size in (1_000, 10_000, 100_000):
        yield Budget(
            f"`check` with all rules, {size:,}, of a cold `compare`",
            *(2, *ratio(f"ours/check/{size}")),
        )
    for name in FORMATS:
        yield Budget(
            f"report format {name}, growth from 1,000 to 10,000, as a power of the size",
            *(LINEAR, *power(f"formats/{name}", 1_000, 10_000)),
        )
