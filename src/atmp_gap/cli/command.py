"""Commands whose options are text and paths, which need nobody to validate them.

typer hands every value, given or not, to pydantic, and importing pydantic takes longer than most
commands do. Words, lists of words and paths are taken as they are instead, through the hook that
Click documents for it; every other kind of option still goes typer's way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from typer.core import TyperCommand, TyperGroup

from atmp_gap.cli.exits import Stop

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
    """A command that takes text, paths, lists and pairs of them as they were typed.

    What typer would drop (an option's first value, where it is given twice) or refuse without a
    word on what to do (an argument where an option belongs) stops it with a hint.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of the command line, after a look at what is too many of them."""
        if not ctx.resilient_parsing:
            given, rest, order = self.make_parser(ctx).parse_args(list(args))
            if "help" not in given:
                _refuse_repeated(order, args)
                if rest:
                    from atmp_gap.cli.hints import unexpected

                    raise unexpected(ctx.command_path, rest, self.get_params(ctx), given)
        return super().parse_args(ctx, args)


def _refuse_repeated(order: list[Any], words: Sequence[str]) -> None:
    """Stop where an option that takes one value is given two: neither is dropped in silence."""
    for option in dict.fromkeys(order):
        single = option.param_type_name == "option" and not option.is_flag and not option.multiple
        if single and order.count(option) > 1:
            name, *values = option.opts[0], *_values(option, words)
            said = " and ".join(map(repr, values)) if values else "two values"
            raise Stop(f"{name} is given more than once: {said}", "keep the one that is meant")


def _values(option: Any, words: Sequence[str]) -> list[str]:
    """What stands behind an option, each time it is given."""
    found = []
    for i, word in enumerate(words):
        for name in option.opts:
            if word == name:
                found.append(" ".join(words[i + 1 : i + 1 + option.nargs]))
            elif word.startswith(f"{name}="):
                found.append(word[len(name) + 1 :])
            elif len(name) == 2 and word.startswith(name):
                found.append(word[2:])
    return found


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
    missing = empty and param.required and not ctx.resilient_parsing
    if isinstance(value, bool) or missing:
        return usual(ctx, value)
    if empty:
        value = () if getattr(param, "multiple", False) or param.nargs == -1 else None
    elif function is not None and param.name in _kinds(function):
        value = _kinds(function)[param.name](value)
    else:
        return usual(ctx, value)
    return value if param.callback is None else param.callback(ctx, param, value)
