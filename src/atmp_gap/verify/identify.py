"""Which document a file is a copy of, told by what its first pages say.

A file is taken for a document only where its first pages carry the document's title together with
its reference or date, and no other document fits as well. Everything else is listed, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.model.document import Document
from atmp_gap.verify.dates import DATE, month_of
from atmp_gap.verify.library import Copy

_STOP = frozenset(re.findall(r"\w+", "the of and for in on a an to with by or from as its at"))
_FORMS = ("questions and answers", "concept paper")
"""Words that tell a text about a document from the document itself."""
_REVISION = re.compile(
    r"\b(?:Rev(?:ision)?\.?\s*\d+(?:\.\d+)*|Version\s*\d+(?:\.\d+)*"
    r"|consolidated (?:to|version)[^.\n]{0,40})",
    re.IGNORECASE,
)


ENOUGH = 3.0
"""The score from which on a file may be taken for a document: a title, and something beside it."""
APART = 0.5
"""By how much the best document must be ahead of the next."""


@dataclass(frozen=True)
class Undecided:
    """A document or a file that was not decided: several fit."""

    name: str
    why: str


@dataclass(frozen=True)
class Identified:
    """What became of the files: the copies, and what could not be told."""

    copies: tuple[Copy, ...]
    undecided: tuple[Undecided, ...] = ()
    unknown: tuple[Path, ...] = ()


@dataclass(frozen=True)
class _Claim:
    """One file's claim to be a document."""

    score: float
    path: Path
    why: str


def identify(
    heads: Mapping[Path, str], documents: Sequence[Document], same: Mapping[Path, str]
) -> Identified:
    """Tell files by their first pages. ``same`` gives each file's hash: equal files are one."""
    claims: dict[str, list[_Claim]] = {}
    undecided: list[Undecided] = []
    unknown: list[Path] = []
    prepared = [_Signs(document) for document in documents]
    for path, head in heads.items():
        said = _claim(path, head, prepared)
        if said is None:
            unknown.append(path)
        elif isinstance(said, Undecided):
            undecided.append(said)
        else:
            claims.setdefault(said[0], []).append(said[1])
    copies: list[Copy] = []
    for name, claimed in claims.items():
        claimed.sort(key=lambda item: (-item.score, str(item.path)))
        best = claimed[0]
        rivals = [
            item for item in claimed[1:] if same.get(item.path, "") != same.get(best.path, " ")
        ]
        if rivals:
            files = ", ".join(item.path.name for item in (best, *rivals))
            undecided.append(Undecided(name, f"several files look like it: {files}"))
        else:
            copies.append(Copy(name, best.path, best.why))
    return Identified(tuple(copies), tuple(undecided), tuple(unknown))


def _claim(
    path: Path, head: str, prepared: Sequence[_Signs]
) -> tuple[str, _Claim] | Undecided | None:
    """The document a file claims to be; None where nothing fits."""
    page = _Head(head)
    scored = sorted(
        ((*signs.match(page), signs.document.id) for signs in prepared),
        key=lambda item: (-item[0], item[2]),
    )
    fitting = [item for item in scored if item[0] >= ENOUGH]
    if not fitting:
        return None
    score, why, name = fitting[0]
    near = [item[2] for item in fitting if score - item[0] < APART]
    chosen = next(signs for signs in prepared if signs.document.id == name)
    if len(near) > 1:
        first = page.first_named([signs for signs in prepared if signs.document.id in near])
        if first is None:
            names = ", ".join(item[2] for item in fitting[:4])
            return Undecided(path.name, f"could be any of {names}")
        chosen, why = first, f"its reference {first.document.reference} stands first"
    part = page.names_part_of(chosen, prepared)
    if part is not None:
        chosen, why = part, f"its reference {part.document.reference}"
    return chosen.document.id, _Claim(score, path, why)


