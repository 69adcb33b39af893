"""What is wrong with data that should be a record, as sentences for people.

``validate`` calls ``explained`` with what pydantic, or ``plain_records``, found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from atmp_gap.corpus.fixed_words import meant
from atmp_gap.corpus.problem import Place, Problem, did_you_mean, spelling
from atmp_gap.corpus.yaml_nodes import place_of
from atmp_gap.model.record import key_of


def explained(details: Sequence[Any], node: Any, file: str, kind: type[Any]) -> list[Problem]:
    """What is wrong with a file's data as sentences with places, one per spot.

    ``details`` are those of a ``ValidationError`` of pydantic: of what type each is, where
    (``loc``) and what was given.
    """
    by_spot: dict[tuple[Place, str], Problem] = {}
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


def _fields(kind: Any, path: Sequence[int | str]) -> list[str]:
    """The keys that a kind of record knows at a path."""
    for step in path:
        kinds = [_step(each, step) for each in _choices(kind)]
        kind = next((each for each in kinds if each is not None), None)
    records = [each for each in _choices(kind) if is_dataclass(each)]
    return [key_of(field) for field in fields(records[0])] if records else []


def _choices(kind: Any) -> list[Any]:
    """What an annotation allows: of a union each of its members."""
    if get_origin(kind) is Annotated:
        return _choices(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [each for choice in get_args(kind) for each in _choices(choice)]
    return [kind]


def _step(kind: Any, step: int | str) -> Any:
    """The annotation of what stands at a step within a kind; None where nothing does."""
    if is_dataclass(kind):
        assert isinstance(kind, type)
        named = {key_of(field): field.name for field in fields(kind)}
        return get_type_hints(kind, include_extras=True).get(named.get(str(step), ""))
    inner = get_args(kind)
    if get_origin(kind) is tuple and isinstance(step, int):
        return inner[0]
    return inner[1] if get_origin(kind) in (dict, Mapping) and isinstance(step, str) else None


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
