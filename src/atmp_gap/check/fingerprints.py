"""The fingerprints a judgement would carry today."""

from __future__ import annotations

from atmp_gap.corpus.corpus import Corpus, PlacedJudgement, SubjectFile
from atmp_gap.corpus.fingerprint import SCHEME, of_entry, of_subject
from atmp_gap.gap.cells import Cells
from atmp_gap.gap.view import View


def fingerprints(
    corpus: Corpus, file: SubjectFile, placed: PlacedJudgement, as_of: str
) -> dict[str, str | int]:
    """Scheme, subject, and every entry that decides in the judgement's scope."""
    view = View(corpus, placed.judgement.between, as_of)
    deciding = Cells(view, file).deciding(placed.box)
    entries = {entry.id: of_entry(entry, corpus) for entry in file.entries if entry.id in deciding}
    return {"scheme": SCHEME, "subject": of_subject(file, corpus), **dict(sorted(entries.items()))}


def current_fingerprints(
    corpus: Corpus, file: SubjectFile, placed: PlacedJudgement, as_of: str
) -> str:
    """The same as one line of YAML."""
    found = fingerprints(corpus, file, placed, as_of)
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in found.items()) + "}"


def _scalar(value: str | int) -> str:
    """Hex digits that would read as a number (12e4) are quoted, as other readers would need."""
    return f"'{value}'" if isinstance(value, str) and not value.isalpha() else str(value)
