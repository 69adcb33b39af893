"""Mutants of files: of their text, of their structure, and of what is packed in them."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from typing import Any

from fuzz import NASTY, mutate

WORDS = re.compile(r"[\w.-]{2,}")
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**400,
    1e308,
    "",
    " ",
    "x" * 3000,
    "n" * 300 + "/" + "n" * 300,
    "../../../etc/passwd",
    "/dev/zero",
    "a\u0085b\u2028c",
    "\u202e\u200b",
    "\x1b[2J",
    "::error::x",
    "=1+1",
    "<script>",
    [],
    {},
    [[]],
    [None],
    {"": ""},
    ["a"] * 200,
    "2026-02-31",
    "9999-12-31",
    "\ud800",
    "\ufffe",
)


def text_mutant(text: str, dice: random.Random) -> bytes:
    """A text with one to four changes of characters, words, lines, blocks or bytes."""
    return mutate(text, dice, WORDS.findall(text)[:4000] or ["x"])


def tree_mutant(tree: Any, dice: random.Random) -> bytes:
    """A tree of data with one to three values replaced, dropped, doubled or nested, as JSON.

    JSON is YAML, so that it stands for every file of ours; text that is no UTF-8 goes in as such.
    """
    tree = json.loads(json.dumps(tree, default=str))
    for _ in range(dice.randint(1, 3)):
        places = list(_places(tree))
        if not places:
            break
        holder, key = dice.choice(places)
        match dice.randrange(5):
            case 0:
                holder[key] = dice.choice(VALUES)
            case 1:
                del holder[key]
            case 2:
                holder[key] = _nested(holder[key], dice.choice((2, 60, 400)))
            case 3 if isinstance(holder, dict):
                holder[f"{dice.choice(NASTY)}{key}"] = holder[key]
            case 4 if isinstance(holder[key], str):
                at = dice.randrange(len(holder[key]) + 1)
                holder[key] = holder[key][:at] + dice.choice(NASTY) + holder[key][at:]
            case _:
                other, name = dice.choice(places)
                try:
                    holder[key] = json.loads(json.dumps(other[name], default=str))
                except (KeyError, IndexError):
                    holder[key] = None
    ascii_only = dice.random() < 0.5
    try:
        return json.dumps(tree, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    except (RecursionError, ValueError):
        # Nested more than once, or within itself: too deep for what writes it, not for a file.
        return b"[" * 5000 + b"]" * 5000


def _places(tree: Any) -> Any:
    items = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    for key, value in list(items):
        yield tree, key
        yield from _places(value)


def _nested(value: Any, depth: int) -> Any:
    for number in range(depth):
        value = [value] if number % 2 else {"a": value}
    return value


def zip_mutant(raw: bytes, dice: random.Random) -> bytes:
    """A packed file (.xlsx, .docx) with a part changed or dropped, or its bytes damaged."""
    if dice.random() < 0.15:
        at = dice.randrange(len(raw))
        return raw[:at] + dice.randbytes(dice.randint(1, 8)) + raw[at + dice.randint(0, 8) :]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = set(dice.sample(names, min(len(names), dice.randint(1, 2))))
        for name in names:
            content = old.read(name)
            if name in chosen:
                match dice.randrange(4):
                    case 0:
                        continue
                    case 1:
                        content = _part(content, dice)
                    case 2:
                        content = text_mutant(content.decode("utf-8", "replace"), dice)
                    case 3:
                        content = dice.choice((b"", b"<", b"<a/>", b"\0" * 100, content[:50]))
            new.writestr(name, content)
    return out.getvalue()


def _part(content: bytes, dice: random.Random) -> bytes:
    """An XML part with the text or an attribute of some elements replaced: it stays XML."""
    text = content.decode("utf-8", "replace")
    found = list(re.finditer(r'(?<==")[^"]*(?=")|(?<=>)[^<>]+(?=<)', text))
    for place in sorted(dice.sample(found, min(len(found), dice.randint(1, 4))), key=str):
        value = dice.choice(("", "0", "-1", "9" * 30, "A1:XFD1048576", "#REF!", "&amp;", "x" * 500))
        text = text.replace(place[0], value, 1)
    return text.encode()
