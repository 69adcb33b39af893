"""YAML text in the layout of `requirements/`: one line for each key, long sentences folded."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 118
_SPECIAL = (">", "[", "{", "&", "*", "!", "|", "%", "@", "`", '"', "'", "-", "?", ":", ",", "#")


def plain(value: str) -> str:
    """A text as a YAML scalar, quoted where it has to be."""
    special = value.startswith(_SPECIAL)
    if special or ": " in value or " #" in value:
        return "'" + value.replace("'", "''") + "'"
    return value


def pair(indent: int, key: str, value: str) -> str:
    """``key: value``, folded over lines indented further where it is long."""
    line = f"{' ' * indent}{key}: {plain(value)}"
    if len(line) <= WIDTH:
        return line
    folded = []
    while len(line) > WIDTH:
        at = line.rfind(" ", indent + len(key) + 3, WIDTH)
        if at < 0:
            break
        folded.append(line[:at])
        line = " " * (indent + 2) + line[at + 1 :]
    return "\n".join([*folded, line])


def listed(indent: int, key: str, values: Sequence[str]) -> str:
    """A key with a list below it, one value on each line."""
    lines = [f"{' ' * indent}{key}:", *(f"{' ' * (indent + 2)}- {plain(item)}" for item in values)]
    return "\n".join(lines)


def file_text(head: Sequence[str], records: Sequence[str]) -> str:
    """A whole file: its first lines, then records with an empty line between them."""
    return "\n".join([*head, "\n\n".join(records)]) + "\n"
