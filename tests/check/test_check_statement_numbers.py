"""Answers beside their statements: what AG204 to AG207 say, and where they have to be silent."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.check.paths import target
from atmp_gap.check.rules import all_rules
from atmp_gap.check.run import CheckOptions, check
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.kinds.units import QuantityError
from atmp_gap.text.numbers import Reader

NUMBERS = ("AG204", "AG205", "AG206", "AG207")
OPTIONS = CheckOptions(rules={code: rule for code, rule in all_rules().items() if code in NUMBERS})
TOPIC = """\
id: rel
title: Release
summary: Release.
groups:
  - {id: g, title: Release}
subjects:
  - id: s1
    title: Level
    question: How much?
    group: g
    asks: {level: {kind: KIND, dimension: DIMENSION}}
"""
ENTRY = """\
  - id: FDA-REL-NUMBER
    subject: s1
    statement: "STATEMENT"
    obligation: must
    answers: {level: "ANSWER"}
    source: {document: FDA-CMC-GT-IND-2020, locator: "3.2"}
    reading: {grade: reported, via: "A. Author, A title, 2021", date: 2026-11-22}
"""
GERMS = "colony-forming-units-per-volume"


def found(folder: Path, dimension: str, *pairs: tuple[str, str]) -> list[str]:
    """The rules that fire on statements with their answers, in order; "" where none does."""
    (folder / "rel").mkdir()
    kind = "effort" if dimension == "time" else "limit, stricter: lower"
    topic = TOPIC.replace("KIND", kind).replace("DIMENSION", dimension)
    (folder / "rel" / "topic.yaml").write_text(topic, "utf-8")
    text = "agency: FDA\ntopic: rel\nrequirements:\n"
    lines = []
    for number, (statement, answer) in enumerate(pairs, 1):
        lines.append(text.count("\n") + 1)
        entry = ENTRY.replace("NUMBER", f"{number:03}")
        text += entry.replace("STATEMENT", statement).replace("ANSWER", answer)
    (folder / "rel" / "fda.yaml").write_text(text, "utf-8")
    report = check(target([folder]), OPTIONS)
    assert report.complete, report.findings
    fired = {finding.place.line: finding.rule for finding in report.findings}
    ends = [*lines[1:], text.count("\n") + 1]
    return [
        "".join(rule for line, rule in fired.items() if start <= line < end)
        for start, end in zip(lines, ends, strict=True)
    ]


NEGATED = [
    "The sample must not contain more than 10 CFU per mL.",
    "No sample may have more than 10 CFU per mL.",
    "None of the samples may exceed 10 CFU per mL.",
    "The count must in no case exceed 10 CFU per mL.",
    "A count above 10 CFU per mL is not accepted.",
    "Water should not hold more than 10 CFU per mL.",
    "10 CFU per mL must not be exceeded.",
    "Batches with more than 10 CFU per mL are rejected.",
    "At no time may the count rise above 10 CFU per mL.",
]


def test_a_negated_bound_is_not_its_opposite(tmp_path: Path) -> None:
    pairs = [(statement, "<= 10 CFU/mL") for statement in NEGATED]
    assert found(tmp_path, GERMS, *pairs) == [""] * len(pairs)


def test_the_opposite_of_a_negated_bound_is_told(tmp_path: Path) -> None:
    pairs = [(statement, ">= 10 CFU/mL") for statement in NEGATED]
    assert found(tmp_path, GERMS, *pairs) == ["AG207"] * len(pairs)


def test_a_lower_bound_that_is_negated(tmp_path: Path) -> None:
    statement = "Viability must not fall below 70 %."
    right, wrong = found(tmp_path, "share", (statement, ">= 70 %"), (statement, "<= 70 %"))
    assert (right, wrong) == ("", "AG207")


@pytest.mark.parametrize(
    "statement",
    [
        "A count over 10 CFU per mL is looked into.",
        "Where more than 10 CFU per mL are found, the cause is sought.",
        "Counts below 10 CFU per mL need not be reported.",
        "It is not necessary to look for less than 10 CFU per mL.",
        "The agency does not ask for more than 10 CFU per mL.",
        "Samples with more than 10 CFU per mL are typed.",
        "A count below 10 CFU per mL is ignored.",
    ],
)
@pytest.mark.parametrize("answer", ["<= 10 CFU/mL", ">= 10 CFU/mL"])
def test_no_bound_is_turned_where_the_sentence_sets_none(
    tmp_path: Path, statement: str, answer: str
) -> None:
    assert found(tmp_path, GERMS, (statement, answer)) == [""]


def test_a_decimal_comma(tmp_path: Path) -> None:
    statement = "Endotoxin is not more than 0,2 EU/kg/h."
    pairs = [(statement, "<= 0.2 EU/kg/h"), (statement, "<= 2 EU/kg/h")]
    assert found(tmp_path, "endotoxin-per-mass-per-time", *pairs) == ["", "AG204"]


def test_what_stands_under_the_line_counts(tmp_path: Path) -> None:
    statement = "Water holds no more than 10 CFU per 100 mL."
    answers = ["<= 10 CFU/100 mL", "<= 0.1 CFU/mL", "<= 10 CFU/mL", "<= 100 CFU/mL"]
    pairs = [(statement, answer) for answer in answers]
    assert found(tmp_path, GERMS, *pairs) == ["", "", "AG204", "AG204"]


def test_one_in_a_large_number(tmp_path: Path) -> None:
    statement = "There is less than one replication-competent adenovirus in 3 x 10^9 particles."
    pairs = [(statement, "< 1 RCV/3e9 vp"), (statement, "< 1 RCV/3e10 vp")]
    found_there = found(tmp_path, "replication-competent-units-per-particles", *pairs)
    assert found_there == ["", "AG204"]


def test_what_it_is_per_may_stand_elsewhere_or_nowhere(tmp_path: Path) -> None:
    pairs = [
        ("The endotoxin per kg and hour is at most 5 EU.", "<= 5 EU/kg/h"),
        ("K is 5 EU per kg; infusions last an hour.", "<= 5 EU/kg/h"),
        ("Endotoxin is limited to 5 EU.", "<= 5 EU/kg/h"),
        ("Endotoxin is limited to 6 EU.", "<= 5 EU/kg/h"),
        ("Endotoxin is limited to 5 EU per kg.", "<= 50 EU/kg/h"),
    ]
    fired = found(tmp_path, "endotoxin-per-mass-per-time", *pairs)
    assert fired == ["", "", "", "AG204", "AG205"]


def test_compound_number_words(tmp_path: Path) -> None:
    pairs = [
        ("The report follows within one hundred and twenty days.", "120 day"),
        ("Cells are held for at least twenty-four hours.", "20 h"),
        ("Cells are held for at least twenty-four hours.", "24 h"),
        ("Cells are held for at least twenty four hours.", "4 h"),
        ("Samples are kept for fifteen (15) years.", "15 year"),
        ("Samples are kept for twelve months.", "1 year"),
        ("Samples are kept for fifteen (14) years.", "15 year"),
    ]
    assert found(tmp_path, "time", *pairs) == ["", "AG204", "", "AG204", "", "", ""]


def test_none_beside_a_number_of_another_basis(tmp_path: Path) -> None:
    pairs = [
        ("Up to 50 mg a day needs no reason.", "none"),
        ("At most 10 ng per dose are left.", "none"),
    ]
    assert found(tmp_path, "mass-per-dose", *pairs) == ["", "AG206"]


MEASURES = open_corpus().words.measures
READER = Reader(MEASURES.units)
UNITS = st.sampled_from([name for name in MEASURES.unit_ids if name in MEASURES.units])
VALUES = st.one_of(
    st.integers(2, 100).map(str),
    st.integers(1, 9999).map(lambda number: f"{number // 10}.{number % 10}"),
    st.integers(2, 15).map(lambda power: f"3e{power}"),
)


@given(
    st.sampled_from(["", "< ", "<= ", "> ", ">= ", "about ", "up to ", "< about "]),
    VALUES,
    UNITS,
    st.lists(st.tuples(st.sampled_from(["", "100 ", "3e9 "]), UNITS), max_size=2),
    st.sampled_from(["", " from trial-end"]),
)
def test_every_answer_is_read_as_a_sentence_is(
    bound: str, value: str, unit: str, below: list[tuple[str, str]], start: str
) -> None:
    per = "".join(f"/{number}{name}" for number, name in below)
    text = f"{bound}{value} {unit}{per}{start}"
    try:
        (term,) = MEASURES.parse(text).terms
    except QuantityError:
        return
    mentions = READER.read(text)
    if len(mentions) == 1 and mentions[0].sure:
        mention = mentions[0]
        assert mention.low * mention.scale == term.value
        assert mention.basis == term.basis
    else:
        assert len(below) == 2 and any(number for number, _ in below)


def test_a_range_is_read_as_a_sentence_is() -> None:
    (term,) = MEASURES.parse("40..70 day").terms
    (mention,) = READER.read("40 to 70 day")
    assert (mention.low, mention.high) == (term.interval.low, term.interval.high)
    assert mention.scale == Fraction(1)
