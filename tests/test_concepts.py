"""docs/concepts.md holds: its worked verdicts are computed, its tables and examples looked up."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import Part, Result
from atmp_gap.kinds import KINDS
from atmp_gap.model.base import GRADES
from atmp_gap.model.judgement import VERDICTS
from atmp_gap.model.subject import Slot
from atmp_gap.report.wording import VERDICT_LABELS, stricter_text
from support import absence, ema, facets, fda, ich, notes, result_of, row_of

pytestmark = pytest.mark.requirement("TR-01")

TEXT = (Path(__file__).parents[1] / "docs" / "concepts.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")
STAGES = {"in trials": "investigational", "at marketing": "marketing"}
VERDICT_IDS = {label: name for name, label in VERDICT_LABELS.items()}

Row = dict[str, str]


def tables(first: str) -> list[Row]:
    """The rows of all tables whose first column has a name, by the names of the columns."""
    rows: list[Row] = []
    heads: list[str] = []
    for line in TEXT.splitlines():
        if not line.startswith("|"):
            heads = []
            continue
        cells = [cell.replace(r"\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not heads:
            heads = cells
        elif heads[0] == first and set(cells) != {"---"}:
            rows.append(dict(zip(heads, cells, strict=True)))
    return rows


# --- worked verdicts ---------------------------------------------------------------------------


def asks(text: str) -> dict[str, Any]:
    """The slots of a case: "`amount` limit, `test` asked"."""
    slots: dict[str, Any] = {}
    for item in text.split(", "):
        found = re.fullmatch(r"`([\w-]+)` (minor )?([\w-]+)(?: of ([\w-]+))?", item)
        assert found, item
        slot = slots[found[1]] = {"kind": found[3]}
        if found[2]:
            slot["minor"] = True
        if found[4]:
            slot["dimension"] = found[4]
    return slots


def said(text: str, agency: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The entries and absences of a side: answers, and what was searched, apart by semicolons."""
    entries: list[dict[str, Any]] = []
    absences: list[dict[str, Any]] = []
    for item in text.split("; "):
        answer = CODE.match(item)
        if answer or item == "prose":
            number = len(entries) + 1
            entries.append(entry(answer, item, agency, number))
        elif item != "nothing":
            absences.append(search(item, agency))
    return entries, absences


def entry(answer: re.Match[str] | None, item: str, agency: str, number: int) -> dict[str, Any]:
    """An entry: its answer in code, and after commas what holds of it."""
    slot, _, given = answer[1].partition(": ") if answer else ("", "", "")
    raw = given[1:-1].split(", ") if given.startswith("[") else given
    more: dict[str, Any] = {}
    make = fda if agency == "FDA" else ema
    for word in item[answer.end() :].split(", ")[1:] if answer else ():
        if word in STAGES:
            more["applies_to"] = {"stage": [STAGES[word]]}
        elif word in ("must", "may"):
            more["obligation"] = word
        elif word == "complete":
            more["complete"] = [slot]
        elif word == "draft":
            more["document"] = f"{agency}-DRAFT"
        elif word == "recalled":
            more["grade"] = "recalled"
        elif word == "convention":
            more["standing"] = "convention"
        elif word == "through ICH":
            make = ich
        else:
            condition, name = word.split(" ")
            assert condition in ("unless", "when"), word
            more[condition] = [{"id": name}]
    return make({slot: raw} if answer else {}, number, **more)


def search(item: str, agency: str) -> dict[str, Any]:
    """What was searched in vain: the subject, a slot, an element; or is only believed absent."""
    more: dict[str, Any] = {}
    if item == "believed absent":
        more["suspected"] = True
    elif item == "searched, regulated elsewhere":
        more["regulated_elsewhere"] = "somewhere else"
    elif item.startswith("searched for the slot "):
        more["slots"] = [item.removeprefix("searched for the slot ")]
    elif item.startswith("searched for "):
        more["elements"] = [item.removeprefix("searched for ")]
    elif item != "searched":
        more["applies_to"] = {"stage": [STAGES[item.removeprefix("searched ")]]}
    return absence(agency, **more)


def check(part: Part, verdict: str, marks: list[str]) -> None:
    """A part has a verdict, and what stands in brackets behind it."""
    assert part.verdict == verdict
    assert part.conflict == ("conflict" in marks)
    assert part.provisional == ("recalled" in marks)
    assert part.same_ich_text == ("same ICH text" in marks)
    kinds = {mark for mark in marks if mark in FACETS}
    beside = {mark.removeprefix("note ") for mark in marks if mark.startswith("note ")}
    if verdict == "diverge":
        assert {kind for kind, _ in facets(part)} == kinds
    else:
        assert facets(part) == []
        beside |= kinds
    assert beside <= notes(part)
    known = {"conflict", "recalled", "same ICH text"}
    assert all(mark in known | kinds or mark.startswith("note ") for mark in marks)


