"""What use showed and was settled since: each a small corpus, and what is right for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Row
from support import DOCUMENTS, absence, document, ema, fda, files, ich, open_files, row_of

AMOUNT = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
METHODS = {"methods": {"kind": "any-of"}}
POINTS = {"points": {"kind": "all-of"}}
YEARS = {"time": {"kind": "effort"}}
ASKED = {"asked": {"kind": "asked"}}
WHEN = [{"id": "justified"}]


def both_ways(tmp_path: Path, content: dict[str, Any]) -> tuple[Row, Row]:
    """The one row, with the agencies named in either order."""
    corpus = open_files(tmp_path, content)
    rows = []
    for between in (("FDA", "EMA"), ("EMA", "FDA")):
        (row,) = compare(corpus, Request(between, corpus.date)).rows
        rows.append(row)
    return rows[0], rows[1]


@pytest.mark.parametrize(
    ("asks", "shared", "draft"),
    [
        (METHODS, {"methods": ["culture", "nat"]}, {"methods": ["nat"]}),
        (POINTS, {"points": ["b", "a"]}, {"points": ["c"]}),
    ],
)
def test_the_order_of_agencies_changes_nothing(
    tmp_path: Path, asks: dict[str, Any], shared: dict[str, Any], draft: dict[str, Any]
) -> None:
    content = files(asks, [ich(shared), fda(draft, document="FDA-DRAFT")])
    one, other = both_ways(tmp_path, content)
    (a,), (b,) = one.parts, other.parts
    assert (a.verdict, a.stricter, a.global_position) == (b.verdict, b.stricter, b.global_position)
    assert (a.if_adopted is None) == (b.if_adopted is None)
    if a.if_adopted and b.if_adopted:
        assert a.if_adopted.verdict == b.if_adopted.verdict
        assert a.if_adopted.global_position == b.if_adopted.global_position


@pytest.mark.parametrize(
    ("asks", "first", "second"),
    [
        (AMOUNT, {"amount": "< 10 ng/dose"}, {"amount": "< 10000 pg/dose"}),
        (AMOUNT, {"amount": ">= 1 ng/dose"}, {"amount": "< 10 ng/dose"}),
        (YEARS, {"time": "1 year"}, {"time": "12 month"}),
        (POINTS, {"points": ["b", "a"]}, {"points": ["c"]}),
        ({"visits": {"kind": "schedule"}}, {"visits": ["at 1 year"]}, {"visits": ["at 6 month"]}),
    ],
)
def test_positions_do_not_depend_on_who_is_named_first(
    tmp_path: Path, asks: dict[str, Any], first: dict[str, Any], second: dict[str, Any]
) -> None:
    one, other = both_ways(tmp_path, files(asks, [fda(first), ema(second)]))
    assert one.parts[0].global_position == other.parts[0].global_position


@pytest.mark.parametrize("condition", [{}, {"when": WHEN}])
def test_an_own_addition_to_a_shared_list_is_open_under_a_condition_too(
    tmp_path: Path, condition: dict[str, Any]
) -> None:
    entries = [
        ich({"points": ["a", "b"]}, complete=["points"], **condition),
        fda({"points": ["c"]}, **condition),
    ]
    row = row_of(tmp_path, POINTS, entries)
    assert row.verdict == "unjudged"
    assert not [facet for facet in row.parts[0].facets if facet.material]


def test_a_minor_slot_never_makes_a_row_unjudged(tmp_path: Path) -> None:
    minor = {**ASKED, "amount": {**AMOUNT["amount"], "minor": True}}
    other_basis = [
        fda({"asked": "expected", "amount": "< 10 ng/dose"}),
        ema({"asked": "expected", "amount": "< 10 ng/mg"}),
    ]
    assert row_of(tmp_path / "basis", minor, other_basis).verdict == "match"
    contradicting = [
        fda({"asked": "expected", "amount": "< 10 ng/dose"}),
        fda({"amount": ">= 20 ng/dose"}, 2),
        ema({"asked": "expected", "amount": "< 10 ng/dose"}),
    ]
    assert row_of(tmp_path / "contradiction", minor, contradicting).verdict == "match"
    conditional = [
        fda({"asked": "expected", "amount": "< 10 ng/dose"}),
        fda({"amount": "< 10 ng/mg"}, 2, when=WHEN),
        ema({"asked": "expected", "amount": "< 10 ng/dose"}),
    ]
    assert row_of(tmp_path / "condition", minor, conditional).verdict == "match"


def judgement(verdict: str, **more: Any) -> dict[str, Any]:
    return {
        "subject": "s",
        "between": ["FDA", "EMA"],
        "verdict": verdict,
        "reason": f"Why {verdict}.",
        "by": "editors",
        "date": "2026-02-01",
        **more,
    }


def judged(tmp_path: Path, entries: list[Any], *judgements: dict[str, Any]) -> tuple[Row, set[str]]:
    """The row under judgements that carry the fingerprints of today, and the findings' codes."""
    from atmp_gap.check.fingerprints import fingerprints

    content = files(AMOUNT, entries)
    corpus = open_files(tmp_path / "plain", content)
    file = corpus.subjects["s"]
    content["t/judgements.yaml"] = {"judgements": list(judgements)}
    placed = open_files(tmp_path / "unsigned", content).subjects["s"].judgements
    content["t/judgements.yaml"] = {
        "judgements": [
            {"judged": fingerprints(corpus, file, item, corpus.date), **given}
            for given, item in zip(judgements, placed, strict=True)
        ]
    }
    signed = open_files(tmp_path / "signed", content)
    result = compare(signed, Request(("FDA", "EMA"), signed.date))
    return result.rows[0], {finding.code for finding in result.findings}


