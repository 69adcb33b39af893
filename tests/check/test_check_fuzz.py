"""Whatever is written into a file: a finding with a place, never an exception."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atmp_gap.check.formats import FORMATS, formatter
from atmp_gap.check.layout import faults, tidy
from atmp_gap.check.paths import target
from atmp_gap.check.run import CheckOptions, check
from check_support import BASE
from fuzz import ROOT, Fuzz

LINES = BASE.joinpath("t", "fda.yaml").read_text("utf-8").splitlines()
TEXT = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=25).map("\n".join),
)


@pytest.fixture(scope="module")
def folder() -> Path:
    folder = Path(tempfile.mkdtemp()) / "corpus"
    shutil.copytree(BASE, folder)
    return folder


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXT, file=st.sampled_from(["t/fda.yaml", "t/topic.yaml", "documents/all.yaml"]))
def test_any_text_is_reported_not_raised(text: str, file: str, folder: Path) -> None:
    path = folder / file
    before = path.read_bytes()
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        report = check(target([folder]), CheckOptions())
    finally:
        path.write_bytes(before)
    for name in FORMATS:
        assert formatter(name)(report)
    assert all(finding.place.file for finding in report.findings)


@given(st.text(alphabet=st.sampled_from("ab \t\r\n\ufeff:-"), max_size=60))
def test_tidy_is_idempotent_and_leaves_no_fault_but_tabs(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert all("tab" in message or "mark" in message for _, _, message in faults(once))


def test_mutated_files_of_the_bundled_corpus(tmp_path: Path) -> None:
    fuzz = Fuzz(tmp_path / "corpus", ROOT / "requirements")
    codes = {fuzz.one(random.Random(f"suite-{number}"))[0] for number in range(100)}
    assert codes <= {0, 1, 3}
    assert 1 in codes
