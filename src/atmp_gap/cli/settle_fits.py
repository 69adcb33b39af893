"""Whether the options of one ``settle`` command line belong together.

What a person typed and what would be left unsaid by it is refused, never passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from atmp_gap.cli.exits import Stop
from atmp_gap.cli.settle_options import DetailOptions, ListOptions, PlaceOptions

_PLACE = frozenset(("side", "passage", "document", "section", "page"))
_LOOK = _PLACE | {"anchor", "reason"}
_TAKES: Mapping[str, frozenset[str]] = {
    "confirm": _LOOK,
    "review": _LOOK,
    "dispute": _LOOK,
    "refute": _LOOK,
    "revoke": frozenset(("reason", "whose")),
    "answer": _PLACE | {"statement", "obligation", "anchor", "scope", "instead_of", "beside"},
    "nothing": frozenset(("side", "scope", "slot")),
    "undo": frozenset(),
}
"""What each thing that can be said takes with it."""
_LISTS = frozenset(("topic", "profile", "most", "sheet"))
_PLACES = frozenset(("whole", "open_"))


def check_fit(
    act: str,
    asks: bool,
    named: Sequence[str] | None,
    listed: ListOptions,
    place: PlaceOptions,
    detail: DetailOptions,
) -> None:
    """Stop where something was typed that the rest of the command line leaves no use for.

    ``act`` is what is said, or empty; ``asks`` whether the questions are asked.
    """
    views = _given(listed) - {"confidential"}
    details = _given(place) | _given(detail)
    if act:
        if views:
            one = _option(min(views))
            raise Stop(f"{one} and --{act} are two things to do", "do one at a time")
        _refuse(details - _TAKES[act], f"says nothing with --{act}", "leave it out")
        if act == "undo" and named:
            raise Stop("--undo takes no subject", "it takes back what you said last")
        return
    heads = [name for name in ("propose", "sheet", "whole", "open_") if name in views]
    if len(heads) > 1:
        told = " and ".join(_option(name) for name in heads)
        raise Stop(f"{told} are two things to do", "do one at a time")
    head = heads[0] if heads else ""
    if head == "propose":
        _refuse(details | (views - {"propose"}), "says nothing with --propose", "leave it out")
    elif head in _PLACES:
        word = f"says nothing with {_option(head)}"
        _refuse((details - _PLACE) | (views & _LISTS), word, "leave it out")
    else:
        # In a list and in the questions a side is all that narrows.
        _refuse(
            details - {"side"},
            "is of something that you say, and nothing is said",
            "add --confirm ID, --refute ID, --answer SLOT=ANSWER or --nothing"
            if not asks
            else "leave it out: it is asked for",
        )


def _given(group: Any) -> set[str]:
    """The options of a group that were typed."""
    return {f.name for f in fields(group) if getattr(group, f.name) != f.default}


def _refuse(names: set[str] | frozenset[str], why: str, hint: str) -> None:
    if names:
        raise Stop(f"{_option(min(names))} {why}", hint)


def _option(name: str) -> str:
    return f"--{name.strip('_').replace('_', '-')}"
