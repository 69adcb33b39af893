"""The search itself: from what somebody typed to hits, the best first.

What holds all of the words comes in steps, each below the one before: an exact id, an exact name,
words of the title or the names, words of the text. Within a step kinds go in their order, and then
what SQLite thinks fits best. What is only near stands in lists of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from atmp_gap.corpus.meanings import related
from atmp_gap.search.found import KINDS, TEXT_KINDS, Found, Hit, How, Place
from atmp_gap.search.words import Query, bare, folded, phrase, query

if TYPE_CHECKING:
    from sqlite3 import Connection

NEAR = 8
"""So many hits at most are near by meaning, and so many by spelling."""
EACH = 3
"""Of what one other word finds by more than its name, so much is listed."""
MOST_PARTLY = 40
"""Of what holds some of the words, so much is worth a look."""
_OPEN, _CLOSE = "\x02", "\x03"
_SELECT = "SELECT item.number, item.kind, item.what, item.id, item.title, item.subjects, item.near"
_WORDS_AROUND = 18
_EXCERPTS = ", ".join(
    [
        *(f"highlight(text, {column}, '{_OPEN}', '{_CLOSE}')" for column in (1, 2)),
        f"snippet(text, 3, '{_OPEN}', '{_CLOSE}', '...', {_WORDS_AROUND})",
        f"highlight(text, 0, '{_OPEN}', '{_CLOSE}')",
    ]
)
_NAMES = "{id title names}"


class Search:
    """Searches one index."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def find(self, typed: str) -> Found:
        """What holds the words, and what is near them; nothing at all where there is no word."""
        asked = query(typed)
        if not asked.units:
            return Found(typed, ())
        seen: set[int] = set()
        hits = self._holding(asked, seen)
        meaning = self._meaning(asked, bool(hits), seen)
        partly = () if hits else self._partly(asked, seen)
        unknown = [word for unit in asked.units for word in unit if not self._known(word)]
        spelling = self._spelling(asked, unknown, seen) if unknown or not hits else ()
        return Found(typed, tuple(hits), tuple(partly), meaning, spelling, asked.unsearched)

    # --- what holds all of the words -----------------------------------------------------------

    def _holding(self, asked: Query, seen: set[int]) -> list[Hit]:
        hits = self._named(asked.typed, seen)
        hits += self._matching(asked.every, "title", seen, _NAMES)
        hits += self._matching(asked.every, "text", seen)
        return hits

    def _named(self, typed: str, seen: set[int], via: str | None = None) -> list[Hit]:
        """What has exactly this id or name; a plural is the same name."""
        name = folded(typed)
        hits = []
        for spelt in dict.fromkeys((name, name.removesuffix("s"), f"{name}s")):
            rows = self.connection.execute(
                f"{_SELECT}, name.name, name.is_id FROM name JOIN item USING (number) "
                "WHERE name.folded = ? ORDER BY name.is_id DESC, item.number",
                (spelt,),
            ).fetchall()
            for *row, word, is_id in rows:
                if row[0] not in seen:
                    seen.add(row[0])
                    how: How = "meaning" if via else "id" if is_id else "name"
                    place: Place = "id" if is_id else "title" if word == row[4] else "name"
                    hits.append(_hit(row, how, place, word, ((0, len(word)),), via))
        return sorted(hits, key=lambda hit: hit.how != "id")

    def _matching(
        self,
        expression: str,
        how: How,
        seen: set[int],
        columns: str = "",
        via: str | None = None,
        most: int | None = None,
    ) -> list[Hit]:
        """What matches an expression and was not seen yet, no more than ``most`` of it."""
        asked = f"{columns} : ({expression})" if columns else expression
        rows = self.connection.execute(
            f"{_SELECT}, {_EXCERPTS}, bm25(text, 8.0, 8.0, 8.0, 1.0) AS fit "
            "FROM text JOIN item ON item.number = text.rowid WHERE text MATCH ? ORDER BY fit",
            (asked,),
        ).fetchall()
        fresh = [row for row in rows if row[0] not in seen]
        if how != "some":
            order = TEXT_KINDS if how == "text" else KINDS
            fresh.sort(key=lambda row: (order.index(row[1]), row[-1]))
        fresh = fresh[:most]
        seen.update(row[0] for row in fresh)
        return [_hit(row[:7], how, *_excerpt(row[7:-1]), via) for row in fresh]

    # --- what is near --------------------------------------------------------------------------

    def _partly(self, asked: Query, seen: set[int]) -> list[Hit]:
        """What holds words that begin so, else what holds some of the words."""
        found = self._matching(asked.beginning, "beginning", seen)
        if not found and len(asked.units) > 1:
            found = self._matching(asked.some, "some", seen, most=MOST_PARTLY)
        return found

    def _meaning(self, asked: Query, held: bool, seen: set[int]) -> tuple[Hit, ...]:
        """What other words for the same thing find, and what is next to it in the tree."""
        hits: list[Hit] = []
        for word in self._alternatives(asked, held):
            hits += self._named(word, seen, via=word)
            hits += self._matching(_words(word), "meaning", seen, _NAMES, word, EACH)
        hits += self._neighbours(asked, seen)
        return tuple(hits[:NEAR])

    def _alternatives(self, asked: Query, held: bool) -> list[str]:
        """Other words for what was typed, or for a part of it."""
        typed = folded(asked.typed)
        found: dict[str, None] = {}
        # Where something holds all of the words, single ones would only lead away.
        for part in [asked.typed] if held else _parts(asked):
            found.update(dict.fromkeys(related(part)))
            rows = self.connection.execute(
                "SELECT other.name FROM name JOIN item USING (number) "
                "JOIN name AS other USING (number) WHERE name.folded = ? "
                "AND item.kind IN ('term', 'scope') AND NOT other.is_id",
                (folded(part),),
            ).fetchall()
            found.update(dict.fromkeys(name for (name,) in rows))
        return [word for word in found if folded(word) != typed]

    def _neighbours(self, asked: Query, seen: set[int]) -> list[Hit]:
        """Words of scope beside the one that was typed."""
        hits = []
        rows = self.connection.execute(
            f"{_SELECT} FROM name JOIN item USING (number) "
            "WHERE name.folded = ? AND item.kind = 'scope'",
            (folded(asked.typed),),
        ).fetchall()
        for row in rows:
            for near in json.loads(row[-1]):
                beside = self.connection.execute(
                    f"{_SELECT} FROM item WHERE kind = 'scope' AND what = ? AND id = ?",
                    (row[2], near),
                ).fetchone()
                if beside is not None and beside[0] not in seen:
                    seen.add(beside[0])
                    hits.append(_hit(beside, "meaning", "title", beside[4], (), row[4]))
        return hits

    def _known(self, word: str) -> bool:
        """Whether a word stands anywhere, with this ending or another."""
        found = self.connection.execute(
            "SELECT 1 FROM text WHERE text MATCH ? LIMIT 1", (_words(word),)
        ).fetchone()
        return found is not None

    def _spelling(self, asked: Query, unknown: list[str], seen: set[int]) -> tuple[Hit, ...]:
        """What is spelt like the words that stand nowhere, or like all of them together."""
        from difflib import get_close_matches

        names = dict(self.connection.execute("SELECT folded, name FROM name WHERE NOT is_id"))
        typed = folded(asked.typed)
        hits: list[Hit] = []
        like = get_close_matches(typed, names, n=5, cutoff=0.75) if 3 < len(typed) < 60 else []
        for spelt in like:
            if spelt != typed:
                hits += [_alike(hit, names[spelt]) for hit in self._named(names[spelt], seen)]
        every = [word for (word,) in self.connection.execute("SELECT word FROM word")]
        for word in unknown:
            if len(word) > 3:
                for spelt in get_close_matches(word, every, n=3, cutoff=0.75):
                    hits += self._matching(_words(spelt), "spelling", seen, _NAMES, spelt, EACH)
        return tuple(hits[:NEAR])


