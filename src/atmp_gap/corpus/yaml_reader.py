"""YAML to plain data in which every item knows its line and column.

Scalars stay text (``NO``, ``1.10`` and ``12:30`` are what was written); an empty value is None.
Duplicate keys, anchors, aliases, tags and second documents are refused, so that nothing typed is
dropped or repeated unseen.

libyaml turns a text into a row of events: a scalar, the start or end of a mapping or list. Two
functions build data of them. ``parse`` notes where each item stands and names all that is wrong.
``plain`` notes nothing and gives up (``Unusual``) at the first thing that is wrong or odd; it is
tried first, as valid files are seldom asked for positions. Without it a cold read of 10,000
requirements takes 1.25 times as long.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from atmp_gap.corpus.folder import MAX_BYTES
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.yaml_nodes import Map, Seq, lines_of, place_of

__all__ = [
    "Map",
    "Refused",
    "Seq",
    "Unusual",
    "decode",
    "events",
    "lines_of",
    "parse",
    "place_of",
    "plain",
]

# None where PyYAML was built without libyaml.
CParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)

MAX_DEPTH = 40
_OPENING = frozenset((yaml.MappingStartEvent, yaml.SequenceStartEvent))
_CLOSING = frozenset((yaml.MappingEndEvent, yaml.SequenceEndEvent))


class Refused(Exception):
    """A text that is not readable as data of this format.

    ``node`` holds the data without what was refused, where the text could be read to its end.
    """

    def __init__(self, problems: list[Problem], node: Any = None) -> None:
        super().__init__(str(problems[0]))
        self.problems, self.node = problems, node


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

    Use it for what is probably valid. Raises Unusual where anything is wrong or odd; ``parse``
    then finds the same and says where.
    """
    if CParser is None:
        raise Unusual
    next_event = CParser(text).get_event
    no_key: Any = object()
    root: list[Any] = []
    # What is being filled, and the key that awaits its value: None within a list, ``no_key`` in a
    # mapping between two pairs. ``above`` holds both for everything that is still open.
    top: Any = root
    key: Any = None
    above: list[tuple[Any, Any]] = []
    documents = 0
    try:
        while (event := next_event()) is not None:
            kind = event.__class__
            if kind in _OPENING or kind is yaml.ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    raise Unusual
                if kind is yaml.ScalarEvent:
                    value: Any = event.value
                    if key is no_key:
                        if value in top or value in ("", "<<"):
                            raise Unusual
                        key = value
                        continue
                    if not value and not event.style:
                        value = None
                else:
                    value = {} if kind is yaml.MappingStartEvent else []
                    if key is no_key or len(above) >= MAX_DEPTH:
                        raise Unusual
                if key is None:
                    top.append(value)
                else:
                    top[key], key = value, no_key
                if kind in _OPENING:
                    above.append((top, key))
                    top, key = value, no_key if kind is yaml.MappingStartEvent else None
            elif kind in _CLOSING:
                top, key = above.pop()
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
    """The data of one YAML text, with positions: Map, Seq, str or None.

    Raises Refused with every duplicate key, anchor, alias and tag found, or with the first error
    of syntax.
    """
    builder = _Builder(file)
    whole = False
    try:
        for event in events(text):
            builder.take(event)
        whole = True
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        what = " ".join(part for part in (error.problem, error.context) if part)
        builder.problems.append(Problem("AG002", f"is not YAML: {what}", place))
    except yaml.YAMLError as error:
        builder.problems.append(_reader_problem(text, file, error))
    if builder.problems:
        raise Refused(builder.problems, builder.root if whole else None)
    return builder.root


class _Builder:
    """Data from the events of one text, taken one after the other.

    What is open at a time (mappings and lists within each other) lies on a stack, each mapping
    with the key that awaits its value. What is refused is noted and put in under a name that no
    text can have, so that all that is wrong is found in one run.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.problems: list[Problem] = []
        self._documents = 0
        self._open: list[Map | Seq] = []
        self._keys: list[tuple[str, int, int] | None] = []

    def take(self, event: Any) -> None:
        """One event: what it begins, holds or ends. Raises Refused where nothing can go on."""
        kind = type(event)
        if kind in _CLOSING:
            self._open.pop()
            self._keys.pop()
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._refuse("AG002", "a second document starts here", event, "one document a file")
                raise Refused(self.problems)
        elif kind is yaml.AliasEvent:
            alias = f"alias *{event.anchor} is not used here"
            self._refuse("AG004", alias, event, "repeat the text")
            self._put(None, event)
        elif kind is yaml.ScalarEvent:
            self._refuse_marks(event, any(event.implicit))
            empty = event.value == "" and not event.style
            self._put(None if empty else event.value, event)
        elif kind in _OPENING:
            self._begin(event, Map if kind is yaml.MappingStartEvent else Seq)

    def _refuse(self, code: str, message: str, event: Any, help_: str | None = None) -> None:
        mark = event.start_mark
        place = Place(self.file, mark.line + 1, mark.column + 1)
        self.problems.append(Problem(code, message, place, help_))

    def _refuse_marks(self, event: Any, implicit: bool) -> None:
        """Anchors and tags, which the format does without."""
        if event.anchor is not None:
            anchor = f"anchor &{event.anchor} is not used here"
            self._refuse("AG004", anchor, event, "repeat it")
        if event.tag is not None and not implicit:
            self._refuse("AG004", f"tag {event.tag} is not used here", event, "remove it")

    def _begin(self, event: Any, kind: type[Map] | type[Seq]) -> None:
        """Open a mapping or a list."""
        self._refuse_marks(event, event.implicit)
        if len(self._open) >= MAX_DEPTH:
            self._refuse("AG002", f"nests deeper than {MAX_DEPTH} levels", event)
            raise Refused(self.problems)
        node = kind(event.start_mark.line + 1, event.start_mark.column + 1)
        self._put(node, event)
        self._open.append(node)
        self._keys.append(None)

    def _put(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: the root, an item of a list, a key or its value."""
        if not self._open:
            self.root = value
            return
        top, pending = self._open[-1], self._keys[-1]
        spot = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(top, Seq):
            top.append(value)
            top.marks.append(spot)
        elif pending is None:
            self._put_key(top, value, event, spot)
        else:
            key, line, column = pending
            self._keys[-1] = None
            top[key] = value
            top.marks[key] = (line, column, *spot)

    def _put_key(self, top: Map, key: Any, event: Any, spot: tuple[int, int]) -> None:
        unused = f"\0{spot}"
        if not isinstance(key, str):
            self._refuse("AG005", "a key must be a word", event)
            if key is not None:
                # A mapping or list as a key: its own parts could not be told from the values.
                raise Refused(self.problems)
            key = unused
        elif key == "<<":
            self._refuse("AG004", "merge key << is not used here", event, "repeat it")
        elif key in top:
            message = f"key {key!r} stands twice; first in line {top.marks[key][0]}"
            self._refuse("AG003", message, event, "keep one of the two")
            key = unused
        self._keys[-1] = (key, *spot)
        top[key] = None
        top.marks[key] = (*spot, *spot)


def events(text: str) -> Any:
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
    forbidden = re.search("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    if forbidden:
        at = forbidden.start()
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
