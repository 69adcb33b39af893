"""YAML to plain data in which every item knows its line and column.

Built on libyaml's events. Scalars stay text (``NO``, ``1.10`` and ``12:30`` are what was written);
an empty value is None. Duplicate keys, anchors, aliases, tags and second documents are refused.
"""

from __future__ import annotations

from typing import Any

import yaml

from atmp_gap.corpus.folder import MAX_BYTES
from atmp_gap.corpus.problem import Place, Problem

# None where PyYAML was built without libyaml.
CParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)

MAX_DEPTH = 40


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


class Refused(Exception):
    """A text that is not readable as data of this format."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(str(problems[0]))
        self.problems = problems


def decode(raw: bytes, file: str) -> str:
    """UTF-8 bytes as text, with or without a byte order mark. Raises Refused."""
    if len(raw) > MAX_BYTES:
        raise Refused([Problem("AG001", "is larger than 64 MB", Place(file), "split it")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = f"is not UTF-8: byte 0x{raw[error.start]:02x} cannot stand here"
        raise Refused(
            [Problem("AG001", message, Place(file, line, column), "save the file as UTF-8")]
        ) from None


class Unusual(Exception):
    """A text that ``plain`` leaves to ``parse``."""


def plain(text: str) -> Any:
    """The data of one YAML text without positions: dict, list, str or None.

    Noting positions takes as long again, and they are seldom asked for. Raises Unusual where
    anything is wrong or odd; ``parse`` then finds the same and says where.
    """
    if CParser is None:
        raise Unusual
    next_event = CParser(text).get_event
    scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
    no_key: Any = object()
    root: list[Any] = []
    top: Any = root
    key: Any = None  # within a list; in a mapping the key that awaits its value, or no_key
    above: list[tuple[Any, Any]] = []
    documents = 0
    try:
        while True:
            event = next_event()
            kind = event.__class__
            if kind is scalar:
                if event.anchor is not None or event.tag is not None:
                    raise Unusual
                value = event.value
                if key is None:
                    top.append(value if value or event.style else None)
                elif key is not no_key:
                    top[key] = value if value or event.style else None
                    key = no_key
                elif value in top or value in ("", "<<"):
                    raise Unusual
                else:
                    key = value
            elif kind is mapping_end or kind is sequence_end:
                top, key = above.pop()
                if key is not None:
                    key = no_key
            elif kind is mapping or kind is sequence:
                if event.anchor is not None or event.tag is not None or len(above) >= MAX_DEPTH:
                    raise Unusual
                node: Any = {} if kind is mapping else []
                if key is None:
                    top.append(node)
                elif key is no_key:
                    raise Unusual
                else:
                    top[key] = node
                above.append((top, key))
                top, key = node, no_key if kind is mapping else None
            elif event is None:
                break
            elif kind is yaml.AliasEvent:
                raise Unusual
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise Unusual
    except yaml.YAMLError:
        raise Unusual from None
    return root[0] if root else None


def parse(text: str, file: str) -> Any:
    """The data of one YAML text: Map, Seq, str or None.

    Raises Refused with every duplicate key, anchor, alias and tag found, or with the first error
    of syntax.
    """
    problems: list[Problem] = []

    def refuse(code: str, message: str, event: Any, help_: str | None = None) -> None:
        mark = event.start_mark
        place = Place(file, mark.line + 1, mark.column + 1)
        problems.append(Problem(code, message, place, help_))

    root: Any = None
    roots = 0
    stack: list[Map | Seq] = []
    keys: list[tuple[str, int, int] | None] = []  # per open mapping: the key awaiting its value
    try:
        for event in _events(text):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if event.anchor is not None:
                    refuse("AG004", f"anchor &{event.anchor} is not used here", event, "repeat it")
                if event.tag is not None and not event.implicit[0] and not event.implicit[1]:
                    refuse("AG004", f"tag {event.tag} is not used here", event, "remove it")
                value: Any = event.value
                if value == "" and not event.style:
                    value = None
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor is not None:
                    refuse("AG004", f"anchor &{event.anchor} is not used here", event, "repeat it")
                if event.tag is not None and not event.implicit:
                    refuse("AG004", f"tag {event.tag} is not used here", event, "remove it")
                mark = event.start_mark
                node: Map | Seq
                if kind is yaml.MappingStartEvent:
                    node = Map(mark.line + 1, mark.column + 1)
                else:
                    node = Seq(mark.line + 1, mark.column + 1)
                if len(stack) >= MAX_DEPTH:
                    refuse("AG002", f"nests deeper than {MAX_DEPTH} levels", event)
                    raise Refused(problems)
                value = node
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
                continue
            elif kind is yaml.AliasEvent:
                refuse("AG004", f"alias *{event.anchor} is not used here", event, "repeat the text")
                value = None
            elif kind is yaml.DocumentStartEvent:
                roots += 1
                if roots > 1:
                    refuse("AG002", "a second document starts here", event, "one document a file")
                    raise Refused(problems)
                continue
            else:
                continue

            if not stack:
                root = value
            else:
                top = stack[-1]
                mark = event.start_mark
                line, column = mark.line + 1, mark.column + 1
                if type(top) is Map:
                    pending = keys[-1]
                    if pending is None:
                        if not isinstance(value, str):
                            refuse("AG005", "a key must be a word", event)
                            value = f"\0{line}:{column}"
                        elif value == "<<":
                            refuse("AG004", "merge key << is not used here", event, "repeat it")
                        elif value in top:
                            first = top.marks[value][0]
                            refuse(
                                "AG003",
                                f"key {value!r} stands twice; first in line {first}",
                                event,
                                "keep one of the two",
                            )
                            value = f"\0{line}:{column}"
                        keys[-1] = (value, line, column)
                        top[value] = None
                        if isinstance(value, str):
                            top.marks[value] = (line, column, line, column)
                        if kind is not yaml.ScalarEvent and kind is not yaml.AliasEvent:
                            raise Refused(problems)
                        continue
                    key, key_line, key_column = pending
                    keys[-1] = None
                    top[key] = value
                    top.marks[key] = (key_line, key_column, line, column)
                else:
                    assert type(top) is Seq
                    top.append(value)
                    top.marks.append((line, column))
            if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                stack.append(value)
                keys.append(None)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        what = " ".join(part for part in (error.problem, error.context) if part)
        problems.append(Problem("AG002", f"is not YAML: {what}", place))
    except yaml.YAMLError as error:
        problems.append(_reader_problem(text, file, error))
    if problems:
        raise Refused(problems)
    return root


def _events(text: str) -> Any:
    """The parse events, from libyaml where it is there."""
    if CParser is None:
        yield from yaml.parse(text)
        return
    parser = CParser(text)
    while True:
        event = parser.get_event()
        if event is None:
            return
        yield event


def _reader_problem(text: str, file: str, error: yaml.YAMLError) -> Problem:
    """A character YAML does not allow, with its position."""
    at = getattr(error, "position", None)
    for index, char in enumerate(text):
        if (ord(char) < 32 and char not in "\t\n\r") or char in "\x7f\ufffe\uffff":
            at = index
            break
    if at is None:
        return Problem("AG002", f"is not YAML: {' '.join(str(error).split())}", Place(file))
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    code = ord(text[at]) if at < len(text) else 0
    return Problem(
        "AG002",
        f"holds the character U+{code:04X}, which YAML does not allow",
        Place(file, line, column),
        "remove it",
    )


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
