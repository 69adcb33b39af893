"""Habits of a shell: completion, colour, quiet, notes, pagers, hints, narrow terminals."""

from __future__ import annotations

import datetime
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from atmp_gap.cli.run import run
from support import ema, fda, files, write

pty = pytest.importorskip("pty", reason="needs terminals as POSIX has them")
ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
ENTRIES = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "none"})]
Captured = pytest.CaptureFixture[str]
TOPIC = ("--topic", "gmp-and-supply")


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, ...]:
    folder = write(tmp_path / "corpus", files(ASKS, ENTRIES))
    return ("--no-bundled", "--requirements", str(folder))


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "PAGER", "LESS", "TERM", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


def ran(capsys: Captured, *words: str) -> tuple[int, str, str]:
    code = run(words)
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return code, told.out, told.err


def tried(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "atmp_gap", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def on_terminal(
    *words: str, size: tuple[int, int] = (24, 80), keys: bytes = b"", **environment: str
) -> tuple[int, str]:
    """The exit code, and what a person sees who types a command into a terminal."""
    pid, screen = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm", **environment})
        os.execv(sys.executable, [sys.executable, "-m", "atmp_gap", *words])
    import fcntl
    import struct
    import termios

    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    seen = b""
    if keys:
        os.write(screen, keys)
    while select.select([screen], [], [], 60)[0] or os.kill(pid, signal.SIGKILL):
        try:
            more = os.read(screen, 65536)
        except OSError:
            break
        if not more:
            break
        seen += more
    _, status = os.waitpid(pid, 0)
    os.close(screen)
    return os.waitstatus_to_exitcode(status), seen.decode("utf-8", "replace").replace("\r\n", "\n")


# Completion, asked for as the shells do it.


def offered(shell: str, line: str) -> str:
    words = line.split(" ")
    environment: Mapping[str, str] = {
        "_ATMP_GAP_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line if shell != "bash" else "",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = tried(**environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("atmp-gap comp", ["compare"]),
        ("atmp-gap compare --topic imp", ["impurities"]),
        ("atmp-gap compare --subject gmp-at-ph", ["gmp-at-phase-1"]),
        ("atmp-gap compare --stage piv", ["pivotal"]),
        ("atmp-gap compare --only diverge,no-", ["diverge,no-counterpart"]),
        ("atmp-gap compare --format d", ["docx"]),
        ("atmp-gap compare --between FDA E", ["EMA"]),
        ("atmp-gap compare --color al", ["always"]),
        ("atmp-gap compare --no-p", ["--no-pager"]),
        ("atmp-gap show gmp-at-ph", ["gmp-at-phase-1"]),
        ("atmp-gap documents --status dr", ["draft"]),
        ("atmp-gap questions --meeting fda-intera", ["fda-interact"]),
        ("atmp-gap check --explain AG204", ["AG204"]),
        ("atmp-gap verify --format jun", ["junit"]),
        ("atmp-gap profile ove", ["overview"]),
    ],
)
def test_bash_completes_commands_options_and_values(line: str, expected: list[str]) -> None:
    assert offered("bash", line).split() == expected


def test_zsh_and_fish_complete_the_same() -> None:
    assert '(("impurities"))' in offered("zsh", "atmp-gap compare --topic imp")
    assert offered("fish", "atmp-gap compare --topic imp") == "impurities\n"


def test_completion_knows_own_requirements(own: tuple[str, ...]) -> None:
    line = f"atmp-gap compare --no-bundled --requirements {own[2]} --topic "
    assert offered("bash", line).split() == ["t"]


