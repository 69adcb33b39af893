"""Records to JSON text and back, without pydantic: what the store keeps is typed data.

Use ``encode`` and ``decode``. Only the types that annotations of records use are known: other
records, texts, numbers, tuples, lists, mappings from text, unions of these and Literals. What does
not fit raises DamagedError; nothing that is decoded can run.

How it works. A record is the list of what its fields hold, in their order: the store only knows
what this very version wrote, so that names would say nothing. JSON data has six types, and each
annotation becomes a table: which of the six may stand there, and what makes the value of it, or
None where the data is the value already. Records of one kind come in few *shapes*, the types of
what their fields hold; a shape is looked up once, and says from then on which fields are left.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Content = TypeVar("Content")
Make = Callable[[Any], Any]
Table = Mapping[type[Any], Make | None]
"""What makes values of data, by the type of the data; None: they are what they should be."""


class DamagedError(ValueError):
    """Data that is not what it should be."""


def encode(record: Any) -> str:
    """A record as JSON text on one line."""
    # In ASCII: a single wider character would make all of the text take twice the memory.
    return json.dumps(record, default=_held, separators=(",", ":"))


def _held(record: Any) -> list[Any]:
    """What the fields of a record hold. Raises TypeError for what is no record."""
    return [getattr(record, field.name) for field in fields(record)]


def decode(kind: type[Content], text: str) -> Content:
    """The record of some kind that a text holds. Raises DamagedError."""
    try:
        data = json.loads(text)
        # Before the records take their room: of 100,000 requirements the text has 100 MB.
        del text
        found: Content = _value(_table(kind), data)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedError(f"{type(error).__name__}: {error}") from None
    return found


def _value(table: Table, data: Any) -> Any:
    """A value of its data. Raises KeyError where data of that type cannot stand here."""
    make = table[type(data)]
    return data if make is None else make(data)


_TABLES: dict[Any, Table] = {}


def _table(kind: Any) -> Table:
    """The table of an annotation; made once, when the first of it is met."""
    found = _TABLES.get(kind)
    if found is None:
        found = _TABLES[kind] = _made(kind)
    return found


def _made(kind: Any) -> Table:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _table(arguments[0])
    if origin in (Union, types.UnionType):
        return _either(arguments)
    if origin is Literal:
        return dict.fromkeys(map(type, arguments), _one_of(frozenset(arguments)))
    if origin is tuple and arguments[1:] == (...,):
        return {list: _sequence(arguments[0], tuple)}
    if origin is tuple:
        return {list: _fixed(arguments)}
    if origin is list:
        return {list: _sequence(arguments[0], list)}
    if origin in (dict, Mapping):
        return {dict: _mapping(arguments[1])}
    if kind is Any:
        return dict.fromkeys((str, int, float, bool, type(None), list, dict))
    if isinstance(kind, type) and is_dataclass(kind):
        return {list: _record(kind)}
    if isinstance(kind, type):
        return {kind: None}
    raise TypeError(f"no way is known to store {kind}")


def _either(choices: tuple[Any, ...]) -> Table:
    """Which of some annotations data is of shows in its type."""
    table: dict[type[Any], Make | None] = {}
    for choice in choices:
        for found, make in _table(choice).items():
            if found in table and table[found] is not make:
                raise TypeError(f"{choices} look alike when stored")
            table[found] = make
    return table


def _values(table: Table) -> frozenset[type[Any]]:
    """The types of data that are values already."""
    return frozenset(found for found, make in table.items() if make is None)


def _one_of(values: frozenset[Any]) -> Make:
    def made(data: Any) -> Any:
        if data not in values:
            raise DamagedError("an unknown word")
        return data

    return made


def _sequence(item: Any, kind: type[Any]) -> Make:
    table = _table(item)
    values = _values(table)

    def made(data: Any) -> Any:
        if values.issuperset(map(type, data)):
            return kind(data)
        return kind([_value(table, value) for value in data])

    return made


def _fixed(items: tuple[Any, ...]) -> Make:
    tables = [_table(item) for item in items]

    def made(data: Any) -> Any:
        return tuple([_value(table, value) for table, value in zip(tables, data, strict=True)])

    return made


def _mapping(item: Any) -> Make:
    table = _table(item)
    values = _values(table)

    def made(data: Any) -> Any:
        if values.issuperset(map(type, data.values())):
            return data
        return {name: _value(table, value) for name, value in data.items()}

    return made


def _record(kind: type[Any]) -> Make:
    """What makes records, which were valid when they were stored: they are filled as they are.

    With mappings for lists, and field by field, a warm run over 10,000 requirements took an eighth
    longer, and filling the store three times as long.
    """
    names = [field.name for field in fields(kind)]
    shapes: dict[tuple[type[Any], ...], list[tuple[int, Make]]] = {}

    def left(shape: tuple[type[Any], ...]) -> list[tuple[int, Make]]:
        """The fields that data of a shape leaves to be made. Raises KeyError, ValueError."""
        hints = get_type_hints(kind, include_extras=True)
        makes = [
            (index, _table(hints[name])[found])
            for index, (name, found) in enumerate(zip(names, shape, strict=True))
        ]
        return [(index, make) for index, make in makes if make is not None]

    def made(data: Any) -> Any:
        shape = tuple(map(type, data))
        if shape not in shapes:
            shapes[shape] = left(shape)
        for index, make in shapes[shape]:
            data[index] = make(data[index])
        record = object.__new__(kind)
        record.__dict__.update(zip(names, data, strict=True))
        return record

    return made