TWO = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 5 ng/dose"})]


def test_a_part_judged_no_counterpart_is_coverage(tmp_path: Path) -> None:
    entries = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 10 ng/dose"})]
    row, _ = judged(
        tmp_path, entries, judgement("no-counterpart", applies_to={"stage": ["marketing"]})
    )
    assert row.verdict == "match"
    assert [part.verdict for part in row.coverage] == ["no-counterpart"]


def test_of_two_fitting_judgements_neither_decides(tmp_path: Path) -> None:
    row, codes = judged(tmp_path, TWO, judgement("match"), judgement("unjudged"))
    assert (row.verdict, row.parts[0].decided_by) == ("diverge", "engine")
    assert len(row.parts[0].judgements_beside) == 2
    assert "AG107" in codes


def test_a_suspect_judgement_beside_a_fitting_one_does_not_name_the_decision(
    tmp_path: Path,
) -> None:
    row, codes = judged(
        tmp_path, TWO, judgement("match"), judgement("unjudged", judged={"scheme": 1})
    )
    assert (row.verdict, row.parts[0].decided_by) == ("match", "judgement")
    assert [record.verdict for record in row.parts[0].judgements_beside] == ["unjudged"]
    assert "AG105" in codes


@pytest.mark.parametrize("suspect", [1, 2, 3])
def test_of_suspect_judgements_the_last_is_shown_and_the_others_beside_it(
    tmp_path: Path, suspect: int
) -> None:
    given = [
        judgement("match", judged={"scheme": 1}, reason=f"Reason {number}.")
        for number in range(suspect)
    ]
    row, codes = judged(tmp_path, TWO, *given)
    (part,) = row.parts
    assert (part.verdict, part.decided_by) == ("diverge", "suspect-judgement")
    assert part.judgement is not None
    shown = [*(record.reason for record in part.judgements_beside), part.judgement.reason]
    assert shown == [item["reason"] for item in given]
    assert codes == {"AG105"}


@pytest.mark.parametrize(
    ("stricter", "position", "stands"),
    [
        ("EMA", None, True),
        (None, None, True),
        ("EMA", "< 5 ng/dose", True),
        ("FDA", None, False),
        ("EMA", "< 10 ng/dose", False),
    ],
)
def test_a_confirmation_confirms_the_stricter_side_and_the_position_too(
    tmp_path: Path, stricter: str | None, position: str | None, stands: bool
) -> None:
    more = {"stricter": stricter, "position": position}
    given = {name: value for name, value in more.items() if value}
    row, codes = judged(tmp_path, TWO, judgement("diverge", confirms=True, **given))
    assert row.parts[0].decided_by == ("judgement" if stands else "suspect-judgement")
    assert ("AG105" in codes) is not stands


