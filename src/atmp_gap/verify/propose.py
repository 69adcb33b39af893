"""The edit that raises signed statements to ``read``: a diff of requirement files to review.

``propose`` changes the lines of an entry's reading and nothing else, so that the diff reads like
one made by hand; an entry that is not laid out line by line is left out and named.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.verify import ledger as book
from atmp_gap.verify.lookups import fingerprints


@dataclass(frozen=True)
class Proposal:
    """A unified diff; the ids it raises; and those it leaves out, with the reason."""

    diff: str
    raised: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


def propose(ledger: book.Ledger, corpus: Corpus) -> Proposal:
    """The change for every signed, confirmed and current statement not graded ``read`` yet."""
    now, hashes = fingerprints(corpus), book.present_hashes(ledger)
    precedents = corpus.precedents
    raised: list[str] = []
    left_out: list[tuple[str, str]] = []
    texts: dict[Path, list[str]] = {}
    for check in ledger.checks:
        signed = check.signed
        if signed is None or signed.verdict != "confirmed":
            continue
        if check.id in precedents and precedents[check.id].precedent.reading.grade != "read":
            left_out.append((check.id, "a precedent decides nothing: change its reading by hand"))
        if check.id not in corpus.requirements:
            continue
        _, requirement, spot = corpus.requirements[check.id]
        if requirement.reading.grade == "read":
            continue
        doubt = book.doubt_of(check, now, hashes)
        if doubt:
            left_out.append((check.id, doubt))
            continue
        if not signed.anchors:
            left_out.append((check.id, "recorded without anchors: record it again with --anchor"))
            continue
        place = spot.place
        path = Path(place.file)
        try:
            lines = texts.get(path) or path.read_text(encoding="utf-8").splitlines(keepends=True)
        except OSError as error:
            left_out.append((check.id, f"{path}: {error.strerror}"))
            continue
        seen = SeenAs(
            check.id, signed.date, signed.by, signed.sha256, signed.anchors, check.revision
        )
        edited = raised_to_read(lines, seen)
        if edited is None:
            left_out.append((check.id, f"its reading in {path} is not laid out line by line"))
            continue
        texts[path] = edited
        raised.append(check.id)
    diff = "".join(diff_of(path, lines) for path, lines in sorted(texts.items()))
    return Proposal(diff, tuple(raised), tuple(left_out))


@dataclass(frozen=True)
class SeenAs:
    """Which statement somebody saw, when, in which file, and the words that show it."""

    id: str
    date: str
    by: str
    sha256: str
    anchors: tuple[str, ...]
    revision: str = ""


def raised_to_read(lines: list[str], seen: SeenAs) -> list[str] | None:
    """The lines with one entry's reading replaced and its anchors added; None where unclear."""
    begin = next(
        (
            i
            for i, line in enumerate(lines)
            if re.match(rf"^\s*- id: ['\"]?{re.escape(seen.id)}['\"]?\s*$", line)
        ),
        None,
    )
    if begin is None:
        return None
    indent = len(lines[begin]) - len(lines[begin].lstrip()) + 2
    end = begin + 1
    while end < len(lines) and (
        not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) >= indent
    ):
        end += 1
    pad = " " * indent
    at = next((i for i in range(begin, end) if re.match(rf"^{pad}reading:", lines[i])), None)
    if at is None:
        return None
    after = at + 1
    while after < end and lines[after].startswith(f"{pad} "):
        after += 1
    new = [
        f"{pad}reading:\n",
        f"{pad}  grade: read\n",
        f"{pad}  date: {seen.date}\n",
        f"{pad}  by: {_quoted(seen.by)}\n",
        f"{pad}  revision: {_quoted(seen.revision or 'not stated')}\n",
        f"{pad}  file: sha256:{seen.sha256[:12]}\n",
        f"{pad}anchors:\n",
        *(f"{pad}  - {_quoted(anchor)}\n" for anchor in seen.anchors),
    ]
    return [*lines[:at], *new, *lines[after:]]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def diff_of(path: Path, lines: list[str]) -> str:
    """A file and its lines as they would be, as a unified diff; a new file is all additions."""
    name = _shown(path)
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    before = there.splitlines(keepends=True)
    return "".join(difflib.unified_diff(before, lines, f"a/{name}", f"b/{name}"))


def _shown(path: Path) -> str:
    """The path from the folder of the repository, as a patch needs it."""
    parts = path.resolve().parts
    if "requirements" in parts:
        last = len(parts) - 1 - parts[::-1].index("requirements")
        return "/".join(parts[last:])
    return "/".join(parts[-2:])
