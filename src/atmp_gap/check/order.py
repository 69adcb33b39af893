"""The order of keys: that of the format's models."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, get_args

from atmp_gap.corpus.files import Loaded
from atmp_gap.corpus.problem import Place
from atmp_gap.model.forms import Form, form
from atmp_gap.model.record import Record

_FIRST: dict[str, tuple[str, ...]] = {
    # What qualifies an entry stands with its scope, before where it was found.
    "Requirement": (
        *("id", "subject", "statement", "obligation", "answers", "complete", "applies_to"),
        *("unless", "when", "standing", "general", "by_analogy", "invoked_by", "in_force"),
        *("overrides", "source", "reading", "anchors", "addressee", "note"),
    ),
    "Slot": ("kind", "dimension", "stricter", "minor", "title", "values"),
}


def fields_of(model: type[Record]) -> list[str]:
    """A model's keys as written in files, in their order."""
    known = [told.written or name for name, told in model._told.items()]
    first = [key for key in _FIRST.get(model.__name__, ()) if key in known]
    return first + [key for key in known if key not in first]


def inner(model: type[Record], key: str) -> type[Record] | None:
    """The model of what stands under a key, alone, in a list or in a mapping by name."""
    annotation = _annotation(model, key)
    return None if annotation is None else _model(annotation)


def _annotation(model: type[Record], key: str) -> Any:
    """The type of what stands under a key, or None where the model has no such key."""
    for name, told in model._told.items():
        if key == (told.written or name):
            return form(model).model_fields[name].annotation
    return None


def _model(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation.record
    for part in get_args(annotation):
        found = _model(part)
        if found is not None:
            return found
    return None


def _named(model: type[Record], key: str) -> bool:
    """Whether a mapping under a key has names of the writer's own, each with a record below."""
    return "dict[" in str(_annotation(model, key))


def misplaced(loaded: Loaded[Any]) -> Iterator[tuple[Place, str, str]]:
    """The first key of each record that comes too late: its place, it, and the one before it."""
    yield from _walk(loaded, loaded.node, type(loaded.model), ())


def _walk(
    loaded: Loaded[Any], node: Any, model: type[Record], path: tuple[str | int, ...]
) -> Iterator[tuple[Place, str, str]]:
    rank = {key: index for index, key in enumerate(fields_of(model))}
    keys = [key for key in node if key in rank]
    for before, key in pairwise(keys):
        if rank[key] < rank[before]:
            yield loaded.place(*path, before, key=True), before, key
            break
    for key in keys:
        below = inner(model, key)
        value = node[key]
        if below is None:
            continue
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield from _walk(loaded, item, below, (*path, key, index))
        elif isinstance(value, dict) and _named(model, key):
            for name, item in value.items():
                if isinstance(item, dict):
                    yield from _walk(loaded, item, below, (*path, key, name))
        elif isinstance(value, dict):
            yield from _walk(loaded, value, below, (*path, key))


def in_order(node: Any, model: type[Record]) -> None:
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
