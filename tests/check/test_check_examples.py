"""Every rule fires on its bad examples and on none of its good ones. A case is a folder of files.

The files lie over those of ``examples/base``. In a bad one ``# finds AG204`` marks the line where
the rule has to fire; without any mark it has to fire somewhere. What a product profile breaks is
shown by one in ``.profile``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from atmp_gap.check.paths import target
from atmp_gap.check.rule import CheckReport, Diagnostic
from atmp_gap.check.rules import all_rules
from atmp_gap.check.run import CheckOptions, check
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.profile.read import InvalidProfileError, read_profile

pytestmark = pytest.mark.requirement("TR-09")

EXAMPLES = Path(__file__).parents[1] / "examples"
MARK = re.compile(r"  # finds (AG\d{3})")


def cases(kind: str) -> list[Path]:
    return sorted(path for path in (EXAMPLES / kind).glob("*/*") if path.is_dir())


def lay_out(case: Path, folder: Path) -> Path:
    shutil.copytree(EXAMPLES / "base", folder)
    shutil.copytree(case, folder, dirs_exist_ok=True)
    return folder


def run(case: Path, folder: Path) -> CheckReport:
    lay_out(case, folder)
    sources = folder / ".sources"
    options = CheckOptions(sources=sources if sources.exists() else None)
    report = check(target([folder]), options)
    return replace(report, findings=(*report.findings, *of_profiles(folder)))


def of_profiles(folder: Path) -> Iterator[Diagnostic]:
    for path in (folder / ".profile").glob("*.yaml"):
        try:
            read_profile(path, open_corpus([folder], bundled=False))
        except InvalidProfileError as invalid:
            for problem in invalid.problems:
                yield Diagnostic(problem.code, "error", problem.place, problem.message)


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.name}"


@pytest.mark.parametrize("case", cases("bad"), ids=name)
def test_the_rule_fires_on_its_bad_example(case: Path, tmp_path: Path) -> None:
    rule = case.parent.name
    report = run(case, tmp_path / "corpus")
    found = {
        (Path(finding.place.file).name, finding.place.line)
        for finding in report.findings
        if finding.rule == rule
    }
    expected = {
        (path.name, number)
        for path in case.rglob("*.yaml")
        for number, line in enumerate(path.read_text("utf-8", errors="replace").split("\n"), 1)
        if (mark := MARK.search(line)) and mark[1] == rule
    }
    assert found, report.findings
    assert not expected or found == expected, report.findings


@pytest.mark.parametrize("case", cases("good"), ids=name)
def test_the_rule_is_silent_on_its_good_example(case: Path, tmp_path: Path) -> None:
    report = run(case, tmp_path / "corpus")
    assert report.complete, report.findings
    assert case.parent.name not in {finding.rule for finding in report.findings}
    assert report.count("error") == 0, report.findings


@pytest.mark.parametrize("rule", all_rules())
def test_every_rule_has_both_examples(rule: str) -> None:
    assert any((EXAMPLES / "bad" / rule).glob("*/**/*"))
    assert any((EXAMPLES / "good" / rule).glob("*/**/*"))


def test_no_example_is_of_an_unknown_rule() -> None:
    named = {path.parent.name for kind in ("good", "bad") for path in cases(kind)}
    assert named <= set(all_rules())


def test_the_base_is_clean(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(EXAMPLES / "base", folder)
    assert check(target([folder]), CheckOptions()).findings == ()
