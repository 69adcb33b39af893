"""The vocabulary's dimensions compiled to axes: every word a mask, and which products exist."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.model.scope import Axis, Box, Space
from atmp_gap.model.vocabulary import Dimension, Term


def compile_space(dimensions: Sequence[Dimension]) -> Space:
    """Compile the vocabulary's dimensions. The first one may imply leaves of the others."""
    axes: list[Axis] = []
    implies: list[dict[str, tuple[str, ...]]] = []
    for position, dimension in enumerate(dimensions):
        leaves: list[str] = []
        masks: dict[str, int] = {}
        titles: dict[str, str] = {}
        synonyms: dict[str, tuple[str, ...]] = {}

        def walk(
            term: Term,
            inherited: dict[str, tuple[str, ...]],
            leaves: list[str] = leaves,
            masks: dict[str, int] = masks,
            titles: dict[str, str] = titles,
            synonyms: dict[str, tuple[str, ...]] = synonyms,
            position: int = position,
        ) -> int:
            told = inherited | term.implies
            titles[term.id] = term.title or term.id
            synonyms[term.id] = term.synonyms
            if not term.terms:
                leaves.append(term.id)
                masks[term.id] = 1 << (len(leaves) - 1)
                if position == 0:
                    implies.append(told)
                return masks[term.id]
            mask = 0
            for child in term.terms:
                mask |= walk(child, told)
            masks[term.id] = mask
            return mask

        for term in dimension.terms:
            walk(term, {})
        for group in dimension.groups:
            masks[group.id] = 0
            for member in group.members:
                masks[group.id] |= masks.get(member, 0)
            titles[group.id] = group.title or group.id
            synonyms[group.id] = group.synonyms
        axes.append(
            Axis(
                dimension.id,
                dimension.title,
                dimension.option,
                tuple(leaves),
                masks,
                titles,
                synonyms,
                (1 << len(leaves)) - 1,
                dimension.single,
            )
        )
    by_id = {axis.id: axis for axis in axes}
    implied: list[Box] = []
    for told in implies:
        row = [axis.full for axis in axes]
        for index, axis in enumerate(axes):
            if axis.id in told:
                row[index] = 0
                for name in told[axis.id]:
                    row[index] |= by_id[axis.id].masks.get(name, 0)
        implied.append(tuple(row))
    return Space(tuple(axes), tuple(implied))