def test_a_may_sentence_does_not_override_a_duty(tmp_path: Path) -> None:
    entries = [
        fda({"amount": "< 10 ng/dose"}, obligation="must"),
        fda({"amount": "< 50 ng/dose"}, 2, obligation="may", overrides=["FDA-1"]),
        ema({"amount": "< 10 ng/dose"}),
    ]
    corpus = open_files(tmp_path, files(AMOUNT, entries))
    result = compare(corpus, Request(("FDA", "EMA"), corpus.date))
    assert result.rows[0].verdict == "match"
    assert {finding.code for finding in result.findings} == {"AG101"}


def test_an_own_entry_from_a_text_its_agency_never_adopted_decides_nothing(tmp_path: Path) -> None:
    documents = [*DOCUMENTS, document("ICH-NEW", "ICH", adopted={"EMA": ADOPTED})]
    entries = [
        fda({"amount": "< 10 ng/dose"}, document="ICH-NEW"),
        ema({"amount": "< 10 ng/dose"}),
    ]
    content = files(AMOUNT, entries)
    content["documents/all.yaml"] = {"documents": documents}
    corpus = open_files(tmp_path, content)
    result = compare(corpus, Request(("FDA", "EMA"), corpus.date))
    assert result.rows[0].verdict == "unassessed"
    assert {finding.code for finding in result.findings} == {"AG106"}


ADOPTED = {"reference": "r", "date": "2020-01-01"}


@pytest.mark.parametrize(
    ("adoption", "verdict"),
    [
        (ADOPTED, "match"),
        ({"reference": "r"}, "unassessed"),
        ({"date": "2020-01-01"}, "unassessed"),
    ],
)
def test_an_adoption_without_date_or_reference_counts_for_nobody(
    tmp_path: Path, adoption: dict[str, str], verdict: str
) -> None:
    content = files(AMOUNT, [ich({"amount": "< 10 ng/dose"}, document="ICH-NEW")])
    new = document("ICH-NEW", "ICH", adopted={"EMA": ADOPTED, "FDA": adoption})
    content["documents/all.yaml"] = {"documents": [*DOCUMENTS, new]}
    corpus = open_files(tmp_path, content)
    assert compare(corpus, Request(("FDA", "EMA"), corpus.date)).rows[0].verdict == verdict


@pytest.mark.parametrize(("as_of", "suspect"), [("2022-06-01", False), ("2024-06-01", True)])
def test_an_absence_is_suspect_from_the_day_its_text_is_superseded(
    tmp_path: Path, as_of: str, suspect: bool
) -> None:
    content = files(
        AMOUNT,
        [fda({"amount": "< 10 ng/dose"})],
        absences=[absence("EMA", reading={"grade": "reported", "via": "x", "date": "2021-01-01"})],
    )
    old = [d for d in DOCUMENTS if d["id"] != "EMA-DOC"]
    gone = document("EMA-DOC", "EMA", status="superseded", superseded="2024-01-01")
    content["documents/all.yaml"] = {"documents": [*old, gone]}
    corpus = open_files(tmp_path, content)
    row = compare(corpus, Request(("FDA", "EMA"), as_of)).rows[0]
    (found,) = row.parts[0].absences
    assert (found.suspect is not None) is suspect


