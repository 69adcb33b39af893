"""What people said of entries: what is seen counts as read, what is refuted decides nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.fingerprint import of_requirement
from atmp_gap.gap.result import Row
from atmp_gap.model.person import one_slip_apart, same_person
from support import absence, ema, fda, files, result_of, write

pytestmark = pytest.mark.requirement("TR-08")

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
FDA = fda({"amount": "< 10 ng/dose"})
RECALLED = ema({"amount": "< 20 ng/dose"}, grade="recalled")
LOOK = {"file": "sha256:0123456789ab", "document": "EMA-DOC", "page": 3}


def opened(folder: Path, reviews: dict[str, Any], ema_entry: Any = None, **more: Any) -> Corpus:
    entries = [FDA, ema_entry or RECALLED]
    made = files(ASKS, entries, **more)
    path = write(folder, made)
    (path / "reviews.yaml").write_text(yaml.safe_dump(reviews, sort_keys=False), "utf-8")
    return open_corpus([path], bundled=False)


def fingerprint(folder: Path, ema_entry: Any = None) -> str:
    corpus = opened(folder, {"reviews": []}, ema_entry)
    (entry,) = [e for f in corpus.subjects.values() for e in f.entries if e.agency == "EMA"]
    return of_requirement([entry], corpus)


def row_of(corpus: Corpus) -> Row:
    return result_of(corpus).rows[0]


def record(now: str, act: str, by: str, **more: Any) -> dict[str, Any]:
    look = {} if act == "revoked" else LOOK
    return {
        "entry": "EMA-1",
        "act": act,
        "fingerprint": now,
        "document": "EMA-DOC",
        **look,
        "by": by,
        "at": "2026-11-28T10:00:00Z",
        **more,
    }


def said(folder: Path, *records: tuple[str, str] | tuple[str, str, dict[str, Any]]) -> Row:
    now = fingerprint(folder)
    made = []
    for act, by, *more in records:
        why = {"reason": "So."} if act in ("disputed", "refuted", "revoked") else {}
        made.append(record(now, act, by, **why, **(more[0] if more else {})))
    return row_of(opened(folder, {"reviews": made}))


def test_without_a_review_a_recalled_answer_is_only_recalled(tmp_path: Path) -> None:
    row = row_of(opened(tmp_path, {"reviews": []}))
    assert (row.verdict, row.provisional, row.reading) == ("diverge", True, "recalled")


def test_an_entry_that_was_seen_and_says_the_same_counts_as_read(tmp_path: Path) -> None:
    row = said(tmp_path, ("looked-at", "Ann Lee"))
    assert (row.verdict, row.provisional, row.reading) == ("diverge", False, "reported")
    entry = next(entry for entry in row.entries if entry.agency == "EMA")
    assert entry.reading.grade == "read" and entry.reading.by == "Ann Lee"
    assert entry.review == "looked-at" and entry.reviews[0].page == 3


def test_an_entry_that_changed_since_is_what_its_own_file_says(tmp_path: Path) -> None:
    now = fingerprint(tmp_path)
    changed = ema({"amount": "< 30 ng/dose"}, grade="recalled")
    records = [record(now, "looked-at", "Ann Lee")]
    row = row_of(opened(tmp_path, {"reviews": records}, changed))
    assert row.provisional and row.reading == "recalled"
    entry = next(entry for entry in row.entries if entry.agency == "EMA")
    assert entry.review is None and not entry.reviews[0].current


def test_a_refuted_entry_is_printed_and_decides_nothing_and_no_absence_follows(
    tmp_path: Path,
) -> None:
    row = said(tmp_path, ("refuted", "Ann Lee"))
    assert row.verdict == "unassessed" and row.parts[0].stricter is None
    assert row.parts[0].sides[1].entries == () and row.parts[0].sides[1].also == ("EMA-1",)
    assert row.parts[0].absences == ()


def test_a_refutation_holds_only_for_what_was_refuted(tmp_path: Path) -> None:
    records = [record(fingerprint(tmp_path), "refuted", "Ann Lee", reason="It says less.")]
    changed = ema({"amount": "< 30 ng/dose"}, grade="recalled")
    row = row_of(opened(tmp_path, {"reviews": records}, changed))
    assert row.verdict == "diverge" and row.provisional


def test_a_refuted_list_without_records_holds_whatever_the_entry_says(tmp_path: Path) -> None:
    assert row_of(opened(tmp_path, {"refuted": ["EMA-1"]})).verdict == "unassessed"


def test_a_refuted_entry_replaces_nothing(tmp_path: Path) -> None:
    better = {**ema({"amount": "< 10 ng/dose"}), "id": "EMA-2", "overrides": ["EMA-1"]}
    corpus = open_corpus([write(tmp_path, files(ASKS, [FDA, RECALLED, better]))], bundled=False)
    assert row_of(corpus).verdict == "match"
    (tmp_path / "reviews.yaml").write_text("refuted: [EMA-2]\n", "utf-8")
    row = row_of(open_corpus([tmp_path], bundled=False))
    assert row.verdict == "diverge" and row.provisional


def test_a_correction_replaces_what_it_names(tmp_path: Path) -> None:
    better = {
        **ema({"amount": "< 10 ng/dose"}, grade="read"),
        "id": "EMA-2",
        "overrides": ["EMA-1"],
    }
    row = row_of(open_corpus([write(tmp_path, files(ASKS, [FDA, RECALLED, better]))], False))
    assert (row.verdict, row.provisional) == ("match", False)


STATES = {
    "one look": ([("looked-at", "A B")], "looked-at"),
    "a second person": ([("looked-at", "A B"), ("reviewed", "C D")], "reviewed"),
    "the same person twice": ([("looked-at", "A B"), ("reviewed", "B, A.")], "looked-at"),
    "a review of nothing": ([("reviewed", "C D")], "looked-at"),
    "two looks are no review": ([("looked-at", "A B"), ("looked-at", "C D")], "looked-at"),
    "a doubt": ([("looked-at", "A B"), ("reviewed", "C D"), ("disputed", "E F")], "disputed"),
    "a doubt taken back": (
        [("looked-at", "A B"), ("disputed", "E F"), ("revoked", "E F")],
        "looked-at",
    ),
    "who doubted looked again": (
        [("looked-at", "A B"), ("disputed", "C D"), ("reviewed", "C D")],
        "reviewed",
    ),
    "the first look taken back": (
        [("looked-at", "A B"), ("reviewed", "C D"), ("revoked", "G H", {"whose": "A B"})],
        "looked-at",
    ),
    "everything taken back": ([("looked-at", "A B"), ("revoked", "A B")], None),
    "refuted weighs most": ([("looked-at", "A B"), ("refuted", "C D")], "refuted"),
}


@pytest.mark.parametrize("case", STATES)
def test_what_records_come_to(case: str, tmp_path: Path) -> None:
    records, state = STATES[case]
    entry = next(e for e in said(tmp_path, *records).entries if e.agency == "EMA")
    assert entry.review == state
    assert len(entry.reviews) == len(records)


ONE = [
    ("Ann Lee", "ann  LEE"),
    ("Ann Lee", "Lee, Ann"),
    ("Dr. Ann Lee", "Lee, Ann, PhD"),
    ("José Müller", "Jose Mueller"),
    ("Ann Lee", "A. Lee"),
    ("Ann Marie Lee", "Lee, Ann"),
    ("O'Neil, Pat", "Pat ONeil"),
    ("Søren Ø", "Soren O"),
    ("Ann Lee (QA)", "Lee, Ann (QA)"),
]
TWO = [("Ann Lee", "Ben Lee"), ("Ann Lee", "Ann Lee (QA)"), ("Ann Lee", "Ann Ode"), ("A B", "C D")]


@pytest.mark.parametrize(("first", "second"), ONE)
def test_one_person_however_written(first: str, second: str) -> None:
    assert same_person(first, second) and same_person(second, first)


@pytest.mark.parametrize(("first", "second"), TWO)
def test_two_people(first: str, second: str) -> None:
    assert not same_person(first, second) and not same_person(second, first)


def test_short_names_and_other_words_are_no_slip() -> None:
    assert not one_slip_apart("Li Ma", "Li Ba")
    assert not one_slip_apart("Ann Lee", "Ann Smith")
    assert not one_slip_apart("Ann Lee", "Ben Lee")
    assert not one_slip_apart("Ann Lee", "Ann Lea (QA)")
    assert one_slip_apart("Lee, Ann", "Dr. Ann Lea")


def test_a_first_look_said_anew_leaves_the_review(tmp_path: Path) -> None:
    looks = ("looked-at", "Ann Lee"), ("reviewed", "Ben Ode"), ("looked-at", "Ann Lee")
    entries = {entry.id: entry for entry in said(tmp_path, *looks).entries}
    assert entries["EMA-1"].review == "reviewed"


def test_only_looks_that_count_show_a_file_and_words(tmp_path: Path) -> None:
    now = fingerprint(tmp_path)
    other = {"file": "sha256:ffffffffffff"}
    records = [
        record(now, "looked-at", "A B", anchors=["an older look"]),
        record("0" * 12, "looked-at", "E F", anchors=["of other words"]) | other,
        record(now, "looked-at", "A B", anchors=["less than"]),
        record(now, "disputed", "C D", reason="r", anchors=["a doubt"]) | other,
        record(now, "revoked", "C D", reason="r", whose="C D"),
    ]
    corpus = opened(tmp_path, {"reviews": records})
    (entry,) = [e for f in corpus.subjects.values() for e in f.entries if e.agency == "EMA"]
    assert entry.reviews.anchors == ("less than",)
    assert entry.reviews.file == entry.requirement.reading.file == LOOK["file"]


def test_an_absence_is_read_where_a_person_read_the_sections_whole(tmp_path: Path) -> None:
    silent = absence(
        "EMA",
        searched=[{"document": "EMA-NEW", "sections": ["4.2"]}],
        reading={"grade": "read", "date": "2026-01-01"},
    )
    new = {"id": "EMA-NEW", "title": "n", "issuer": "EMA", "kind": "guidance", "status": "final"}
    made = files(ASKS, [FDA], absences=[silent], documents=[{**new, "sections_read": "none"}])
    path = write(tmp_path, made)
    reading = {"document": "EMA-NEW", "file": LOOK["file"], "sections": ["4.2"], "whole": True}
    reading |= {"by": "Ann Lee", "at": "2026-11-28T10:00:00Z"}
    (path / "reviews.yaml").write_text(yaml.safe_dump({"readings": [reading]}), "utf-8")
    assert row_of(open_corpus([path], bundled=False)).verdict == "no-counterpart"
    reading["whole"] = False
    (path / "reviews.yaml").write_text(yaml.safe_dump({"readings": [reading]}), "utf-8")
    with pytest.raises(Exception, match="not registered as read"):
        open_corpus([path], bundled=False)


def test_rows_that_a_second_person_reviewed(tmp_path: Path) -> None:
    now = fingerprint(tmp_path)
    fda_now = "0" * 12
    corpus = opened(tmp_path, {"reviews": []})
    (entry,) = [e for f in corpus.subjects.values() for e in f.entries if e.agency == "FDA"]
    fda_now = of_requirement([entry], corpus)
    other = {"entry": "FDA-1", "document": "FDA-DOC"}
    half = [record(now, "looked-at", "A B"), record(now, "reviewed", "C D")]
    whole = [
        *half,
        record(fda_now, "looked-at", "A B", **other),
        record(fda_now, "reviewed", "C D", **other),
    ]
    assert len(result_of(opened(tmp_path, {"reviews": half}), reviewed=True).rows) == 0
    assert len(result_of(opened(tmp_path, {"reviews": whole}), reviewed=True).rows) == 1


@pytest.mark.parametrize("by", ["layer", "profile"])
def test_where_only_what_was_reviewed_decides_half_a_review_leaves_the_row_open(
    by: str, tmp_path: Path
) -> None:
    now = fingerprint(tmp_path)
    half = [record(now, "looked-at", "A B"), record(now, "reviewed", "C D")]
    demand = {"decides": "reviewed"} if by == "layer" else {}
    corpus = opened(tmp_path, {**demand, "reviews": half})
    result = result_of(corpus, only_reviewed=by == "profile")
    row = result.rows[0]
    assert row.verdict == "unassessed" and row.parts[0].held_back
    assert row.parts[0].sides[1].also == ("EMA-1",) and not row.parts[0].global_position
    assert result.filters["decides"] == "reviewed"


def test_where_only_what_was_reviewed_decides_no_search_and_no_judgement_does(
    tmp_path: Path,
) -> None:
    corpus = opened(tmp_path, {"reviews": []})
    entries = {e.agency: e for f in corpus.subjects.values() for e in f.entries}
    look = {"entry": "FDA-1", "document": "FDA-DOC"}
    fda_now = of_requirement([entries["FDA"]], corpus)
    records = [
        record(fda_now, "looked-at", "A B", **look),
        record(fda_now, "reviewed", "C D", **look),
    ]
    path = write(tmp_path / "silent", files(ASKS, [FDA], absences=[absence("EMA")]))
    text = yaml.safe_dump({"decides": "reviewed", "reviews": records}, sort_keys=False)
    (path / "reviews.yaml").write_text(text, "utf-8")
    assert row_of(open_corpus([path], bundled=False)).verdict == "unassessed"
    (path / "reviews.yaml").write_text(text.replace("decides: reviewed\n", ""), "utf-8")
    without = open_corpus([path], bundled=False)
    assert row_of(without).verdict == "no-counterpart"
    assert result_of(without, reviewed=True).rows == ()
