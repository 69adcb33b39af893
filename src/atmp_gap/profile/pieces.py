"""A part of a question cut by where positions hold: each piece has one position to a side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from atmp_gap.gap.view import View
from atmp_gap.model.partition import Partition
from atmp_gap.model.scope import Box
from atmp_gap.profile.positions import Held


def pieces_of(
    view: View, whole: Box, held: tuple[Sequence[Held], Sequence[Held]]
) -> Iterator[tuple[Box, tuple[Held | None, Held | None]]]:
    """A part cut by where positions hold, and the position towards each side in every piece."""
    space = view.corpus.space
    items = list(dict.fromkeys(map(id, (*held[0], *held[1]))))
    known = {id(item): item for side in held for item in side}
    boxes = [space.box(known[name].scope or {}) for name in items]
    for piece, covering in Partition(space).cells(whole, boxes):
        here = [known[name] for bit, name in enumerate(items) if covering >> bit & 1]
        own = [next((item for item in here if item in side), None) for side in held]
        yield piece, (own[0], own[1])
