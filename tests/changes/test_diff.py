"""``atmp-gap diff``: two states of the requirements, why they differ, and what it refuses."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.changes.reasons import Reasons
from atmp_gap.changes.states import state_sources
from atmp_gap.corpus.bundled import gather_layers
from atmp_gap.corpus.revision import gather_revision
from atmp_gap.corpus.sources import gather
from atmp_gap.model.change import CorpusChange
from changes_support import ASKED, Captured, after, before, call, change, subject, versions
from support import fda, write

__all__ = ["versions"]
Pair = tuple[Path, Path]


def test_what_changed_and_why(versions: Pair, capsys: Captured) -> None:
    code, out, err = call(capsys, "diff", *versions, "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["counts"] == {
        "verdicts": 2,
        "rows": 3,
        "entries": 2,
        "answers": 1,
        "grades": 1,
        "documents": 0,
    }
    rows = {row["subject"]: row for row in found["rows"]}
    (part,) = rows["s"]["parts"]
    assert (part["before"]["verdict"], part["before"]["stricter"]) == ("diverge", "FDA")
    assert (part["after"]["verdict"], part["after"]["stricter"]) == ("match", "equal")
    assert [item["kind"] for item in rows["s"]["why"]] == ["wrong"]
    assert [item["kind"] for item in rows["duty"]["why"]] == ["settled"]
    assert (rows["idle"]["why"], rows["idle"]["searches"]) == ([], True)
    entries = {entry["id"]: entry["fields"] for entry in found["entries"]}
    assert entries["FDA-1"] == [
        {"field": "answers.amount", "before": "< 5 ng/dose", "after": "< 10 ng/dose"}
    ]
    assert {"field": "reading.grade", "before": "recalled", "after": "reported"} in entries["FDA-2"]


def test_for_people_reasons_are_numbered_below(versions: Pair, capsys: Captured) -> None:
    _, out, _ = call(capsys, "diff", *versions, "--format", "markdown")
    lines = out.splitlines()
    (row,) = [line for line in lines if line.startswith("| Subject (s)")]
    told = [cell.strip() for cell in row.strip("|").split("|")]
    assert told[1] == "verdict changed"
    assert told[2].startswith("differ; stricter: FDA; for both: below 5 ng/dose")
    assert told[3].startswith("the same; for both: below 10 ng/dose")
    assert any(line == r"\[1\] we were wrong: The limit was misread; it is 10." for line in lines)
    (idle,) = [line for line in lines if line.startswith("| Question idle")]
    assert "open" in idle and "one side only" in idle
    assert "gives no reason; a recorded search changed" in out
    assert "answer: amount | below 5 ng/dose | below 10 ng/dose" in out


def test_nothing_changed_is_said(versions: Pair, capsys: Captured) -> None:
    code, out, _ = call(capsys, "diff", versions[0], versions[0], "--fail-on", "any")
    assert code == 0
    assert "nothing changed" in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("any", 1),
        ("verdicts", 1),
        ("answers", 1),
        ("grades", 1),
        ("unexplained", 1),
        ("documents", 0),
        ("documents,any", 1),
    ],
)
def test_fail_on(versions: Pair, capsys: Captured, words: str, code: int) -> None:
    assert call(capsys, "diff", *versions, "--fail-on", words)[0] == code


def test_a_change_that_the_changelog_explains_is_not_unexplained(
    tmp_path: Path, capsys: Captured
) -> None:
    old, content = write(tmp_path / "old", before()), after()
    content["changes.yaml"]["changes"].append(change("settled", ["idle"], "Searched."))
    new = write(tmp_path / "new", content)
    assert call(capsys, "diff", old, new, "--fail-on", "unexplained")[0] == 0


def test_only_what_the_old_changelog_lacks_is_a_reason(tmp_path: Path, capsys: Captured) -> None:
    content = before()
    content["changes.yaml"] = after()["changes.yaml"]
    old, new = write(tmp_path / "old", content), write(tmp_path / "new", after())
    _, out, _ = call(capsys, "diff", old, new, "--format", "json")
    assert [row["why"] for row in json.loads(out)["rows"]] == [[], [], []]


def test_entries_and_rows_that_come_and_go(tmp_path: Path, capsys: Captured) -> None:
    content = before()
    del content["t/topic.yaml"]["subjects"][2]
    del content["t/fda.yaml"]["requirements"][2]
    small, whole = write(tmp_path / "a", content), write(tmp_path / "b", before())
    for pair, what in (((small, whole), "came"), ((whole, small), "went")):
        _, out, _ = call(capsys, "diff", *pair, "--format", "json")
        found = json.loads(out)
        assert [(row["subject"], row["what"]) for row in found["rows"]] == [("idle", what)]
        assert [(entry["id"], entry["what"]) for entry in found["entries"]] == [("FDA-3", what)]


def test_a_subject_or_topic_narrows_it(versions: Pair, capsys: Captured) -> None:
    _, out, _ = call(capsys, "diff", *versions, "--format", "json", "--subject", "duty")
    found = json.loads(out)
    assert [row["subject"] for row in found["rows"]] == ["duty"]
    assert [entry["id"] for entry in found["entries"]] == ["FDA-2"]


# --- git ------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose first commit holds version 1, its second version 2."""
    folder = tmp_path / "repository"
    for name, content in (("one", before()), ("two", after())):
        write(folder / "rules", content)
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", name]):
            subprocess.run(["git", *IDENTITY, *words], cwd=folder, check=True)
    monkeypatch.chdir(folder)
    return folder


