"""The facts of a dose in a profile: read, used by compare and assess, and missed by name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.fingerprint import of_entry, of_subject
from atmp_gap.gap.compare import Request, compare
from atmp_gap.kinds.dose import Dose, read_fact
from atmp_gap.profile.read import InvalidProfileError, read_profile
from profile_support import HEAD, corpus_of, written
from support import ema, fda

ENDOTOXIN = {
    "endotoxin": {"kind": "limit", "dimension": "endotoxin-per-mass-per-time", "stricter": "lower"}
}
Captured = pytest.CaptureFixture[str]


def product(dose: str, facts: str = "{product: car-t, administration: IV, stage: phase 1}") -> str:
    head = "format: atmp-gap/profile/1\nname: CD20 CAR-T\n"
    return f"{head}facts: {facts}\n" + (f"dose: {dose}\n" if dose else "")


def printed(capsys: Captured, *arguments: str) -> str:
    code = run(arguments)
    told = capsys.readouterr()
    assert code == 0, told.err
    return " ".join(told.out.split())


def specification(folder: Path, answer: str, dose: str) -> tuple[str, str]:
    """A profile and a sheet of positions, as the published specifications are written."""
    profile = written(folder, product(dose))
    sheet = written(
        folder, f"subject,slot,answer\nendotoxin-limit-parenteral,endotoxin,{answer}\n", "p.csv"
    )
    return str(profile), str(sheet)


# --- the published specifications, against the bundled requirements -------------------------------

WITHIN = "within both cited limits"
HALF_AN_HOUR = "{volume: 68 mL, body_weight: 70 kg, infusion_time: 30 min}"


@pytest.mark.parametrize(
    ("answer", "dose", "said"),
    [
        (
            "< 5 EU/mL",
            HALF_AN_HOUR,
            [WITHIN, "5 EU/kg/h x 70 kg x at most 1 h / 68 mL = 5.1 EU/mL"],
        ),
        ("<= 5 EU/kg", "{infusion_time: 30 min}", [WITHIN, "5 EU/kg/h x at most 1 h = 5 EU/kg"]),
        ("< 6 EU/mL", HALF_AN_HOUR, ["outside both cited limits", "= 5.1 EU/mL"]),
        (
            "< 5 EU/mL",
            "",
            ["could not be compared", "under dose: body weight, infusion time, volume"],
        ),
        ("<= 5 EU/kg", "", ["could not be compared", "under dose: infusion time"]),
        ("< 5 EU/mL", "{volume: 68 mL, body_weight: 70 kg}", ["under dose: infusion time"]),
        (
            "< 5 EU/mL",
            "{volume: 50..68 mL, body_weight: 60..90 kg, infusion_time: 30 min}",
            [
                "could not be compared",
                "not the same for every value of the dose",
                "5 EU/kg/h x 60 kg x at most 1 h / 68 mL = 4.4 EU/mL",
            ],
        ),
        (
            "< 4 EU/mL",
            "{volume: 50..68 mL, body_weight: 60..90 kg, infusion_time: 30 min}",
            [WITHIN, "= 4.4..9 EU/mL"],
        ),
    ],
)
def test_a_published_specification(
    answer: str, dose: str, said: list[str], tmp_path: Path, capsys: Captured
) -> None:
    profile, sheet = specification(tmp_path, answer, dose)
    out = printed(capsys, "assess", profile, "--positions", sheet)
    for text in said:
        assert text in out


def test_a_position_in_another_kind_of_unit_is_refused_by_name(
    tmp_path: Path, capsys: Captured
) -> None:
    profile, sheet = specification(tmp_path, "< 5 ng/mL", HALF_AN_HOUR)
    assert run(["assess", profile, "--positions", sheet]) == 3
    err = capsys.readouterr().err
    assert "ng/mL cannot become IU/kg/h: how active a mass of endotoxin is" in err


def test_what_the_dose_did_is_data_in_json(tmp_path: Path, capsys: Captured) -> None:
    profile, sheet = specification(tmp_path, "< 5 EU/mL", HALF_AN_HOUR)
    run(["assess", profile, "--positions", sheet, "--format", "json", "--only", "meets-both"])
    found = json.loads(capsys.readouterr().out)
    assert found["dose"] == ["volume 68 mL", "body weight 70 kg", "infusion time 30 min"]
    (check,) = [item for item in found["checks"] if item["addressed"]]
    (slot,) = check["slots"]
    assert slot["conversions"][0]["becomes"] == "<= 5.1 EU/mL"
    assert slot["conversions"][0]["facts"][0] == "body weight 70 kg"
    assert found["groups"][0] == {"name": "meets-both", "ranks": [check["rank"]]}


# --- compare --------------------------------------------------------------------------------------


def row(
    folder: Path, capsys: Captured, first: str, second: str, dose: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The one row of a comparison for a profile, and its filters."""
    corpus_of(folder, ENDOTOXIN, [fda({"endotoxin": first}), ema({"endotoxin": second})])
    profile = written(folder, f"{HEAD}  product: aav\n" + (f"dose: {dose}\n" if dose else ""))
    arguments = ["compare", "--no-bundled", "--requirements", str(folder / "corpus")]
    code = run([*arguments, "--profile", str(profile), "--format", "json"])
    result = json.loads(capsys.readouterr().out)
    assert code == 0
    return result["rows"][0], result["filters"]


