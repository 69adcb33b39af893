"""Data of a YAML file in which every item knows its line and column.

``yaml_reader.parse`` makes it, ``place_of`` finds the place of an item by its path.
"""

from __future__ import annotations

import re
from typing import Any

from atmp_gap.corpus.problem import Place


class Map(dict[str, Any]):
    """A mapping; ``marks`` holds (key line, key column, value line, value column) by key."""

    __slots__ = ("column", "line", "marks")

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line, self.column = line, column
        self.marks: dict[str, tuple[int, int, int, int]] = {}


class Seq(list[Any]):
    """A list; ``marks`` holds (line, column) by index."""

    __slots__ = ("column", "line", "marks")

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line, self.column = line, column
        self.marks: list[tuple[int, int]] = []


def place_of(node: Any, path: tuple[str | int, ...], file: str, key: bool = False) -> Place:
    """Where the item at a path stands; as far along the path as there is something.

    With ``key`` the place of the last key instead of its value.
    """
    line, column = getattr(node, "line", 0), getattr(node, "column", 0)
    for index, step in enumerate(path):
        if isinstance(node, Map) and isinstance(step, str) and step in node.marks:
            mark = node.marks[step]
            last = index == len(path) - 1
            line, column = mark[:2] if key and last else mark[2:]
            node = node[step]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            line, column = node.marks[step]
            node = node[step]
        else:
            break
    return Place(file, line, column)


_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML counts them: U+0085, U+2028 and U+2029 end one too.

    The line of a place is found in these alone.
    """
    return _BREAK.split(text)
