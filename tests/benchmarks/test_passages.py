"""The measurement of finding a passage: which texts, which pairs, and what counts as found."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.__main__ import main
from benchmarks.passage_texts import tuning, write
from benchmarks.passages import Pair, Rank, table

CFR = """\
# Selected sections; the first line is its keeper's.

##### 21 CFR 610.10  Potency. COMPLETE
Tests for potency shall consist of either in vitro or in vivo tests, or both, which have been
specifically designed for each product so as to indicate its potency in a manner adequate to satisfy
the interpretation of potency given by the definition in Sec. 600.3(s) of this chapter.

##### 21 CFR 610.14  Identity. COMPLETE
The contents of a final container of each filling of each lot shall be tested for identity.

##### 21 CFR 999.99  Not in the register.
Nothing.
"""
LAW = """\
# Selected provisions.

Directive 2004/23/EC, Article 8 Traceability
1. Member States shall ensure that all tissues and cells can be traced.

Article 11 Notification

Directive 2006/17/EC, Annex II
1.5. Additional testing may be required.
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources" / "deep"
    folder.mkdir(parents=True)
    (folder / "cfr-title21-2015-sections.txt").write_text(CFR, "utf-8")
    (folder / "tissue-and-cell-law-selected.txt").write_text(LAW, "utf-8")
    return tmp_path / "sources"


def test_collections_are_taken_apart_into_the_documents_of_the_register(
    sources: Path, tmp_path: Path
) -> None:
    known = {"CFR-21-610.10", "CFR-21-610.14", "EU-DIR-2004-23", "EU-DIR-2006-17"}
    assert set(write(sources, tmp_path, known)) == known
    article = (tmp_path / "EU-DIR-2004-23.txt").read_text("utf-8")
    assert "Article 11" in article
    assert "Annex II" not in article
    assert (tmp_path / "CFR-21-610.10.txt").read_text("utf-8").startswith("21 CFR 610.10")


def test_a_run_prints_the_table(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["passages", "--sources", str(sources), "--set", "all"]) == 0
    said = capsys.readouterr().out
    assert "| in its document, per requirement | 1.00 | 1.00 | 1.00 |" in said


def test_without_texts_nothing_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["passages", "--sources", str(tmp_path)]) == 3
    assert "none of the texts" in capsys.readouterr().err


def test_the_halves_stay_as_they_were_chosen() -> None:
    assert not tuning("ICH-Q5A-R2")
    assert tuning("ICH-Q5E")


def test_a_subject_is_found_where_one_of_its_requirements_is() -> None:
    pairs = [Pair(name, "subject", "TEXT", 0, (), True) for name in ("A", "B")]
    ranks = [Rank(pairs[0], 2, 0, 11), Rank(pairs[1], 0, 0, 0)]
    lines = table(ranks).splitlines()
    assert lines[2] == "| in its document, per requirement | 0.00 | 0.50 | 0.50 | 2 |"
    assert lines[4] == "| in its document, per subject | 0.00 | 1.00 | 1.00 | 1 |"
    assert lines[-1] == "| in all texts, per subject | 0.00 | 0.00 | 0.00 | 1 |"
