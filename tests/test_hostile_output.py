"""What comes from files and arguments reaches no terminal raw, and begins no workflow command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atmp_gap.cli.run import run
from atmp_gap.text.escape import lines_for_people
from atmp_gap.text.wrap import paragraph, wrap

pytestmark = pytest.mark.requirement("TR-14")

EVIL = "\x1b[2J\u202e::error::x\n::warning::y\x07\u200b"


@pytest.mark.parametrize(
    "line", ["::error::x", "  ::set-env name=x::y", "##[group]x", "##vso[task.setvariable]x"]
)
def test_no_line_begins_a_workflow_command(line: str) -> None:
    for text in (
        lines_for_people(f"a\n{line}\nb"),
        "\n".join(paragraph(f"many words before {line} and after", 20)),
        "\n".join(wrap(line, 80)),
        "\n".join(wrap(f"some words {line}", 12)),
    ):
        starts = [shown.lstrip() for shown in text.split("\n")]
        assert not any(shown.startswith(("::", "##[", "##vso[")) for shown in starts), text


def test_what_cannot_be_seen_is_shown() -> None:
    shown = lines_for_people(EVIL)
    assert "<U+001B>" in shown
    assert "<U+202E>" in shown
    assert "<U+200B>" in shown
    assert all(line.isprintable() for line in shown.split("\n"))


@pytest.mark.parametrize(
    "words",
    [
        [EVIL],
        ["topics", EVIL],
        ["compare", "--topic", EVIL],
        ["compare", "--product", EVIL],
        ["compare", "--profile", f"no{EVIL}"],
        ["compare", "--requirements", f"no{EVIL}"],
        ["check", f"no{EVIL}"],
        ["show", EVIL],
        ["verify", "--library", f"no{EVIL}"],
        ["compare", "--format", EVIL],
        ["diff", f"no{EVIL}"],
        ["diff", f"HEAD:{EVIL}", "requirements"],
        ["diff", f"{EVIL}:requirements", "requirements"],
        ["diff", "requirements", "--fail-on", EVIL],
        ["recall", f"no{EVIL}"],
    ],
)
def test_arguments_come_back_escaped(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) in (2, 3)
    shown = capsys.readouterr()
    for line in (shown.out + shown.err).split("\n"):
        assert line.isprintable(), line
        assert not line.lstrip().startswith("::"), line


def test_names_of_files_come_back_escaped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("::error::\x1b[2J.yaml").write_text("a: 1\n", "utf-8")
    assert run(["compare", "--requirements", ".", "--no-bundled"]) == 3
    shown = capsys.readouterr().err
    assert "\x1b" not in shown
    assert not any(line.startswith("::") for line in shown.split("\n"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices")
@pytest.mark.parametrize(
    "words",
    [
        ["compare", "--profile"],
        ["assess"],
        ["compare", "--ledger"],
        ["compare", "--requirements"],
        ["check"],
        ["diff"],
        ["recall"],
    ],
)
@pytest.mark.parametrize("what", ["/dev/zero", "pipe"])
def test_a_device_or_pipe_for_a_file_is_refused_at_once(
    words: list[str], what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if what == "pipe":
        what = str(tmp_path / "pipe")
        os.mkfifo(what)
    assert run([*words, what]) in (2, 3)
    assert "internal" not in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("words", [["--version"], ["topics"], ["--help"]])
def test_a_full_stream_is_told_in_a_line(words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "atmp_gap", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "cannot write to standard output" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be deleted")
def test_a_deleted_working_folder_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert run(["topics"]) == 3
    assert "the working folder cannot be entered" in capsys.readouterr().err
