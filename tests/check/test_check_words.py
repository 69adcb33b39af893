"""Everyday words in files, files of a checkout, folders named twice, and what builds read."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from atmp_gap.corpus.fixed_words import meant
from check_support import change

Check = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("obligation: should", "obligation: shall", "help: write must"),
        ("obligation: should", "obligation: Should", "help: write should"),
        ("grade: reported", "grade: cited", "help: write reported"),
        ("    source:", "    Source:", "help: did you mean 'source'?"),
        ("    source:", "    SOURCE:", "help: did you mean 'source'?"),
        ("    answers:", "    appliesTo: {}\n    answers:", "help: did you mean 'applies_to'?"),
        ("    answers:", "    applies-to: {}\n    answers:", "help: did you mean 'applies_to'?"),
        ("    answers:", "    ByAnalogy: a\n    answers:", "help: did you mean 'by_analogy'?"),
    ],
)
def test_the_word_that_is_meant_is_named(
    before: str, after: str, said: str, corpus: Path, check: Check
) -> None:
    change(corpus, before, after)
    code, out, _ = check()
    assert code == 1
    assert said in out
    assert "is missing" not in out


def test_a_synonym_of_the_vocabulary_names_its_term(corpus: Path, check: Check) -> None:
    change(corpus, "- {id: cells}", "- {id: cells, synonyms: [BLA product]}", "vocabulary.yaml")
    change(corpus, "    source:", "    applies_to: {product: [bla-product]}\n    source:")
    out = check()[1]
    assert "error[AG009] unknown product 'bla-product'" in out
    assert "help: write cells" in out


def test_only_known_words_are_named() -> None:
    assert meant("shall", ["must", "should", "may"]) == "must"
    assert meant("shall", ["final", "draft"]) is None
    assert meant(5, ["must"]) is None


def test_a_checkout_with_other_line_ends_is_no_finding(corpus: Path, check: Check) -> None:
    for path in corpus.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = {path: path.read_bytes() for path in corpus.rglob("*.yaml")}
    assert check("--strict")[:1] == (0,)
    assert check("--fix")[2] == ""
    assert {path: path.read_bytes() for path in corpus.rglob("*.yaml")} == before


def test_mixed_line_ends_are(corpus: Path, check: Check) -> None:
    file = corpus / "t" / "fda.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n", 2))
    out = check()[1]
    assert "fda.yaml:1:12: warning[AG301] some lines end with a carriage return" in out
    assert check("--fix")[0] == 0
    assert b"\r" not in file.read_bytes()


@pytest.mark.parametrize("again", ["requirements", "./requirements/", "link"])
def test_a_folder_named_twice_counts_once(again: str, corpus: Path, check: Check) -> None:
    (corpus.parent / "link").symlink_to(corpus)
    code, out, err = check("requirements", again, "--no-bundled")
    assert (code, out.count("error")) == (0, 0)
    assert err.startswith("note: ") and err.endswith(" is named twice, and counts once\n")
    code, out, err = check("--requirements", again, "--no-bundled")
    assert (code, out.count("error")) == (0, 0)
    assert "is named twice" in err


def test_files_of_one_folder_are_no_repetition(corpus: Path, check: Check) -> None:
    assert check("requirements/t/fda.yaml", "requirements/t/ema.yaml")[2] == ""


def test_junit_has_a_test_per_finding(corpus: Path, check: Check) -> None:
    change(corpus, "< 10 ng", "< 100 ng")
    change(corpus, "obligation: should", "obligation: must", "t/ema.yaml")
    change(corpus, "A guidance", 'A <&"guidance"> \u200b', "documents/all.yaml")
    code, out, err = check("--format", "junit")
    assert code == 1
    assert err.startswith("2 errors, 1 warning")
    root = ET.fromstring(out)
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    failed = [case.get("name") for case in root.iter("testcase") if case.findall("failure")]
    assert failed == ["AG235 at 3:28", "AG204 at 9:15"]


def test_junit_of_nothing_is_one_passed_test(corpus: Path, check: Check) -> None:
    code, _, _ = check("--output", "out.xml")
    assert code == 0
    root = ET.fromstring((corpus.parent / "out.xml").read_text("utf-8"))
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
