"""The command as people and build servers use it: paths, exit codes, settings, formats."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from atmp_gap.check.rules import all_rules
from check_support import change

RULES = len(all_rules())
Check = Callable[..., tuple[int, str, str]]
SARIF = Path(__file__).parents[1] / "data" / "sarif-2.1.0-rtm.5.json"


def test_a_clean_corpus_exits_with_0(corpus: Path, check: Check) -> None:
    assert check() == (0, f"nothing found in 7 files ({RULES} rules, as of 2026-06-01)\n", "")


def test_an_error_exits_with_1_and_says_where_and_what_to_do(corpus: Path, check: Check) -> None:
    change(corpus, "< 10 ng", "< 100 ng")
    code, out, _ = check()
    assert code == 1
    assert out == (
        "requirements/t/fda.yaml:9:15: error[AG204] FDA-T-001 answers amount with '< 100 ng/dose', "
        "but its statement gives another number of that kind\n"
        "  9 |       amount: < 100 ng/dose\n"
        "    |               ^\n"
        "  help: correct the one that differs from the source\n"
        f"1 error in 7 files ({RULES} rules, as of 2026-06-01)\n"
    )


def test_a_warning_fails_only_with_strict(corpus: Path, check: Check) -> None:
    change(corpus, "obligation: should", "obligation: must")
    assert check()[0] == 0
    code, out, _ = check("--strict")
    assert code == 1
    assert "error[AG208]" in out


def test_infos_never_fail(corpus: Path, check: Check) -> None:
    change(corpus, "below 10 ng per dose", "low")
    change(corpus, "\n      amount: < 10 ng/dose", " {}")
    code, out, _ = check("--strict")
    assert "info[AG219] amount: unjudged" in out
    assert code == 0


@pytest.mark.parametrize("path", ["missing", "requirements/missing.yaml"])
def test_a_missing_path_exits_with_3(corpus: Path, check: Check, path: str) -> None:
    code, out, err = check(path)
    assert (code, out) == (3, "")
    assert f"{path}: error[AG001] does not exist" in err
    assert "  help: " in err


def test_a_folder_without_requirements_exits_with_3(corpus: Path, check: Check) -> None:
    (corpus.parent / "empty").mkdir()
    code, _, err = check("empty")
    assert code == 3
    assert "holds no requirement files" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--select", "AG999"], "error: unknown rule 'AG999'\n  help: did you mean"),
        (["--explain", "AG24"], "error: unknown rule 'AG24'\n  help: did you mean"),
        (["--format", "sarf"], "error: unknown format 'sarf'\n  help: did you mean 'sarif'?"),
        (["--as-of", "tomorrow"], "error: 'tomorrow' is no date"),
        (["--diff"], "error: --diff needs --fix"),
        (["--output", "no/such/folder.txt"], "error: cannot write no/such/folder.txt"),
        (["--strickt"], "No such option: --strickt"),
    ],
)
def test_wrong_usage_exits_with_2(
    corpus: Path, check: Check, arguments: list[str], says: str
) -> None:
    code, _, err = check(*arguments)
    assert code == 2
    assert says in err


def test_only_the_named_paths_are_reported(corpus: Path, check: Check) -> None:
    change(corpus, "obligation: should", "obligation: must")
    change(corpus, "obligation: should", "obligation: must", "t/ema.yaml")
    for path in ("requirements/t/fda.yaml", str(corpus / "t" / "fda.yaml")):
        out = check(path)[1]
        assert "t/fda.yaml:7:17: warning[AG208]" in out
        assert "ema.yaml" not in out
        assert "in 1 file " in out
    assert check("requirements/t")[1].count("AG208") == 2
    assert check("requirements/documents")[1].count("AG208") == 0


@pytest.mark.parametrize(("path", "files"), [(".", 3), ("fda.yaml", 1), ("../t", 3), ("..", 7)])
def test_paths_are_found_from_within_a_corpus(
    corpus: Path, check: Check, monkeypatch: pytest.MonkeyPatch, path: str, files: int
) -> None:
    monkeypatch.chdir(corpus / "t")
    code, out, err = check(path)
    assert (code, err) == (0, "")
    assert f" in {files} file" in out


def test_a_private_layer_is_checked_over_the_bundled_corpus(tmp_path: Path, check: Check) -> None:
    layer = tmp_path / "layer"
    (layer / "documents").mkdir(parents=True)
    (layer / "documents" / "own.yaml").write_text(
        "documents:\n  - id: OWN-1\n    title: Own\n    issuer: FDA\n    kind: guidance\n"
        "    status: superseded\n",
        "utf-8",
    )
    out = check(str(layer), "--select", "AG215")[1]
    assert "own.yaml:6:13: warning[AG215]" in out
    assert "in 1 file " in out


def test_select_and_ignore_take_beginnings_of_ids(corpus: Path, check: Check) -> None:
    change(corpus, "obligation: should", "obligation: must  ")
    assert "AG208" in check("--select", "AG2")[1]
    assert "AG301" not in check("--select", "AG2")[1]
    assert "AG208" not in check("--ignore", "AG208,AG301")[1]


def test_settings_come_from_the_project(corpus: Path, check: Check) -> None:
    change(corpus, "obligation: should", "obligation: must")
    settings = corpus.parent / "pyproject.toml"
    settings.write_text('[tool.atmp-gap.check]\nignore = ["AG208"]\n', "utf-8")
    assert "AG208" not in check()[1]
    settings.write_text("[tool.atmp-gap.check]\nstrict = true\n", "utf-8")
    assert check()[0] == 1
    settings.write_text("[project]\nname = 'x'\n", "utf-8")
    (corpus.parent / "atmp-gap.toml").write_text('[check]\nselect = ["AG3"]\n', "utf-8")
    assert check()[0] == 0


def test_settings_in_two_files_are_refused(corpus: Path, check: Check) -> None:
    (corpus.parent / "pyproject.toml").write_text("[tool.atmp-gap.check]\nstrict = true\n", "utf-8")
    (corpus.parent / "atmp-gap.toml").write_text('[check]\nselect = ["AG3"]\n', "utf-8")
    code, _, err = check()
    assert code == 2
    assert "pyproject.toml holds settings as well\n  help: keep all of them in one file" in err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[tool.atmp-gap.check]\nstrikt = true\n", "unknown setting 'strikt'"),
        ("[tool.atmp-gap.check]\nstrict = 1\n", "strict must be true or false"),
        ("[tool.atmp-gap.check]\nselect = 'AG2'\n", "select must be a list of rules"),
        ("[tool.atmp-gap.check]\nselect = ['AG999']\n", "unknown rule 'AG999'"),
        ("[tool\n", "cannot be read"),
        ("[tool.atmp-gap.check]\nselect = []\nselect = []\n", "cannot be read"),
        ("[tool.atmp-gap.check]\nStrict = true\n", "pyproject.toml:2:1: unknown setting 'Strict'"),
        ("[tool.atmp-gap.chekc]\nstrict = true\n", "pyproject.toml:1:16: unknown table 'chekc'"),
        ("[tool]\natmp-gap = 5\n", "atmp-gap must be a table"),
        ("[tool.atmp-gap]\ncheck = 5\n", "pyproject.toml:2:1: check must be a table"),
        (f"x = {'9' * 5000}\n", "cannot be read"),
        (f"x = {'[' * 5000}\n", "cannot be read"),
    ],
)
def test_wrong_settings_exit_with_2(corpus: Path, check: Check, text: str, says: str) -> None:
    (corpus.parent / "pyproject.toml").write_text(text, "utf-8")
    code, _, err = check()
    assert code == 2
    assert says in err


def test_explain_tells_why_and_what_to_do(check: Check) -> None:
    code, out, _ = check("--explain", "ag204")
    assert code == 0
    assert out.startswith("AG204 (error): an answer whose number contradicts the statement's\n\n")
    assert "To do: Correct the one that differs" in out
    assert check("--explain", "all")[1].count("To do:") == RULES


def test_annotations_under_github_actions(
    corpus: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(corpus, "< 10 ng", "< 100 ng")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    first, last = check()[1].splitlines()
    assert first == (
        "::error file=requirements/t/fda.yaml,line=9,col=15,title=error[AG204]::FDA-T-001 answers "
        "amount with '< 100 ng/dose', but its statement gives another number of that kind%0A"
        "help: correct the one that differs from the source"
    )
    assert last.startswith("1 error in 7 files")
    assert check("--format", "text")[1].startswith("requirements/t/fda.yaml:9:15")


def test_json_is_the_contract(corpus: Path, check: Check) -> None:
    change(corpus, "< 10 ng", "< 100 ng")
    change(
        corpus, "obligation: should", "obligation: must  # atmp-gap: ignore[AG208] it binds here"
    )
    content = json.loads(check("--format", "json")[1])
    assert content["schema"] == "atmp-gap/check/1"
    assert content["complete"] is True
    assert content["summary"] == {
        "files": 7,
        "rules": RULES,
        "errors": 1,
        "warnings": 0,
        "infos": 0,
        "waived": 1,
    }
    assert content["findings"][0]["rule"] == "AG204"
    assert (content["findings"][0]["line"], content["findings"][0]["column"]) == (9, 15)
    assert content["waived"][0]["waived"] == "it binds here"


@pytest.mark.parametrize("broken", [False, True])
def test_sarif_is_valid(corpus: Path, check: Check, broken: bool) -> None:
    change(corpus, "< 10 ng", "< 100 ng")
    change(
        corpus, "obligation: should", "obligation: must  # atmp-gap: ignore[AG208] it binds here"
    )
    if broken:
        (corpus / "t" / "ü %.yaml").write_bytes(b"\xff\xfe")
    (corpus.parent / "out.sarif").write_text("old", "utf-8")
    code, out, err = check("--output", "out.sarif")
    assert (code, out) == (1, "")
    assert err.startswith(f"wrote out.sarif: {'2 errors' if broken else '1 error'}")
    log = json.loads((corpus.parent / "out.sarif").read_text("utf-8"))
    jsonschema.Draft7Validator(json.loads(SARIF.read_text("utf-8"))).validate(log)
    results = log["runs"][0]["results"]
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) == RULES
    if broken:
        assert [item["ruleId"] for item in results] == ["AG204", "AG001", "AG208"]
        where = results[1]["locations"][0]["physicalLocation"]["artifactLocation"]
        assert where == {"uri": "requirements/t/%C3%BC%20%25.yaml"}
    else:
        assert [item["ruleId"] for item in results] == ["AG204", "AG208"]
        assert results[0]["locations"][0]["physicalLocation"]["region"] == {
            "startLine": 9,
            "startColumn": 15,
        }
        assert results[1]["suppressions"][0]["justification"] == "it binds here"


def test_what_is_wrong_in_form_is_left_out_by_the_other_rules(corpus: Path, check: Check) -> None:
    change(corpus, "subject: amount", "subject: amonut")
    change(corpus, "version: 1", "version: 1  ", "corpus.yaml")
    code, out, _ = check()
    assert code == 1
    assert "error[AG008] unknown subject 'amonut'\n" in out
    assert "  help: did you mean 'amount'?" in out
    assert "warning[AG301]" in out
    assert "the rules about the content left out what is wrong in form" in out


@pytest.mark.parametrize(
    ("file", "word"),
    [
        ("t/topic.yaml", "summary"),
        ("documents/all.yaml", "kind"),
        ("vocabulary.yaml", "option"),
        ("agencies.yaml", "name"),
    ],
)
def test_a_broken_file_is_told_once_not_again_at_every_mention(
    corpus: Path, check: Check, file: str, word: str
) -> None:
    path = corpus / file
    path.write_text(path.read_text("utf-8").replace(f"{word}:", f"{word}x:", 1), "utf-8")
    findings = json.loads(check("--format", "json")[1])["findings"]
    errors = {item["file"] for item in findings if item["severity"] == "error"}
    assert errors == {f"requirements/{file}"}


def test_dates_are_judged_as_of_the_day_asked(corpus: Path, check: Check) -> None:
    assert "AG214" not in check()[1]
    assert "AG214" in check("--as-of", "2025")[1]


def test_a_suspect_judgement_prints_the_current_fingerprints(corpus: Path, check: Check) -> None:
    (corpus / "t" / "judgements.yaml").write_text(
        "judgements:\n  - subject: amount\n    between: [FDA, EMA]\n    verdict: match\n"
        "    reason: Same number.\n    by: editors\n    date: 2026-01-01\n",
        "utf-8",
    )
    code, out, _ = check()
    assert code == 1
    assert "judgements.yaml:2:5: error[AG105]" in out
    assert "help: after looking again, write judged: {scheme: 1, subject: '0902703ae41d', " in out
    assert "EMA-T-001: '88ffe83a1606', FDA-T-001: '9e0f139d0809'}" in out


def test_the_bundled_corpus_can_be_checked(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atmp_gap.corpus.bundled import bundled_folder

    monkeypatch.chdir(tmp_path)
    code, out, _ = check(str(bundled_folder()), "--format", "json", "--strict")
    content = json.loads(out)
    assert code == 0
    assert content["complete"] is True
    assert content["summary"]["files"] > 20
