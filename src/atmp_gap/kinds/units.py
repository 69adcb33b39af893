"""The units that quantities may name: what each measures, and its value in base units."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from atmp_gap.model.vocabulary import EqualUnits, Unit


class QuantityError(ValueError):
    """A text that is no quantity; ``hint`` says what to write instead."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UnknownUnitError(QuantityError):
    """A unit the vocabulary lacks."""

    def __init__(self, unit: str, known: Sequence[str]) -> None:
        super().__init__(f"unknown unit {unit!r}")
        self.unit, self.known = unit, list(known)


class Units:
    """The units of a vocabulary, by id and synonym."""

    def __init__(self, units: Sequence[Unit], equal: Sequence[EqualUnits]) -> None:
        self.known: dict[str, tuple[str, Fraction]] = {
            unit.id: (unit.dimension, Fraction(unit.factor)) for unit in units
        }
        """Every unit and synonym with its dimension and its factor to the base unit."""
        self.ids = list(self.known)
        self._offsets = {unit.id: Fraction(unit.offset) for unit in units if unit.offset}
        self._lowest: dict[str, Fraction] = {}
        for unit in units:
            for word in unit.synonyms:
                self.known.setdefault(word, self.known[unit.id])
                if unit.offset:
                    self._offsets.setdefault(word, Fraction(unit.offset))
            if unit.offset:
                # Degrees: the lowest of the zeros is that of the absolute scale.
                zero = Fraction(unit.offset) * Fraction(unit.factor)
                self._lowest[unit.dimension] = min(zero, self._lowest.get(unit.dimension, zero))
        for word, said in [*self.known.items()]:
            # Keyboards have two letters that look the same: the micro sign and the Greek mu.
            self.known.setdefault(word.replace("\u00b5", "\u03bc"), said)
        self.plain = {name: unit for name, unit in self.known.items() if name not in self._offsets}
        """Those that a factor alone turns into base units, as readers of prose take them."""
        self._equal = [(set(item.units), item.dimension) for item in equal]

    def find(self, name: str, head: str | None) -> tuple[str, Fraction]:
        """The dimension and factor of a unit; ``head`` is the dimension its slot asks for."""
        if name not in self.known:
            raise UnknownUnitError(name, self.ids)
        dimension, factor = self.known[name]
        for units, counts_as in self._equal:
            if head == counts_as and name in units:
                return counts_as, factor
        return dimension, factor

    def is_degree(self, dimension: str) -> bool:
        """Whether a dimension is counted from several zeros, as temperatures are."""
        return dimension in self._lowest

    def value(self, number: Fraction, name: str | None, text: str) -> Fraction:
        """A number of a unit in base units; ``text`` is named in the QuantityError it raises where
        the number lies below all that there is.
        """
        dimension, factor = self.known[name] if name else ("number", Fraction(1))
        value = (number + self._offsets.get(name or "", 0)) * factor
        if value < self._lowest.get(dimension, 0):
            if self.is_degree(dimension):
                raise QuantityError(f"{text!r} lies below absolute zero")
            raise QuantityError(
                f"{text!r} lies below zero, which only temperatures and logarithms can"
            )
        return value