def test_bash_itself_takes_the_script(tmp_path: Path) -> None:
    script = tried("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert script.returncode == 0
    program = tmp_path / "atmp-gap"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m atmp_gap "$@"\n', "utf-8")
    program.chmod(0o755)
    asked = (
        f"{script.stdout}\nCOMP_WORDS=(atmp-gap compare --topic imp); COMP_CWORD=3\n"
        f'_atmp_gap_completion "{program}"; echo "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("impurities\n", "")


def test_completion_reads_nothing_anew() -> None:
    """What was read before is not validated again on tab."""
    tried("topics")
    code = (
        "import sys; from atmp_gap.__main__ import main\n"
        "try: main()\n"
        "finally: print(*({'yaml', 'pydantic', 'atmp_gap.gap.row'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "_ATMP_GAP_COMPLETE": "complete_bash",
            "COMP_WORDS": "atmp-gap show gmp-at-ph",
            "COMP_CWORD": "2",
        },
        check=False,
    )
    assert done.stdout.splitlines() == ["gmp-at-phase-1", ""]


# Colour, and who sees notes.


@pytest.mark.parametrize(
    ("words", "environment", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "", "NO_COLOR": ""}, False),
    ],
)
def test_colour_in_a_pipe(
    words: tuple[str, ...],
    environment: dict[str, str],
    coloured: bool,
    own: tuple[str, ...],
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for command in (["compare"], ["show", "s"], ["topics"]):
        code, out, _ = ran(capsys, *command, *own, *words)
        assert (code, "\x1b[" in out) == (0, coloured), command


def test_findings_of_check_are_coloured(
    own: tuple[str, ...], tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "corpus" / "t" / "fda.yaml"
    path.write_text(path.read_text("utf-8").replace("obligation: should", "obligation: shall"))
    code, plain, _ = ran(capsys, "check", own[2], "--no-bundled")
    assert (code, "\x1b" in plain) == (1, False)
    code, coloured, _ = ran(capsys, "check", own[2], "--no-bundled", "--color", "always")
    assert (code, "\x1b[1;31merror[AG0" in coloured) == (1, True)
    file = tmp_path / "found.txt"
    code, _, err = ran(
        capsys, "check", own[2], "--no-bundled", "--color", "always", "-o", str(file)
    )
    assert (code, file.read_text("utf-8")) == (1, plain)
    assert err.startswith(f"wrote {file}: 1 error")


def test_a_file_is_plain_whatever_the_colour(
    own: tuple[str, ...], tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "r.txt"
    assert ran(capsys, "compare", *own, "--color", "always", "-o", str(file))[0] == 0
    assert "\x1b" not in file.read_text("utf-8")


def test_an_unknown_colour_is_refused(own: tuple[str, ...], capsys: Captured) -> None:
    code, _, err = ran(capsys, "topics", *own, "--color", "allways")
    assert code == 2
    assert "did you mean 'always'?" in err


@pytest.mark.parametrize("command", [["compare"], ["show", "s"], ["topics"], ["documents"]])
def test_what_was_written_is_said_and_quiet_leaves_it_out(
    command: list[str], own: tuple[str, ...], tmp_path: Path, capsys: Captured
) -> None:
    file = str(tmp_path / "r.json")
    rows = "7 rows" if command == ["documents"] else "1 row"
    assert ran(capsys, *command, *own, "-o", file) == (0, "", f"wrote {file}: {rows}\n")
    assert ran(capsys, *command, *own, "-o", file, "-q") == (0, "", "")


def test_quiet_keeps_results_and_errors(own: tuple[str, ...], capsys: Captured) -> None:
    code, out, err = ran(capsys, "compare", *own, "--as-of", "2027", "--quiet")
    assert (code, err) == (0, "")
    assert "no legal" in out
    code, _, err = ran(capsys, "compare", *own, "--topic", "tt", "--quiet")
    assert code == 2
    assert "unknown topic 'tt'" in err


# Days.


def test_a_day_after_the_requirements_is_warned_of(own: tuple[str, ...], capsys: Captured) -> None:
    said = "warning: 2027-01-01 is after the date of these requirements, 2026-06-01"
    for command in (["compare"], ["compare"], ["show", "s"], ["topics"], ["documents"]):
        code, _, err = ran(capsys, *command, *own, "--as-of", "2027")
        assert (code, err.count("\n")) == (0, 1)
        assert err.startswith(said)
    assert ran(capsys, "compare", *own, "--as-of", "2026-06-01")[2] == ""


@pytest.mark.parametrize(("age", "old"), [(60, False), (61, True)])
def test_old_requirements_are_warned_of(
    age: int,
    old: bool,
    own: tuple[str, ...],
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = datetime.date(2026, 6, 1) + datetime.timedelta(days=age)
    monkeypatch.setattr("atmp_gap.cli.dates.today", lambda: now)
    for _ in range(2):  # The second time what was compared is remembered.
        err = ran(capsys, "compare", *own)[2]
        assert (f"of 2026-06-01, {age} days old" in err) == old
    assert ran(capsys, "compare", *own, "--as-of", "2026-05-01")[2] == ""


# Words where they do not belong.


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("compare impurities", "did you mean --topic impurities?"),
        ("compare FDA", "did you mean --between FDA EMA?"),
        ("compare EU US", "did you mean --between EMA FDA?"),
        ("compare gmp-at-phase-1", "did you mean --subject gmp-at-phase-1?"),
        ("compare CAR T", "did you mean --product car-t?"),
        ("compare aav BLA", "did you mean --product aav-in-vivo --stage marketing-application?"),
        ("compare impurities mine.yaml", "atmp-gap compare --help lists its options"),
        ("compare diverge", "did you mean --only diverge?"),
        ("compare mine.yaml", "did you mean --profile mine.yaml?"),
        ("compare report.html", "did you mean --output report.html?"),
        ("compare docs", "did you mean --requirements docs?"),
        ("compare xyzzy", "atmp-gap compare --help lists its options"),
        ("impact impurities", "did you mean --topic impurities?"),
        ("questions mine.yaml", "did you mean --profile mine.yaml?"),
        ("verify docs", "did you mean --library docs?"),
        ("topics impurities", "did you mean atmp-gap compare --topic impurities?"),
        ("topics gmp-at-phase-1", "did you mean atmp-gap show gmp-at-phase-1?"),
        ("impurities", "did you mean atmp-gap compare --topic impurities?"),
        ("compar", "did you mean atmp-gap compare?"),
        ("xyzzy", "known: compare, show"),
    ],
)
def test_a_word_in_the_wrong_place_gets_a_hint(line: str, hint: str, capsys: Captured) -> None:
    code, out, err = ran(capsys, *line.split(" "))
    assert (code, out) == (2, "")
    assert f"  help: {hint}" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", "-o", "a.md", "--output=b.md"], "--output is given more than once: 'a.md'"),
        (["compare", "-oa.md", "-o", "b.md"], "'a.md' and 'b.md'"),
        (["compare", "--as-of", "2020", "--as-of", "2021"], "'2020' and '2021'"),
        (["compare", *["--between", "FDA", "EMA"] * 2], "'FDA EMA' and 'FDA EMA'"),
        (["new", "subject", "x", "--topic", "a", "--topic", "b"], "--topic is given more"),
    ],
)
def test_an_option_given_twice_is_refused(words: list[str], said: str, capsys: Captured) -> None:
    code, out, err = ran(capsys, *words)
    assert (code, out) == (2, "")
    assert said in err


