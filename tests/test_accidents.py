"""Accidents end in one line and a documented exit code: closed streams, closed folders, interrupts.

Where somebody may not look, nothing is taken for empty.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from atmp_gap.cli.run import run
from check_support import BASE, change

POSIX = os.name == "posix"
LONG = "n" * 10_000


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "c")
    return tmp_path / "c"


def without_privilege(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line as somebody whom modes of files bind, as they do not bind root."""
    line = [sys.executable, "-m", "atmp_gap", *words]
    if os.getuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything, and nothing here takes that away")
        line = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *line]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not POSIX, reason="another way of giving rights")
@pytest.mark.parametrize("closed", ["documents", "documents/all.yaml", "t", "."])
@pytest.mark.parametrize("words", [["compare", "--no-bundled", "--requirements", "c"], ["check"]])
def test_what_may_not_be_read_is_one_error_and_no_other(
    closed: str, words: list[str], corpus: Path
) -> None:
    (corpus / closed).chmod(0)
    try:
        words = [*words, "c"] if words == ["check"] else words
        done = without_privilege(words, corpus.parent)
    finally:
        (corpus / closed).chmod(0o755)
    code, told = done.returncode, done.stderr
    assert code == (3 if "--no-bundled" in words or closed == "." else 1), told
    assert "unknown document" not in told
    if code == 3:
        name = "c" if closed == "." else f"c/{closed}"
        assert told.startswith(f"{name}: error[AG001] cannot be read: Permission denied")
        assert told.count("error[") == 1


@pytest.mark.skipif(not POSIX, reason="another way of giving rights")
def test_rules_do_not_conclude_from_a_folder_that_is_closed(corpus: Path) -> None:
    (corpus / "t").chmod(0)
    try:
        shown = without_privilege(["check", "c"], corpus.parent).stdout
    finally:
        (corpus / "t").chmod(0o755)
    assert "c/t: error[AG001] cannot be read" in shown
    assert "nothing cites" not in shown


@pytest.mark.parametrize(
    "words",
    [
        ["compare", "--profile", LONG],
        ["compare", "--topic", "potency", "-o", f"{LONG}.html"],
        ["compare", "--requirements", LONG],
        ["compare", "--update", f"{LONG}.xlsx"],
        ["compare", "--ledger", LONG],
        ["check", LONG],
        ["verify", "--library", LONG],
        ["library", "add", LONG],
        ["library", "--library", LONG],
        ["new", "topic", LONG],
        ["assess", LONG],
        ["profile", "check", LONG],
        ["layer", "--from", LONG, "--into", "x"],
    ],
)
def test_names_of_ten_thousand_characters_are_no_internal_error(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) in (2, 3)
    shown = capsys.readouterr().err
    assert "error" in shown
    assert "internal" not in shown


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (["compare", "--update"], ".xlsx"),
        (["assess", "p.yaml", "--positions"], ".xlsx"),
        (["assess", "p.yaml", "--positions"], ".csv"),
        (["layer", "--into", "layer", "--from"], ".xlsx"),
        (["layer", "--into", "layer", "--from"], ".csv"),
        (["library", "--library", "lib", "add"], ".pdf"),
        (["library", "--library", "lib", "add"], ".zip"),
        (["profile", "check"], ".yaml"),
        (["verify", "--audit", "--ledger"], ".yaml"),
    ],
)
@pytest.mark.parametrize("device", [False, True])
def test_pipes_and_devices_are_refused_wherever_a_file_is_expected(
    words: list[str],
    ending: str,
    device: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATMP_GAP_LIBRARY", "lib")
    words = [word for word in words if word not in ("--library", "lib")]
    Path("p.yaml").write_text("format: atmp-gap/profile/1\nname: x\nfacts: {product: aav}\n")
    odd = Path(f"odd{ending}")
    if device:
        odd.symlink_to("/dev/zero")
    else:
        os.mkfifo(odd)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(60)
    try:
        assert run([*words, str(odd)]) in (1, 2, 3)
    finally:
        signal.alarm(0)
    out, err = capfd.readouterr()
    assert "regular file" in out + err or "damaged" in out


@pytest.mark.parametrize(
    "text",
    [
        f"a = {'[' * 5000}",
        f"a = {'9' * 5000}",
        "[tool]\natmp-gap = 5",
        "[tool.atmp-gap]\ncheck = [1]",
        "[tool.atmp-gap.check]\nselect = 5",
        "\x00",
    ],
)
def test_settings_that_cannot_be_used_are_told(
    text: str, corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(corpus.parent)
    Path("pyproject.toml").write_text(text)
    assert run(["check", "c"]) == 2
    assert capsys.readouterr().err.startswith(f"error: {corpus.parent / 'pyproject.toml'}")


def test_settings_of_others_are_let_be(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus.parent)
    Path("pyproject.toml").write_text("tool = 5")
    assert run(["check", "c"]) == 0


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
@pytest.mark.parametrize("make", [_pipe, _folder, _loop, _device])
def test_settings_that_are_no_file_are_not_passed_over(
    make: Callable[[Path], None],
    corpus: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(corpus.parent)
    make(Path("atmp-gap.toml"))
    assert run(["check", "c"]) == 2
    assert "atmp-gap.toml: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    "odd",
    [
        "date: 2026-02-31",
        "date: 0000-00-00",
        "date: 99999999999-01-01",
        "date:\t2026-01-01",
        "date: 2026-01-01\x85",
        "date: 2026-01-01 # \ud7ff",
        "date: !!timestamp 2026-01-01",
        "date: 012:34:56",
        "date: 1_0",
        'date: "\\ud800"',
        "date: =",
    ],
)
def test_fix_ends_with_no_error_whatever_another_parser_takes_otherwise(
    odd: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grade = "      grade: reported\n"
    via = "      via: A. Author, A title, 2021\n"
    # Keys out of order, so that the file goes through the reader that keeps comments.
    change(corpus, grade + via, via + grade)
    change(corpus, "date: 2026-01-01", odd)
    for _ in range(2):
        assert run(["check", "--fix", str(corpus)]) in (0, 1)
        assert "internal" not in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "md"])
def test_a_title_of_any_length_is_no_internal_error(
    ending: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(corpus, "title: ", f"title: {'word ' * 80}", "t/topic.yaml")
    target = corpus.parent / f"report.{ending}"
    words = ["compare", "--no-bundled", "--requirements", str(corpus), "-o", str(target)]
    assert run(words) == 0, capsys.readouterr().err


@pytest.mark.skipif(not POSIX, reason="streams are closed by a shell")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("compare --typo", 2),
        ("frobnicate", 2),
        ("compare --topic nosuch", 2),
        ("check nosuch", 3),
    ],
)
@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
def test_errors_never_go_to_standard_output(line: str, code: int, where: str) -> None:
    shell = f"{sys.executable} -m atmp_gap {line} {where}"
    done = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


