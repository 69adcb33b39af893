"""Files that are broken, hostile or gone: never a traceback, always a position and an exit code."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from atmp_gap.corpus import folder, sources
from check_support import change

Check = Callable[..., tuple[int, str, str]]
FINDING = re.compile(r"^(.+?)(?::(\d+):(\d+))?: (error|warning|info)\[(AG\d{3})\] \S")
BOMB = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'lol'}]\n" for n in range(9))
HOSTILE: dict[str, tuple[bytes, str]] = {
    "alias bomb": (BOMB.encode(), "AG004"),
    "merge key": (b"a: {b: 1}\nc:\n  <<: {d: 1}\n", "AG004"),
    "tag": (b"a: !!python/object/apply:os.system ['true']\n", "AG004"),
    "deep flow": (b"[" * 10_000, "AG002"),
    "deep blocks": ("".join(f"{' ' * n}a:\n" for n in range(300)).encode(), "AG002"),
    "deep list": (b"- " * 10_000 + b"a\n", "AG002"),
    "NUL": (b"agency: F\0DA\n", "AG002"),
    "escape": (b"agency: \x1b[31mFDA\n", "AG002"),
    "UTF-16": ("agency: FDA\n".encode("utf-16"), "AG001"),
    "UTF-16 without mark": ("agency: FDA\n".encode("utf-16-le"), "AG002"),
    "UTF-32": ("agency: FDA\n".encode("utf-32"), "AG001"),
    "latin-1": ("agency: ü\n".encode("latin-1"), "AG001"),
    "surrogates": (b"agency: \xed\xa0\x80\n", "AG001"),
    "two documents": (b"agency: FDA\n---\nagency: FDA\n", "AG002"),
    "empty": (b"", "AG005"),
    "only a comment": (b"# nothing\n", "AG005"),
    "a list": (b"- a\n", "AG005"),
    "a scalar": (b"a\n", "AG005"),
    "numbers as keys": (b"1: 2\n[a]: b\n", "AG005"),
    "many keys": ("".join(f"k{n}: 1\n" for n in range(3000)).encode(), "AG006"),
    "long key": (b"? " + b"k" * 100_000 + b"\n: 1\n", "AG006"),
    "control characters in a name": (b'agency: "F\\u001bDA"\n', "AG005"),
    "mixed line ends, broken": (b"agency: FDA\r\ntopic: t\rrequirements: [\n", "AG002"),
    "unclosed quote": (b"agency: '" + b"x" * 200_000, "AG002"),
    "bidi in an id": ("agency: F\u202eAD\n".encode(), "AG005"),
    "zero width in an id": ("agency: F\u200bDA\n".encode(), "AG005"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_a_finding_with_a_position(name: str, corpus: Path, check: Check) -> None:
    raw, rule = HOSTILE[name]
    (corpus / "t" / "fda.yaml").write_bytes(raw)
    began = time.monotonic()
    code, out, err = check()
    assert (code, err) == (1, "")
    assert time.monotonic() - began < 10
    lines = [line for line in out.splitlines() if f"[{rule}]" in line]
    assert lines, out[:2000]
    found = FINDING.match(lines[0])
    assert found, lines[0]
    assert found[1] == "requirements/t/fda.yaml"
    assert not re.search("[\x00-\x09\x0b-\x1f\u200b\u202e]", out)
    assert max(map(len, out.splitlines())) < 1000


def test_mixed_line_ends_and_a_byte_order_mark_are_read_and_reported(
    corpus: Path, check: Check
) -> None:
    file = corpus / "t" / "fda.yaml"
    text = file.read_text("utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n", 4).encode())
    code, out, _ = check()
    assert code == 0
    assert out.count("AG301") == 2


@pytest.mark.parametrize("size", [1_000_000, folder.MAX_BYTES + 10])
def test_a_long_line_is_refused_in_bounded_memory(size: int, corpus: Path, check: Check) -> None:
    with (corpus / "t" / "fda.yaml").open("wb") as file:
        file.write(b"agency: ")
        for _ in range(size // 1_000_000 + 1):
            file.write(b"x" * 1_000_000)
    check("requirements/corpus.yaml")
    tracemalloc.start()
    try:
        code, out, _ = check()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert code == 1
    assert "requirements/t/fda.yaml" in out
    assert len(out) < 5000
    assert peak < 8 * size + 10_000_000, peak


@pytest.mark.parametrize("number", ["9" * 1500, "1e999", "9" * 400 + "e999", "1" * 5000, "1e99999"])
def test_huge_numbers_are_answered_or_refused(number: str, corpus: Path, check: Check) -> None:
    change(corpus, "< 10 ng", f"< {number} ng")
    code, out, err = check()
    assert (code, err) == (1, "")
    assert "requirements/t/fda.yaml:9:15: error[" in out


def test_a_folder_named_like_a_file(corpus: Path, check: Check) -> None:
    (corpus / "t" / "x.yaml").mkdir()
    (corpus / "y.yaml").mkdir()
    code, out, _ = check()
    assert code == 1
    assert out.count("error[AG001]") == 2
    assert out.count("folder where a file is expected") == 2


def test_links(corpus: Path, check: Check) -> None:
    outside = corpus.parent / "outside.yaml"
    outside.write_text("secret: 1\n", "utf-8")
    (corpus / "t" / "out.yaml").symlink_to(outside)
    (corpus / "t" / "loop.yaml").symlink_to("loop.yaml")
    (corpus / "t" / "gone.yaml").symlink_to("nowhere.yaml")
    (corpus / "u").symlink_to(corpus.parent)
    (corpus / "loop").symlink_to("loop")
    code, out, _ = check()
    assert code == 1
    assert "out.yaml: error[AG001] cannot be read: it is a link that leads out of the folder" in out
    assert "loop.yaml: error[AG001] cannot be read: Too many levels of symbolic links" in out
    assert "gone.yaml: error[AG001] cannot be read: No such file" in out
    assert "requirements/u/outside.yaml: error[AG001]" in out
    assert "secret" not in out


def test_a_link_within_the_folder_is_read(corpus: Path, check: Check) -> None:
    (corpus / "t" / "fda.yaml").rename(corpus / "t" / ".fda")
    (corpus / "t" / "fda.yaml").symlink_to(".fda")
    assert check()[0] == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(corpus: Path, check: Check) -> None:
    os.mkfifo(corpus / "t" / "pipe.yaml")
    code, out, _ = check()
    assert code == 1
    assert "pipe.yaml: error[AG001] cannot be read: it is no regular file" in out


def test_files_that_cannot_be_read_or_vanish(
    corpus: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sources.read_bytes

    def read(path: Path, folder: str) -> bytes:
        if path.name == "fda.yaml":
            raise PermissionError(13, "Permission denied")
        if path.name == "ema.yaml":
            path.unlink()
        return real(path, folder)

    monkeypatch.setattr(sources, "read_bytes", read)
    code, out, _ = check()
    assert code == 1
    assert "fda.yaml: error[AG001] cannot be read: Permission denied" in out
    assert "ema.yaml: error[AG001] cannot be read: No such file" in out


def test_a_file_that_changes_while_it_is_read(
    corpus: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fstat

    def shorter(descriptor: int) -> os.stat_result:
        state = list(real(descriptor))
        state[6] -= 1
        return os.stat_result(state)

    monkeypatch.setattr(folder.os, "fstat", shorter)
    code, out, _ = check("--no-bundled")
    assert code == 1
    assert "requirements/t/fda.yaml: error[AG001] cannot be read: it changed while it was" in out


def test_a_file_changed_meanwhile_is_not_overwritten(
    corpus: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atmp_gap.check import fix

    change(corpus, "obligation: should", "obligation: should  ")
    file = corpus / "t" / "fda.yaml"
    real = fix._replace

    def replace(path: Path, before: bytes, after: bytes) -> None:
        file.write_text("somebody else's work\n", "utf-8")
        real(path, before, after)

    monkeypatch.setattr(fix, "_replace", replace)
    code, _, err = check("--fix")
    assert code == 2
    assert "it was changed meanwhile" in err
    assert file.read_text("utf-8") == "somebody else's work\n"


def test_odd_file_names_are_printed_safely(corpus: Path, check: Check) -> None:
    for name in ("a\nb.yaml", "c\u202ed.yaml", os.fsdecode(b"e\xfff.yaml")):
        (corpus / "t" / name).write_text("a: [\n", "utf-8")
    for format_ in ("text", "github", "json", "sarif"):
        code, out, _ = check("--format", format_)
        assert code == 1
        assert "\u202e" not in out
    lines = [line for line in check()[1].splitlines() if "error[" in line]
    assert len(lines) == 3
    assert all(FINDING.match(line) for line in lines)


def test_interrupted_exits_with_130_and_leaves_nothing(corpus: Path) -> None:
    code = (
        "import sys, time\n"
        "from atmp_gap.check import run\n"
        "def slow(*_):\n"
        "    print('started', file=sys.stderr, flush=True)\n"
        "    time.sleep(30)\n"
        "run.report_on = slow\n"
        "from atmp_gap.cli.run import run as main\n"
        "sys.exit(main(['check', '--output', 'out.txt']))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=corpus.parent, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    with process.stderr:
        assert process.stderr.readline() == "started\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert "Traceback" not in process.stderr.read()
    assert sorted(path.name for path in corpus.parent.iterdir()) == ["requirements"]
