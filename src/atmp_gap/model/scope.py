"""Boxes of scope: which products, stages and so on an entry speaks about.

A box is a tuple with one bit mask per dimension; bit *i* stands for the dimension's *i*-th leaf.
Only some combinations of leaves exist: an AAV vector that integrates does not.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

Box = tuple[int, ...]
Content = TypeVar("Content", bound=Hashable)


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set in a mask, lowest first: fast where few are."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of some boxes."""
    masks, *others = boxes
    for box in others:
        masks = tuple([mask | more for mask, more in zip(masks, box, strict=True)])
    return masks


class UnknownTermError(ValueError):
    """A scope names a dimension or a term that the vocabulary lacks."""

    def __init__(self, dimension: str, term: str | None, known: Iterable[str]) -> None:
        self.dimension, self.term, self.known = dimension, term, list(known)
        what = f"dimension {dimension!r}" if term is None else f"{dimension} {term!r}"
        super().__init__(f"unknown {what}")


@dataclass(frozen=True)
class Axis:
    """One dimension compiled: its leaves in order, and every name as a mask."""

    id: str
    title: str
    option: str
    leaves: tuple[str, ...]
    masks: Mapping[str, int]
    titles: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    full: int
    single: bool = False
    """Whether one product has one of these only."""
    later: bool = False
    """Whether fingerprints name it only where it cuts."""

    @cached_property
    def _widest_first(self) -> list[tuple[str, int]]:
        """The names with their masks, those of most leaves first.

        Sorting them for each scope anew made up a twelfth of a cold comparison.
        """
        found = [(name, mask) for name, mask in self.masks.items() if mask]
        return sorted(found, key=lambda item: (-item[1].bit_count(), self._order(item[1])))

    def names(self, mask: int) -> tuple[str, ...]:
        """The fewest names that cover exactly this mask, in vocabulary order."""
        chosen: list[str] = []
        rest = mask
        for name, covered in self._widest_first:
            # What lies in the rest lies in the mask.
            if covered & rest == covered:
                chosen.append(name)
                rest &= ~covered
        return tuple(sorted(chosen, key=lambda name: self._order(self.masks[name])))

    @staticmethod
    def _order(mask: int) -> int:
        return (mask & -mask).bit_length()


@dataclass(frozen=True)
class Space:
    """All dimensions of scope, and which combinations of leaves exist."""

    axes: tuple[Axis, ...]
    implied: tuple[Box, ...]
    """Per leaf of the first dimension (product): the masks of the other dimensions it allows."""

    @cached_property
    def everything(self) -> Box:
        """The box of all leaves."""
        return tuple(axis.full for axis in self.axes)

    @cached_property
    def kinds(self) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
        """Products that allow the same: their mask, and the axes they restrict with what is left.

        A few kinds stand for many products, so that possibility is looked at once per kind.
        """
        return tuple(
            (
                products,
                tuple(
                    (axis, ok) for axis, ok in enumerate(allowed, 1) if ok != self.axes[axis].full
                ),
            )
            for products, allowed in self.allowed.items()
        )

    @cached_property
    def allowed(self) -> dict[int, Box]:
        """What kinds of products allow on the other axes, by the mask of the products."""
        masks: dict[Box, int] = {}
        for index, allowed in enumerate(self.implied):
            masks[allowed[1:]] = masks.get(allowed[1:], 0) | 1 << index
        return {products: allowed for allowed, products in masks.items()}

    def box(self, scope: Mapping[str, Sequence[str]]) -> Box:
        """A scope as written, as a box; an absent dimension means all of it.

        Raises UnknownTermError where the vocabulary lacks a name.
        """
        by_id = {axis.id: index for index, axis in enumerate(self.axes)}
        masks = list(self.everything)
        for dimension, names in scope.items():
            index = by_id.get(dimension)
            if index is None:
                raise UnknownTermError(dimension, None, by_id)
            axis = self.axes[index]
            mask = 0
            for name in names:
                if name not in axis.masks:
                    raise UnknownTermError(dimension, name, axis.masks)
                mask |= axis.masks[name]
            masks[index] = mask
        return tuple(masks)

    def meet(self, *boxes: Box) -> Box | None:
        """The intersection of boxes, or None where it holds no combination that exists."""
        masks = list(self.everything)
        for box in boxes:
            masks = [mask & other for mask, other in zip(masks, box, strict=True)]
        return self.possible(tuple(masks))

    def possible(self, box: Box) -> Box | None:
        """The box without products that cannot occur in it; None where nothing is left."""
        if not all(box):
            return None
        if not self.implied:
            return box
        products = 0
        for kind, restricted in self.kinds:
            here = box[0] & kind
            if here:
                for axis, ok in restricted:
                    if not box[axis] & ok:
                        break
                else:
                    products |= here
        return (products, *box[1:]) if products else None

    def leaves(self, box: Box) -> dict[str, list[str]]:
        """A box spelled out to leaves, for fingerprints."""
        return {
            axis.id: [axis.leaves[bit] for bit in bits(mask)]
            for axis, mask in zip(self.axes, box, strict=True)
            if mask != axis.full or not axis.later
        }

    def describe(self, box: Box, within: Box) -> dict[str, tuple[str, ...]]:
        """A box as names, without the dimensions in which it is all of ``within`` that exists."""
        here = self.possible(box) or box
        whole = self.possible(within) or within
        kinds = [allowed for products, allowed in self.allowed.items() if here[0] & products]
        scope: dict[str, tuple[str, ...]] = {}
        for axis, (spec, mask) in enumerate(zip(self.axes, here, strict=True)):
            if mask & within[axis] == within[axis]:
                continue
            if axis == 0 or not self.implied:
                allowed = whole[axis]
            else:
                allowed = 0
                for kind in kinds:
                    allowed |= kind[axis - 1] & within[axis]
            if mask & allowed != allowed:
                scope[spec.id] = spec.names(mask & allowed)
        return scope
