"""34 hard subjects worked by hand; see the head of data/worked_subjects.yaml."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from atmp_gap.gap.result import Part
from support import AGENCIES, document, open_files, result_of

pytestmark = pytest.mark.requirement("TR-02")

DATA = Path(__file__).parent / "data"
CASES = yaml.safe_load((DATA / "worked_subjects.yaml").read_text(encoding="utf-8"))
VOCABULARY = Path(__file__).parents[1] / "requirements" / "vocabulary.yaml"


def corpus_files(case: dict[str, Any]) -> dict[str, Any]:
    vocabulary = yaml.load(VOCABULARY.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for kind, items in case.get("vocabulary", {}).items():
        vocabulary[kind] += items
    by_agency: dict[str, list[Any]] = {}
    for item in copy.deepcopy(case["entries"]):
        item["subject"] = "s"
        by_agency.setdefault(item.pop("agency"), []).append(item)
    absences = [{**item, "subject": "s"} for item in case.get("absences", [])]
    extra = case.get("documents", [])
    register = [
        document("FDA-FINAL", "FDA"),
        document("EMA-FINAL", "EMA"),
        document("FDA-DRAFT", "FDA", status="draft"),
        *(
            document(item["id"], item.get("issuer", item["id"].split("-")[0]), **_rest(item))
            for item in extra
        ),
    ]
    return {
        "corpus.yaml": {"version": "1", "date": "2026-11-22"},
        "agencies.yaml": AGENCIES,
        "vocabulary.yaml": vocabulary,
        "documents/all.yaml": {"documents": register},
        "t/topic.yaml": {
            "id": "t",
            "title": "T",
            "summary": "T.",
            "groups": [{"id": "g", "title": "G"}],
            "subjects": [
                {
                    "id": "s",
                    "title": case["name"],
                    "question": "What?",
                    "group": "g",
                    "domain": case["domain"],
                    "asks": case["asks"],
                }
            ],
        },
        "t/judgements.yaml": {"absences": absences},
        **{
            f"t/{agency.lower()}.yaml": {"agency": agency, "topic": "t", "requirements": items}
            for agency, items in by_agency.items()
        },
    }


def _issuer(item: dict[str, Any]) -> str:
    return str(item.get("issuer", item["id"].split("-")[0]))


def _rest(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in ("id", "issuer")}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_worked_subject(case: dict[str, Any], tmp_path: Path) -> None:
    corpus = open_files(tmp_path, corpus_files(case))
    result = result_of(corpus)
    (row,) = result.rows
    wanted = case["expected"]
    assert (row.verdict, row.stricter) == (wanted["verdict"], wanted["stricter"])
    if "in_part" in wanted:
        assert row.in_part == wanted["in_part"]
    if "facets" in wanted:
        found = {f.kind for part in row.headline_parts for f in part.facets if f.material}
        assert found == set(wanted["facets"])
    if "open" in wanted:
        slots = {f.slot for part in row.parts for f in part.facets if f.kind == "open"}
        assert slots == set(wanted["open"])
    if "coverage" in wanted:
        assert {part.verdict for part in row.coverage} == set(wanted["coverage"])
    for expected in wanted["parts"]:
        box = corpus.space.box({name: [leaf] for name, leaf in expected["at"].items()})
        (part,) = (
            p for p in row.parts if corpus.space.meet(corpus.space.box(p.scope), box) is not None
        )
        check(part, expected)
    assert result.findings == ()


def check(part: Part, expected: dict[str, Any]) -> None:
    for name in ("verdict", "stricter", "coverage", "rests_on", "conflict"):
        if name in expected:
            assert getattr(part, name) == expected[name], name
    if "if_adopted" in expected:
        adopted = part.if_adopted.verdict if part.if_adopted else None
        assert adopted == expected["if_adopted"]
    if "facets" in expected:
        assert sorted(f.kind for f in part.facets if f.material) == sorted(expected["facets"])
    if "position" in expected:
        if isinstance(expected["position"], str):
            assert list(part.global_position.values()) == [expected["position"]]
        else:
            assert part.global_position == expected["position"]
    for slot, piece in expected.get("position_contains", {}).items():
        assert piece in part.global_position[slot]
    if "also" in expected:
        assert {s.agency: list(s.also) for s in part.sides if s.also} == expected["also"]
