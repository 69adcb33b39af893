"""Boxes of scope: which products, stages and so on an entry speaks about.

A box is a tuple with one bit mask per dimension; bit *i* stands for the dimension's *i*-th leaf.
Only some combinations of leaves exist: an AAV vector that integrates does not.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

Box = tuple[int, ...]
Content = TypeVar("Content", bound=Hashable)


class UnknownTermError(ValueError):
    """A scope names a dimension or a term that the vocabulary lacks."""

    def __init__(self, dimension: str, term: str | None, known: Iterable[str]) -> None:
        self.dimension, self.term, self.known = dimension, term, list(known)
        what = f"dimension {dimension!r}" if term is None else f"{dimension} {term!r}"
        super().__init__(f"unknown {what}")


@cache
def _bits(mask: int) -> tuple[int, ...]:
    """The bits that are set in a mask."""
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)


def _lowest(leaves: tuple[int, int, int]) -> int:
    """The lowest leaf of a class, as a mask."""
    return leaves[0] & -leaves[0]


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

    def names(self, mask: int) -> tuple[str, ...]:
        """The fewest names that cover exactly this mask, in vocabulary order."""
        known = self._named.get(mask)
        if known is None:
            known = self._named[mask] = self._fewest(mask)
        return known

    @cached_property
    def _named(self) -> dict[int, tuple[str, ...]]:
        """What ``names`` has said."""
        return {}

    def _fewest(self, mask: int) -> tuple[str, ...]:
        chosen: list[str] = []
        rest = mask
        for name, covered in sorted(
            self.masks.items(), key=lambda item: (-item[1].bit_count(), self._order(item[1]))
        ):
            if covered and covered & rest == covered and covered & mask == covered:
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
    def _kinds(self) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
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
            for products, allowed in self._allowed.items()
        )

    @cached_property
    def _allowed(self) -> dict[int, Box]:
        """What kinds of products allow on the other axes, by the mask of the products."""
        masks: dict[Box, int] = {}
        for index, allowed in enumerate(self.implied):
            masks[allowed[1:]] = masks.get(allowed[1:], 0) | 1 << index
        return {products: allowed for allowed, products in masks.items()}

    @cached_property
    def _described(self) -> dict[tuple[Box, Box], dict[str, tuple[str, ...]]]:
        """What ``describe`` has said."""
        return {}

    @cached_property
    def _met(self) -> dict[tuple[Box, ...], Box | None]:
        """What ``meet`` has said."""
        return {}

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
        if boxes not in self._met:
            masks = list(self.everything)
            for box in boxes:
                masks = [mask & other for mask, other in zip(masks, box, strict=True)]
            possible = self._possible(tuple(masks))
            self._met[boxes] = possible if possible and possible[0] else None
        return self._met[boxes]

    def _possible(self, box: Box) -> Box | None:
        """The box without products that cannot occur in it; None where nothing is left."""
        if not all(box):
            return None
        if not self.implied:
            return box
        products = 0
        for kind, restricted in self._kinds:
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
            axis.id: [leaf for i, leaf in enumerate(axis.leaves) if mask >> i & 1]
            for axis, mask in zip(self.axes, box, strict=True)
        }

    def cells(self, domain: Box, boxes: Sequence[Box]) -> list[tuple[Box, int]]:
        """Cut a domain by boxes.

        Returns disjoint boxes that together hold every combination of the domain that exists,
        each with a mask of the boxes that cover it (bit *i* for the *i*-th); every given box
        either covers a returned one or does not meet it.
        """
        everywhere = (1 << len(boxes)) - 1
        existing = self._possible(domain)
        if existing is None:
            return []
        edges = self._edges(existing, boxes)
        if not any(edges):
            return [(existing, everywhere)]
        axes = [axis for axis, held in enumerate(edges) if held or axis == 0]
        found: list[tuple[Box, int]] = [((), everywhere)]
        for axis in axes:
            classes = self._classes(axis, existing[axis], edges)
            cut: list[tuple[Box, int]] = []
            for prefix, active in found:
                joined: dict[tuple[int, int], int] = {}
                for leaves, lacking, kind in classes:
                    key = (active & ~lacking, kind)
                    joined[key] = joined.get(key, 0) | leaves
                cut += [((*prefix, leaves), inside) for (inside, _), leaves in joined.items()]
            found = cut
        cells: list[tuple[Box, int]] = []
        whole = list(existing)
        for masks, covering in found:
            for axis, mask in zip(axes, masks, strict=True):
                whole[axis] = mask
            cells.append((tuple(whole), covering))
        if any(edges[axis] for _, restricted in self._kinds for axis, _ in restricted):
            return [cell for cell in cells if self._possible(cell[0])]
        return cells

    @staticmethod
    def _edges(domain: Box, boxes: Sequence[Box]) -> list[dict[int, int]]:
        """Per axis what boxes leave of a domain, where not all, each with the bits of the boxes."""
        edges: list[dict[int, int]] = []
        for mask, masks in zip(domain, zip(*boxes, strict=True), strict=False):
            held: dict[int, int] = {}
            if masks.count(mask) < len(masks):
                for index, other in enumerate(masks):
                    left = other & mask
                    if left != mask:
                        held[left] = held.get(left, 0) | 1 << index
            edges.append(held)
        return edges

    def _classes(
        self, axis: int, mask: int, edges: Sequence[Mapping[int, int]]
    ) -> list[tuple[int, int, int]]:
        """The leaves of one axis that lie in the same boxes, and of products are of one kind.

        Each class as the mask of its leaves, the mask of the boxes it does not lie in, and the
        kind. Kinds count that differ in what they allow of the axes that are cut.
        """
        classes = [(mask, 0, 0)]
        if axis == 0 and self.implied:
            kinds: dict[tuple[tuple[int, int], ...], int] = {}
            for products, restricted in self._kinds:
                key = tuple([(other, ok) for other, ok in restricted if edges[other]])
                kinds[key] = kinds.get(key, 0) | products & mask
            classes = [(leaves, 0, kind) for kind, leaves in enumerate(kinds.values()) if leaves]
        for held, bits in edges[axis].items():
            split: list[tuple[int, int, int]] = []
            for leaves, lacking, kind in classes:
                inner = leaves & held
                if inner:
                    split.append((inner, lacking, kind))
                if inner != leaves:
                    split.append((leaves & ~held, lacking | bits, kind))
            classes = split
        classes.sort(key=_lowest)
        return classes

    def merge(self, cells: Sequence[tuple[Box, Content]]) -> list[tuple[Box, Content]]:
        """Join neighbouring boxes of equal content; combinations that do not exist join freely."""
        by_content: dict[Content, list[Box]] = {}
        for box, content in cells:
            by_content.setdefault(content, []).append(box)
        merged: list[tuple[Box, Content]] = []
        for content, boxes in by_content.items():
            merged.extend((box, content) for box in self._join(boxes))
        merged.sort(key=lambda item: self._order(item[0]))
        return merged

    def _join(self, boxes: list[Box]) -> list[Box]:
        while len(boxes) > 1:
            before = len(boxes)
            for axis in range(len(self.axes) - 1, -1, -1):
                if len({box[axis] for box in boxes}) == 1:
                    # They differ elsewhere, so nothing joins along this axis.
                    continue
                kept: dict[Box, int] = {}
                for box in boxes:
                    rest = box[:axis] + box[axis + 1 :]
                    kept[rest] = kept.get(rest, 0) | box[axis]
                boxes = [(*rest[:axis], mask, *rest[axis:]) for rest, mask in kept.items()]
            boxes = self._join_products(boxes)
            if len(boxes) == before:
                break
        return boxes

    def _join_products(self, boxes: list[Box]) -> list[Box]:
        """Join boxes of different products whose other masks differ in the impossible only."""
        if not self.implied or len(boxes) == 1:
            return boxes
        result: list[Box] = []
        for box in boxes:
            for index, other in enumerate(result):
                both = tuple([a | b for a, b in zip(box, other, strict=True)])
                if self._same_within(both, box) and self._same_within(both, other):
                    result[index] = both
                    break
            else:
                result.append(box)
        return result

    def _same_within(self, wide: Box, box: Box) -> bool:
        """Whether a box holds all that exists of a wider one for its products."""
        wider = [(axis, wide[axis] & ~box[axis]) for axis in range(1, len(box))]
        more = [(axis, mask) for axis, mask in wider if mask]
        for products, allowed in self._allowed.items():
            if box[0] & products:
                for axis, mask in more:
                    if mask & allowed[axis - 1]:
                        return False
        return True

    def _order(self, box: Box) -> tuple[tuple[int, ...], ...]:
        return tuple(map(_bits, box))

    def describe(self, box: Box, within: Box) -> dict[str, tuple[str, ...]]:
        """A box as names, without the dimensions in which it is all of ``within`` that exists."""
        known = self._described.get((box, within))
        if known is None:
            known = self._described[box, within] = self._describe(box, within)
        return dict(known)

    def _describe(self, box: Box, within: Box) -> dict[str, tuple[str, ...]]:
        here = self._possible(box) or box
        whole = self._possible(within) or within
        scope: dict[str, tuple[str, ...]] = {}
        for axis, (spec, mask) in enumerate(zip(self.axes, here, strict=True)):
            if axis == 0 or not self.implied:
                allowed = whole[axis]
            else:
                allowed = 0
                for index, implied in enumerate(self.implied):
                    if here[0] >> index & 1:
                        allowed |= implied[axis] & within[axis]
            if mask & allowed != allowed:
                scope[spec.id] = spec.names(mask & allowed)
        return scope