IDENTITY = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]


def test_revisions_say_what_folders_say(repository: Path, versions: Pair, capsys: Captured) -> None:
    _, out, _ = call(capsys, "diff", "HEAD~1:rules", "HEAD:rules", "--format", "json")
    _, folders, _ = call(capsys, "diff", *versions, "--format", "json")
    git, same = json.loads(out), json.loads(folders)
    assert (git["rows"], git["entries"]) == (same["rows"], same["entries"])
    assert git["before"]["corpus"]["fingerprint"] == same["before"]["corpus"]["fingerprint"]
    assert git["before"]["name"] == "HEAD~1:rules"
    _, mixed, _ = call(capsys, "diff", "HEAD~1:rules/", "rules", "--format", "json")
    assert json.loads(mixed)["rows"] == same["rows"]


def test_a_file_of_a_revision_that_is_not_valid_is_named(
    repository: Path, capsys: Captured
) -> None:
    text = (repository / "rules/t/fda.yaml").read_text().replace("should", "ought")
    (repository / "rules/t/fda.yaml").write_text(text)
    subprocess.run(["git", *IDENTITY, "commit", "-qam", "three"], check=True)
    code, out, err = call(capsys, "diff", "HEAD~1:rules", "HEAD:rules")
    assert (code, out) == (3, "")
    assert "HEAD:rules/t/fda.yaml:7:15: error[AG005]" in err
    assert "went" not in err


def test_a_link_in_a_revision_could_not_be_read(repository: Path, capsys: Captured) -> None:
    (repository / "rules/t/ema.yaml").unlink()
    (repository / "rules/t/ema.yaml").symlink_to("/etc/hostname")
    subprocess.run(["git", *IDENTITY, "commit", "-qam", "link"], check=True)
    code, out, err = call(capsys, "diff", "HEAD~1:rules", "HEAD:rules")
    assert (code, out) == (3, "")
    assert "HEAD:rules/t/ema.yaml: error[AG001] cannot be read: it is a link" in err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("HEAD~9:rules", "there is no revision 'HEAD~9'"),
        ("HEAD:rule", "has no folder 'rule' there"),
        ("HEAD:rules/t/fda.yaml", "has no folder 'rules/t/fda.yaml' there"),
        ("HEAD:docs", "has no folder 'docs' there"),
        ("--all:rules", "No such option"),
        ("nowhere", "nowhere: error[AG001] does not exist"),
    ],
)
def test_what_is_no_state_is_refused(
    repository: Path, capsys: Captured, word: str, said: str
) -> None:
    code, out, err = call(capsys, "diff", word, "HEAD:rules")
    assert (code, out) == (2 if word.startswith("-") else 3, "")
    assert said in err


