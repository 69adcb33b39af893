"""What the index cuts words to, asked of SQLite itself, so that both cut them alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

TOKENIZE = "porter unicode61 remove_diacritics 2"
"""How texts are taken apart, in SQLite's words."""
_TABLES = f"""
create virtual table words using fts5 (word, tokenize = "{TOKENIZE}");
create virtual table stems using fts5vocab (words, instance);
"""


def stems(words: Iterable[str]) -> dict[str, str]:
    """Each word with its stem; a word that is none by the rules is its own."""
    rows = list(enumerate(dict.fromkeys(words), 1))
    base = sqlite3.connect(":memory:")
    try:
        base.executescript(_TABLES)
        base.executemany("insert into words (rowid, word) values (?, ?)", rows)
        # Of what is taken apart into several, the first counts.
        told = dict(base.execute("select doc, term from stems order by offset desc"))
    finally:
        base.close()
    return {word: told.get(number, word) for number, word in rows}