@pytest.mark.parametrize(("came", "suspect"), [("2023-01-01", True), ("2026-12-01", False)])
def test_an_unread_text_makes_an_absence_suspect_when_it_counts(
    tmp_path: Path, came: str, suspect: bool
) -> None:
    content = files(AMOUNT, [fda({"amount": "< 10 ng/dose"})], absences=[absence("EMA")])
    content["t/judgements.yaml"]["absences"][0]["reading"]["date"] = "2022-01-01"
    new = document("EMA-NEW", "EMA", published="2022-06-01", effective=came, sections_read="none")
    content["documents/all.yaml"] = {"documents": [*DOCUMENTS, new]}
    corpus = open_files(tmp_path, content)
    row = compare(corpus, Request(("FDA", "EMA"), corpus.date)).rows[0]
    assert (row.parts[0].absences[0].suspect is not None) is suspect


@pytest.mark.parametrize(
    ("to", "last", "gone"),
    [
        ("2024", "2024-12-31", "2025-01-01"),
        ("2024-05", "2024-05-31", "2024-06-01"),
        ("2024-02", "2024-02-29", "2024-03-01"),
        ("2024-12", "2024-12-31", "2025-01-01"),
        ("2024-05-03", "2024-05-03", "2024-05-04"),
    ],
)
def test_a_partial_last_day_counts_to_its_end(
    tmp_path: Path, to: str, last: str, gone: str
) -> None:
    entries = [
        fda({"amount": "< 10 ng/dose"}, in_force={"to": to}),
        ema({"amount": "< 10 ng/dose"}),
    ]
    corpus = open_files(tmp_path, files(AMOUNT, entries))

    def verdict(day: str) -> str:
        return compare(corpus, Request(("FDA", "EMA"), day)).rows[0].verdict

    assert (verdict(last), verdict(gone)) == ("match", "unassessed")


def test_a_position_names_the_leaf_where_it_satisfies_its_parent(tmp_path: Path) -> None:
    row = row_of(
        tmp_path,
        {"tests": {"kind": "all-of"}},
        [fda({"tests": ["nat"]}), ema({"tests": ["validated-nat"]})],
    )
    assert row.parts[0].global_position == {"tests": "validated-nat"}


def test_an_override_under_its_own_escape_gives_its_target_back(tmp_path: Path) -> None:
    entries = [
        fda({"time": "15 year"}),
        fda({"time": "5 year"}, 2, overrides=["FDA-1"], unless=WHEN),
        ema({"time": "5 year"}),
    ]
    row = row_of(tmp_path, YEARS, entries)
    (facet,) = [facet for facet in row.parts[0].facets if facet.material]
    assert (facet.kind, facet.condition, facet.stricter) == ("condition", "justified", "FDA")
    assert [item.answer for item in facet.answers] == ["15 year", "5 year"]


@pytest.mark.parametrize(("claimed", "years"), [([], "15 year"), (["justified"], "5 year")])
def test_assess_and_compare_ask_the_same_of_an_override_with_a_trigger(
    tmp_path: Path, claimed: list[str], years: str
) -> None:
    from atmp_gap.gap.row import RowComparison
    from atmp_gap.gap.view import View
    from atmp_gap.kinds.base import Answer

    entries = [
        fda({"time": "15 year"}),
        fda({"time": "5 year"}, 2, overrides=["FDA-1"], when=WHEN),
    ]
    corpus = open_files(tmp_path, files(YEARS, entries))
    view = View(corpus, ("FDA", "EMA"), corpus.date)
    comparison = RowComparison(view, corpus.subjects["s"])
    ((_, part),) = comparison.comparisons(corpus.space.everything)
    asked = part.sides[0].slots["time"].holding(claimed, corpus.words)
    assert isinstance(asked, Answer)
    assert asked.text == years


@pytest.mark.parametrize(
    ("obligations", "verdict"), [(("may",), "match"), (("may", "must"), "diverge")]
)
def test_a_permission_is_what_a_may_sentence_states(
    tmp_path: Path, obligations: tuple[str, ...], verdict: str
) -> None:
    firm = [
        fda({"pathway": "not-allowed"}, 2 + n, obligation=word)
        for n, word in enumerate(obligations)
        if word != "may"
    ]
    entries = [fda({"pathway": "allowed"}, obligation="may"), *firm, ema({"pathway": "allowed"})]
    assert row_of(tmp_path, {"pathway": {"kind": "permission"}}, entries).verdict == verdict