def test_outside_of_a_repository_or_without_git(
    versions: Pair, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, _, err = call(capsys, "diff", "HEAD:rules", versions[1])
    assert code == 3
    assert "HEAD:rules: error[AG001] no git repository is here" in err
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = call(capsys, "diff", "HEAD:rules", versions[1])
    assert code == 3
    assert "git is not installed" in err


# --- other states ---------------------------------------------------------------------------------


def test_both_sides_say_what_is_wrong_in_one_run(versions: Pair, capsys: Captured) -> None:
    for folder in versions:
        path = folder / "t/fda.yaml"
        path.write_text(path.read_text().replace("should", "ought"))
    code, out, err = call(capsys, "diff", *versions)
    assert (code, out) == (3, "")
    assert "old/t/fda.yaml" in err and "new/t/fda.yaml" in err


def test_a_folder_that_is_no_corpus(versions: Pair, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = call(capsys, "diff", tmp_path / "empty", versions[1])
    assert code == 3
    assert "holds no requirement files" in err


def test_layers_are_laid_over_the_bundled_requirements(tmp_path: Path, capsys: Captured) -> None:
    for name, answer in (("a", "not-expected"), ("b", "expected")):
        entry = before()["t/fda.yaml"]["requirements"][2]
        entry |= {"id": "FDA-OWN-1", "subject": "gmp-at-phase-1"}
        entry |= {"answers": {"full-gmp": answer}, "source": {"document": "OWN", "locator": "1"}}
        document = {
            "id": "OWN",
            "title": "Own text",
            "issuer": "FDA",
            "kind": "guidance",
            "status": "final",
            "effective": "2020-01-01",
        }
        content = {
            "documents/own.yaml": {"documents": [document]},
            "gmp-and-supply/fda.yaml": {
                "agency": "FDA",
                "topic": "gmp-and-supply",
                "requirements": [entry],
            },
        }
        write(tmp_path / name, content)
    code, out, _ = call(capsys, "diff", tmp_path / "a", tmp_path / "b", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert [entry["id"] for entry in found["entries"]] == ["FDA-OWN-1"]
    assert {row["subject"] for row in found["rows"]} <= {"gmp-at-phase-1"}


def test_options_that_do_not_go_together(versions: Pair, capsys: Captured) -> None:
    code, _, err = call(capsys, "diff", *versions, "--no-bundled")
    assert (code, "leave NEW out" in err) == (2, True)
    code, _, err = call(capsys, "diff", *versions, "--fail-on", "verdict")
    assert (code, "known: any, verdicts" in err) == (2, True)


def test_impact_of_two_corpora_points_here(versions: Pair, capsys: Captured) -> None:
    old, new = versions
    words = ("impact", "--from-corpus", old, "--to-corpus", new)
    code, out, err = call(capsys, *words)
    assert (code, err) == (
        0,
        f"--from-corpus goes at the next version; use: atmp-gap diff {old} {new}\n",
    )
    assert "FDA-1" in out


def test_a_subject_that_is_gone_can_be_asked_about(tmp_path: Path, capsys: Captured) -> None:
    content = before()
    del content["t/topic.yaml"]["subjects"][2]
    del content["t/fda.yaml"]["requirements"][2]
    old, new = write(tmp_path / "a", before()), write(tmp_path / "b", content)
    _, out, _ = call(capsys, "diff", old, new, "--subject", "idle", "--format", "json")
    assert [row["subject"] for row in json.loads(out)["rows"]] == ["idle"]
    code, _, err = call(capsys, "diff", old, new, "--subject", "unicorn")
    assert (code, "unicorn" in err) == (2, True)


def test_a_layer_is_not_compared_with_requirements_without_it(
    tmp_path: Path, capsys: Captured
) -> None:
    layer = write(tmp_path / "own", {"corpus.yaml": {"version": "1", "date": "2026-11-28"}})
    code, out, err = call(capsys, "diff", layer)
    assert (code, out) == (2, "")
    assert "is a layer, and today's requirements have none" in err
    assert call(capsys, "diff", layer, "--requirements", layer)[0] == 0


def test_what_is_confidential_is_refused_or_left_out(
    versions: Pair, repository: Path, capsys: Captured
) -> None:
    secret = repository / "own"
    about = {"version": "1", "date": "2026-06-01", "confidential": True}
    for folder, words in (("old", before()), ("new", after())):
        write(secret / folder, words | {"corpus.yaml": about})
    subprocess.run(["git", "add", "-A"], check=True)
    subprocess.run(["git", *IDENTITY, "commit", "-qm", "own"], check=True)
    for pair in ((secret / "old", secret / "new"), ("HEAD:own/old", "HEAD:own/new")):
        code, out, err = call(capsys, "diff", *pair)
        assert (code, out) == (2, "")
        assert "this would hand on what is confidential" in err
        code, out, _ = call(capsys, "diff", *pair, "--confidential")
        assert code == 0
        assert out.startswith("CONFIDENTIAL")
    code, out, err = call(capsys, "diff", "HEAD:own/old", versions[1], "--public")
    assert "--public left out the layer HEAD:own/old" in err
    assert "FDA-2" not in out


def test_an_entry_that_moves_into_a_topic_did_not_come(tmp_path: Path, capsys: Captured) -> None:
    content = before()
    topic = {**content["t/topic.yaml"], "id": "u", "subjects": [subject("u1", "test", ASKED)]}
    content["u/topic.yaml"] = topic
    moved = fda({"test": "expected"}, 9, subject="u1")
    content["u/fda.yaml"] = {"agency": "FDA", "topic": "u", "requirements": [moved]}
    old = write(tmp_path / "old", content)
    del content["u/fda.yaml"]
    content["t/fda.yaml"]["requirements"].append({**moved, "subject": "idle"})
    new = write(tmp_path / "new", content)
    _, out, _ = call(capsys, "diff", old, new, "--topic", "t", "--format", "json")
    (entry,) = json.loads(out)["entries"]
    assert (entry["id"], entry["what"]) == ("FDA-9", "changed")
    assert entry["subjects"] == ["idle", "u1"]


def test_a_layer_has_the_fingerprint_that_other_commands_give_it(tmp_path: Path) -> None:
    layer = write(tmp_path / "own", {"corpus.yaml": {"version": "1", "date": "2026-11-28"}})
    assert state_sources(str(layer)).digest == gather_layers([layer]).digest


def test_a_revision_has_the_files_that_a_folder_would(repository: Path) -> None:
    stray = {"t/deep/x.yaml": "a: 1", ".hidden/fda.yaml": "a: 1", "t/.x.yaml": "a", "t/x.md": "x"}
    write(repository / "rules", stray)
    subprocess.run(["git", "add", "-A", "-f"], check=True)
    subprocess.run(["git", *IDENTITY, "commit", "-qm", "stray"], check=True)
    assert gather_revision("HEAD:rules").digest == gather([repository / "rules"]).digest
    assert gather_revision("HEAD:./rules").digest == gather([repository / "rules"]).digest


def test_reasons_that_name_an_entry_come_first() -> None:
    named = CorpusChange(**change("wrong", ["s"], "A.", entries=["FDA-1"]))
    other = CorpusChange(**change("wrong", ["s"], "B.", entries=["FDA-7"]))
    wide = CorpusChange(**change("law", ["s"], "C."))
    found = Reasons([named, other, wide])
    assert found.of("s", ["FDA-1"]) == (named,)
    assert found.of("s", ["FDA-2"]) == (named, other, wide)
    assert found.of("t", ["FDA-1"]) == ()
    assert found.of_entry("FDA-1", ["s"]) == (named,)
    assert found.of_entry("FDA-2", ["s"]) == (wide,)
    assert Reasons([], [named]).of("s", ["FDA-1"]) == (named,)


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("the question", ("t/topic.yaml", "subjects", 0, "question")),
        ("a recorded search", ("t/judgements.yaml", "absences", 0, "by")),
        ("a judgement", ("t/judgements.yaml", "judgements", 0, "reason")),
    ],
)
def test_what_changes_no_verdict_is_told_all_the_same(
    what: str, path: tuple[Any, ...], tmp_path: Path, capsys: Captured
) -> None:
    content = after()
    judged = {"subject": "s", "between": ["FDA", "EMA"], "verdict": "match", "reason": "Both."}
    content["t/judgements.yaml"]["judgements"] = [{**judged, "by": "AB", "date": "2026-01-01"}]
    old = write(tmp_path / "old", content)
    node: Any = content
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = "Put otherwise"
    new = write(tmp_path / "new", content)
    code, out, _ = call(capsys, "diff", old, new, "--fail-on", "any")
    assert code == 1
    assert f"also changed: {what} " in " ".join(out.split())
    assert call(capsys, "diff", old, new, "--fail-on", "verdicts")[0] == 0


def test_files_that_differ_are_not_said_to_be_the_same(tmp_path: Path, capsys: Captured) -> None:
    content = after()
    old = write(tmp_path / "old", content)
    code, out, _ = call(capsys, "diff", old, old)
    assert code == 0 and " nothing changed " in " ".join(out.split())
    content["t/topic.yaml"]["summary"] = "Another summary."
    new = write(tmp_path / "new", content)
    out = " ".join(call(capsys, "diff", old, new)[1].split())
    assert " nothing changed " not in out
    assert "nothing that was compared changed; the files differ in something else" in out
