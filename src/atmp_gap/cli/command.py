"""Commands whose options are text and paths, which need nobody to validate them.

typer hands every value, given or not, to pydantic, and importing pydantic takes longer than most
commands do. Words, lists of words and paths are taken as they are instead, through the hook that
Click documents for it; every other kind of option still goes typer's way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from typer.core import TyperCommand, TyperGroup

_PLAIN = (str, Path)


class _Plain:
    """What commands and groups of them share: parameters that take plain values as typed."""

    callback: Any

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, the help option too, with the hook in place."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        function = getattr(self.callback, "__wrapped__", None)
        for param in params:
            if not isinstance(getattr(param, "process_value", None), partial):
                param.process_value = partial(_value, param, param.process_value, function)
        return params


class Command(_Plain, TyperCommand):
    """A command that takes text, paths, lists and pairs of them as they were typed."""


class CommandGroup(_Plain, TyperGroup):
    """A group of commands whose own options are flags."""


@cache
def _kinds(function: Callable[..., Any]) -> dict[str, Callable[[Any], Any]]:
    """How to make what a function's parameters want of text, for the plain ones among them."""
    found: dict[str, Callable[[Any], Any]] = {}
    for name, hint in get_type_hints(function).items():
        made = _maker(hint)
        if made is not None:
            found[name] = made
    return found


def _maker(hint: Any) -> Callable[[Any], Any] | None:
    options = [item for item in get_args(hint) if item is not type(None)]
    if get_origin(hint) in (Union, type(str | None)) and len(options) == 1:
        return _maker(options[0])
    if hint in _PLAIN:
        made: Callable[[Any], Any] = hint
        return made
    if get_origin(hint) in (list, tuple) and {*options} <= {*_PLAIN} and len({*options}) == 1:
        container, kind = get_origin(hint), options[0]
        return lambda items: container(kind(item) for item in items)
    return None


def _value(
    param: Any,
    usual: Callable[[Any, Any], Any],
    function: Callable[..., Any] | None,
    ctx: Any,
    value: Any,
) -> Any:
    """What a parameter's value becomes: nothing stays nothing, what is plain is taken as it is."""
    empty = value is None or value == ()
    if isinstance(value, bool) or (empty and param.required):
        return usual(ctx, value)
    if empty:
        value = () if getattr(param, "multiple", False) or param.nargs == -1 else None
    elif function is not None and param.name in _kinds(function):
        value = _kinds(function)[param.name](value)
    else:
        return usual(ctx, value)
    return value if param.callback is None else param.callback(ctx, param, value)