def test_options_that_may_be_repeated_still_may(own: tuple[str, ...], capsys: Captured) -> None:
    words = ["--topic", "t", "--topic", "t", "--only", "diverge", "--only", "match", "-q", "-q"]
    assert ran(capsys, "compare", *own, *words)[0] == 0


# Terminals and pagers.


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """A pager that says that it was there."""
    program = tmp_path / "my pager"
    program.write_text("#!/bin/sh\necho PAGED $1\ncat\n", "utf-8")
    program.chmod(0o755)
    return f"'{program}' word"


def test_a_long_report_is_shown_in_a_pager(pager: str) -> None:
    code, seen = on_terminal("compare", *TOPIC, PAGER=pager)
    assert (code, seen.count("PAGED word"), "no legal" in seen) == (0, 1, True)
    for words in (["--no-pager"], ["--format", "json", "--no-pager"]):
        assert "PAGED" not in on_terminal("compare", *TOPIC, *words, PAGER=pager)[1]


def test_a_report_of_one_screen_is_not(pager: str) -> None:
    code, seen = on_terminal("terms", "DMF", PAGER=pager, size=(500, 100))
    assert (code, "PAGED" in seen, "DMF" in seen) == (0, False, True)


@pytest.mark.parametrize("program", ["no-such-pager", "cat", "", "'open", "/etc/passwd"])
def test_without_a_pager_everything_is_printed(program: str) -> None:
    code, seen = on_terminal("compare", *TOPIC, PAGER=program)
    assert code == 0
    assert "no legal" in seen
    assert ("note: " in seen) == (program not in ("cat", ""))


def test_a_pager_that_is_left_early_ends_well(tmp_path: Path) -> None:
    code, seen = on_terminal("compare", PAGER="head -n 1")
    assert code == 0
    assert "Traceback" not in seen


def test_nothing_is_paged_into_a_pipe_or_a_file(pager: str, tmp_path: Path) -> None:
    assert "PAGED" not in tried("compare", *TOPIC, PAGER=pager).stdout
    _, seen = on_terminal("compare", *TOPIC, "-o", str(tmp_path / "r.md"), PAGER=pager)
    assert seen == f"wrote {tmp_path / 'r.md'}: 44 rows\n"


@pytest.mark.parametrize("command", [["compare", *TOPIC], ["show", "gmp-at-phase-1"], ["topics"]])
@pytest.mark.parametrize("width", [1, 20])
def test_a_narrow_terminal_shows_everything(command: list[str], width: int) -> None:
    code, seen = on_terminal(*command, "--color", "never", "--no-pager", size=(24, width))
    assert code == 0
    assert "Traceback" not in seen
    assert "no legal" in " ".join(seen.split())


def test_a_reader_that_leaves_is_no_error() -> None:
    line = (
        f'"{sys.executable}" -m atmp_gap compare --format csv | head -n 1; echo "${{PIPESTATUS}}"'
    )
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


def test_errors_stay_away_from_standard_output_where_there_is_no_other() -> None:
    line = f'"{sys.executable}" -m atmp_gap compare --topic nowhere 2>&-'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
