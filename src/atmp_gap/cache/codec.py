"""Records to JSON text and back, without pydantic: what the store keeps is typed data.

Use ``encode`` and ``decode``. Only the types that annotations of records use are known: other
records, texts, numbers, tuples, lists, mappings from text, unions of these and Literals. What does
not fit raises DamagedError; nothing that is decoded can run.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from atmp_gap.model.record import plain

Content = TypeVar("Content")
Decoder = Callable[[Any], Any]


class DamagedError(ValueError):
    """Data that is not what it should be."""


def encode(record: Any) -> str:
    """A record as JSON text on one line."""
    return json.dumps(plain(record), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[Content], text: str) -> Content:
    """The record of some kind that a text holds. Raises DamagedError."""
    try:
        found: Content = _decoder(kind)(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedError(f"{type(error).__name__}: {error}") from None
    return found


_DECODERS: dict[Any, Decoder] = {}


def _decoder(kind: Any) -> Decoder:
    """What makes data of a type; made once per type, when the first of it is met."""
    found = _DECODERS.get(kind)
    if found is None:
        found = _DECODERS[kind] = _made(kind)
    return found


def _made(kind: Any) -> Decoder:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _decoder(arguments[0])
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is Literal:
        return _one_of(frozenset(arguments))
    if origin is tuple:
        return _tuple(arguments)
    if origin is list:
        return _list(_decoder(arguments[0]))
    if origin in (dict, Mapping):
        return _mapping(_decoder(arguments[1]))
    if kind is Any:
        return _as_it_is
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if isinstance(kind, type):
        return _plain(kind)
    raise TypeError(f"no way is known to store {kind}")


def _as_it_is(data: Any) -> Any:
    return data


def _plain(kind: type[Any]) -> Decoder:
    def decoded(data: Any) -> Any:
        if type(data) is not kind:
            raise DamagedError(f"{kind.__name__} expected")
        return data

    return decoded


def _one_of(values: frozenset[Any]) -> Decoder:
    def decoded(data: Any) -> Any:
        if data not in values:
            raise DamagedError("an unknown word")
        return data

    return decoded


def _list(item: Decoder) -> Decoder:
    def decoded(data: Any) -> Any:
        if type(data) is not list:
            raise DamagedError("a list expected")
        return [item(value) for value in data]

    return decoded


def _tuple(arguments: tuple[Any, ...]) -> Decoder:
    if arguments[1:] == (...,):
        items = _list(_decoder(arguments[0]))
        return lambda data: tuple(items(data))
    decoders = [_decoder(argument) for argument in arguments]

    def decoded(data: Any) -> Any:
        if type(data) is not list or len(data) != len(decoders):
            raise DamagedError("a list of another length expected")
        return tuple([decode(value) for decode, value in zip(decoders, data, strict=True)])

    return decoded


def _mapping(value: Decoder) -> Decoder:
    def decoded(data: Any) -> Any:
        if type(data) is not dict:
            raise DamagedError("a mapping expected")
        return {name: value(item) for name, item in data.items()}

    return decoded


def _union(choices: tuple[Any, ...]) -> Decoder:
    """Which of some types data is of shows in its JSON kind: null, text, list, mapping ..."""
    by_kind: dict[type[Any], Decoder] = {}
    for choice in choices:
        for kind in _json_kinds(choice):
            by_kind[kind] = _decoder(choice)

    def decoded(data: Any) -> Any:
        decode = by_kind.get(type(data))
        if decode is None:
            raise DamagedError("another type expected")
        return decode(data)

    return decoded


def _json_kinds(kind: Any) -> tuple[type[Any], ...]:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _json_kinds(arguments[0])
    if origin in (Union, types.UnionType):
        return tuple(found for choice in arguments for found in _json_kinds(choice))
    if origin is Literal:
        return tuple({type(value) for value in arguments})
    if origin in (tuple, list):
        return (list,)
    if origin in (dict, Mapping) or is_dataclass(kind):
        return (dict,)
    return (kind,)


def _record(kind: type[Any]) -> Decoder:
    """A decoder of records, which were valid when they were stored: they are filled as they are."""
    hints = get_type_hints(kind, include_extras=True)
    names = [field.name for field in fields(kind)]
    made: list[tuple[str, Decoder]] = []
    new = object.__new__

    def decoded(data: Any) -> Any:
        if not made:
            # Not before the first record: a record may hold others of its own kind.
            made.extend((name, _decoder(hints[name])) for name in names)
        if type(data) is not dict or len(data) != len(names):
            raise DamagedError(f"{kind.__name__} expected")
        record = new(kind)
        values = record.__dict__
        for name, decode in made:
            values[name] = decode(data[name])
        return record

    return decoded
