"""Compare two editions of a text: which sections changed, and what that does to statements.

How sections are matched: first those of one label whose words are mostly the same, then those that
are alike whatever their labels (moved), the best first. What is left was taken out, or is new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.library.near_subjects import NearSubjects
from atmp_gap.library.passages import LEAST, Piece, pieces
from atmp_gap.verify.look import look_up
from atmp_gap.verify.lookup import Lookup, LookupResult
from atmp_gap.verify.lookups import absence_key, lookups_of
from atmp_gap.verify.needs import reader_of
from atmp_gap.verify.sections.outline import Outline
from atmp_gap.verify.text import DocumentText

ALIKE = 0.6
"""How much of their words two passages share that are taken for one, of 1."""
SectionChange = Literal["changed", "moved", "taken-out", "new"]
StatementFate = Literal["stands", "moved", "fell", "not-told"]
"""Of a statement: found where it was; found elsewhere; found before, no more; not to be told by
the machine, for want of anchors or of text.
"""
_FOUND = ("confirmed", "elsewhere")
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


@dataclass(frozen=True)
class ChangedSection:
    """A section that is not as it was: its place before and after, and what words changed."""

    kind: SectionChange
    before: Piece | None
    after: Piece | None
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    """Runs of words that were taken out, and that were put in."""
    near: tuple[str, ...] = ()
    """Of what is new: the subjects it may speak on on which the text has no entry yet."""


@dataclass(frozen=True)
class StatementNow:
    """A statement of the corpus, and what became of it in the new edition."""

    key: str
    fate: StatementFate
    before: LookupResult
    after: LookupResult
    subjects: tuple[str, ...] = ()
    section_changed: bool = False
    """Whether the section that it cites, or that was searched for it, is not as it was."""

    @property
    def wants_a_look(self) -> bool:
        """Whether somebody should read its place again."""
        return self.fate in ("moved", "fell") or self.section_changed


@dataclass(frozen=True)
class EditionDiff:
    """All that two editions differ in."""

    document: str
    unchanged: int
    """Sections that say the same."""
    sections: tuple[ChangedSection, ...]
    statements: tuple[StatementNow, ...]
    blind: tuple[int, ...] = ()
    """Pages without text in either: what changed there cannot be told."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects that want another look."""
        touched = [item for item in self.statements if item.wants_a_look]
        return tuple(dict.fromkeys(name for item in touched for name in item.subjects))

    @property
    def near(self) -> tuple[str, ...]:
        """The subjects without an entry from this text on which something new may speak."""
        return tuple(dict.fromkeys(name for change in self.sections for name in change.near))


def compare_editions(
    corpus: Corpus, document: str, before: DocumentText, after: DocumentText
) -> EditionDiff:
    """What changed from one edition of a document to another."""
    unchanged, sections = _sections(before, after)
    sections = _with_near(corpus, document, sections)
    blind = {
        gap.page
        for text in (before, after)
        for gap in text.gaps
        if gap.page is not None and gap.kind in ("picture", "drawn", "unreadable", "damaged")
    }
    return EditionDiff(
        document,
        unchanged,
        tuple(sections),
        tuple(_statements(corpus, document, before, after, sections)),
        tuple(sorted(blind)),
    )


def _with_near(
    corpus: Corpus, document: str, sections: Sequence[ChangedSection]
) -> list[ChangedSection]:
    """The sections with the subjects that what is new in them may speak on."""
    spoken = {
        name
        for name, file in corpus.subjects.items()
        if any(entry.document.id == document for entry in file.entries)
    }
    subjects: NearSubjects | None = None
    found = []
    for change in sections:
        words = [word for run in change.come for word in run.split()]
        if len(words) >= LEAST:
            subjects = subjects or NearSubjects(corpus)
            near = tuple(name for name in subjects.of(words) if name not in spoken)
            change = replace(change, near=near)
        found.append(change)
    return found


def _words(text: DocumentText, piece: Piece) -> list[str]:
    """The words of a passage without its number: to be numbered anew is no change."""
    words = _WORD.findall(text.full[piece.start : piece.end].lower())
    return words[1:] if words[:1] == [piece.section.lower()] else words


