"""The subjects that a text in other people's words is nearest to, for a person to choose from.

Use ``nearest`` to propose, never to decide: it ranks, and whoever calls it shows what it ranked.

How it works. A text's words are looked for one by one, and with them what the corpus knows to mean
the same. A subject gets what its own title, names and question are worth by BM25, and what its best
statement is, because a table says on a subject what statements say.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from atmp_gap.corpus.meanings import related
from atmp_gap.search.words import query

if TYPE_CHECKING:
    from sqlite3 import Connection


def nearest(
    connection: Connection, text: str, most: int = 3, within: Collection[str] | None = None
) -> list[str]:
    """The ids of the subjects nearest to a text, the best first; none where it has no word.

    ``within`` are the subjects that may be proposed; all of them if not said.
    """
    asked = query(text)
    if not asked.units:
        return []
    also = dict.fromkeys(
        other for unit in asked.units for other in related(" ".join(unit)) if query(other).units
    )
    expression = " OR ".join([asked.some, *(f"({query(other).every})" for other in also)])
    rows = connection.execute(
        "SELECT item.kind, item.subjects, bm25(text, 4.0, 8.0, 6.0, 2.0) FROM text "
        "JOIN item ON item.number = text.rowid "
        "WHERE text MATCH ? AND item.kind IN ('subject', 'statement')",
        (expression,),
    ).fetchall()
    own: dict[str, float] = {}
    said: dict[str, float] = defaultdict(float)
    for kind, about, fit in rows:
        for name in json.loads(about):
            if kind == "subject":
                own[name] = -fit
            else:
                said[name] = max(said[name], -fit)
    worth = {
        name: own.get(name, 0.0) + said.get(name, 0.0)
        for name in {*own, *said}
        if within is None or name in within
    }
    return sorted(worth, key=lambda name: (-worth[name], name))[:most]
