"""Nothing typed into a corpus is lost in silence: what would be dropped is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from check_support import change

Check = Callable[..., tuple[int, str, str]]
TERM = "  - {id: a, us: A, eu: B, relation: same, note: n, sources: []}\n"


def nested(corpus: Path) -> None:
    (corpus / "t" / "more").mkdir()
    (corpus / "t" / "more" / "fda.yaml").write_text("agency: FDA\n", "utf-8")


def capitals(corpus: Path) -> None:
    (corpus / "t" / "fda.yaml").rename(corpus / "t" / "FDA.YAML")


def top_capitals(corpus: Path) -> None:
    (corpus / "terminology.YML").write_text("terms: []\n", "utf-8")


def subject_twice(corpus: Path) -> None:
    change(corpus, "subject: amount", "subject: [amount, amount]")
    change(corpus, "amount: < 10 ng/dose", "amount: {amount: < 10 ng/dose}")


def answer_without_slot(corpus: Path) -> None:
    change(corpus, "subject: amount", "subject: [amount]")


def method_twice(corpus: Path) -> None:
    change(corpus, "- {id: culture}", "- {id: culture}\n  - {id: culture}", "vocabulary.yaml")


def dimension_twice(corpus: Path) -> None:
    more = "  - {id: genome, title: Other, option: genome, terms: [{id: x}]}\nunits:"
    change(corpus, "units:", more, "vocabulary.yaml")


def unit_twice(corpus: Path) -> None:
    more = "units:\n  - {id: ng, dimension: mass, factor: '5'}"
    change(corpus, "units:", more, "vocabulary.yaml")


def group_twice(corpus: Path) -> None:
    change(corpus, "subjects:", "  - {id: g, title: Another}\nsubjects:", "t/topic.yaml")


def term_twice(corpus: Path) -> None:
    (corpus / "terminology.yaml").write_text(f"terms:\n{TERM}{TERM}", "utf-8")


def slot_twice(corpus: Path) -> None:
    change(corpus, "amount: < 10", "amount: < 5 ng/dose\n      amount: < 10")


def second_document(corpus: Path) -> None:
    change(corpus, "agency: FDA", "---\nagency: FDA\n---\nagency: FDA")


@pytest.mark.parametrize(
    ("lose", "where", "code"),
    [
        (subject_twice, "t/fda.yaml:5:23", "AG007"),
        (answer_without_slot, "t/fda.yaml:9:15", "AG010"),
        (method_twice, "vocabulary.yaml:22:10", "AG007"),
        (dimension_twice, "vocabulary.yaml:12:10", "AG007"),
        (unit_twice, "vocabulary.yaml:14:10", "AG007"),
        (group_twice, "t/topic.yaml:7:10", "AG007"),
        (term_twice, "terminology.yaml:3:10", "AG007"),
        (slot_twice, "t/fda.yaml:10:7", "AG003"),
        (second_document, "t/fda.yaml:3:1", "AG002"),
    ],
)
def test_what_would_be_dropped_is_an_error(
    lose: Callable[[Path], None], where: str, code: str, corpus: Path, check: Check
) -> None:
    lose(corpus)
    code_, out, _ = check("--no-bundled")
    assert code_ == 1
    assert f"requirements/{where}: error[{code}]" in out


@pytest.mark.parametrize(
    ("lose", "where"),
    [
        (nested, "t/more/fda.yaml"),
        (capitals, "t/FDA.YAML"),
        (top_capitals, "terminology.YML"),
    ],
)
def test_a_file_that_nobody_reads_is_named(
    lose: Callable[[Path], None], where: str, corpus: Path, check: Check
) -> None:
    lose(corpus)
    code, out, _ = check("--no-bundled")
    assert code == 0
    assert f"requirements/{where}: warning[AG238]" in out


def test_what_a_dot_begins_is_left_alone(corpus: Path, check: Check) -> None:
    (corpus / "t" / ".old").mkdir()
    (corpus / "t" / ".old" / "fda.yaml").write_text("x", "utf-8")
    (corpus / "t" / ".fda.YAML").write_text("x", "utf-8")
    (corpus / "t" / "notes").mkdir()
    (corpus / "t" / "notes" / "read.md").write_text("x", "utf-8")
    assert check("--strict")[0] == 0
