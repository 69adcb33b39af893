"""The views on a comparison: stages, positions, why not, impact; on corpora made for each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request
from atmp_gap.views.impact import Impact, if_adopted, impact
from atmp_gap.views.positions import GlobalPosition, positions
from atmp_gap.views.stages import NoStagesError, by_stage
from atmp_gap.views.why_not import why_not
from support import absence, document, ema, fda, files, open_files, result_of

AMOUNT = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
ASKED = {"test": {"kind": "asked"}}
METHODS = {"methods": {"kind": "any-of"}}
CLASS = {"class": {"kind": "choice"}}
CLOCK = {"answer": {"kind": "clock", "dimension": "time"}}
POINTS = {"points": {"kind": "all-of"}}


def request(corpus: Corpus, **more: Any) -> Request:
    return Request(("FDA", "EMA"), more.pop("as_of", corpus.date), **more)


def only_position(folder: Path, asks: Any, entries: Any, **more: Any) -> GlobalPosition:
    (found,) = positions(result_of(open_files(folder, files(asks, entries, **more))))
    return found


# --- stages ---------------------------------------------------------------------------------------


def test_stages_show_where_the_sides_converge(tmp_path: Path) -> None:
    early = {"stage": ["investigational"]}
    late = {"stage": ["marketing", "post-approval"]}
    entries = [
        fda({"test": "optional"}, 1, applies_to=early),
        fda({"test": "expected"}, 2, applies_to=late),
        ema({"test": "expected"}),
    ]
    corpus = open_files(tmp_path, files(ASKED, entries))
    stages, (row,) = by_stage(corpus, request(corpus))
    assert stages == ("phase-1", "phase-2", "pivotal", "marketing", "post-approval")
    assert [cell.verdict for cell in row.cells] == ["diverge"] * 3 + ["match"] * 2
    assert row.cells[0].says == ("test: optional", "test: expected")
    assert row.cells[4].says == ("test: expected", "test: expected")
    assert row.course == "converges at marketing"
    chosen, (row,) = by_stage(corpus, request(corpus, scope={"stage": ("investigational",)}))
    assert chosen == ("phase-1", "phase-2", "pivotal")
    assert row.course == "same at every stage"


def test_stages_leave_a_row_out_where_its_question_does_not_arise(tmp_path: Path) -> None:
    entries = [fda({"test": "expected"}), ema({"test": "expected"})]
    content = files(ASKED, entries, domain={"stage": ["pivotal"]})
    corpus = open_files(tmp_path, content)
    _, (row,) = by_stage(corpus, request(corpus))
    assert [cell.verdict for cell in row.cells] == [None, None, "match", None, None]
    assert row.course == "arises at pivotal"
    assert by_stage(corpus, request(corpus, only=("diverge",)))[1] == []


def test_stages_need_a_vocabulary_with_stages(tmp_path: Path) -> None:
    content = files(ASKED, [fda({"test": "expected"})])
    vocabulary = content["vocabulary.yaml"]
    kept = [item for item in vocabulary["dimensions"] if item["id"] != "stage"]
    corpus = open_files(
        tmp_path, {**content, "vocabulary.yaml": {**vocabulary, "dimensions": kept}}
    )
    with pytest.raises(NoStagesError):
        by_stage(corpus, request(corpus))


# --- positions ------------------------------------------------------------------------------------

POSITIONS: dict[str, tuple[Any, list[Any], str, str | None]] = {
    "same": (ASKED, [fda({"test": "expected"}), ema({"test": "expected"})], "equal", "expected"),
    "stricter": (
        AMOUNT,
        [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 8 ng/dose"})],
        "stricter",
        "< 8 ng/dose",
    ),
    "both sets": (
        POINTS,
        [
            fda({"points": ["bank", "lot"]}, complete=["points"]),
            ema({"points": ["bank", "cells"]}, complete=["points"]),
        ],
        "combined",
        "bank, cells, lot",
    ),
    "conflict": (
        METHODS,
        [fda({"methods": ["culture"]}), ema({"methods": ["nat"]})],
        "conflict",
        None,
    ),
    "other basis": (
        AMOUNT,
        [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 8 ng/mg"})],
        "not-comparable",
        None,
    ),
    "other class": (
        CLASS,
        [fda({"class": "x"}), ema({"class": "y"})],
        "not-comparable",
        None,
    ),
    "clock": (CLOCK, [fda({"answer": "30 day"}), ema({"answer": "60 day"})], "clock", None),
    "no number": (
        AMOUNT,
        [fda({"amount": "none"}), ema({"amount": "none"})],
        "no-number",
        "no number, justify",
    ),
    "not assessed": (AMOUNT, [fda({"amount": "< 10 ng/dose"})], "not-assessed", "< 10 ng/dose"),
    "prose": (ASKED, [fda({}), ema({})], "prose", None),
}


@pytest.mark.parametrize("name", POSITIONS)
def test_position(name: str, tmp_path: Path) -> None:
    asks, entries, state, position = POSITIONS[name]
    found = only_position(tmp_path, asks, entries)
    assert (found.state, found.position) == (state, position)
    assert found.advice
    assert len(found.sources) == len(entries)


def test_position_of_one_side_and_of_a_judgement(tmp_path: Path) -> None:
    entries = [fda({"test": "expected"}, grade="recalled", obligation="must")]
    found = only_position(tmp_path / "a", ASKED, entries, absences=[absence("EMA")])
    assert (found.state, found.position, found.obligation) == ("unverified", None, "must")
    assert found.provisional
    assert found.advice.startswith("unverified: read ") and found.advice.endswith(" first")


def test_position_left_open_by_one_side(tmp_path: Path) -> None:
    entries = [fda({"amount": "< 10 ng/dose", "test": "expected"}), ema({"test": "expected"})]
    corpus = open_files(tmp_path, files({**AMOUNT, **ASKED}, entries))
    found = {item.slot: item for item in positions(result_of(corpus))}
    assert (found["amount"].state, found["amount"].position) == ("open", "< 10 ng/dose")
    assert found["test"].state == "equal"


# --- why not --------------------------------------------------------------------------------------


def test_why_not_names_the_condition(tmp_path: Path) -> None:
    entries = [
        fda({"test": "expected"}, 1, applies_to={"stage": ["phase-1"]}),
        fda({"test": "expected"}, 2, document="FDA-DRAFT"),
        ema({"test": "expected"}, 1, in_force={"to": "2025-01-01"}),
        ema({"test": "expected"}, 2, standing="convention"),
    ]
    corpus = open_files(tmp_path, files(ASKED, entries, domain={"product": ["aav"]}))
    scope = {"stage": ("pivotal",)}
    reasons = why_not(corpus, request(corpus, scope=scope, drafts=False), "s")
    told = {item.what: item for item in reasons}
    assert {what: item.kept for what, item in told.items()} == {
        "the row": True,
        "FDA-1": False,
        "FDA-2": False,
        "EMA-1": False,
        "EMA-2": True,
    }
    assert "stage phase-1, not pivotal" in told["FDA-1"].reason
    assert "draft" in told["FDA-2"].reason
    assert "counts for neither" in told["EMA-1"].reason
    assert "printed only" in told["EMA-2"].reason
    (gone,) = why_not(corpus, request(corpus, scope={"product": ("cells",)}), "s")
    assert not gone.kept
    assert "product aav, not cells" in gone.reason
    (gone,) = why_not(corpus, request(corpus, topics=("other",)), "s")
    assert "topic" in gone.reason
    hidden = why_not(corpus, request(corpus, only=("match",)), "s")[0]
    assert not hidden.kept
    assert "--only" in hidden.reason


# --- impact ---------------------------------------------------------------------------------------


def told(found: Impact, kind: str) -> list[tuple[str, str]]:
    return [(change.id, change.what) for change in found.changes if change.kind == kind]


def test_impact_between_two_days(tmp_path: Path) -> None:
    documents = [document("FDA-NEW", "FDA", effective="2026-03-01")]
    entries = [
        fda({"amount": "< 10 ng/dose"}, 1),
        fda({"amount": "< 5 ng/dose"}, 2, document="FDA-NEW"),
        ema({"amount": "< 10 ng/dose"}),
    ]
    corpus = open_files(tmp_path, files(AMOUNT, entries, documents=documents))
    old, new = (request(corpus, as_of=day) for day in ("2026-01-01", "2026-06-01"))
    found = impact(corpus, corpus, old, new)
    assert told(found, "document") == [("FDA-NEW", "came")]
    assert told(found, "requirement") == [("FDA-2", "came")]
    (verdict,) = [change for change in found.changes if change.kind == "verdict"]
    assert verdict.before.startswith("match") and verdict.after.startswith("diverge")
    assert verdict.because == ("FDA-2",)
    assert found.counts == {"document": 1, "requirement": 1, "verdict": 1}
    assert impact(corpus, corpus, new, new).changes == ()
    back = impact(corpus, corpus, new, old)
    assert told(back, "document") == [("FDA-NEW", "changed status")]
    assert told(back, "requirement") == [("FDA-2", "went")]


def test_impact_between_two_corpora(tmp_path: Path) -> None:
    before = files(AMOUNT, [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 10 ng/dose"})])
    after = files(
        AMOUNT,
        [fda({"amount": "< 9 ng/dose"}), ema({"amount": "< 10 ng/dose"}, 2)],
        documents=[document("EMA-NEW", "EMA"), document("FDA-LAW", "Congress", kind="regulation")],
    )
    old, new = open_files(tmp_path / "a", before), open_files(tmp_path / "b", after)
    found = impact(old, new, request(old), request(new))
    assert told(found, "document") == [("EMA-NEW", "came")]
    assert sorted(told(found, "requirement")) == [
        ("EMA-1", "went"),
        ("EMA-2", "came"),
        ("FDA-1", "changed"),
    ]
    assert told(found, "verdict") == [("s", "changed")]


def test_impact_once_the_drafts_are_final(tmp_path: Path) -> None:
    entries = [
        fda({"amount": "< 10 ng/dose"}, 1),
        fda({"amount": "< 5 ng/dose"}, 2, document="FDA-DRAFT"),
        ema({"amount": "< 10 ng/dose"}),
    ]
    corpus = open_files(tmp_path, files(AMOUNT, entries))
    found = if_adopted(corpus, request(corpus, topics=("t",)))
    assert told(found, "document") == [("FDA-DRAFT", "would become")]
    (verdict,) = [change for change in found.changes if change.kind == "verdict"]
    assert verdict.before.startswith("match")
    assert verdict.after == "diverge (stricter: FDA) [amount: < 5 ng/dose]"
    assert verdict.because == ("FDA-DRAFT",)
    everything = if_adopted(corpus, replace(request(corpus), topics=()))
    assert told(everything, "document") == [
        ("FDA-DRAFT", "would become"),
        ("EMA-DRAFT", "would become"),
    ]
