"""The slot kinds: one file each, with everything that is true of a kind.

``KINDS`` is the only list of them; it holds what the modules of this room define. Adding a kind is
adding a file with a subclass of ``Kind``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from atmp_gap.kinds.base import Kind


def kinds_in(module: ModuleType) -> Iterator[Kind]:
    """One of every kind that a module defines."""
    for item in vars(module).values():
        own = isinstance(item, type) and item.__module__ == module.__name__
        if own and issubclass(item, Kind) and hasattr(item, "name"):
            yield item()


def _found() -> Mapping[str, Kind]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return {kind.name: kind for module in modules for kind in kinds_in(module)}


KINDS: dict[str, Kind] = dict(_found())
"""Every slot kind by name."""
