"""New topics, subjects and requirements as text that ``check`` accepts, for ``atmp-gap new``.

What is added to a file is put in as text behind the last item of its list, so that comments and
layout of the rest stay as they are. What a person still has to say is marked ``TODO``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from atmp_gap.corpus.yaml_reader import Map, Seq, lines_of, parse
from atmp_gap.model.subject import Slot
from atmp_gap.profile.template import quoted


class CannotAdd(ValueError):
    """A file in which nothing can be put in as text; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def topic_text(name: str, title: str, summary: str | None) -> str:
    """A topic's file, without subjects."""
    return (
        f"id: {name}\ntitle: {quoted(title)}\n"
        f"summary: {quoted(summary or 'TODO: what the topic is about, in a sentence')}\n"
        "groups:\n  - id: general\n    title: General\nsubjects: []\n"
    )


def subject_lines(
    name: str, title: str, question: str | None, group: str, slots: Mapping[str, str]
) -> list[str]:
    """A subject; ``slots`` are written after their names as they are."""
    return [
        f"id: {name}",
        f"title: {quoted(title)}",
        f"question: {quoted(question or f'TODO: what is asked about {title}?')}",
        f"group: {group}",
        "asks:",
        *(f"  {slot}: {text}" for slot, text in slots.items()),
    ]


def requirement_lines(
    name: str,
    subject: str,
    document: str,
    statement: str | None,
    locator: str | None,
    day: str,
    asks: Mapping[str, Slot],
) -> list[str]:
    """A requirement, graded recalled; its answers stand as comments, with how they are written."""
    todo = "TODO: say in one sentence of your own what should be done"
    obligation = "should"
    if statement and re.search(r"\b(must|shall|required)\b", statement, re.IGNORECASE):
        obligation = "must"
    return [
        f"id: {name}",
        f"subject: {subject}",
        f"statement: {quoted(statement or todo)}",
        f"obligation: {obligation}",
        "answers: {}",
        "# What is answered, once the text was read:",
        *(f"#   {name}:  # {_what(slot)}" for name, slot in asks.items()),
        "source:",
        f"  document: {document}",
        f"  locator: {quoted(locator or 'TODO')}",
        "reading:",
        "  grade: recalled",
        f"  date: {day}",
    ]


def _what(slot: Slot) -> str:
    dimension = f" of {slot.dimension}" if slot.dimension else ""
    values = f": {', '.join(slot.values)}" if slot.values else ""
    return f"{slot.kind}{dimension}{values}"


def next_id(agency: str, topic: str, ids: Iterable[str], here: Sequence[str]) -> str:
    """The id after the highest of a file, in the same form; else one from agency and topic."""
    known = set(ids)
    numbered = [found for name in here if (found := re.fullmatch(r"(.*?)(\d+)", name))]
    if numbered:
        last = max(numbered, key=lambda found: int(found[2]))
        prefix, number, width = last[1], int(last[2]), len(last[2])
    else:
        short = "".join(part[:1] for part in topic.split("-"))
        short = (short if len(short) > 1 else topic[:3]).upper()
        prefix, number, width = f"{agency}-{short}-", 0, 3
    while (name := f"{prefix}{number + 1:0{width}d}") in known:
        number += 1
    return name


def added(text: str, file: str, key: str, lines: Sequence[str]) -> str:
    """A file's text with one more item in the list under a key.

    Raises CannotAdd where the list is written in brackets or lines end in unusual characters, and
    Refused where it is no YAML.
    """
    windows = "\r\n" in text
    text = text.replace("\r\n", "\n")
    if not text.endswith("\n"):
        text += "\n"
    if len(lines_of(text)) != text.count("\n") + 1:
        message = f"{file}: a line ends in another character than a line break"
        raise CannotAdd(message, "end its lines as usual, or add the item by hand")
    node = parse(text.removeprefix("\ufeff"), file)
    items = node.get(key) if isinstance(node, Map) else None
    rows = text.split("\n")[:-1]
    if not isinstance(node, Map) or key not in node:
        at, indent, new = len(rows), "  ", [f"{key}:"]
    elif not isinstance(items, Seq) or not items:
        at, indent, new = node.marks[key][0], "  ", []
        rows[at - 1] = re.sub(r":\s*\[\s*\]", ":", rows[at - 1])
    else:
        at, indent = _behind(rows, items, file)
        new = [""] if _spaced(rows, items) else []
    new += [f"{indent}- {lines[0]}", *(f"{indent}  {line}" for line in lines[1:])]
    whole = "\n".join([*rows[:at], *new, *rows[at:]]) + "\n"
    return whole.replace("\n", "\r\n") if windows else whole


def _behind(rows: Sequence[str], items: Seq, file: str) -> tuple[int, str]:
    """The row behind the last item of a list, and the blanks before its hyphen."""
    first = items.marks[-1][0] - 1
    found = re.match(r"( *)- ", rows[first])
    if found is None:
        raise CannotAdd(f"{file}: the list is written in brackets", "add the item by hand")
    indent = found[1]
    end = first + 1
    for number in range(first + 1, len(rows)):
        row = rows[number]
        if row.strip() and len(row) - len(row.lstrip(" ")) <= len(indent):
            break
        if row.strip():
            end = number + 1
    return end, indent


def _spaced(rows: Sequence[str], items: Seq) -> bool:
    """Whether an empty line stands between the items of a list."""
    line = items.marks[-1][0]
    return len(items) > 1 and line >= 2 and not rows[line - 2].strip()
