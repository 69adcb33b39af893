"""The examples of docs/python.md run, one after the other, on the bundled requirements."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import atmp_gap

PAGE = Path(__file__).parents[1] / "docs" / "python.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    # A fence would be taken for output, so it becomes the empty line that ends an example.
    text = re.sub(r"^```.*$", "", TEXT, flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    assert len(examples.examples) > 10
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    runner.run(examples, out=told.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(told)


def test_every_public_name_is_on_the_page() -> None:
    for name in atmp_gap.__all__:
        if name != "__version__":
            assert re.search(rf"^## .*`{name}\b", TEXT, re.MULTILINE), name
            assert getattr(atmp_gap, name)


def test_all_fields_that_are_asked_for_are_on_the_page() -> None:
    from dataclasses import fields

    for_the_ledger_and_profiles = {"checks", "checked", "profile"}
    for field in fields(atmp_gap.Request):
        if field.name not in for_the_ledger_and_profiles:
            assert f"`{field.name}`" in TEXT, field.name
