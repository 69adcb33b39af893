"""What became of questions over the versions of the corpus, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.history import Step, steps
from atmp_gap.model.change import CorpusChange
from atmp_gap.model.history import Standing
from atmp_gap.report.corpus_changelog import HEADINGS
from atmp_gap.report.decisions import OF_VERDICT


@dataclass(frozen=True)
class Changed:
    """A line of a history: a version, its day, and what it changed."""

    version: str
    date: str
    text: str
    subjects: tuple[str, ...]


def verdicts(corpus: Corpus, between: Sequence[str], first: bool = True) -> list[Changed]:
    """What became of every row between two agencies, the latest first.

    Without ``first`` only what changed: the first version, in which all rows are new, is left out.
    """
    return [
        Changed(step.version, step.date, _told(step), (step.subject,))
        for step in steps(corpus.history)
        if step.between == tuple(between) and (first or not step.first)
    ]


def errata(corpus: Corpus) -> list[Changed]:
    """What an earlier state had wrong, the latest version first: the kind ``wrong`` alone."""
    return [_recorded(change) for change in corpus.changes if change.kind == "wrong"]


def recorded(corpus: Corpus) -> list[Changed]:
    """Every change that the corpus records, of law, editions and reading too, the latest first."""
    return [_recorded(change) for change in corpus.changes]


def by_subject(lines: Sequence[Changed]) -> dict[str, list[Changed]]:
    """Lines of a history by the questions that they are about."""
    found: dict[str, list[Changed]] = {}
    for line in lines:
        for subject in line.subjects:
            found.setdefault(subject, []).append(line)
    return found


def _told(step: Step) -> str:
    if step.first:
        return f"first version, {_standing(step.after)}"
    if step.before is None:
        return f"new, {_standing(step.after)}"
    if step.after is None:
        return f"withdrawn; it was {_standing(step.before)}"
    return f"{_standing(step.after)}; it was {_standing(step.before)}"


def _standing(standing: Standing | None) -> str:
    """A verdict with the stricter side, as rows are marked."""
    if standing is None:
        return "not there"
    told = OF_VERDICT[standing.verdict].counted
    if standing.verdict == "diverge" and standing.stricter not in (None, "equal", "not-comparable"):
        each = standing.stricter == "mixed"
        return f"{told}, {'each stricter in part' if each else f'{standing.stricter} stricter'}"
    return told


def _recorded(change: CorpusChange) -> Changed:
    text = f"{HEADINGS[change.kind]}: {change.what}"
    return Changed(change.version, change.date, text, change.subjects)
