"""Intervals of exact numbers: where a value may lie, and whether one lies within another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Interval:
    """Where a value may lie; None is no end. Values are in base units."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    def within(self, other: Interval) -> bool:
        """Whether it lies in the other; open against closed ends are not told apart."""
        low = other.low is None or (self.low is not None and self.low >= other.low)
        high = other.high is None or (self.high is not None and self.high <= other.high)
        return low and high

    def meet(self, other: Interval) -> Interval:
        """The intersection, which may be empty."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or other.low >= low):
            low_open = other.low_open or (low_open and other.low == low)
            low = other.low
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or other.high <= high):
            high_open = other.high_open or (high_open and other.high == high)
            high = other.high
        return Interval(low, high, low_open, high_open)

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))
