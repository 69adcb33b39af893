"""Cutting scope by boxes, and joining what was cut where it says the same.

How cutting works. A domain is a product of sets, one per dimension, and so is every box. Along one
dimension the boxes fall apart into *classes*: leaves that lie in the same boxes. A cell is
one class per dimension. Classes are made dimension by dimension, and prefixes that the same boxes
still cover are kept together, so that a box that is cut along one dimension does not cut the cells
of another. Combinations of leaves that do not exist (an AAV vector that integrates) are dropped.

How joining works. Two boxes of equal content that differ along one dimension only become one; boxes
of different products may also differ where one of them holds all that exists. That is repeated
until nothing joins, the first dimension last, so that parts are told apart by product if possible.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import cache
from typing import TypeVar

from atmp_gap.model.scope import Box, Space, bits

Content = TypeVar("Content", bound=Hashable)


@cache
def _bits(mask: int) -> tuple[int, ...]:
    """The bits that are set in a mask. Few masks occur; a cold comparison gains 3 %."""
    return tuple(bits(mask))


def _lowest(leaves: tuple[int, int, int]) -> int:
    """The lowest leaf of a class, as a mask."""
    return leaves[0] & -leaves[0]


MOST_CELLS = 20_000
"""Into how many cells a domain may be cut: the bundled subjects make some dozens, and comparing so
many takes about half a minute."""


class TooManyPartsError(Exception):
    """Boxes that cut a domain into more cells than can be compared in bearable time."""


class Partition:
    """Cuts and joins the boxes of one space."""

    def __init__(self, space: Space) -> None:
        self.space = space

    def cells(self, domain: Box, boxes: Sequence[Box]) -> list[tuple[Box, int]]:
        """Cut a domain by boxes.

        Returns disjoint boxes that together hold every combination of the domain that exists,
        each with a mask of the boxes that cover it (bit *i* for the *i*-th); every given box
        either covers a returned one or does not meet it. Raises TooManyPartsError.
        """
        everywhere = (1 << len(boxes)) - 1
        existing = self.space.possible(domain)
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
                if len(cut) > MOST_CELLS:
                    raise TooManyPartsError
            found = cut
        cells: list[tuple[Box, int]] = []
        whole = list(existing)
        for masks, covering in found:
            for axis, mask in zip(axes, masks, strict=True):
                whole[axis] = mask
            cells.append((tuple(whole), covering))
        if any(edges[axis] for _, restricted in self.space.kinds for axis, _ in restricted):
            return [cell for cell in cells if self.space.possible(cell[0])]
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
        kinds = [(mask, 0)]
        if axis == 0 and self.space.implied:
            allowing: dict[tuple[tuple[int, int], ...], int] = {}
            for products, restricted in self.space.kinds:
                key = tuple([(other, ok) for other, ok in restricted if edges[other]])
                allowing[key] = allowing.get(key, 0) | products & mask
            kinds = [(leaves, kind) for kind, leaves in enumerate(allowing.values()) if leaves]
        alike = self._alike(mask, edges[axis])
        classes = [
            (leaves & of_kind, lacking, kind)
            for lacking, leaves in alike.items()
            for of_kind, kind in kinds
            if leaves & of_kind
        ]
        classes.sort(key=_lowest)
        return classes

    @staticmethod
    def _alike(mask: int, edges: Mapping[int, int]) -> dict[int, int]:
        """The leaves of a mask that lie in the same boxes, by the bits of those they do not lie in.

        Most boxes hold few of many leaves, or all but a few. Only those few are gone through, so
        that the time grows with what the boxes name, not with how many leaves there are.
        """
        most = 0
        few: dict[int, int] = {}
        for held, bits_of_boxes in edges.items():
            named = held
            if 2 * held.bit_count() > mask.bit_count():
                named = mask & ~held
            else:
                most |= bits_of_boxes
            for leaf in bits(named):
                few[leaf] = few.get(leaf, 0) ^ bits_of_boxes
        alike: dict[int, int] = {}
        rest = mask
        for leaf, turned in few.items():
            alike[most ^ turned] = alike.get(most ^ turned, 0) | 1 << leaf
            rest ^= 1 << leaf
        if rest:
            alike[most] = alike.get(most, 0) | rest
        return alike

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
            for axis in range(len(self.space.axes) - 1, -1, -1):
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
        if not self.space.implied or len(boxes) == 1:
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
        for products, allowed in self.space.allowed.items():
            if box[0] & products:
                for axis, mask in more:
                    if mask & allowed[axis - 1]:
                        return False
        return True

    def _order(self, box: Box) -> tuple[tuple[int, ...], ...]:
        return tuple(map(_bits, box))
