"""Profiles and positions that cannot be used: what is said, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from atmp_gap.profile.positions import read_positions
from atmp_gap.profile.read import InvalidProfileError, read_profile
from profile_support import HEAD, corpus_of, written
from support import fda

pytestmark = pytest.mark.requirement("TR-10")

ASKS = {
    "amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"},
    "test": {"kind": "asked"},
    "answer": {"kind": "clock", "dimension": "time"},
}

PROFILES = {
    "unknown product": ("  product: aaw\n", "4:12: error[AG009]", "near by spelling: 'aav'"),
    "unknown dimension": ("  produkt: aav\n", "4:3: error[AG009]", "did you mean 'product'"),
    "two of one": (
        "  genome: [integrating, episomal]\n",
        "4:25: error[AG014] integrating and episomal contradict each other",
        "keep the one that is meant",
    ),
    "no such product": (
        "  product: aav\n  genome: integrating\n",
        "5:11: error[AG014] integrating contradicts product aav",
        "it goes with: episomal",
    ),
    "given twice": ("  product: aav\n  product: lv\n", "5:3: error[AG003]", "keep one"),
    "unknown field": ("  product: aav\nstages: x\n", "5:1: error[AG006]", ""),
    "no facts": ("  {}\n", "4:3: error[AG005]", ""),
    "not text": ("  product: {a: b}\n", "4:12: error[AG005]", ""),
    "unknown topic": ("  product: aav\ntopics: [tt]\n", "5:10: error[AG009]", ""),
}


@pytest.mark.parametrize("name", PROFILES)
def test_profile_refused(name: str, tmp_path: Path) -> None:
    text, where, help_ = PROFILES[name]
    corpus = corpus_of(tmp_path, ASKS, [fda({"test": "expected"})])
    with pytest.raises(InvalidProfileError) as refused:
        read_profile(written(tmp_path, HEAD + text), corpus)
    told = "\n".join(str(problem) for problem in refused.value.problems)
    assert f"profile.yaml:{where}" in told
    assert help_ in told


def test_all_that_is_wrong_is_said_in_one_run(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ASKS, [fda({"test": "expected"})])
    path = written(tmp_path, HEAD + "  product: x\n  genome: y\n  stage: [z, phase-1]\n")
    with pytest.raises(InvalidProfileError) as refused:
        read_profile(path, corpus)
    assert [problem.place.line for problem in refused.value.problems] == [4, 5, 6]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a: [", b"- x\n"])
def test_files_that_are_no_profile(content: bytes, tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ASKS, [fda({"test": "expected"})])
    path = tmp_path / "p.yaml"
    path.write_bytes(content)
    with pytest.raises(InvalidProfileError):
        read_profile(path, corpus)
    with pytest.raises(InvalidProfileError):
        read_profile(tmp_path / "none.yaml", corpus)
    with pytest.raises(InvalidProfileError):
        read_profile(tmp_path, corpus)


def test_words_and_lists_are_ids_of_the_vocabulary(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ASKS, [fda({"test": "expected"})])
    path = written(tmp_path, HEAD + "  product: AAV\n  stage: [Phase 1, pivotal]\n")
    mine = read_profile(path, corpus)
    assert mine.scope == {"product": ("aav",), "stage": ("phase-1", "pivotal")}


# The mark says where the error is to be placed.
POSITIONS = {
    "no unit": ('{subject: s, answers: {amount: ^"< 10"}}', "error[AG010]", "has no unit"),
    "no dose": (
        '{subject: s, answers: {amount: ^"< 5 kg"}}',
        "error[AG010] the position '< 5 kg' is mass, where mass per dose is asked",
        "(dimension mass-per-dose)",
    ),
    "of time": (
        '{subject: s, answers: {amount: ^"< 5 day/dose"}}',
        "error[AG010] the position '< 5 day/dose' is time per dose, where mass per dose is asked",
        "(dimension mass-per-dose)",
    ),
    "no bound": ("{subject: s, answers: {amount: ^10 ng/dose}}", "error[AG010]", "no bound"),
    "unknown unit": ('{subject: s, answers: {amount: ^"< 1 nq/dose"}}', "error[AG009]", "'nq'"),
    "no such slot": ("{subject: s, answers: {^amont: x}}", "error[AG008]", "'amount'"),
    "no such subject": ("{subject: ^sss}", "error[AG009]", "unknown subject"),
    "no word of the scale": (
        "{subject: s, answers: {test: ^maybe}}",
        "error[AG010]",
        "done, not-done",
    ),
    "a clock": ("{subject: s, answers: {answer: ^30 day}}", "error[AG010]", "binds the agency"),
    "no such side": ("{subject: s, for: [^PMDA]}", "error[AG009]", "unknown agency"),
    "no such condition": ("{subject: s, conditions: [^x]}", "error[AG009]", "unknown condition"),
    "a waiver without end": (
        "{subject: s, waiver: ^{reason: r}}",
        "error[AG005]",
        "'expires' is missing",
    ),
    "no date": ("{subject: s, due: ^soon}", "error[AG005]", "must be a date"),
    "twice": ("{subject: s}\n  - {subject: ^s}", "error[AG007]", "already"),
}


@pytest.mark.parametrize("name", POSITIONS)
def test_position_refused(name: str, tmp_path: Path) -> None:
    text, code, said = POSITIONS[name]
    before = f"  - {text}"[: f"  - {text}".index("^")]
    where = f"{6 + before.count(chr(10))}:{len(before.splitlines()[-1]) + 1}: {code}"
    text = text.replace("^", "")
    corpus = corpus_of(tmp_path, ASKS, [fda({"test": "expected"})])
    path = written(tmp_path, f"{HEAD}  product: aav\npositions:\n  - {text}\n")
    with pytest.raises(InvalidProfileError) as refused:
        read_positions(read_profile(path, corpus), None, corpus)
    told = "\n".join(str(problem) for problem in refused.value.problems)
    assert f"profile.yaml:{where}" in told
    assert said in told


@pytest.mark.parametrize("held", ["< 5 ng/mg", "< 5 ng/dose", "< 1 %", "none"])
def test_a_basis_that_the_slot_allows_is_read(held: str, tmp_path: Path) -> None:
    """Per another thing, or as a requirement answers the same slot: comparable or not, no error."""
    entry = fda({"amount": "most of < 1 % | < 10 ng/dose"})
    corpus = corpus_of(tmp_path, ASKS, [entry])
    text = f'{HEAD}  product: aav\npositions:\n  - {{subject: s, answers: {{amount: "{held}"}}}}\n'
    path = written(tmp_path, text)
    (found,) = read_positions(read_profile(path, corpus), None, corpus)
    assert found.answers["amount"].text == held


CSV = "subject,slot,answer,owner,waiver_reason,waiver_expires,info title\r\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_lines_of_one_subject_are_one_position(mark: str, tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ASKS, [fda({"test": "expected"})])
    mine = read_profile(written(tmp_path, HEAD + "  product: aav\n"), corpus)
    rows = "s,amount,< 5 ng/dose,,,,x\r\n"
    rows += "s,test,done,QA,because,2027-01-01,x\r\n,,,,,,\r\n"
    path = written(tmp_path, mark + CSV + rows, "p.csv")
    (held,) = read_positions(mine, path, corpus)
    assert {name: answer.text for name, answer in held.answers.items()} == {
        "amount": "< 5 ng/dose",
        "test": "expected",
    }
    assert held.position.owner == "QA"
    assert held.position.waiver is not None and held.position.waiver.expires == "2027-01-01"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (CSV + "s,amount,< 5,,,,\n", "2:3: error[AG010]"),
        (CSV + "s,amount,< 5 kg,,,,\n", "2:3: error[AG010]"),
        (CSV + "s,amount,< 5 ng/dose,,why,,\n", "2:5: error[AG005]"),
        (CSV + "q,amount,< 5 ng/dose,,,,\n", "2:1: error[AG009]"),
        ("subject,slot\n", "1:1: error[AG005]"),
        ("subject,slot,answr\n", "1:3: error[AG006]"),
        ('subject,slot,answer\ns,"a', "error[AG002]"),
    ],
)
def test_csv_refused(text: str, where: str, tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ASKS, [fda({"test": "expected"})])
    mine = read_profile(written(tmp_path, HEAD + "  product: aav\n"), corpus)
    with pytest.raises(InvalidProfileError) as refused:
        read_positions(mine, written(tmp_path, text, "p.csv"), corpus)
    assert where in "\n".join(str(problem) for problem in refused.value.problems)