class _Head:
    """The first pages of a file, ready to be searched."""

    def __init__(self, head: str) -> None:
        self.text = head
        self.flat = _flat(head)
        self.first = _flat(head[:2500])
        self.words = set(self.first.split())
        self.dates = {month_of(found) for found in DATE.finditer(head[:6000])}

    def names_part_of(self, chosen: _Signs, prepared: Sequence[_Signs]) -> _Signs | None:
        """What belongs to a document and carries its title, such as its annexes; None elsewhere.

        The beginning names it by a longer reference: Q12 Annexes, not Q12.
        """
        begin = f" {self.first[:600]} "
        whole = {ref.removeprefix("ich ") for ref in chosen.references}
        for signs in prepared:
            for ref in signs.references:
                short = ref.removeprefix("ich ")
                longer = any(short.startswith(f"{own} ") for own in whole)
                if signs is not chosen and longer and f" {short} " in begin:
                    return signs
        return None

    def first_named(self, several: Sequence[_Signs]) -> _Signs | None:
        """The one of several documents whose own reference stands first; None where none does."""
        begin = f" {self.first} "
        places = sorted(
            (begin.find(f" {ref} "), -len(ref), index)
            for index, signs in enumerate(several)
            for ref in signs.references
            if 0 <= begin.find(f" {ref} ") < 600
        )
        if not places or len({places[0][2], *(p[2] for p in places if p[:2] == places[0][:2])}) > 1:
            return None
        return several[places[0][2]]


def _flat(text: str) -> str:
    """Words and numbers in lower case with single spaces; U.S.C. is usc."""
    text = re.sub(r"\b([A-Za-z])\.(?=[A-Za-z]\.)", r"\1", text).replace("’", "'")
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("- \n", "").replace("-\n", "")))


class _Signs:
    """What gives a document away: its title, reference and date."""

    def __init__(self, document: Document) -> None:
        self.document = document
        # A remark in brackets at the end is the register's as often as the text's.
        short = re.sub(r"\s*\([^()]*\)$", "", document.title)
        title = short if len(short.split()) > 3 else document.title
        self.title = _flat(title)
        code = re.match(r"ICH (?:[A-Z]\d+[A-Z]?(?:\(R\d+\))?)\s+", title)
        self.bare = _flat(title[code.end() :] if code else title)
        self.words = [word for word in self.bare.split() if word not in _STOP]
        # What stands in brackets is a second reference; a paper may give its DOI as an address.
        references = re.split(r"\s*[;,]\s+|\s+\(|\)\s*$", document.reference or "")
        self.references = [
            flat
            for flat in (_flat(found).removeprefix("doi ") for found in references)
            if len(flat) >= 4 and any(map(str.isdigit, flat))
        ]
        if code:
            self.references.append(_flat(code[0][4:]))
        day = document.published or document.effective
        self.month = day[:7] if day and len(day) >= 7 else None

    def match(self, head: _Head) -> tuple[float, str]:
        """How well it fits, and in words why. From 3 on it may be taken for the document."""
        score, why = 0.0, []
        begin = f" {head.first} "
        titled = False
        if any((form in begin) != (form in self.title) for form in _FORMS):
            return 0.0, ""
        if f" {self.title} " in begin or (len(self.words) >= 3 and f" {self.bare} " in begin):
            titled, score = True, 2.0 + min(len(self.words), 20) / 40
            why.append("title")
        elif len(self.words) >= 4:
            share = sum(word in head.words for word in self.words) / len(self.words)
            if share >= 0.85:
                titled, score = True, 1.2 + share / 2
                why.append("words of the title")
        if not titled:
            # Codes of law carry their number where others carry a title.
            law = [ref for ref in self.references if re.match(r"\d+ (cfr|usc) ", f"{ref} ")]
            if any(f" {ref} " in f" {_flat(head.text[:400])} " for ref in law):
                return 3.0, f"reference {self.document.reference}"
            return 0.0, ""
        if any(f" {ref} " in begin for ref in self.references):
            score += 1.5
            why.append(f"reference {self.document.reference}")
        elif any(f" {ref} " in f" {head.flat} " for ref in self.references):
            score += 0.8
            why.append(f"reference {self.document.reference}")
        if self.month and self.month in head.dates:
            score += 1.0
            why.append(f"date {self.month}")
        return score, ", ".join(why)


def revision_of(head: str) -> str:
    """What a file says about its own revision: a revision mark and a date of its first pages."""
    marks = [" ".join(found[0].split()) for found in _REVISION.finditer(head[:4000])][:1]
    dates = [" ".join(found[0].split()) for found in DATE.finditer(head[:6000])][:1]
    return ", ".join([*marks, *dates]) or "not stated"
