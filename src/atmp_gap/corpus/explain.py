"""Validation errors as sentences for people, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from atmp_gap.corpus.problem import Place, Problem, did_you_mean
from atmp_gap.corpus.yaml_reader import place_of
from atmp_gap.model.record import Record
from atmp_gap.model.schema import validate

if TYPE_CHECKING:
    from pydantic_core import ValidationError


Content = TypeVar("Content", bound=Record)


def validated(node: Any, file: str, model: type[Content]) -> Content | list[Problem]:
    """A file's data as a record, or all that is wrong with it; ``node`` knows its positions."""
    from pydantic_core import ValidationError

    try:
        return validate(model, node)
    except ValidationError as error:
        return explain(error, node, file, model)


def explain(error: ValidationError, node: Any, file: str, model: type[Record]) -> list[Problem]:
    """A validation error as sentences with places, one per spot."""
    by_spot: dict[tuple[Place, str], Problem] = {}
    for detail in error.errors(include_url=False):
        path = tuple(detail["loc"])
        kind = detail["type"]
        name = str(path[-1])[:80] if path else ""
        if kind == "extra_forbidden":
            place = place_of(node, path, file, key=True)
            known = _fields(model, path[:-1])
            problem = Problem("AG006", f"unknown field {name!r}", place, did_you_mean(name, known))
        elif kind == "missing":
            place = place_of(node, path[:-1], file)
            problem = Problem("AG005", f"the field {name!r} is missing", place, "add it")
        else:
            place = place_of(node, path, file)
            field_name = next((str(s) for s in reversed(path) if _is_field(node, path, s)), "it")
            message = _sentence(kind, detail, field_name)
            problem = Problem("AG005", message, place)
        by_spot.setdefault((problem.place, problem.code + name * (kind == "missing")), problem)
    return list(by_spot.values())


def _is_field(node: Any, path: tuple[int | str, ...], step: int | str) -> bool:
    """Whether a step of an error's path is a key of the data, not a branch of a union."""
    for item in path:
        if isinstance(node, dict) and item in node:
            if item == step:
                return True
            node = node[item]
        elif isinstance(node, list) and isinstance(item, int) and item < len(node):
            node = node[item]
        else:
            return False
    return False


_SCHEMAS: dict[type[Record], dict[str, Any]] = {}


def _schema(model: type[Record]) -> dict[str, Any]:
    from atmp_gap.model.forms import json_schema

    if model not in _SCHEMAS:
        _SCHEMAS[model] = json_schema(model)
    return _SCHEMAS[model]


def _fields(model: type[Record], path: Sequence[int | str]) -> list[str]:
    """The field names a model knows at a path, with their aliases."""
    schema = _schema(model)
    definitions = schema.get("$defs", {})

    def resolve(part: Any) -> Any:
        if not isinstance(part, dict):
            return {}
        if "$ref" in part:
            return resolve(definitions.get(part["$ref"].rsplit("/", 1)[-1], {}))
        for option in part.get("anyOf", ()):
            found = resolve(option)
            if found.get("properties") or found.get("items"):
                return found
        return part

    here = resolve(schema)
    for step in path:
        if isinstance(step, int):
            here = resolve(here.get("items", {}))
        else:
            inner = here.get("properties", {}).get(step)
            here = resolve(inner if inner is not None else here.get("additionalProperties", {}))
    return list(here.get("properties", {}))


def _short(given: Any) -> str:
    """What was given, as it is safe and short enough to print."""
    if not isinstance(given, str):
        kinds = ((list, "a list"), (dict, "a mapping"))
        return next((word for kind, word in kinds if isinstance(given, kind)), "nothing")
    text = ascii(given)
    return text if len(text) <= 80 else f"{text[:77]}..."


_SENTENCES = {
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
    "model_attributes_type": "must be a mapping",
    "string_too_short": "is empty",
    "too_short": "needs at least one item",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
}


def _sentence(kind: str, detail: Any, name: str) -> str:
    if kind == "value_error":
        text = detail["msg"].removeprefix("Value error, ")
        return text if text.startswith(("grade", "`", "an absence")) else f"{name!r} {text}"
    if kind == "literal_error":
        return f"{name!r} must be one of {detail['ctx']['expected']}, not {_short(detail['input'])}"
    if kind == "string_pattern_mismatch":
        return f"{name!r} holds {_short(detail['input'])}, which is no id or number of this format"
    if kind == "string_too_long":
        return f"{name!r} is longer than {detail['ctx']['max_length']} characters"
    if kind in _SENTENCES:
        return f"{name!r} {_SENTENCES[kind]}"
    return f"{name!r}: {detail['msg']}"