@pytest.mark.parametrize(
    ("dose", "verdict", "stricter", "kinds"),
    [
        ("", "unjudged", None, ["basis"]),
        ("{body_weight: 70 kg}", "diverge", "EMA", ["limit"]),
        ("{body_weight: 40..60 kg}", "match", "equal", []),
        ("{body_weight: 40 kg}", "diverge", "FDA", ["limit"]),
    ],
)
def test_two_bases_become_one_by_the_profile(
    dose: str,
    verdict: str,
    stricter: str | None,
    kinds: list[str],
    tmp_path: Path,
    capsys: Captured,
) -> None:
    found, filters = row(tmp_path, capsys, "<= 0.2 EU/kg", "<= 10 EU/dose", dose)
    if dose == "{body_weight: 40..60 kg}":
        verdict, stricter, kinds = "unjudged", None, ["basis"]
    part = found["parts"][0]
    assert (found["verdict"], found["stricter"]) == (verdict, stricter)
    facets = [facet for facet in part["facets"] if facet["kind"] in ("basis", "limit")]
    assert [facet["kind"] for facet in facets] == kinds
    conversion = facets[0]["conversion"]
    if not dose:
        assert conversion["missing"] == ["body weight"]
        assert "body weight" in facets[0]["note"]
        assert "dose" not in filters
    else:
        assert conversion["arithmetic"].startswith("0.2 EU/kg x ")
        assert all(fact in facets[0]["note"] for fact in conversion["facts"])
        assert filters["dose"] == conversion["facts"]


def test_equal_by_the_profile_says_by_which_facts(tmp_path: Path, capsys: Captured) -> None:
    found, _ = row(tmp_path, capsys, "<= 0.2 EU/kg", "<= 10 EU/dose", "{body_weight: 50 kg}")
    assert (found["verdict"], found["stricter"]) == ("match", "equal")
    notes = [facet for facet in found["parts"][0]["facets"] if facet["kind"] == "converted"]
    assert notes[0]["note"] == "0.2 EU/kg x 50 kg = 10 EU/dose (by body weight 50 kg)"
    assert not notes[0]["material"]


@pytest.mark.parametrize("numbers", [(1, 2), (2, 1)])
def test_one_side_on_two_bases_adds_up_by_the_profile(
    numbers: tuple[int, int], tmp_path: Path, capsys: Captured
) -> None:
    entries = [
        fda({"endotoxin": "<= 5 EU/kg"}, numbers[0]),
        fda({"endotoxin": "<= 100 EU/dose"}, numbers[1]),
    ]
    corpus_of(tmp_path, ENDOTOXIN, [*entries, ema({"endotoxin": "<= 100 EU/dose"})])
    arguments = ["compare", "--no-bundled", "--requirements", str(tmp_path / "corpus")]
    for dose, verdict in (("", "unjudged"), ("dose: {body_weight: 70 kg}\n", "match")):
        profile = written(tmp_path, f"{HEAD}  product: aav\n{dose}")
        run([*arguments, "--profile", str(profile), "--format", "json"])
        assert json.loads(capsys.readouterr().out)["rows"][0]["verdict"] == verdict


def test_a_fact_that_may_be_thousands_is_refused(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, ENDOTOXIN, [])
    profile = written(tmp_path, f"{HEAD}  product: aav\ndose: {{body_weight: 70.000 kg}}\n")
    with pytest.raises(InvalidProfileError) as found:
        read_profile(profile, corpus)
    (problem,) = found.value.problems
    assert problem.help == "write '70.0000 kg' or '70000 kg'"
    assert problem.place.line == profile.read_text().count("\n")


