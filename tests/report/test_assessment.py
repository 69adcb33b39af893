"""Assessments as people read them: what is missed first, in words, and no advice on memory."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.profile.assessment import Assessment, groups
from atmp_gap.report.assessment import group_label, marked, side_text, words_of
from atmp_gap.report.assessment_head import counts
from atmp_gap.report.assessment_paper import assessment_paper
from atmp_gap.report.markdown import Markdown
from atmp_gap.report.table import Table
from profile_support import assessed
from support import absence, ema, fda

ROOT = Path(__file__).parents[2]
AMOUNT = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
ASKED = {"test": {"kind": "asked"}}
TIME = {"time": {"kind": "effort", "dimension": "time"}}
Captured = pytest.CaptureFixture[str]


def assessment_text(found: Assessment, only: tuple[str, ...], full: bool, width: int) -> str:
    return Table(width).paper(assessment_paper(found, only, full))


def assessment_markdown(found: Assessment, only: tuple[str, ...], full: bool) -> str:
    return Markdown().paper(assessment_paper(found, only, full))


def label(folder: Path, asks: Any, entries: list[Any], answer: str, **more: Any) -> str:
    position = f"  - subject: s\n    answers: {answer}\n"
    found = assessed(folder, asks, entries, position, **more)
    (check,) = found.checks
    return marked(check, found.agencies)


LIMITS = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 8 ng/dose"})]
DUTIES = [fda({"test": "expected"}), ema({"test": "optional"})]


@pytest.mark.parametrize(
    ("asks", "entries", "answer", "said"),
    [
        (AMOUNT, LIMITS, '{amount: "< 5 ng/dose"}', "within both cited limits"),
        (AMOUNT, LIMITS, '{amount: "< 9 ng/dose"}', "within FDA's cited limit, outside EMA's"),
        (AMOUNT, LIMITS, '{amount: "< 90 ng/dose"}', "outside both cited limits"),
        (ASKED, DUTIES, "{test: done}", "as both cited texts ask"),
        (ASKED, DUTIES, "{test: not-done}", "as neither cited text asks"),
        (
            ASKED,
            [fda({"test": "expected"}), ema({"test": "not-expected"})],
            "{test: not-done}",
            "as EMA's cited text asks, not as FDA's",
        ),
        (
            TIME,
            [fda({"time": "5 year"}), ema({"time": "15 year"})],
            "{time: 15 year}",
            "as both cited texts ask",
        ),
    ],
)
def test_limits_are_kept_within_and_duties_done_as_texts_ask(
    asks: Any, entries: list[Any], answer: str, said: str, tmp_path: Path
) -> None:
    assert label(tmp_path, asks, entries, answer) == said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('{amount: "< 5 ng/dose"}', "within FDA's cited limit; EMA asks nothing"),
        ('{amount: "< 50 ng/dose"}', "outside FDA's cited limit; EMA asks nothing"),
    ],
)
def test_a_side_that_asks_nothing_has_no_limit(answer: str, said: str, tmp_path: Path) -> None:
    searched = {"absences": [absence("EMA")]}
    assert label(tmp_path, AMOUNT, LIMITS[:1], answer, **searched) == said


@pytest.mark.parametrize(
    ("speaks", "said"),
    [(fda, "nothing recorded for EMA yet"), (ema, "nothing recorded for FDA yet")],
)
def test_what_nobody_recorded_is_no_finding(
    speaks: Callable[..., Any], said: str, tmp_path: Path
) -> None:
    assert label(tmp_path, ASKED, [speaks({"test": "expected"})], "{test: done}") == said


def test_from_memory_follows_no_advice(tmp_path: Path) -> None:
    """Recalled alone: what to read first, and neither within nor outside anything."""
    entries = [
        fda({"amount": "< 10 ng/dose"}, grade="recalled"),
        ema({"amount": "< 8 ng/dose"}, grade="recalled"),
    ]
    position = '  - subject: s\n    answers: {amount: "< 20 ng/dose"}\n'
    found = assessed(tmp_path, AMOUNT, entries, position)
    (check,) = found.checks
    assert (check.outcome, check.group, check.from_memory) == ("neither", "unverified", True)
    out = assessment_text(found, (), False, 200)
    assert re.search(r"unverified: read \S+, \S+ and \S+, \S+ first", out)
    said = side_text(check, 0, words_of(check))
    assert said.startswith("not verified; says below 10 ng/dose")
    assert "outside" not in out and "within" not in out


def test_what_memory_says_is_lacking_is_not_told(tmp_path: Path) -> None:
    asks = {"points": {"kind": "all-of"}}
    position = "  - subject: s\n    answers: {points: [bank]}\n"
    for grade, noted in (("recalled", False), ("reported", True)):
        entries = [
            fda({"points": ["bank", "lot"]}, grade=grade),
            ema({"points": ["bank", "lot"]}, grade=grade),
        ]
        found = assessed(tmp_path / grade, asks, entries, position)
        assert ("also asks" in assessment_text(found, (), False, 200)) is noted


def test_one_side_from_memory_is_named(tmp_path: Path) -> None:
    entries = [LIMITS[0], ema({"amount": "< 8 ng/dose"}, grade="recalled")]
    said = label(tmp_path, AMOUNT, entries, '{amount: "< 5 ng/dose"}')
    assert said.startswith("within both cited limits; unverified for EMA: read ")


def mixed(folder: Path) -> Assessment:
    """A position missed on both sides in one stage, open in another, and met in a third."""
    entries = [
        fda({"test": "expected"}),
        ema({"test": "expected"}, 1, applies_to={"stage": ["phase-1"]}),
        ema({"test": "not-expected"}, 2, applies_to={"stage": ["marketing"]}),
    ]
    position = "  - subject: s\n    answers: {test: not-done}\n"
    facts = "  product: aav\n  stage: [phase-1, pivotal, marketing]\n"
    return assessed(folder, ASKED, entries, position, facts=facts)


def test_groups_come_in_their_order_and_only_shows_some(tmp_path: Path) -> None:
    found = mixed(tmp_path)
    assert [group.name for group in found.groups] == ["neither", "ema-only", "missed"]
    assert sorted(rank for group in found.groups for rank in group.ranks) == [1, 2, 3]
    out = assessment_text(found, (), False, 120)
    heads = [line for line in out.splitlines() if re.fullmatch(r"[A-Z ,]+ \(\d+\)", line)]
    assert heads == [
        "SHORT OF BOTH (1)",
        "AS EMA ASKS, SHORT OF FDA (1)",
        "SHORT OF ONE SIDE, NOTHING RECORDED FOR THE OTHER YET (1)",
    ]
    shown = assessment_text(found, ("not-assessed",), False, 120)
    assert "SHORT OF ONE SIDE" in shown and "SHORT OF BOTH" not in shown
    assert counts(found) == [
        "3 points with a position: short of both: 1; as EMA asks, short of FDA: 1; "
        "short of one side, nothing recorded for the other yet: 1."
    ]


def test_every_group_has_a_heading() -> None:
    labels = [group_label(name, ("FDA", "EMA")) for name in groups(("FDA", "EMA"))]
    assert len(set(labels)) == len(labels)


PROFILES = sorted((ROOT / "examples" / "profiles").glob("*.yaml"))


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.stem)
def test_what_is_held_comes_within_a_screen_or_three(profile: Path, capsys: Captured) -> None:
    assert run(["assess", str(profile)]) == 0
    short = capsys.readouterr().out
    assert "with a position" in short.splitlines()[1]
    assert "NOT ADDRESSED" not in short
    assert len(short.splitlines()) < 120
    assert run(["assess", str(profile), "--all"]) == 0
    full = capsys.readouterr().out
    number = re.search(r"Not addressed: (\d+) \(", full)
    assert number and f"NOT ADDRESSED ({number[1]})" in full


def test_not_addressed_lists_cmc_before_procedural(capsys: Captured) -> None:
    run(["assess", str(PROFILES[0]), "--all", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    work = [row["discipline"] for row in rows if row["group"] == "not addressed"]
    assert list(dict.fromkeys(work)) == ["cmc", "nonclinical", "clinical", "procedural"]


def test_only_hides_rows_in_every_format_and_counts_all(capsys: Captured) -> None:
    profile = str(PROFILES[0])
    run(["assess", profile, "--format", "json"])
    whole = json.loads(capsys.readouterr().out)
    assert run(["assess", profile, "--only", "short of both", "--format", "json"]) == 0
    some = json.loads(capsys.readouterr().out)
    assert {check["outcome"] for check in some["checks"]} == {"neither"}
    assert [group["name"] for group in some["groups"]] == ["neither"]
    assert some["counts"] == whole["counts"]
    run(["assess", profile, "--only", "neither", "--format", "csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert {row["group"] for row in rows} == {"short of both"}
    assert run(["assess", profile, "--only", "neither,nonsense"]) == 2


def test_markdown_reads_as_a_document(capsys: Captured) -> None:
    run(["assess", str(PROFILES[0]), "--format", "markdown"])
    out = capsys.readouterr().out
    tokens = MarkdownIt().parse(out)
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    assert levels[0] == "h1" and set(levels[1:]) == {"h2", "h3"}
    assert "**as neither cited text asks; waived**" in out


def ids() -> set[str]:
    """Every id that an answer, a condition or a scope may name, where its title is another."""
    corpus = open_corpus()
    titles = dict(corpus.words.titles)
    titles |= {name: item.title for name, item in corpus.conditions.items()}
    for axis in corpus.space.axes:
        titles |= {name: axis.titles.get(name, name) for name in axis.masks}
    for file in corpus.subjects.values():
        for name, slot in file.subject.asks.items():
            titles |= {name: slot.title or name, **slot.values}
    english = " ".join(file.subject.title.lower() for file in corpus.subjects.values())
    return {
        name
        for name, title in titles.items()
        if "-" in name and name not in title and name not in english
    }


def test_no_id_stands_where_words_belong(capsys: Captured) -> None:
    """The ids of answers, conditions, starts and scope are spelt as the vocabulary titles them."""
    known = ids()
    assert {"product-expiry", "not-stored-or-cultured"} <= known
    for profile in PROFILES:
        run(["assess", str(profile), "--all"])
        out = capsys.readouterr().out
        cited = [line for line in out.splitlines() if not line.startswith("        ")]
        found = set(re.findall(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b", "\n".join(cited))) & known
        assert not found


def test_what_was_typed_cannot_steer_a_terminal_or_a_page(tmp_path: Path) -> None:
    nasty = "\\u001b[31m<script>|::error::\\u202e"
    position = (
        f'  - subject: s\n    answers: {{test: not-done}}\n    owner: "{nasty}"\n'
        f'    evidence: "{nasty}"\n'
    )
    found = assessed(tmp_path, ASKED, DUTIES, position)
    for out in (
        assessment_text(found, (), True, 80),
        assessment_markdown(found, (), True),
    ):
        assert "\x1b" not in out and "\u202e" not in out
        assert "<U+001B>" in out.replace("\\", "")
        assert not any(line.startswith("::") for line in out.splitlines())
    assert "<script>" not in assessment_markdown(found, (), True)


def test_a_profile_without_positions_says_how_to_write_them(capsys: Captured) -> None:
    run(["assess", str(ROOT / "examples" / "profiles" / "ipsc-allogeneic.yaml")])
    out = capsys.readouterr().out
    assert "0 points with a position" in out
    assert "--template csv" in out


def test_a_narrow_place_loses_nothing(tmp_path: Path) -> None:
    found = mixed(tmp_path)
    wide, narrow = (assessment_text(found, (), True, width) for width in (200, 40))
    assert all(len(line) <= 40 for line in narrow.splitlines() if " " in line.strip())
    assert wide.split() == narrow.split()
