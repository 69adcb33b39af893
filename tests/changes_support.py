"""A corpus in two versions with its changelog, for tests of what changed and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.run import run
from support import absence, ema, fda, files, write

Captured = pytest.CaptureFixture[str]
LIMIT = {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}
ASKED = {"kind": "asked"}


def subject(name: str, slot: str, kind: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "title": f"Question {name}",
        "question": "What is asked?",
        "group": "g",
        "domain": "all",
        "asks": {slot: kind},
    }


def before() -> dict[str, Any]:
    """Version 1: a limit that differs, a duty on which both agree, and a row left open."""
    content = files(
        {"amount": LIMIT},
        [
            fda({"amount": "< 5 ng/dose"}),
            fda({"test": "expected"}, 2, subject="duty", grade="recalled"),
            fda({"test": "expected"}, 3, subject="idle"),
            ema({"amount": "< 10 ng/dose"}),
            ema({"test": "expected"}, 2, subject="duty"),
        ],
    )
    content["t/topic.yaml"]["subjects"] += [
        subject("duty", "test", ASKED),
        subject("idle", "test", ASKED),
    ]
    return content


def after() -> dict[str, Any]:
    """Version 2: the limit was wrong, the duty was read, a search settled the open row."""
    content = before()
    content["corpus.yaml"] = {"version": "2", "date": "2026-06-01"}
    content["t/fda.yaml"]["requirements"][:2] = [
        fda({"amount": "< 10 ng/dose"}),
        fda({"test": "expected"}, 2, subject="duty"),
    ]
    content["t/judgements.yaml"]["absences"] = [absence("EMA", subject="idle")]
    content["changes.yaml"] = {
        "changes": [
            change("wrong", ["s"], "The limit was misread; it is 10.", entries=["FDA-1"]),
            change("settled", ["duty"], "The duty rests on a source now.", entries=["FDA-2"]),
        ]
    }
    return content


def change(kind: str, subjects: list[str], what: str, **more: Any) -> dict[str, Any]:
    given = {"version": "2", "date": "2026-06-01", **more}
    return {"kind": kind, "subjects": subjects, "what": what, **given}


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path / "old", before()), write(tmp_path / "new", after())


def call(capsys: Captured, *words: str | Path) -> tuple[int, str, str]:
    code = run([str(word) for word in words])
    output = capsys.readouterr()
    assert "Traceback" not in output.err
    return code, output.out, output.err
