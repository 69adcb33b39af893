"""A record of a file as the rules of ``check`` see it: with the place of each of its parts."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from atmp_gap.corpus.files import Loaded
from atmp_gap.corpus.problem import Place
from atmp_gap.model.record import FileRecord

Content = TypeVar("Content", bound=FileRecord)


class Item(Generic[Content]):
    """One record of a file, and where its parts stand."""

    __slots__ = ("loaded", "model", "path")

    def __init__(self, loaded: Loaded[Any], path: tuple[str | int, ...], model: Content) -> None:
        self.loaded, self.path, self.model = loaded, path, model

    def at(self, *steps: str | int, key: bool = False) -> Place:
        """Where a part of it stands; the record itself without steps."""
        return self.loaded.place(*self.path, *steps, key=key)
