"""What pydantic's engine checks files against, made of the annotations of records.

pydantic would make a class of every record first; that takes longer than many a folder takes to
read. Its engine asks for no classes: valid data is a dictionary, which becomes the record.
"""

from __future__ import annotations

import re
import sys
import types
from collections.abc import Callable
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic_core import SchemaValidator

from atmp_gap.model.constraints import CHECKS, COMPOSED, NOT_EMPTY, STRINGS
from atmp_gap.model.record import REQUIRED, Field, Record

Content = TypeVar("Content", bound=Record)
Schema = dict[str, Any]
"""A core schema, as pydantic_core describes it."""

_MARKERS: dict[str, type] = {name: type(name, (), {}) for name in (*STRINGS, *COMPOSED)}
"""What stands for a constrained text while an annotation is taken apart."""
_PLAIN: dict[Any, str] = {str: "str", bool: "bool", int: "int", type(None): "none", Any: "any"}
_VALIDATORS: dict[type[Record], SchemaValidator] = {}


def validator(record: type[Record]) -> SchemaValidator:
    """What checks data that should be a record of some kind, made once."""
    known = _VALIDATORS.get(record)
    if known is None:
        known = _VALIDATORS[record] = SchemaValidator(_Builder().whole(record))
    return known


def validate(record: type[Content], data: Any) -> Content:
    """Plain data as a record of some kind. Raises pydantic's ValidationError with all faults."""
    valid: Content = validator(record).validate_python(data)
    return valid


class _Builder:
    """Makes the schema of one kind of record, with all that stand in it."""

    def __init__(self) -> None:
        self._made: dict[type[Record], Schema] = {}
        self._open: list[type[Record]] = []
        self._recursive: set[type[Record]] = set()
        self._definitions: list[Schema] = []

    def whole(self, record: type[Record]) -> Schema:
        """The schema of a record and of those in it that hold themselves."""
        schema = self._record(record)
        if not self._definitions:
            return schema
        return {"type": "definitions", "schema": schema, "definitions": self._definitions}

    def _record(self, record: type[Record]) -> Schema:
        if record in self._made:
            return dict(self._made[record])
        reference = {"type": "definition-ref", "schema_ref": record.__name__}
        if record in self._open:
            self._recursive.add(record)
            return reference
        self._open.append(record)
        fields = {name: self._field(record, name, told) for name, told in record._told.items()}
        self._open.pop()
        schema = _after(
            _made(record), {"type": "typed-dict", "fields": fields, "extra_behavior": "forbid"}
        )
        if record in self._recursive:
            self._definitions.append({**schema, "ref": record.__name__})
            schema = reference
        self._made[record] = schema
        return dict(schema)

    def _field(self, record: type[Record], name: str, told: Field) -> Schema:
        owner = next(base for base in record.__mro__ if name in base.__annotations__)
        schema = self._of(_evaluated(owner.__annotations__[name], sys.modules[owner.__module__]))
        if told.least is not None:
            schema["min_length"] = told.least
        required = told.factory is None and told.default is REQUIRED
        if told.factory is not None:
            schema = {"type": "default", "schema": schema, "default_factory": told.factory}
        elif not required:
            schema = {"type": "default", "schema": schema, "default": told.default}
        field: Schema = {"type": "typed-dict-field", "schema": schema, "required": required}
        if told.written:
            field["validation_alias"] = [[told.written], [name]]
        return field

    def _of(self, annotation: Any) -> Schema:
        if annotation in _PLAIN:
            return {"type": _PLAIN[annotation]}
        if isinstance(annotation, type) and issubclass(annotation, Record):
            return self._record(annotation)
        name = getattr(annotation, "__name__", "")
        if _MARKERS.get(name) is annotation:
            return self._constrained(name)
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Literal:
            return {"type": "literal", "expected": list(arguments)}
        if origin in (Union, types.UnionType):
            return self._union(arguments)
        if origin is dict:
            key, value = map(self._of, arguments)
            return {"type": "dict", "keys_schema": key, "values_schema": value}
        if origin is tuple and arguments[1:] == (...,):
            items = [self._of(arguments[0])]
            return {"type": "tuple", "items_schema": items, "variadic_item_index": 0}
        if origin is tuple:
            return {"type": "tuple", "items_schema": list(map(self._of, arguments))}
        raise TypeError(f"no schema is known for {annotation}")

    def _union(self, choices: tuple[Any, ...]) -> Schema:
        inner = [self._of(choice) for choice in choices if choice is not type(None)]
        schema = inner[0] if len(inner) == 1 else {"type": "union", "choices": inner}
        return schema if len(inner) == len(choices) else {"type": "nullable", "schema": schema}

    def _constrained(self, name: str) -> Schema:
        if name in COMPOSED:
            schema = self._of(_evaluated(COMPOSED[name], sys.modules[__name__]))
            return {**schema, "min_length": 1} if name in NOT_EMPTY else schema
        schema = {"type": "str", **STRINGS[name]}
        return _after(CHECKS[name], schema) if name in CHECKS else schema


def _evaluated(text: str, module: types.ModuleType) -> Any:
    """An annotation in which what is constrained is marked."""
    names = set(re.findall(r"\w+", text))
    known = {name: getattr(module, name) for name in names if hasattr(module, name)}
    known.update({name: _MARKERS[name] for name in names if name in _MARKERS})
    return eval(text, known)


def _after(check: Callable[[Any], Any], schema: Schema) -> Schema:
    return {
        "type": "function-after",
        "function": {"type": "no-info", "function": check},
        "schema": schema,
    }


def _made(record: type[Record]) -> Callable[[dict[str, Any]], Record]:
    """What makes the record of valid data. It raises ValueError where that contradicts itself."""
    if not hasattr(record, "check"):
        return record.of

    def checked(valid: dict[str, Any]) -> Record:
        found: Any = record.of(valid)
        found.check()
        return found  # type: ignore[no-any-return]

    return checked
