"""Data as files have it to validated records, and what is wrong with it as sentences for people.

The only place in which pydantic is asked. Its ``TypeAdapter`` takes the dataclasses of ``model``
as they are; the same types give the JSON Schemas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from atmp_gap.corpus.fixed_words import meant
from atmp_gap.corpus.problem import Place, Problem, did_you_mean, spelling
from atmp_gap.corpus.sources import SourceFile
from atmp_gap.corpus.yaml_reader import Refused, Unusual, decode, parse, place_of, plain

Content = TypeVar("Content")


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(kind: type[Content]) -> TypeAdapter[Content]:
    """What makes records of some kind from plain data; made once per kind."""
    found = _ADAPTERS.get(kind)
    if found is None:
        found = _ADAPTERS[kind] = TypeAdapter(kind)
    return found


def json_schema(kind: type[Any], *, output: bool = False) -> dict[str, Any]:
    """The JSON Schema of what a file may say of a record, or of what is printed of a result.

    Printed results may gain fields, so their schema refuses none.
    """
    if not output:
        return adapter(kind).json_schema(by_alias=True)
    schema = adapter(kind).json_schema(mode="serialization", by_alias=False)
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("additionalProperties", None)
    return schema


def validated_file(source: SourceFile, kind: type[Content]) -> Content | list[Problem]:
    """A file's bytes as a record, or all that is wrong with them.

    What is valid is read without positions; only the rest is read a second time, with them.
    Noting positions always would make a cold run over 10,000 requirements a quarter slower.
    """
    try:
        text = decode(source.raw, source.file)
        try:
            return adapter(kind).validate_python(plain(text))
        except (Unusual, ValidationError):
            node = parse(text, source.file)
    except Refused as refused:
        return refused.problems
    if node is None:
        return [Problem("AG005", "is empty", Place(source.file), "remove the file")]
    return validated(node, source.file, kind)


def validated(node: Any, file: str, kind: type[Content]) -> Content | list[Problem]:
    """A file's data as a record, or all that is wrong with it; ``node`` knows its positions."""
    try:
        return adapter(kind).validate_python(node)
    except ValidationError as error:
        return _explained(error, node, file, kind)


def _explained(error: ValidationError, node: Any, file: str, kind: type[Any]) -> list[Problem]:
    """A validation error as sentences with places, one per spot."""
    by_spot: dict[tuple[Place, str], Problem] = {}
    details = error.errors(include_url=False)
    # A key that is there under another spelling is not missing as well.
    misspelt = {
        (*detail["loc"][:-1], spelling(str(detail["loc"][-1])))
        for detail in details
        if detail["type"] == "unexpected_keyword_argument"
    }
    for detail in details:
        path = tuple(detail["loc"])
        if detail["type"] == "missing" and (*path[:-1], spelling(str(path[-1]))) in misspelt:
            continue
        what = detail["type"]
        name = str(path[-1])[:80] if path else ""
        if what == "unexpected_keyword_argument":
            place = place_of(node, path, file, key=True)
            known = _fields(kind, path[:-1])
            problem = Problem("AG006", f"unknown field {name!r}", place, did_you_mean(name, known))
        elif what == "missing":
            place = place_of(node, path[:-1], file)
            problem = Problem("AG005", f"the field {name!r} is missing", place, "add it")
        else:
            place = place_of(node, path, file)
            field_name = next((str(s) for s in reversed(path) if _is_field(node, path, s)), "it")
            problem = Problem("AG005", _sentence(what, detail, field_name), place, _hint(detail))
        by_spot.setdefault((problem.place, problem.code + name * (what == "missing")), problem)
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


_SCHEMAS: dict[type[Any], dict[str, Any]] = {}


def _fields(kind: type[Any], path: Sequence[int | str]) -> list[str]:
    """The keys that a kind of record knows at a path."""
    if kind not in _SCHEMAS:
        _SCHEMAS[kind] = json_schema(kind)
    schema = _SCHEMAS[kind]
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


def _hint(detail: Any) -> str | None:
    """The word of the format that an everyday one means: must for shall."""
    if detail["type"] != "literal_error":
        return None
    word = meant(detail["input"], re.findall(r"'([^']*)'", detail["ctx"]["expected"]))
    return f"write {word}" if word else None


_SENTENCES = {
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a mapping",
    "dataclass_type": "must be a mapping",
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