@pytest.mark.skipif(not POSIX, reason="streams are closed by a shell")
def test_a_file_does_not_take_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    line = f"{sys.executable} -m atmp_gap compare --topic potency -o {target} 0<&- 1>&- 2>&-"
    assert subprocess.run(["/bin/sh", "-c", line], check=False).returncode == 0
    assert target.read_text("utf-8").startswith("#")


INTERRUPTED = """
import os, signal, sys
sys.argv = ["atmp-gap", *{words!r}]
def press():
    os.kill(os.getpid(), signal.SIGINT)
    {second}
{when}
from atmp_gap.__main__ import main
main()
"""
AT_IMPORT = """
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            sys.meta_path.remove(self)
            press()
sys.meta_path.insert(0, Finder())
"""


@pytest.mark.skipif(not POSIX, reason="interrupts come another way")
@pytest.mark.parametrize("second", ["pass", "os.kill(os.getpid(), signal.SIGINT)"])
@pytest.mark.parametrize(
    "name", ["atmp_gap.cli.run", "typer", "atmp_gap.corpus.link", "atmp_gap.gap.compare"]
)
def test_an_interrupt_while_something_is_imported(name: str, second: str) -> None:
    program = INTERRUPTED.format(
        words=["compare", "--topic", "potency", "--no-cache"],
        second=second,
        when=AT_IMPORT.format(name=name),
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


IN_A_CALLBACK = """
class Ends:
    def __del__(self):
        press()
import atmp_gap.cli.run as run
before = run._run
def late(words):
    Ends()
    return before(words)
run._run = late
"""


@pytest.mark.skipif(not POSIX, reason="interrupts come another way")
def test_an_interrupt_that_python_lets_out_nowhere() -> None:
    program = INTERRUPTED.format(words=["topics"], second="pass", when=IN_A_CALLBACK)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


AS_A_CLASS_IS_MADE = """
import atmp_gap.cli.run as run
class Field:
    def __set_name__(self, owner, name):
        press()
def made(words):
    class Record:
        field = Field()
run._run = made
"""


@pytest.mark.skipif(not POSIX, reason="interrupts come another way")
def test_an_interrupt_that_python_wraps_into_another_error() -> None:
    program = INTERRUPTED.format(words=["topics"], second="pass", when=AS_A_CLASS_IS_MADE)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


@pytest.mark.skipif(not POSIX, reason="interrupts come another way")
@pytest.mark.parametrize("times", [1, 3])
def test_an_interrupt_while_readers_work(times: int, tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("Cells were thawed and counted twice. " * 400_000)
    line = [sys.executable, "-m", "atmp_gap", "verify", "--library", str(tmp_path)]
    started = subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(2.5)
    for _ in range(times):
        os.killpg(started.pid, signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out, err) == (130, "", "interrupted\n")
