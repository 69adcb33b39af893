"""The vocabulary's dimensions compiled to axes: every word a mask, and which products exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atmp_gap.model.scope import Axis, Box, Space
from atmp_gap.model.vocabulary import Dimension, Term

Implied = Mapping[str, tuple[str, ...]]
"""What a product always is: dimension to terms."""


def compile_space(dimensions: Sequence[Dimension]) -> Space:
    """Compile the vocabulary's dimensions. The first one may imply leaves of the others."""
    trees = [_Tree(dimension) for dimension in dimensions]
    axes = tuple(tree.axis() for tree in trees)
    products = trees[0].implied if trees else []
    return Space(axes, tuple(_allowed(axes, told) for told in products))


def _allowed(axes: Sequence[Axis], told: Implied) -> Box:
    """What a product allows on every axis: all of it, or what it implies there."""
    row: list[int] = []
    for axis in axes:
        mask = axis.full
        if axis.id in told:
            mask = 0
            for name in told[axis.id]:
                mask |= axis.masks.get(name, 0)
        row.append(mask)
    return tuple(row)


class _Tree:
    """The terms of one dimension, walked: leaves in order, and a mask for every name."""

    def __init__(self, dimension: Dimension) -> None:
        self.dimension = dimension
        self.leaves: list[str] = []
        self.masks: dict[str, int] = {}
        self.titles: dict[str, str] = {}
        self.synonyms: dict[str, tuple[str, ...]] = {}
        self.implied: list[Implied] = []
        """Per leaf what it implies, its branches' implications included."""
        for term in dimension.terms:
            self._walk(term, {})
        for group in dimension.groups:
            self._name(group.id, group.title, group.synonyms)
            self.masks[group.id] = 0
            for member in group.members:
                self.masks[group.id] |= self.masks.get(member, 0)

    def _name(self, name: str, title: str | None, synonyms: tuple[str, ...]) -> None:
        self.titles[name] = title or name
        self.synonyms[name] = synonyms

    def _walk(self, term: Term, inherited: Implied) -> int:
        """Note a term and all below it; the mask of its leaves."""
        told = {**inherited, **term.implies}
        self._name(term.id, term.title, term.synonyms)
        mask = 0
        for child in term.terms:
            mask |= self._walk(child, told)
        if not term.terms:
            mask = 1 << len(self.leaves)
            self.leaves.append(term.id)
            self.implied.append(told)
        self.masks[term.id] = mask
        return mask

    def axis(self) -> Axis:
        """The dimension compiled."""
        return Axis(
            id=self.dimension.id,
            title=self.dimension.title,
            option=self.dimension.option,
            leaves=tuple(self.leaves),
            masks=self.masks,
            titles=self.titles,
            synonyms=self.synonyms,
            full=(1 << len(self.leaves)) - 1,
            single=self.dimension.single,
            later=self.dimension.later,
        )