def _hit(
    row: Sequence[Any],
    how: How,
    place: Place,
    excerpt: str,
    marks: tuple[tuple[int, int], ...],
    via: str | None = None,
) -> Hit:
    _, kind, what, id_, title, subjects, _ = row
    about = tuple(json.loads(subjects))
    return Hit(kind, what, id_, title, how, place, excerpt, marks, via, about)


def _excerpt(texts: Sequence[str]) -> tuple[Place, str, tuple[tuple[int, int], ...]]:
    """Where the words stand: in the title, else in names, else in the text, else in the id."""
    title, names, body, id_ = texts
    if _OPEN in title:
        return "title", *_marked(title)
    if _OPEN in names:
        return "name", *_marked("; ".join(name for name in names.split("; ") if _OPEN in name))
    if _OPEN in body:
        return "text", *_marked(body)
    return "id", *_marked(id_)


def _alike(hit: Hit, via: str) -> Hit:
    from dataclasses import replace

    return replace(hit, how="spelling", via=via)


def _words(word: str) -> str:
    """The expression for words one after the other; nothing for none."""
    return Query(word, (phrase(word),)).every if phrase(word) else '""'


def _parts(asked: Query) -> Iterable[str]:
    """All that was typed, then every stretch of its words, the longest first."""
    yield asked.typed
    words = [" ".join(unit) for unit in asked.units]
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length])


def _marked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """An excerpt without SQLite's marks, and where they stood."""
    plain, marks, start = "", [], 0
    for char in bare(text):
        if char == _OPEN:
            start = len(plain)
        elif char == _CLOSE:
            marks.append((start, len(plain)))
        else:
            plain += char
    return plain, tuple(marks)
