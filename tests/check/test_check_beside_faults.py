"""``check`` goes on where it can: a fault hides nothing that stands elsewhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from check_support import change, grown

Check = Callable[..., tuple[int, str, str]]
SECOND = """  - id: EMA-T-002
    subject: amount
    statement: Residual DNA should be low and should be measured and should be reported.
    obligation: must
    answers: {}
    source: {document: EMA-DOC, locator: "4.2"}
    reading: {grade: recalled, date: 2026-01-01}
"""
FAULTS = {
    "a wrong value": ("t/fda.yaml", "obligation: should", "obligation: shall"),
    "an unknown field": ("t/fda.yaml", "locator:", "locater:"),
    "a missing field": ("t/fda.yaml", "      locator: III.B\n", ""),
    "no YAML": ("t/fda.yaml", "answers:", "answers: ["),
    "a duplicate key": ("t/fda.yaml", "subject: amount", "subject: amount\n    subject: amount"),
    "an unknown subject": ("t/fda.yaml", "subject: amount", "subject: amonut"),
    "an unknown document": ("t/fda.yaml", "document: FDA-DOC", "document: FDA-DCO"),
    "an answer that is none": ("t/fda.yaml", "< 10 ng/dose", "<> 10 ng/dose"),
    "an id used twice": ("t/fda.yaml", "id: FDA-T-001", "id: EMA-T-001"),
    "an unknown agency": ("t/fda.yaml", "agency: FDA", "agency: FDDA"),
    "an unknown scope": ("t/fda.yaml", "source:", "applies_to: {product: [x]}\n    source:"),
    "a broken document": ("documents/all.yaml", "- id: FDA-DOC", "- idd: FDA-DOC"),
    "another topic": ("t/fda.yaml", "topic: t", "topic: u"),
}


def findings(check: Check) -> list[tuple[str, str]]:
    content = json.loads(check("--format", "json", "--no-bundled")[1])
    return [(item["rule"], item["file"]) for item in content["findings"]]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_hides_no_rule_in_other_files_and_brings_no_other(
    fault: str, corpus: Path, check: Check
) -> None:
    change(corpus, "obligation: should", "obligation: must", "t/ema.yaml")
    file, before, after = FAULTS[fault]
    change(corpus, before, after, file)
    found = findings(check)
    assert ("AG208", "requirements/t/ema.yaml") in found
    others = [item for item in found if item != ("AG208", "requirements/t/ema.yaml")]
    assert others
    assert {where for _, where in others} <= {"requirements/t/fda.yaml", f"requirements/{file}"}
    assert not {rule for rule, _ in others} - {f"AG{n:03}" for n in range(1, 15)}


def test_a_fault_hides_no_record_of_the_same_file(corpus: Path, check: Check) -> None:
    file = corpus / "t" / "ema.yaml"
    file.write_text(file.read_text("utf-8") + SECOND, "utf-8")
    change(corpus, "obligation: should", "obligation: shall", "t/ema.yaml")
    out = check()[1]
    assert "ema.yaml:7:17: error[AG005]" in out
    assert "warning[AG208] EMA-T-002 has obligation must" in out


def test_what_speaks_of_what_is_left_out_is_left_out_as_well(corpus: Path, check: Check) -> None:
    """A subject goes, with it its requirements, and with those the judgement: one error is told."""
    (corpus / "t" / "judgements.yaml").write_text(
        "judgements:\n  - subject: amount\n    between: [FDA, EMA]\n    verdict: match\n"
        "    reason: Same number.\n    by: editors\n    date: 2026-01-01\n",
        "utf-8",
    )
    change(corpus, "question:", "Question:", "t/topic.yaml")
    code, out, _ = check()
    assert code == 1
    assert out.count("error[") == 1
    assert "topic.yaml:10:5: error[AG006] unknown field 'Question'" in out


def test_other_topics_are_compared_as_before(tmp_path: Path, check: Check) -> None:
    folder = grown(tmp_path / "corpus", 3)
    shutil.copytree(folder, tmp_path / "broken")
    for where in ("corpus", "broken"):
        change(tmp_path / where, "< 10 ng", "none  # < 10 ng", "t1/ema.yaml")
    change(tmp_path / "broken", "subject: amount-0", "subject: amonut", "t0/fda.yaml")
    whole = check(str(tmp_path / "corpus"))[1]
    broken = check(str(tmp_path / "broken"))[1]
    told = [line for line in whole.splitlines() if "t1/" in line]
    assert told
    beside = [line.replace("/broken/", "/corpus/") for line in broken.splitlines()]
    assert [line for line in beside if "t1/" in line] == told


def test_without_a_vocabulary_the_rules_on_the_content_do_not_run(
    corpus: Path, check: Check
) -> None:
    change(corpus, "dimensions:", "dimensoins:", "vocabulary.yaml")
    code, out, _ = check()
    assert code == 1
    assert "the rules about the content did not run" in out


def test_the_line_is_shown_with_a_caret(corpus: Path, check: Check) -> None:
    long = "x" * 200
    change(corpus, "locator: III.B", f'locator: "{long}"\n      locater: III.B')
    change(corpus, "document: FDA-DOC", f"document: FDA-DOC  # {long}\u202e\ttail")
    lines = check()[1].splitlines()
    at = next(i for i, line in enumerate(lines) if "AG006" in line)
    assert lines[at + 1] == "  13 |       locater: III.B"
    assert lines[at + 2] == "     |       ^"
    assert max(map(len, lines[at + 1 : at + 3])) < 110
    assert "\u202e" not in "".join(lines)


def test_info_has_no_excerpt(corpus: Path, check: Check) -> None:
    change(corpus, "< 10 ng/dose", "none", "t/ema.yaml")
    out = check("--select", "AG218,AG219,AG206")[1]
    assert "^" in out or " | " not in out
