"""The file of the index: its tables, and whether one that is there can be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from atmp_gap.library.stems import TOKENIZE

_TABLES = f"""
create table files (sha256 text primary key, pages integer, head text, edition text, words text,
                    unread text, size integer);
create virtual table passages using fts5 (
    text, section, sha256 unindexed, start unindexed, breaks unindexed,
    tokenize = "{TOKENIZE}");
create table sizes (passage integer primary key, sha256 text, words integer);
create table about (version text);
"""
_HELD = "create virtual table temp.held using fts5vocab (main, passages, instance)"
"""Where words stand, for this connection alone; kept in no file."""


def sound(path: Path) -> sqlite3.Connection | None:
    """The database of a file; None where it is damaged, of another version, or not there.

    Raises sqlite3.OperationalError where another run holds it too long, or it cannot be opened.
    """
    base = sqlite3.connect(path, timeout=20)
    try:
        mine = base.execute("select version from about").fetchone() == (_version(),)
        if mine and base.execute("pragma quick_check(1)").fetchone() == ("ok",):
            base.execute(_HELD)
            return base
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            base.close()
            raise
    except sqlite3.DatabaseError:
        pass
    base.close()
    return None


def made(name: str) -> sqlite3.Connection:
    """A database with its tables. Raises sqlite3.Error."""
    base = sqlite3.connect(name, timeout=20)
    base.executescript(_TABLES)
    base.execute("insert into about values (?)", (_version(),))
    base.commit()
    base.execute(_HELD)
    return base


def _version() -> str:
    """What made the index: another program may cut or read texts in another way."""
    from atmp_gap import __version__

    return f"3 {__version__}"