FACETS = {kind.facet for kind in KINDS.values()} | {"open", "basis", "one-sided", "condition"}
CASES = tables("case")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_worked_verdict(case: Row, tmp_path: Path) -> None:
    entries: dict[str, dict[str, Any]] = {}
    absences = []
    for agency in ("FDA", "EMA"):
        own, searched = said(case[agency], agency)
        entries |= {item["id"]: item for item in own}
        absences += searched
    staged = any(word in " ".join(case.values()) for word in STAGES)
    domain = {"stage": list(STAGES.values())} if staged else "all"
    slots = asks(case["slots"])
    row = row_of(tmp_path, slots, list(entries.values()), absences=absences, domain=domain)
    told = case["verdict"].split("; ")
    for number, text in enumerate(told):
        found = re.fullmatch(r"([a-z ]+?)(?: \((.+)\))?(?: (in trials|at marketing))?", text)
        assert found, text
        here = [part for part in row.parts if not found[3] or stage(part) == STAGES[found[3]]]
        verdict = VERDICT_IDS[found[1]]
        check(here[0], verdict, found[2].split(", ") if found[2] else [])
        if number == 0:
            assert row.verdict == verdict
    assert len(row.parts) == len(told)
    assert stricter_text(row.stricter) == case["stricter"]
    positions = [value for part in row.headline_parts for value in part.global_position.values()]
    assert positions == CODE.findall(case["position for both"])


def stage(part: Part) -> str:
    """The stage that a part is about."""
    (found,) = part.scope["stage"]
    return found


def test_the_design_is_worked() -> None:
    """Fewer rows than these mean that the page's tables were not read."""
    assert len(CASES) >= 40


# --- tables and examples -----------------------------------------------------------------------


@cache
def corpus() -> Corpus:
    return open_corpus()


@cache
def result() -> Result:
    return result_of(corpus())


def code(cell: str) -> list[str]:
    """What stands in code in a cell."""
    return CODE.findall(cell)


def test_every_verdict_has_its_line_and_an_example() -> None:
    rows = tables("verdict")
    assert {code(row["verdict"])[0]: row["printed"] for row in rows} == VERDICT_LABELS
    for row in rows:
        verdict = code(row["verdict"])[0]
        having = {r.subject for r in result().rows if verdict in {p.verdict for p in r.parts}}
        if row["for example"] == "no row today":
            assert not having, f"name one for {verdict}: {sorted(having)[:5]}"
        else:
            assert code(row["for example"])[0] in having, f"{verdict}: {sorted(having)[:5]}"
    assert {code(row["verdict"])[0] for row in rows} == set(VERDICTS)


def test_every_slot_kind_has_its_line_and_an_example() -> None:
    rows = {code(row["kind"])[0]: row for row in tables("kind")}
    assert set(rows) == set(KINDS)
    for name, row in rows.items():
        assert row["reports call it"] == KINDS[name].facet_label
        for answer in code(row["an answer"]):
            raw = answer[1:-1].split(", ") if answer.startswith("[") else answer
            assert KINDS[name].parse(raw, Slot(kind=name), corpus().words).text
        subject = corpus().subjects[code(row["for example"])[0]].subject
        assert name in {slot.kind for slot in subject.asks.values()}


def test_every_grade_has_its_line() -> None:
    assert [code(row["grade"])[0] for row in tables("grade")] == list(GRADES)


def test_the_entries_named_exist() -> None:
    named = re.findall(r"\b(?:FDA|EMA|ICH)-[A-Z]+-\d{3}\b", TEXT)
    assert named
    assert set(named) <= set(corpus().requirements)


def test_the_examples_in_the_text_are_what_they_are_said_to_be() -> None:
    rows = {row.subject: row for row in result().rows}
    assert list(corpus().subjects["gmp-at-phase-1"].subject.asks) == ["full-gmp"]
    assert len(rows["gmp-at-phase-1"].parts) == 3
    kinds = {s.kind for s in corpus().subjects["minor-change-notification"].subject.asks.values()}
    assert kinds == {"permission", "limit"}
    (searched,) = rows["early-approval-validity"].parts[0].absences
    assert len(searched.searched) == 4
    retention = rows["trial-master-file-retention"].parts[0]
    assert (retention.decided_by, retention.judgement is not None) == ("judgement", True)
    assert corpus().agencies["FDA"].speaks_for == ("Congress", "USP", "NIH")
    assert corpus().agencies["EMA"].speaks_for == ("EC", "EDQM")
    _, requirement, _ = corpus().requirements["FDA-IMP-507"]
    assert requirement.standing == "convention"


def test_the_verdict_module_points_to_the_section_that_has_the_rule() -> None:
    rule = TEXT.split("\n## 3. The verdict\n")[1].split("\n## ")[0]
    assert all(f"`{verdict}`" in rule for verdict in VERDICTS)
