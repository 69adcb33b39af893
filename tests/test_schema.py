"""What validates files, held against pydantic's models of the same records."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import ValidationError

from atmp_gap.corpus.bundled import bundled_folder
from atmp_gap.corpus.files import KINDS
from atmp_gap.corpus.gather import gather
from atmp_gap.corpus.load import _kind
from atmp_gap.corpus.yaml_reader import decode, plain
from atmp_gap.model.forms import form
from atmp_gap.model.record import Record
from atmp_gap.model.record import plain as plainly
from atmp_gap.model.schema import validate, validator

ODD: list[Any] = [
    None,
    "",
    " ",
    "x",
    "a\nb",
    "true",
    "no",
    3,
    True,
    [],
    ["x"],
    [""],
    {},
    {"x": "y"},
]
ODD += ["2026", "2026-13", "2026-02-30", "x" * 2001, ["x", None], {"x": ["y"]}, {"": "y"}, [[]]]


def _files() -> Iterator[tuple[type[Record], Any]]:
    for source in gather([bundled_folder()]).sources:
        kind = _kind(source)
        assert kind is not None
        yield kind, plain(decode(source.raw, source.file))


FILES = list(_files())


def test_every_kind_of_file_is_there() -> None:
    assert {kind for kind, _ in FILES} == set(KINDS)


def _spots(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every item of some data."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, (dict, list)):
            yield from _spots(value, (*path, key))


SPOTS = [list(_spots(data)) for _, data in FILES]


def _faults(check: Any, data: Any) -> set[tuple[str, tuple[Any, ...]]]:
    """What is wrong with some data, by kind and place.

    A record is a mapping to one of the two and a model to the other; what it says itself against
    contradictions only one of them hears.
    """
    try:
        check(data)
    except ValidationError as error:
        return {
            (detail["type"].replace("model_type", "dict_type"), _at(detail["loc"], data))
            for detail in error.errors(include_url=False)
            if not (detail["type"] == "value_error" and isinstance(detail["input"], dict))
        }
    return set()


def _at(place: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    """A place without the names of choices, which are no part of the data."""
    found: list[Any] = []
    for step in place:
        inside = isinstance(data, dict) and (step in data)
        inside = inside or (isinstance(data, list) and isinstance(step, int) and step < len(data))
        if inside:
            data = data[step]
            found.append(step)
    return tuple(found)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_both_find_the_same_wrong_in_the_same_places(draw: st.DataObject) -> None:
    number = draw.draw(st.integers(0, len(FILES) - 1))
    kind, data = FILES[number]
    changed = copy.deepcopy(data)
    for _ in range(draw.draw(st.integers(1, 3))):
        *way, last = draw.draw(st.sampled_from(SPOTS[number]))
        inner = changed
        try:
            for step in way:
                inner = inner[step]
            inner[last]
        except (KeyError, IndexError, TypeError):
            continue
        if isinstance(inner, str):
            continue
        what = draw.draw(st.sampled_from(["drop", "rename", "replace"]))
        if what == "replace" or not isinstance(inner, dict):
            inner[last] = draw.draw(st.sampled_from(ODD))
        else:
            value = inner.pop(last)
            if what == "rename":
                inner[draw.draw(st.sampled_from(["nmae", "", "id", "from_", "from"]))] = value
    ours = _faults(validator(kind).validate_python, changed)
    assert ours == _faults(form(kind).model_validate, changed)


@pytest.mark.parametrize(("kind", "data"), FILES)
def test_what_is_valid_becomes_the_same_data(kind: type[Record], data: Any) -> None:
    model = form(kind).model_validate(data)
    assert plainly(validate(kind, data)) == _lists(model.model_dump())


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, (list, tuple)) else value
