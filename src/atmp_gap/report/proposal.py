"""How words on a product were read, for people: what each became, and what is left open."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.model.scope import Axis, Space
from atmp_gap.profile.phrase import Proposal, Reading
from atmp_gap.text.escape import one_line


def proposal_lines(proposal: Proposal, space: Space) -> list[str]:
    """The lines to print beside a proposed profile; every word of the text stands in one."""
    return list(_lines(proposal, {axis.id: axis for axis in space.axes}))


def contradiction(proposal: Proposal, space: Space) -> str:
    """Which words contradict the others, and with which products they go."""
    axes = {axis.id: axis for axis in space.axes}
    return "; ".join(_against(item, axes, space) for item in proposal.of("against"))


def _against(item: Reading, axes: dict[str, Axis], space: Space) -> str:
    products = space.axes[0]
    told = f"{_quoted(item)} ({_title(item, axes)}) contradicts the other words"
    fitting = () if item.dimension == products.id else goes_with(space, item.dimension, item.term)
    return f"{told}; it goes with: {'; '.join(fitting)}" if fitting else told


def goes_with(space: Space, dimension: str, term: str) -> list[str]:
    """The kinds of products that a fact goes with; none where it says nothing on the kind."""
    products = space.axes[0]
    fitting = [
        products.titles[leaf]
        for leaf in products.leaves
        if space.meet(space.box({products.id: (leaf,), dimension: (term,)})) is not None
    ]
    return fitting if len(fitting) < len(products.leaves) else []


def _lines(proposal: Proposal, axes: dict[str, Axis]) -> Iterator[str]:
    for item in proposal.of("fact", "wider", "against"):
        beside = {
            "fact": "",
            "wider": "; said more closely by another word",
            "against": "; contradicts the other words",
        }[item.kind]
        yield f"{_quoted(item)}: {axes[item.dimension].title.lower()}, {_title(item, axes)}{beside}"
    for item in proposal.of("material"):
        yield f"{_quoted(item)}: about a material ({_title(item, axes)}), no fact of a product"
    unknown = proposal.of("unknown")
    if unknown:
        yield f"not understood, no fact made of it: {', '.join(map(_quoted, unknown))}"
    fillers = proposal.of("filler")
    if fillers:
        yield f"passed over: {', '.join(map(_quoted, fillers))}"
    for name in proposal.missing if proposal.facts and not proposal.of("against") else ():
        axis = axes[name]
        some = [axis.titles[leaf] for leaf in axis.leaves]
        yield f"still open: {axis.title.lower()} ({'; '.join(some)})"


def _quoted(item: Reading) -> str:
    return f'"{one_line(item.words)}"'


def _title(item: Reading, axes: dict[str, Axis]) -> str:
    return axes[item.dimension].titles[item.term]