def test_what_the_dose_decides_makes_no_judgement_suspect(tmp_path: Path) -> None:
    """A person confirmed that the texts alone cannot be compared; for one product they can."""
    entries = [fda({"endotoxin": "<= 0.2 EU/kg"}), ema({"endotoxin": "<= 10 EU/dose"})]
    before = corpus_of(tmp_path / "before", ENDOTOXIN, entries)
    file = before.subjects["s"]
    prints = {entry.id: of_entry(entry, before) for entry in file.entries}
    confirmed = {
        "subject": "s",
        "between": ["FDA", "EMA"],
        "verdict": "unjudged",
        "confirms": True,
        "reason": "Two bases.",
        "by": "AB",
        "date": "2026-01-01",
        "judged": {"scheme": 1, "subject": of_subject(file, before), **prints},
    }
    corpus = corpus_of(tmp_path / "after", ENDOTOXIN, entries, judgements=[confirmed])
    request = Request(("FDA", "EMA"), corpus.date)
    (plain,) = compare(corpus, request).rows[0].parts
    assert (plain.verdict, plain.decided_by) == ("unjudged", "judgement")
    weight = read_fact("body weight", "70 kg", corpus.words.measures)
    dose = Dose({"body weight": weight})
    (for_one,) = compare(corpus, replace(request, dose=dose)).rows[0].parts
    assert (for_one.verdict, for_one.decided_by) == ("diverge", "engine")


def test_a_limit_per_kg_of_a_patient_is_none_per_mg_of_product(
    tmp_path: Path, capsys: Captured
) -> None:
    """Both are endotoxin per mass; without the dose nobody can say which is more."""
    found, _ = row(tmp_path, capsys, "<= 5 EU/kg", "<= 0.1 EU/mg", "")
    assert found["verdict"] == "unjudged"
    dose = "{body_weight: 70 kg, total_mass: 2 mg}"
    found, _ = row(tmp_path, capsys, "<= 5 EU/kg", "<= 0.1 EU/mg", dose)
    assert (found["verdict"], found["stricter"]) == ("diverge", "EMA")


# --- reading --------------------------------------------------------------------------------------


def test_every_fault_of_a_dose_is_told_with_its_place(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"{HEAD}  product: AAV\ndose:\n  volume: 68\n  body_weight: 154 lb\n"
        "  infusion_time: half an hour\n  cells: '1,5e8 cells'\n  vector_genomes: 5 x 10^13 vg/kg\n"
        "  protein_mass: 1 mg\n  total_mass: 1 mg/kg\n",
    )
    with pytest.raises(InvalidProfileError) as caught:
        read_profile(path, open_corpus())
    told = sorted((item.place.line, item.help) for item in caught.value.problems)
    assert told == [
        (6, "write a number or a range with its unit, such as 68 mL"),
        (7, "write a number or a range with its unit, such as 70 kg"),
        (8, "write a number or a range with its unit, such as 30 min"),
        (9, "write '1.5e8 cells'"),
        (10, "write '5e13 vg/kg'"),
        (12, "give both in the same way"),
    ]


def test_a_fact_that_is_none_names_the_one_that_is_meant(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path, product("{body weight: 70 kg}"))
    assert run(["profile", "check", str(path)]) == 3
    assert "did you mean 'body_weight'?" in capsys.readouterr().err


def test_check_says_what_was_understood(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path, product(HALF_AN_HOUR))
    assert "dose: volume 68 mL dose: body weight 70 kg" in printed(
        capsys, "profile", "check", str(path)
    )


def told(folder: Path, capsys: Captured, first: str, second: str, dose: str) -> str:
    corpus_of(folder, ENDOTOXIN, [fda({"endotoxin": first}), ema({"endotoxin": second})])
    profile = written(folder, f"{HEAD}  product: aav\n" + (f"dose: {dose}\n" if dose else ""))
    arguments = ["compare", "--no-bundled", "--requirements", str(folder / "corpus"), "--all"]
    return printed(capsys, *arguments, "--profile", str(profile))


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ("", ["not on the same basis; add to the profile under dose: body weight"]),
        (
            "{body_weight: 70 kg}",
            ["both at most 10 EU/dose (compared for this dose)", "= 14 EU/dose"],
        ),
        (
            "{body_weight: 50 kg}",
            ["THE SAME (1)", "0.2 EU/kg x 50 kg = 10 EU/dose, by body weight"],
        ),
        (
            "{body_weight: 40..60 kg}",
            ["TO JUDGE (1)", "not the same for every value of the dose", "0.2 EU/kg x 40 kg = 8"],
        ),
    ],
)
def test_compare_prints_the_arithmetic_or_what_is_missing(
    dose: str, said: list[str], tmp_path: Path, capsys: Captured
) -> None:
    out = told(tmp_path, capsys, "<= 0.2 EU/kg", "<= 10 EU/dose", dose)
    for text in said:
        assert text in out
