"""Pairs of pharmacopoeial chapters: what is claimed of them has a source, and links are kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.problem import InvalidCorpusError
from support import fda, files, write

ROOT = Path(__file__).parents[1]
Captured = pytest.CaptureFixture[str]


def rows(capsys: Captured, *words: str) -> dict[str, dict[str, str]]:
    assert run(["methods", *words, "--format", "csv"]) == 0
    found = csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff")))
    return {row["Test"]: row for row in found}


def test_what_is_said_of_harmonisation_has_a_source_and_a_grade(capsys: Captured) -> None:
    for row in rows(capsys).values():
        if "not recorded" not in row["Harmonised"]:
            assert row["Where it stands"], row["Test"]
            assert "(read" in row["Where it stands"] or "(reported" in row["Where it stands"]


def test_a_product_s_tests_are_those_of_its_specification(capsys: Captured) -> None:
    def of(name: str) -> set[str]:
        return set(rows(capsys, "--profile", str(ROOT / f"examples/profiles/{name}.yaml")))

    cells, vector = of("til-autologous"), of("aav-in-vivo")
    assert "Cell count and viability" in cells - vector
    assert "Residual host-cell DNA" in vector - cells
    assert {"Sterility", "Mycoplasma", "Subvisible particles"} <= cells & vector


def test_editions_and_days_are_told_as_far_as_they_are_recorded(capsys: Captured) -> None:
    found = rows(capsys)
    assert "Ph. Eur. 2.6.7: Issue 12.2, official from 2026-04-01" in found["Mycoplasma"]["Ph. Eur."]
    assert "USP <77> (proposed)" in found["Mycoplasma"]["USP"]
    assert "edition and official date not recorded" in found["Sterility"]["USP"]
    assert found["Cell count and viability"]["USP"] == "no chapter registered"


def test_words_find_tests_by_chapter_and_by_attribute(capsys: Captured) -> None:
    assert set(rows(capsys, "<85>")) == {"Bacterial endotoxins, with lysate"}
    assert "Residual host-cell DNA" in rows(capsys, "hcDNA")
    assert run(["methods", "sterilty"]) == 2
    assert "lists all" in capsys.readouterr().err


GOOD: dict[str, Any] = {
    "pairs": [{"id": "p", "title": "P", "us": ["FDA-DOC"], "harmonised": "not-recorded"}],
    "attributes": [{"id": "a", "title": "A", "ctd": "3.2.P.5.1", "limit": ["s"], "pairs": ["p"]}],
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pairs": [{**GOOD["pairs"][0], "us": ["FDA-DCO"]}]}, "unknown document 'FDA-DCO'"),
        ({"attributes": [{**GOOD["attributes"][0], "limit": ["z"]}]}, "unknown subject 'z'"),
        ({"attributes": [{**GOOD["attributes"][0], "pairs": ["q"]}]}, "unknown pair 'q'"),
        ({"pairs": [{**GOOD["pairs"][0], "harmonised": "yes"}]}, "`harmonised` needs `sources`"),
        ({"pairs": GOOD["pairs"] * 2}, "the id 'p' is used twice"),
        ({"attributes": [{**GOOD["attributes"][0], "applies_to": {"stage": ["x"]}}]}, "'x'"),
    ],
)
def test_a_wrong_file_is_refused(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    made = files({"test": {"kind": "asked"}}, [fda({"test": "expected"})])
    write(tmp_path / "good", made | {"methods.yaml": GOOD})
    assert set(open_corpus([tmp_path / "good"], bundled=False).attributes) == {"a"}
    write(tmp_path / "bad", made | {"methods.yaml": GOOD | change})
    with pytest.raises(InvalidCorpusError) as refused:
        open_corpus([tmp_path / "bad"], bundled=False)
    assert said in str(refused.value)
    assert "methods.yaml:" in str(refused.value)
