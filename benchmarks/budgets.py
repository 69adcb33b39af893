"""What the tool has to reach, as ratios taken in one run; and whether it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.figures import Results

LARGE = (("compare", "cold `compare`"), ("warm", "warm `compare`"), ("check", "`check`"))
"""What has to grow no faster than the corpus."""
FASTER = (
    ("check-jsonschema", 5.0),
    ("doorstop", 40.0),
    ("strictdoc", 5.0),
    ("sphinx-needs", 5.0),
    ("sssom", 2.5),
)
"""The neighbours that a cold `compare` has to be faster than, and how many times."""
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

    for name, what, bound in (
        ("--version", "`--version`", 0.5),
        ("--help", "`--help`", 0.8),
        ("compare", "`compare` on the bundled corpus as installed", 1.1),
        ("compare --no-cache", "`compare` on the bundled corpus, with nothing remembered", 3.2),
    ):
        yield Budget(f"{what}, of the import floor", bound, *ratio(f"floor/{name}"))
    reading = "of what CSafeLoader needs merely to read them"
    yield Budget(f"10,000 requirements cold, {reading}", 1.5, *ratio("ours/compare/10000"))
    yield Budget(f"10,000 requirements warm, {reading}", 0.3, *ratio("ours/warm/10000"))
    for name, what in LARGE:
        growth = power(f"ours/{name}", 10_000, 100_000)
        words = "growth from 10,000 to 100,000, as a power of the size"
        yield Budget(f"{what}, {words}", LINEAR, *growth)
    for name, what in LARGE:
        memory = results.kilobytes(f"ours/{name}", 10_000, 100_000)
        words = "kB of memory for each requirement from 10,000 to 100,000"
        yield Budget(f"{what}, {words}", 8, memory)
    beside = "on 10,000 items, of a cold `compare` of as many"
    for peer, bound in FASTER:
        yield Budget(f"{peer} {beside}", bound, *ratio(f"peers/{peer}/10000"), above=True)
    trestle, over = ratio("peers/compliance-trestle/10000")
    yield Budget(
        "a cold `compare` of 10,000, of compliance-trestle on as many, which checks no references",
        1.3,
        None if trestle is None or over else 1 / trestle,
    )
