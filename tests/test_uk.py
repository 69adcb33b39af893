"""The UK as a third side: files alone, and reports on the first two sides stay as they were."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from atmp_gap.corpus.bundled import bundled_folder, example_profiles, open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.profile.read import read_profile

THIRD = "MHRA"
PROFILES = [None, *example_profiles()]


@cache
def corpus() -> Corpus:
    return open_corpus()


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The bundled requirements as they would be had nobody written the third side's files."""
    folder = tmp_path_factory.mktemp("two") / "requirements"
    shutil.copytree(bundled_folder(), folder)
    gone = [*folder.glob("*/mhra.yaml"), folder / "documents" / "uk.yaml"]
    assert len(gone) == 5
    for path in gone:
        path.unlink()
    _leave_out(folder / "agencies.yaml", f"  - id: {THIRD}\n", "  - id: ")
    _leave_out(folder / "documents" / "ich.yaml", f"      {THIRD}:\n", "")
    return open_corpus([folder], bundled=False)


def _leave_out(path: Path, first: str, until: str) -> None:
    """Leave out a line and those set deeper under it."""
    depth = len(first) - len(first.lstrip())
    kept, skipping = [], False
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line == first:
            skipping = True
        elif skipping and len(line) - len(line.lstrip()) <= depth:
            skipping = False
        if not skipping:
            kept.append(line)
    text = "".join(kept)
    assert THIRD not in text.replace("# " + THIRD, "")
    path.write_text(text, encoding="utf-8")


def _result(of: Corpus, profile: Path | None, between: tuple[str, str] = ("FDA", "EMA")) -> Result:
    mine = read_profile(profile, of) if profile else None
    return compare(
        of,
        Request(
            between,
            of.date,
            topics=mine.topics if mine else (),
            scope=mine.scope if mine else {},
            dose=mine.dose if mine else None,
        ),
    )


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.stem if path else "all topics")
def test_reports_on_the_first_two_stay_as_they_were(without: Corpus, profile: Path | None) -> None:
    before, after = _result(without, profile), _result(corpus(), profile)
    assert before.corpus.fingerprint != after.corpus.fingerprint
    assert before == replace(after, corpus=before.corpus)
    assert after.rows


def test_every_entry_was_read_and_says_in_which_state() -> None:
    entries = [r for _, (agency, r, _) in corpus().requirements.items() if agency == THIRD]
    assert len(entries) >= 50
    for entry in entries:
        assert entry.reading.grade == "read", entry.id
        assert entry.reading.edition and entry.anchors, entry.id


def test_it_meets_the_others_on_the_same_questions() -> None:
    rows = {row.subject: row for row in _result(corpus(), None, ("EMA", THIRD)).rows}
    assert rows["traceability-retention"].verdict == "match"
    assert rows["trial-start-clock"].verdict == "diverge"
    # At the point of care the text speaks, but not in the words of the question.
    assert rows["point-of-care-site-authorisation"].verdict == "unjudged"
    assert rows["residual-host-cell-dna-amount"].verdict == "unassessed"


def test_no_text_of_a_side_that_is_not_asked_settles_a_row() -> None:
    documents = corpus().documents
    for row in _result(corpus(), None, ("EMA", THIRD)).rows:
        for text in row.settled_by:
            assert documents[text.document].issuer not in {"FDA", "Congress", "USP", "NIH"}
