"""The order of keys: that of the format's models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from typing import Any, get_args, get_origin, get_type_hints

from atmp_gap.corpus.files import Loaded
from atmp_gap.corpus.problem import Place
from atmp_gap.model.record import FileRecord, key_of

_FIRST: dict[str, tuple[str, ...]] = {
    # What qualifies an entry stands with its scope, before where it was found.
    "Requirement": (
        *("id", "subject", "statement", "obligation", "answers", "complete", "applies_to"),
        *("unless", "when", "standing", "general", "by_analogy", "invoked_by", "in_force"),
        *("overrides", "source", "reading", "anchors", "addressee", "note"),
    ),
    "Slot": ("kind", "dimension", "stricter", "minor", "title", "values"),
}


def fields_of(model: type[FileRecord]) -> list[str]:
    """A model's keys as written in files, in their order."""
    known = list(_types(model))
    first = [key for key in _FIRST.get(model.__name__, ()) if key in known]
    return first + [key for key in known if key not in first]


def inner(model: type[FileRecord], key: str) -> type[FileRecord] | None:
    """The model of what stands under a key, alone, in a list or in a mapping by name."""
    return _record_in(_types(model).get(key))


_TYPES: dict[type[Any], dict[str, Any]] = {}


def _types(model: type[Any]) -> dict[str, Any]:
    """The keys of a model as written in files, each with its type."""
    found = _TYPES.get(model)
    if found is None:
        hints = get_type_hints(model)
        found = _TYPES[model] = {key_of(field): hints[field.name] for field in fields(model)}
    return found


def _record_in(kind: Any) -> type[FileRecord] | None:
    """The kind of record that a type holds, however deep."""
    if isinstance(kind, type) and issubclass(kind, FileRecord):
        return kind
    found = (_record_in(argument) for argument in get_args(kind))
    return next((record for record in found if record is not None), None)


def _named(model: type[FileRecord], key: str) -> bool:
    """Whether a mapping under a key has names of the writer's own, each with a record below."""
    kind = _types(model)[key]
    return dict in (get_origin(kind), *map(get_origin, get_args(kind)))


class _Plan:
    """How the keys of one kind of record are to stand.

    The records of a corpus have few different rows of keys, so that each is thought about once.
    """

    def __init__(self, model: type[FileRecord]) -> None:
        keys = fields_of(model)
        self._rank = {key: index for index, key in enumerate(keys)}
        self._below = {
            key: (below, _named(model, key))
            for key in keys
            if (below := inner(model, key)) is not None
        }
        self._known: dict[tuple[str, ...], Shape] = {}

    def shape(self, keys: tuple[str, ...]) -> Shape:
        """Of a record with some keys in some order: what is misplaced, and where others are."""
        found = self._known.get(keys)
        if found is None:
            rank = self._rank
            known = [key for key in keys if key in rank]
            wrong = next(((a, b) for a, b in pairwise(known) if rank[b] < rank[a]), None)
            below = [(key, *self._below[key]) for key in known if key in self._below]
            found = self._known[keys] = (wrong, below)
        return found


_PLANS: dict[type[FileRecord], _Plan] = {}
Shape = tuple[tuple[str, str] | None, list[tuple[str, type[FileRecord], bool]]]
"""The first two keys in the wrong order; then the keys with records below, of what kind those are,
and whether they stand under names of the writer's own."""
Path = tuple[str | int, ...]


def misplaced(loaded: Loaded[Any], data: Any) -> Iterator[tuple[Place, str, str]]:
    """The first key of each record that comes too late: its place, it, and the one before it.

    ``data`` is what the file holds, its keys in the order they are written in.
    """
    for path, before, key in late(data, type(loaded.model)):
        yield loaded.place(*path, before, key=True), before, key


def late(data: Any, model: type[FileRecord], path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """The same with the path of each record instead of a place; needs no positions."""
    plan = _PLANS.get(model)
    if plan is None:
        plan = _PLANS[model] = _Plan(model)
    wrong, inside = plan.shape(tuple(data))
    if wrong is not None:
        yield path, *wrong
    for key, below, named in inside:
        value = data[key]
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield from late(item, below, (*path, key, index))
        elif isinstance(value, dict) and named:
            for name, item in value.items():
                if isinstance(item, dict):
                    yield from late(item, below, (*path, key, name))
        elif isinstance(value, dict):
            yield from late(value, below, (*path, key))


def in_order(node: Any, model: type[FileRecord]) -> None:
    """Put the keys of a mapping and of all below into order, in place (for ``--fix``)."""
    for key in list(node):
        below = inner(model, key)
        value = node[key]
        if below is None:
            continue
        items = value if isinstance(value, list) else [value]
        if isinstance(value, dict) and _named(model, key):
            items = list(value.values())
        for item in items:
            if isinstance(item, dict):
                in_order(item, below)
    wanted = [key for key in fields_of(model) if key in node]
    wanted += [key for key in node if key not in wanted]
    if list(node) != wanted:
        for key in wanted:
            node.move_to_end(key)
