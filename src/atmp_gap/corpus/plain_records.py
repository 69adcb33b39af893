"""Records of plain data where pydantic cannot be, as in a browser, and what is wrong with it.

For the small records that people write themselves: profiles and positions. Files of a corpus are
validated by pydantic, see ``validate``; a test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from atmp_gap.model.base import TextRule
from atmp_gap.model.record import default_of, key_of

Content = TypeVar("Content")
Details = list[dict[str, Any]]
"""What is wrong, each as pydantic tells it: ``type``, ``loc``, ``input``, ``msg``, ``ctx``."""
Path = tuple[int | str, ...]


def made(kind: type[Content], data: Any) -> tuple[Content, Details]:
    """A record of plain data, and what is wrong with the data; then the record is of no use."""
    wrong: Details = []
    found: Content = _value(kind, data, (), wrong)
    return found, wrong


def _value(kind: Any, data: Any, at: Path, wrong: Details) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        rules = [rule for rule in inner[1:] if isinstance(rule, TextRule)]
        return _text(rules[0], data, at, wrong) if rules else _value(inner[0], data, at, wrong)
    if origin in (Union, UnionType):
        return _either(inner, data, at, wrong)
    if origin is Literal:
        return data if data in inner else _refuse("literal_error", data, at, wrong, _named(inner))
    if origin is tuple:
        if not isinstance(data, (list, tuple)):
            return _refuse("tuple_type", data, at, wrong)
        return tuple(_value(inner[0], item, (*at, i), wrong) for i, item in enumerate(data))
    if origin in (dict, Mapping):
        if not isinstance(data, dict):
            return _refuse("dict_type", data, at, wrong)
        for key in data:
            _value(inner[0], key, (*at, key, "[key]"), wrong)
        return {key: _value(inner[1], item, (*at, key), wrong) for key, item in data.items()}
    if is_dataclass(kind):
        return _record(kind, data, at, wrong)
    raise TypeError(f"no way is known to make {kind} of plain data")


def _record(kind: Any, data: Any, at: Path, wrong: Details) -> Any:
    if not isinstance(data, dict):
        return _refuse("dataclass_type", data, at, wrong)
    hints = get_type_hints(kind, include_extras=True)
    values: dict[str, Any] = {}
    known = {key_of(field): field for field in fields(kind)}
    for key, field in known.items():
        if key not in data:
            if default_of(field) is MISSING:
                _refuse("missing", data, (*at, key), wrong)
            continue
        found = _value(hints[field.name], data[key], (*at, key), wrong)
        if field.metadata.get("min_length") and found is not None and not found:
            _refuse("too_short", data[key], (*at, key), wrong)
        values[field.name] = found
    for key in data:
        if key not in known:
            _refuse("unexpected_keyword_argument", data[key], (*at, key), wrong)
    return None if wrong else kind(**values)


def _either(choices: tuple[Any, ...], data: Any, at: Path, wrong: Details) -> Any:
    """The first choice that the data fits; where it fits none, what is wrong with it as each."""
    if data is None and type(None) in choices:
        return None
    tried: Details = []
    several = len(choices) - (type(None) in choices) > 1
    for choice in choices:
        if choice is not type(None):
            own: Details = []
            # Of several, what is wrong is told of the value as a whole.
            found = _value(choice, data, (*at, "[choice]") if several else at, own)
            if not own:
                return found
            tried += own
    wrong += tried
    return None


def _text(rule: TextRule, data: Any, at: Path, wrong: Details) -> Any:
    if not isinstance(data, str):
        return _refuse("string_type", data, at, wrong)
    text = data.strip() if rule.strip_whitespace else data
    if rule.min_length is not None and len(text) < rule.min_length:
        return _refuse("string_too_short", data, at, wrong)
    if rule.max_length is not None and len(text) > rule.max_length:
        return _refuse("string_too_long", data, at, wrong, {"max_length": rule.max_length})
    if rule.pattern is not None and not re.search(rule.pattern, text):
        return _refuse("string_pattern_mismatch", data, at, wrong)
    if rule.check is not None:
        try:
            return rule.check(text)
        except ValueError as error:
            return _refuse("value_error", data, at, wrong, message=f"Value error, {error}")
    return text


def _named(words: tuple[Any, ...]) -> dict[str, str]:
    """Fixed words as a sentence lists them: 'must', 'should' or 'may'."""
    *first, last = map(repr, words)
    return {"expected": f"{', '.join(first)} or {last}" if first else last}


def _refuse(
    what: str,
    data: Any,
    at: Path,
    wrong: Details,
    context: Mapping[str, Any] | None = None,
    message: str = "",
) -> None:
    wrong.append({"type": what, "loc": at, "input": data, "ctx": context or {}, "msg": message})
