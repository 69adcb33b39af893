"""The command line as people meet it: output, exit codes, bad input, never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.run import run
from support import absence, ema, fda, files, write

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(
        tmp_path / "corpus",
        files(
            ASKS,
            [
                fda({"amount": "< 10 ng/dose"}),
                ema({"amount": "none"}, applies_to={"stage": ["marketing"]}),
            ],
            absences=[absence("EMA", applies_to={"stage": ["investigational"]})],
            domain={"stage": ["investigational", "marketing"]},
            subject={"synonyms": ["hcDNA"], "ctd": ["3.2.S.3.2"]},
        ),
    )


def call(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = run([str(word) for word in words])
    output = capsys.readouterr()
    assert "Traceback" not in output.err
    return code, output.out, output.err


def own(corpus: Path) -> tuple[str, ...]:
    return ("--no-bundled", "--requirements", str(corpus))


def test_compare_prints_a_report_with_its_origin(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, "compare", "--topic", "t", *own(corpus))
    assert (code, err) == (ExitCode.DONE, "")
    assert "1 question: 1 differ, " in out
    assert "elsewhere: on one side only" in out
    for words in ("corpus 1 (", "atmp-gap 0.", "as of 2026-06-01", "filters: none", "no legal"):
        assert words in out


def test_json_is_the_contract(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import jsonschema

    code, out, _ = call(capsys, "compare", "--format", "json", *own(corpus))
    assert code == 0
    data = json.loads(out)
    schema = json.loads(Path("schemas/compare-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert data["schema"] == "atmp-gap/compare/1"
    assert data["summary"]["verdicts"]["diverge"] == 1
    assert data["summary"]["coverage"]["no-counterpart"] == 1


def test_csv_opens_with_one_line_per_part(
    corpus: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["compare", "--format", "csv", *own(corpus)]) == 0
    raw = capsysbinary.readouterr().out
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["verdict"] for row in rows] == ["no counterpart found", "diverge"]
    assert {row["subject_id"] for row in rows} == {"s"}


@pytest.mark.parametrize("word", ["s", "Subject", "hcdna", "HCDNA"])
def test_show_takes_everyday_words(
    word: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = call(capsys, "show", word, *own(corpus))
    assert code == 0
    assert "What is asked?" in out
    assert "FDA-1" in out
    assert "differs: limit" in out


def test_sides_may_be_named_by_territory(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "compare", "--between", "EU", "us", *own(corpus))
    assert code == 0
    assert "EMA and FDA" in out


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["compare", "--topic", "tt"], "unknown topic 'tt'", "did you mean"),
        (["compare", "--subject", "hcDNB"], "unknown subject 'hcDNB'", "did you mean 'hcDNA'?"),
        (["compare", "--product", "avv"], "unknown product 'avv'", "did you mean 'aav'?"),
        (["compare", "--stage", "phase-9"], "unknown stage 'phase-9'", "did you mean"),
        (["compare", "--between", "FDA", "EMEA"], "unknown agency 'EMEA'", "did you mean 'EMA'?"),
        (["compare", "--between", "FDA", "US"], "compared with itself", "known: FDA, EMA"),
        (["compare", "--donor", "autologous"], "know no --donor", "known: product"),
        (["compare", "--only", "xyz"], "unknown verdict 'xyz'", "known:"),
        (["compare", "--only", "diverg"], "unknown verdict 'diverg'", "did you mean 'diverge'?"),
        (["compare", "--reading", "seen"], "unknown grade 'seen'", "known: read"),
        (["compare", "--as-of", "yesterday"], "'yesterday' is no date", "YYYY-MM-DD"),
        (["compare", "--as-of", "2026-02-31"], "no date of the calendar", "YYYY"),
        (["compare", "--format", "markdwon"], "unknown format", "did you mean 'markdown'?"),
        (["compare", "--group-by", "colour"], "unknown grouping", "known: verdict, group, ctd"),
        (["show", "nothing"], "unknown subject 'nothing'", "known:"),
        (["documents", "--status", "gone"], "unknown status 'gone'", "known: final"),
    ],
)
def test_wrong_words_are_named_with_the_nearest(
    words: list[str], message: str, hint: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, *words, *own(corpus))
    assert (code, out) == (ExitCode.USAGE, "")
    assert message in err
    assert hint in err


@pytest.mark.parametrize(
    "words", [["compair"], ["compare", "--topics", "t"], ["compare", "--topic"]]
)
def test_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, *words)
    assert code == ExitCode.USAGE
    assert err


def test_no_requirements_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "compare", "--no-bundled")[0] == ExitCode.USAGE
    code, _, err = call(capsys, "compare", *own(tmp_path / "gone"))
    assert code == ExitCode.INPUT
    assert "does not exist" in err
    code, _, err = call(capsys, "compare", *own(tmp_path))
    assert code == ExitCode.INPUT
    assert "holds no requirement files" in err
    file = tmp_path / "file.yaml"
    file.write_text("a: 1")
    code, _, err = call(capsys, "compare", *own(file))
    assert code == ExitCode.INPUT
    assert "is a file" in err


def test_broken_files_are_all_named(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "t" / "fda.yaml").write_text("agency: FDA\ntopic: t\nrequirements: [\n")
    (corpus / "t" / "ema.yaml").write_text("agency: EMA\ntopic: t\nrequirement: []\n")
    code, out, err = call(capsys, "compare", *own(corpus))
    assert (code, out) == (ExitCode.INPUT, "")
    assert "t/fda.yaml:4:1: error[AG002]" in err
    assert "t/ema.yaml:3:1: error[AG006] unknown field 'requirement'" in err
    assert "did you mean 'requirements'?" in err


def test_fail_on_looks_at_rows_and_coverage(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for verdicts, code in (
        ("diverge,unjudged", ExitCode.FOUND),
        ("no-counterpart", ExitCode.FOUND),
        ("match", ExitCode.DONE),
    ):
        got, out, _ = call(capsys, "compare", "--fail-on", verdicts, *own(corpus))
        assert got == code
        assert out


def test_only_looks_at_coverage_too(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 question:" in call(capsys, "compare", "--only", "no-counterpart", *own(corpus))[1]
    assert "0 questions" in call(capsys, "compare", "--only", "match", *own(corpus))[1]


def test_output_is_whole_or_not_there(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.md"
    code, out, _ = call(capsys, "compare", "-o", target, *own(corpus))
    assert (code, out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("# Topic: FDA and EMA")
    for bad in (tmp_path / "gone" / "report.md", tmp_path):
        code, _, err = call(capsys, "compare", "-o", bad, *own(corpus))
        assert code == ExitCode.USAGE
        assert "error:" in err
    assert sorted(item.name for item in tmp_path.iterdir()) == ["corpus", "report.md"]


def test_a_report_that_cannot_replace_leaves_the_old_one(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.md"
    target.write_text("old")
    code, _, _ = call(capsys, "compare", "--topic", "nope", "-o", target, *own(corpus))
    assert code == ExitCode.USAGE
    assert target.read_text() == "old"


def test_layers_from_the_environment(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATMP_GAP_REQUIREMENTS", str(corpus))
    code, out, _ = call(capsys, "compare", "--no-bundled")
    assert code == 0
    assert "1 question:" in out


def test_an_internal_error_is_one_line(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("atmp_gap.gap.compare.compare", broken)
    code, _, err = call(capsys, "compare", "--no-cache", *own(corpus))
    assert code == ExitCode.INTERNAL
    assert "RuntimeError: boom" in err


def test_an_interrupt_ends_with_130(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("atmp_gap.gap.compare.compare", interrupted)
    assert call(capsys, "compare", "--no-cache", *own(corpus))[0] == ExitCode.INTERRUPTED


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("command", ["compare", "verify"])
def test_a_real_interrupt_is_one_line(command: str, corpus: Path, tmp_path: Path) -> None:
    module = {"compare": "atmp_gap.gap.compare", "verify": "atmp_gap.verify.library"}[command]
    name = {"compare": "compare", "verify": "files_in"}[command]
    code = (
        f"import sys, time, {module} as module\n"
        f"module.{name} = lambda *_, **__: (print('begun', flush=True), time.sleep(60))\n"
        "from atmp_gap.__main__ import main; main()"
    )
    words = {"compare": ["--no-cache"], "verify": ["--library", str(tmp_path)]}[command]
    with subprocess.Popen(
        [sys.executable, "-c", code, command, "-q", *words, *own(corpus)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (ExitCode.INTERRUPTED, "interrupted\n")


def test_topics_documents_and_terms_list(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "topics", "--format", "json", *own(corpus))
    assert code == 0
    assert json.loads(out)[0]["verdicts"]["diverge"] == 1
    code, out, _ = call(capsys, "documents", "ich", *own(corpus))
    assert code == 0
    assert "1 of 7 documents" in out
    assert call(capsys, "terms", *own(corpus))[0] == 0


def test_as_a_module_from_another_directory(tmp_path: Path) -> None:
    """The bundled corpus works wherever the program is run."""
    done = subprocess.run(
        [sys.executable, "-m", "atmp_gap", "compare", "--topic", "impurities", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8"))["summary"]["rows"] > 0


def test_help_and_version_import_nothing_slow() -> None:
    """Which modules a command needs does not depend on the clock."""
    code = (
        "import sys; from atmp_gap.cli.run import run; sys.argv=['x'];"
        "run(['--help']); bad={'yaml','pydantic','rich','atmp_gap.gap','atmp_gap.model'}"
        "&set(sys.modules); sys.exit(','.join(sorted(bad)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_links_stay_links_and_pipes_stay_pipes(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old")
    link.symlink_to(real)
    assert call(capsys, "compare", "-o", link, *own(corpus))[0] == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("# Topic")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert call(capsys, "compare", "--format", "csv", "-o", pipe, *own(corpus))[0] == 0
        assert reader.stdout is not None
        assert b"diverge" in reader.stdout.read()
    assert pipe.is_fifo()


def test_a_dash_is_standard_output(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "compare", "-o", "-", *own(corpus))
    assert code == 0
    assert "1 question:" in out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("redirect", [">/dev/full", ">&-"])
def test_standard_output_that_takes_nothing(redirect: str, corpus: Path) -> None:
    command = f'"{sys.executable}" -m atmp_gap compare {" ".join(own(corpus))} {redirect}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.USAGE
    assert "error: " in done.stderr
    assert "Exception" not in done.stderr


def test_options_that_name_no_product_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "compare", "--product", "aav", "--genome", "integrating")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "contradict each other" in err


def test_only_and_stricter_look_at_the_same_part(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The headline diverges with FDA the stricter; the coverage part has no counterpart."""
    for verdict, side, shown in (
        ("diverge", "FDA", 1),
        ("no-counterpart", "FDA", 1),
        ("no-counterpart", "EMA", 0),
        ("diverge", "EMA", 0),
    ):
        words = ("--only", verdict, "--stricter", side)
        assert f"{shown} question" in call(capsys, "compare", *words, *own(corpus))[1]


def test_headings_stand_over_their_columns(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = call(capsys, "topics", *own(corpus))[1].splitlines()
    rule = next(index for index, line in enumerate(lines) if line.startswith("---"))
    starts = [
        i for i, c in enumerate(lines[rule]) if c == "-" and (i == 0 or lines[rule][i - 1] == " ")
    ]
    for line in lines[2:rule]:
        words = [i for i, c in enumerate(line) if c != " " and (i == 0 or line[i - 2 : i] == "  ")]
        assert set(words) <= set(starts)


def test_check_looks_at_what_is_named_and_at_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("x")
    assert call(capsys, "check")[0] == ExitCode.INPUT
    assert call(capsys, "check", "README.md")[0] == ExitCode.INPUT
