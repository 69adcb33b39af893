"""What the filters keep and hide, what a result says of them, and what it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, filters_of
from atmp_gap.gap.result import CheckMark, Result
from support import absence, ema, fda, files, ich, open_files, result_of

ASKED = {"asked": {"kind": "asked"}}
EARLY, LATE = {"stage": ["investigational"]}, {"stage": ["marketing", "post-approval"]}
SUBJECTS: dict[str, Any] = {
    # Headline diverge, EMA stricter; nothing but that.
    "differ": [fda({"asked": "optional"}, 1), ema({"asked": "expected"}, 1, grade="read")],
    # Headline match, and no counterpart in trials: FDA stricter there.
    "same": [
        fda({"asked": "expected"}, 2, grade="read"),
        ema({"asked": "expected"}, 2, grade="read", applies_to=LATE),
    ],
    # Headline not assessed.
    "alone": [fda({"asked": "expected"}, 3, grade="recalled")],
    # Nobody says anything.
    "silent": [],
}
DISCIPLINES = {"differ": "clinical", "same": None, "alone": "cmc", "silent": "nonclinical"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    entries = [{**entry, "subject": name} for name, said in SUBJECTS.items() for entry in said]
    content = files(
        ASKED, entries, absences=[{**absence("EMA", applies_to=EARLY), "subject": "same"}]
    )
    (first,) = content["t/topic.yaml"]["subjects"]
    content["t/topic.yaml"]["subjects"] = [
        {**first, "id": name, **({"discipline": work} if work else {})}
        for name, work in DISCIPLINES.items()
    ]
    return open_files(tmp_path_factory.mktemp("filters"), content)


def shown(result: Result) -> set[str]:
    return {row.subject for row in result.rows}


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({}, {"differ", "same", "alone", "silent"}),
        ({"subjects": ("differ", "alone")}, {"differ", "alone"}),
        ({"disciplines": ("cmc",)}, {"same", "alone"}),
        ({"disciplines": ("clinical", "nonclinical")}, {"differ", "silent"}),
        ({"subjects": ("differ",), "disciplines": ("cmc",)}, set()),
        ({"only": ("diverge",)}, {"differ"}),
        ({"only": ("match",)}, {"same"}),
        ({"only": ("no-counterpart",)}, {"same"}),
        ({"only": ("unassessed", "diverge")}, {"differ", "alone", "silent"}),
        ({"stricter": ("EMA",)}, {"differ"}),
        ({"stricter": ("FDA",)}, {"same"}),
        ({"stricter": ("FDA", "EMA")}, {"differ", "same"}),
        # Both have to hold of one and the same part.
        ({"only": ("no-counterpart",), "stricter": ("FDA",)}, {"same"}),
        ({"only": ("match",), "stricter": ("FDA",)}, set()),
        ({"reading": "read"}, {"same"}),
        ({"reading": "reported"}, {"same", "differ"}),
        ({"reading": "recalled"}, {"same", "differ", "alone"}),
        ({"reading": "reported", "only": ("match",)}, {"same"}),
        ({"reading": "read", "only": ("diverge",)}, set()),
        ({"topics": ("t",)}, {"differ", "same", "alone", "silent"}),
        ({"scope": {"stage": ("phase-1",)}, "only": ("match",)}, set()),
    ],
)
def test_what_is_shown(corpus: Corpus, asked: dict[str, Any], rows: set[str]) -> None:
    result = result_of(corpus, **asked)
    assert shown(result) == rows
    # Hidden rows are not counted.
    assert result.summary.rows == sum(result.summary.verdicts.values()) == len(rows)


SIGNED, UNSIGNED = CheckMark(("seen by AB",), True), CheckMark(("opened",), False)


@pytest.mark.parametrize(
    ("checks", "rows"),
    [
        ({}, set()),
        ({"FDA-1": SIGNED}, set()),
        ({"FDA-1": SIGNED, "EMA-1": UNSIGNED}, set()),
        ({"FDA-1": SIGNED, "EMA-1": SIGNED}, {"differ"}),
        ({"FDA-3": SIGNED, "FDA-2": SIGNED, "EMA-2": SIGNED}, {"alone", "same"}),
    ],
)
def test_checked_keeps_rows_whose_entries_are_all_signed(
    corpus: Corpus, checks: dict[str, CheckMark], rows: set[str]
) -> None:
    assert shown(result_of(corpus, checked=True, checks=checks)) == rows
    assert len(result_of(corpus, checks=checks).rows) == 4


def test_what_the_ledger_says_stands_beside_its_entries(corpus: Corpus) -> None:
    result = result_of(corpus, checks={"FDA-1": SIGNED, "EMA-2": UNSIGNED})
    said = {entry.id: entry.checked for row in result.rows for entry in row.entries}
    assert said == {
        "FDA-1": ("seen by AB",), "EMA-1": (), "FDA-2": (), "EMA-2": ("opened",), "FDA-3": ()
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        ({}, {}),
        ({"drafts": False}, {"drafts": False}),
        ({"reading": "read"}, {"reading": "read"}),
        ({"checked": True}, {"reading": "checked"}),
        ({"checked": True, "reading": "read"}, {"reading": "checked"}),
        (
            {"profile": "P", "scope": {"stage": ("phase-1",)}},
            {"profile": "P", "stage": ["phase-1"]},
        ),
        (
            {"subjects": ("s",), "disciplines": ("cmc",), "only": ("match",), "stricter": ("FDA",)},
            {"subjects": ["s"], "disciplines": ["cmc"], "only": ["match"], "stricter": ["FDA"]},
        ),
    ],
)  # fmt: skip
def test_the_filters_as_asked(asked: dict[str, Any], filters: dict[str, Any]) -> None:
    assert filters_of(Request(("FDA", "EMA"), "2026-01-01", **asked)) == filters


def test_what_is_counted(corpus: Corpus) -> None:
    summary = result_of(corpus).summary
    counted = {name: number for name, number in summary.verdicts.items() if number}
    assert counted == {"diverge": 1, "match": 1, "unassessed": 2}
    assert set(summary.verdicts) == set(summary.coverage)
    assert {name: n for name, n in summary.coverage.items() if n} == {"no-counterpart": 1}
    assert (summary.provisional, summary.same_ich_text, summary.requirements) == (0, 0, 5)
    assert summary.reading == {"read": 3, "reported": 1, "recalled": 1}
    assert [(item.agency, item.requirements) for item in summary.agencies] == [
        ("FDA", 3), ("EMA", 2)
    ]  # fmt: skip


def test_a_match_through_the_same_ich_text_is_counted_apart(tmp_path: Path) -> None:
    whole = open_files(tmp_path / "a", files(ASKED, [ich({"asked": "expected"})]))
    summary = result_of(whole).summary
    assert summary.same_ich_text == 1
    assert [item.agency for item in summary.agencies] == ["FDA", "EMA", "ICH"]
    own = [fda({"asked": "expected"}, applies_to=LATE), ema({"asked": "expected"}, applies_to=LATE)]
    part = open_files(tmp_path / "b", files(ASKED, [ich({"asked": "expected"}), *own]))
    assert [row.verdict for row in result_of(part).rows] == ["match"]
    assert result_of(part).summary.same_ich_text == 0


def test_a_recalled_verdict_is_counted(tmp_path: Path) -> None:
    entries = [fda({"asked": "expected"}, grade="recalled"), ema({"asked": "expected"})]
    summary = result_of(open_files(tmp_path, files(ASKED, entries))).summary
    assert (summary.provisional, summary.verdicts["match"]) == (1, 1)


def test_a_result_explains_its_own_words(corpus: Corpus) -> None:
    result = result_of(corpus)
    stage = {item.id: item for item in result.dimensions}["stage"]
    leaves = {term.id: term.leaves for term in stage.terms}
    assert leaves["investigational"] == ("phase-1", "phase-2", "pivotal")
    assert leaves["marketing"] == ("marketing",)
    assert result.conditions["justified"] == "justified"
    assert [(topic.id, topic.groups["g"]) for topic in result.topics] == [("t", "Group")]