def _sections(before: DocumentText, after: DocumentText) -> tuple[int, list[ChangedSection]]:
    """The number of sections that say the same, and all others."""
    old = [(piece, _words(before, piece)) for piece in pieces(before)]
    new = [(piece, _words(after, piece)) for piece in pieces(after)]
    pairs = _matched(old, new)
    unchanged, changes = 0, []
    for i, j in pairs.items():
        (was, words), (now, later) = old[i], new[j]
        moved = was.section != now.section
        if words == later and not moved:
            unchanged += 1
            continue
        gone, come = _runs(words, later)
        kind: SectionChange = "changed" if gone or come else "moved"
        changes.append(ChangedSection(kind, was, now, gone, come))
    taken = set(pairs.values())
    changes += [
        ChangedSection("taken-out", piece, None, (" ".join(words),))
        for i, (piece, words) in enumerate(old)
        if i not in pairs and words
    ]
    changes += [
        ChangedSection("new", None, piece, (), (" ".join(words),))
        for j, (piece, words) in enumerate(new)
        if j not in taken and words
    ]
    return unchanged, sorted(changes, key=_place)


def _place(change: ChangedSection) -> tuple[int, int]:
    piece = change.after or change.before
    assert piece is not None
    return (piece.start, 0 if change.after else 1)


def _matched(
    old: Sequence[tuple[Piece, list[str]]], new: Sequence[tuple[Piece, list[str]]]
) -> dict[int, int]:
    """Which old section is which new one: equal ones first, then of one label, then alike."""
    counts = [Counter(words) for _, words in old], [Counter(words) for _, words in new]
    scored: list[tuple[float, int, int, int]] = []
    for i, (was, words) in enumerate(old):
        for j, (now, later) in enumerate(new):
            same_label = bool(was.section) and was.section == now.section
            least = 0.25 if same_label else ALIKE
            # Two of very different lengths cannot be alike; counting words takes the time.
            if 2 * min(len(words), len(later)) < least * (len(words) + len(later)):
                continue
            share = 2.0 if words == later else _share(counts[0][i], counts[1][j])
            if share < least:
                continue
            scored.append((share + (0.1 if same_label else 0.0), -abs(i - j), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scored, key=lambda item: (-item[0], -item[1], item[2:])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _runs(words: list[str], later: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The runs of words that were taken out and put in; a replaced one stands in both."""
    gone: list[str] = []
    come: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, words, later, autojunk=False).get_opcodes():
        if kind != "equal":
            gone.append(" ".join(words[a:b]))
            come.append(" ".join(later[c:d]))
    return tuple(filter(None, gone)), tuple(filter(None, come))


def _statements(
    corpus: Corpus,
    document: str,
    before: DocumentText,
    after: DocumentText,
    sections: Sequence[ChangedSection],
) -> Iterable[StatementNow]:
    """What became of each statement on the document, as far as anchors tell."""
    lookups = [item for item in lookups_of(corpus) if item.document == document]
    reader = reader_of(corpus)
    subjects = _subjects(corpus, document)
    outline = Outline(before)
    was, now = look_up(before, lookups, reader), look_up(after, lookups, reader)
    for lookup, old, new in zip(lookups, was, now, strict=True):
        fate = _fate(lookup, old, new)
        touched = _touched(outline, lookup, sections)
        yield StatementNow(lookup.key, fate, old, new, subjects.get(lookup.key, ()), touched)


def _touched(outline: Outline, lookup: Lookup, sections: Sequence[ChangedSection]) -> bool:
    """Whether the section of a statement changed; of one that cites none, whether any did."""
    located = outline.locate(lookup.locator)
    spans = located.spans if located.checkable and located.found else (outline.whole,)
    if lookup.absence and any(change.kind == "new" for change in sections):
        # What was searched in vain may stand in a section that was not there before.
        return True
    return any(
        change.before is not None and start < change.before.end and change.before.start < end
        for change in sections
        if change.kind != "moved"
        for start, end in spans
    )


def _fate(lookup: Lookup, old: LookupResult, new: LookupResult) -> StatementFate:
    if not lookup.anchors or old.result not in _FOUND or new.result == "cannot-tell":
        return "not-told"
    if new.result not in _FOUND and new.reason != "section-unknown":
        return "fell"
    places = [passage.section for found in (old, new) for passage in found.passages[:1]]
    same = old.result == new.result and len(set(places)) == 1
    return "stands" if same else "moved"


def _subjects(corpus: Corpus, document: str) -> dict[str, tuple[str, ...]]:
    """The subjects of each statement and of each recorded absence."""
    found: dict[str, tuple[str, ...]] = {}
    for name, file in corpus.subjects.items():
        for entry in file.entries:
            found[entry.id] = (*found.get(entry.id, ()), name)
        for placed in file.absences:
            found[absence_key(name, placed, document)] = (name,)
    return found
