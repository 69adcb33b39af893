"""The steps of action.yml that write the diff, run as GitHub runs them, with a made-up ``gh``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from changes_support import after, before
from support import write

ACTION = Path(__file__).parents[2] / "action.yml"
GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(
    BASH is None or os.name == "nt", reason="the action's steps are for bash"
)


def step(name: str) -> Any:
    steps = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]
    return next(item for item in steps if item.get("name") == name)


class Runner:
    """A checked-out pull request, and what its steps left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = folder / "work"
        for content in (before(), after()):
            write(self.work / "requirements", content)
            for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
                subprocess.run([*GIT, *words], cwd=self.work, check=True)
        base = subprocess.run(
            ["git", "rev-parse", "HEAD~1"], cwd=self.work, check=True, capture_output=True
        )
        self.base = base.stdout.decode().strip()
        self.programs = folder / "programs"
        self.programs.mkdir()
        self.program("atmp-gap", f'exec {sys.executable} -m atmp_gap "$@"')

    def program(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, name: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        environment = os.environ | {
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.folder),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "PATHS": "requirements",
            "FAIL_ON": "",
            "BASE": self.base,
            "REPOSITORY": "o/r",
            "NUMBER": "7",
            **more,
        }
        words = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", step(name)["run"]]
        return subprocess.run(words, cwd=self.work, env=environment, capture_output=True)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_the_summary_says_what_a_pull_request_changes(runner: Runner) -> None:
    assert runner.run("Diff").returncode == 0
    assert "we were wrong: The limit was misread; it is 10." in runner.text("summary")
    assert runner.text("output") == "failed=false\n"


def test_what_fails_is_kept_for_the_last_step(runner: Runner) -> None:
    assert runner.run("Diff", FAIL_ON="verdicts").returncode == 0
    assert runner.text("output") == "failed=true\n"


def test_what_could_not_be_compared_is_said(runner: Runner) -> None:
    path = runner.work / "requirements/t/fda.yaml"
    path.write_text(path.read_text().replace("should", "ought"))
    done = runner.run("Diff")
    assert done.returncode == 0
    assert b"::warning::atmp-gap diff could not compare requirements (exit code 3)" in done.stdout
    assert "requirements could not be compared (exit code 3)" in runner.text("summary")
    assert "'ought'" in runner.text("summary")


@pytest.mark.parametrize(("there", "method"), [("", "POST"), ("12", "PATCH")])
def test_a_comment_is_posted_once_and_renewed(runner: Runner, there: str, method: str) -> None:
    (runner.folder / "atmp-gap-diff.md").write_text("| row by @everybody |\n" * 4000)
    runner.program(
        "gh",
        f'case "$*" in *--paginate*) echo "{there}";; *) echo "$*" >>"$RUNNER_TEMP/asked";; esac',
    )
    done = runner.run("Comment")
    assert done.returncode == 0, done.stderr
    assert f"--method {method}" in runner.text("asked")
    body = runner.text("atmp-gap-comment.md")
    assert body.startswith("<!-- atmp-gap diff -->\n| row by @<!-- -->everybody |\n")
    assert body.endswith("\nCut here: the whole stands in the summary of the run.\n")
    assert len(body) < 65_536


def test_a_comment_is_asked_for_and_never_made_for_a_fork() -> None:
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    assert action["inputs"]["comment"]["default"] == "false"
    condition = step("Comment")["if"]
    assert "inputs.comment == 'true'" in condition
    assert "github.event.pull_request.head.repo.full_name == github.repository" in condition
