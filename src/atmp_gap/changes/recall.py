"""Which rows of an export would be different today, and why.

The export of then and one of now in the same format are read by the same reader and set side by
side, so that a difference is one that a person would see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from atmp_gap.changes.export.export import Export, Recorded
from atmp_gap.changes.reasons import Reasons, reasons
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import Problem
from atmp_gap.gap.result import NOTICE
from atmp_gap.gap.surroundings import CorpusResult
from atmp_gap.model.change import CHANGE_KINDS, ChangeKind, CorpusChange

SCHEMA = "atmp-gap/recall/1"
COUNTED = ("any", "verdicts", "unexplained")
"""What of an export may fail a run of ``diff``."""
What = Literal["changed", "cited otherwise", "cut anew", "gone", "corrected"]
UNSAID = ("xlsx", "docx")
"""Formats whose rows do not hold the sentences behind them: their errata are told all the same."""
CITING = ("citation-1", "citation-2")
"""Fields that name texts in words for people, which may be put better without a change of fact."""


@dataclass(frozen=True)
class TextChange:
    """What an export says in a field of a row, and what it would say today."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RecalledRow:
    """A row that would be different today."""

    key: str
    subject: str
    title: str
    where: str
    place: str
    """Where it stands in the export."""
    what: What
    texts: tuple[TextChange, ...]
    kinds: tuple[ChangeKind, ...]
    """Why, from what has to be taken back on; empty where the changelog does not say."""
    why: tuple[CorpusChange, ...]
    certain: bool = True
    """Whether the reasons came after the export; else it does not say if it knew them."""

    @property
    def verdict_changed(self) -> bool:
        """Whether its verdict or stricter side would be another, or it is no more."""
        named = {text.field for text in self.texts}
        return self.what in ("cut anew", "gone") or not named.isdisjoint({"verdict", "stricter"})

    @property
    def wrong(self) -> bool:
        """Whether the export says something that was wrong already then."""
        return "wrong" in self.kinds


@dataclass(frozen=True)
class Recall:
    """An export held against today."""

    file: str
    format: str
    tool: str
    tool_now: str
    before: CorpusResult
    after: CorpusResult
    as_of: tuple[str, str]
    """The day the export was asked as of, and today's."""
    agencies: tuple[str, str]
    knows_changes: bool
    """Whether the export says which changes of the corpus it knew already."""
    rows: tuple[RecalledRow, ...]
    same: int
    passed_over: tuple[Problem, ...]
    """Rows of the file that could not be compared, each with why."""
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """Entries it rests on that today's requirements lack and that no change of theirs names."""
    other_facts: bool = False
    notice: str = NOTICE
    schema: str = SCHEMA

    @property
    def wrong(self) -> bool:
        """Whether any row was wrong."""
        return any(row.wrong for row in self.rows)

    def has(self, what: str) -> bool:
        """Whether it holds what ``diff --fail-on`` names, one of ``COUNTED``."""
        if what == "any":
            return bool(self.rows)
        return any(row.verdict_changed and (what == "verdicts" or not row.why) for row in self.rows)


def recalled(old: Export, new: Export, corpus: Corpus) -> Recall:
    """The rows of an export that would be different today; ``new`` is the same asked today."""
    why = reasons(old.facts, new.facts, corpus.changes)
    titles = {name: file.subject.title for name, file in corpus.subjects.items()}
    rows = sorted(_rows(old, new, why, titles), key=_order)
    return Recall(
        old.file,
        old.format,
        old.tool,
        new.tool,
        CorpusResult(old.version, old.fingerprint),
        CorpusResult(new.version, new.fingerprint),
        (old.as_of, new.as_of),
        new.agencies,
        old.changes is not None,
        tuple(rows),
        len(old.rows) - len(rows),
        tuple(old.passed_over),
        tuple(old.notes),
        tuple(_unknown(old, corpus)),
        why.other_facts,
    )


def _unknown(old: Export, corpus: Corpus) -> list[str]:
    """Entries that came from elsewhere, such as a layer that is not laid over today."""
    once = {name for change in corpus.changes for name in change.entries}
    names = dict.fromkeys(name for row in old.rows.values() for name in row.entries)
    return [name for name in names if name not in corpus.requirements and name not in once]


def _order(row: RecalledRow) -> int:
    """What was wrong first; what nobody can explain before what is merely new."""
    return CHANGE_KINDS.index(row.kinds[0]) if row.kinds else len(CHANGE_KINDS)


def _rows(
    old: Export, new: Export, why: Reasons, titles: Mapping[str, str]
) -> Iterator[RecalledRow]:
    left = {row.subject for key, row in new.rows.items() if key not in old.rows}
    for key, row in old.rows.items():
        now = new.rows.get(key)
        texts = tuple(_texts(row, now))
        names = {*row.entries, *(now.entries if now else ())}
        # The others are compared sentence by sentence.
        errata = why.errata(row.subject, names) if old.format in UNSAID else ()
        if now is not None and not texts and not errata:
            continue
        what = _what(row, now, texts, row.subject in left)
        found = errata if what in ("cited otherwise", "corrected") else why.of(row.subject, names)
        if what == "cited otherwise" and errata:
            what = "changed"
        kinds = {change.kind for change in found}
        yield RecalledRow(
            key,
            row.subject,
            row.title or titles.get(row.subject, row.subject),
            row.where,
            str(row.place),
            what,
            texts,
            tuple(kind for kind in CHANGE_KINDS if kind in kinds),
            found,
            not any(change in why.uncertain for change in found),
        )


def _what(row: Recorded, now: Recorded | None, texts: Iterable[TextChange], anew: bool) -> What:
    """What became of a row: no changelog explains that the same texts are cited otherwise."""
    if now is None:
        return "cut anew" if anew else "gone"
    changed = {text.field for text in texts}
    if not changed:
        return "corrected"
    if row.said.get("grade") == now.said.get("grade") == "recalled":
        # What satisfies both then only names the text to be read first.
        changed.discard("both")
    cited = row.entries == now.entries and changed <= set(CITING)
    return "cited otherwise" if cited else "changed"


def _texts(row: Recorded, now: Recorded | None) -> Iterator[TextChange]:
    for name, before in row.said.items():
        after = now.said.get(name, "") if now is not None else ""
        if _flat(before) != _flat(after):
            yield TextChange(name, before, after)


def _flat(text: str) -> str:
    return " ".join(text.split()).lstrip("'")
