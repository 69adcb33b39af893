"""The index of a corpus: a SQLite database with its full-text search (FTS5).

It is made of a corpus in memory (``built``), kept or shipped as bytes (``packed``), and opened from
those for reading only (``unpacked``).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from atmp_gap.search.words import folded, seamed, tokens

if TYPE_CHECKING:
    from sqlite3 import Connection

    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.search.items import Item

FORM = 1
"""Goes up when an index of an earlier version would be misread."""
_TABLES = """
CREATE VIRTUAL TABLE text USING fts5(
    id, title, names, body, tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE item (
    number INTEGER PRIMARY KEY, kind TEXT, what TEXT, id TEXT, title TEXT, subjects TEXT,
    near TEXT);
CREATE TABLE name (folded TEXT, name TEXT, number INTEGER, is_id INTEGER);
CREATE INDEX by_name ON name (folded);
CREATE TABLE word (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class NoFullTextError(Exception):
    """This Python's SQLite has no full-text search."""


def built(corpus: Corpus) -> Connection:
    """The index of a corpus, in memory. Raises NoFullTextError."""
    from atmp_gap.search.items import items

    try:
        import sqlite3
    except ImportError as error:
        raise NoFullTextError from error
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(_TABLES)
    except sqlite3.OperationalError as error:
        connection.close()
        raise NoFullTextError from error
    with connection:
        _fill(connection, items(corpus))
    return connection


def _fill(connection: Connection, found: list[Item]) -> None:
    words: set[str] = set()
    for number, item in enumerate(found, 1):
        # A statement has the title of its subject, which is found by itself.
        title = "" if item.kind == "statement" else item.title
        parts = (item.id, title, "; ".join(item.names), item.text)
        connection.execute(
            "INSERT INTO text (rowid, id, title, names, body) VALUES (?, ?, ?, ?, ?)",
            (number, *map(seamed, parts)),
        )
        connection.execute(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                item.kind,
                item.what,
                item.id,
                item.title,
                json.dumps(item.subjects),
                json.dumps(item.near),
            ),
        )
        names = [(item.id, 1), *((name, 0) for name in item.names)]
        if item.kind != "statement":
            names.append((item.title, 0))
        words.update(word for part in parts for word in tokens(part) if len(word) > 3)
        connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?)",
            [(folded(name), name, number, is_id) for name, is_id in names if folded(name)],
        )
    connection.executemany("INSERT INTO word VALUES (?)", [(word,) for word in sorted(words)])


def packed(connection: Connection) -> bytes:
    """An index as bytes, to be kept or shipped."""
    connection.execute("INSERT INTO text (text) VALUES ('optimize')")
    connection.commit()
    connection.execute("VACUUM")
    return connection.serialize()


def unpacked(raw: bytes) -> Connection | None:
    """An index of bytes that were kept, for reading only; None where they cannot be used here."""
    try:
        import sqlite3
    except ImportError:
        return None
    if not raw.startswith(b"SQLite format 3\x00"):
        return None
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(raw)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT rowid FROM text LIMIT 1").fetchall()
    except (sqlite3.Error, AttributeError):
        connection.close()
        return None
    return connection
