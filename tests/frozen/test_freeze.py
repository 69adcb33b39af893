"""``atmp-gap freeze`` and ``reproduce``: what is kept, what comes out again, what was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from changes_support import Captured, after, before, call
from frozen_support import PROFILE, bundled, forged, freeze, members, reproduce, rewritten
from support import write

pytestmark = pytest.mark.requirement("TR-17")

__all__ = ["bundled"]
Bundled = Callable[[Path], None]
LAYER = {
    "corpus.yaml": {"version": "mine", "date": "2026-01-01", "confidential": True},
}


@pytest.fixture
def state(tmp_path: Path, capsys: Captured, bundled: Bundled) -> Path:
    """A frozen state of the first version of the corpus, for a product with a position."""
    bundled(write(tmp_path / "old", before()))
    (tmp_path / "p.yaml").write_text(PROFILE, encoding="utf-8")
    path = tmp_path / "state.zip"
    code, _, err = freeze(capsys, path, "--profile", tmp_path / "p.yaml", "--by", "Ann Lee")
    assert code == 0, err
    return path


def test_all_that_decided_is_in_the_file(state: Path) -> None:
    held = members(state)
    manifest = json.loads(held.pop("manifest.json"))
    assert {item["name"]: item["sha256"] for item in manifest["members"]} == {
        name: hashlib.sha256(raw).hexdigest() for name, raw in held.items()
    }
    assert held["profile.yaml"].decode() == PROFILE
    assert {name for name in held if name.startswith("requirements/0/")} >= {
        "requirements/0/corpus.yaml",
        "requirements/0/t/fda.yaml",
    }
    for report in ("comparison", "assessment"):
        for ending in ("json", "csv", "html", "xlsx", "docx", "md", "txt"):
            assert held[f"reports/{report}.{ending}"]
    assert (manifest["by"], manifest["product"]) == ("Ann Lee", "Product one")
    assert {"pyyaml", "pydantic"} <= set(manifest["tool"]["packages"])
    assert b"reproduce" in held["README.txt"]
    rows, points = (
        len(json.loads(held[f"reports/{report}.json"])[key])
        for report, key in (("comparison", "rows"), ("assessment", "checks"))
    )
    counted = f": {rows} rows of the comparison, {points} of the positions."
    assert counted in held["README.txt"].decode()


def test_the_same_rows_come_out(state: Path, capsys: Captured, bundled: Bundled) -> None:
    # Whatever is installed by then, and wherever one is.
    bundled(write(state.parent / "new", after()))
    code, found, _ = reproduce(capsys, state)
    assert (code, found["rows"], found["altered"]) == (0, [], [])
    # Three rows compared, and the two questions asked of the product's one position.
    assert found["same"] >= 4
    assert any("recall" in note for note in found["notes"])


def test_other_requirements_are_named_as_the_cause(
    state: Path, capsys: Captured, bundled: Bundled
) -> None:
    bundled(write(state.parent / "new", after()))
    code, found, _ = reproduce(capsys, state, "--installed")
    assert code == 1
    rows = {row["subject"]: row for row in found["rows"] if row["report"] == "comparison"}
    assert set(rows) == {"s", "duty", "idle"}
    assert all(row["causes"] == ["requirements"] for row in found["rows"])
    fields = {item["field"]: (item["frozen"], item["now"]) for item in rows["s"]["fields"]}
    assert fields["verdict"] == ("diverge", "match")


def test_a_row_is_traced_to_the_file_that_was_altered(state: Path, capsys: Captured) -> None:
    name = "requirements/0/t/fda.yaml"
    raw = members(state)[name]
    assert b"< 5 ng/dose" in raw
    other = rewritten(state, {name: raw.replace(b"< 5 ng/dose", b"< 7 ng/dose")})
    code, found, _ = reproduce(capsys, other)
    assert code == 1
    assert {row["subject"] for row in found["rows"]} == {"s"}
    assert all(row["causes"] == ["altered"] for row in found["rows"])
    assert all(row["files"] == [name] for row in found["rows"])
    assert found["altered"] == [{"name": name, "added": False}]
    told = call(capsys, "reproduce", other)[1]
    assert "NOT reproduced" in told
    assert f"{name} altered since" in " ".join(told.split())


def test_a_report_that_was_altered_is_named(state: Path, capsys: Captured) -> None:
    name = "reports/comparison.json"
    report = json.loads(members(state)[name])
    report["rows"][0]["verdict"] = "match"
    code, found, _ = reproduce(capsys, rewritten(state, {name: json.dumps(report).encode()}))
    assert code == 1
    assert [(row["files"], row["causes"]) for row in found["rows"]] == [([name], ["altered"])]
    # What nobody asks is altered all the same.
    code, found, _ = reproduce(capsys, rewritten(state, {"reports/comparison.html": b"<p>"}))
    assert (code, found["rows"]) == (1, [])
    assert found["altered"][0]["name"] == "reports/comparison.html"


def test_a_file_put_in_later_is_told_and_never_asked(state: Path, capsys: Captured) -> None:
    code, found, _ = reproduce(capsys, rewritten(state, {"requirements/0/t/x.yaml": b"]["}))
    assert (code, found["rows"]) == (1, [])
    assert found["altered"] == [{"name": "requirements/0/t/x.yaml", "added": True}]


def test_a_forgery_shows_by_the_seal_alone(tmp_path: Path, capsys: Captured, state: Path) -> None:
    seal = json.loads(call(capsys, "reproduce", state, "--format", "json")[1])["seal"]
    assert reproduce(capsys, state, "--seal", seal.upper())[0] == 0
    other = forged(state, {"README.txt": b"other"})
    assert reproduce(capsys, other)[0] == 0
    code, found, _ = reproduce(capsys, other, "--seal", seal)
    assert code == 1
    assert (found["altered"], found["rows"]) == ([], [])
    assert "the seal is another" in call(capsys, "reproduce", other, "--seal", seal)[1]


def test_another_version_of_the_program_is_named(state: Path, capsys: Captured) -> None:
    name = "reports/comparison.json"
    report = json.loads(members(state)[name])
    report["rows"][0]["title"] = "As an old version put it"
    from atmp_gap.frozen.state import read_frozen

    tool = read_frozen(state.read_bytes(), "x").manifest.tool
    old = replace(tool, version="0.0.1", packages={**tool.packages, "pyyaml": "1.0"})
    other = forged(state, {name: json.dumps(report).encode()}, tool=old)
    code, found, _ = reproduce(capsys, other)
    assert code == 1
    assert [row["causes"] for row in found["rows"]] == [["tool", "packages"]]
    assert {item["what"]: item["frozen"] for item in found["made_with"]} == {
        "atmp-gap": "0.0.1",
        "pyyaml": "1.0",
    }
    # That it is another version is no failure where every row comes out.
    code, found, _ = reproduce(capsys, forged(state, {}, tool=old))
    assert (code, len(found["made_with"])) == (0, 2)


def test_a_field_that_is_new_counts_where_it_says_something(state: Path, capsys: Captured) -> None:
    name = "reports/comparison.json"
    report = json.loads(members(state)[name])
    part = report["rows"][0]["parts"][0]
    assert part.pop("conflict") is False
    assert reproduce(capsys, forged(state, {name: json.dumps(report).encode()}))[0] == 0
    assert part.pop("stricter")
    code, found, _ = reproduce(capsys, forged(state, {name: json.dumps(report).encode()}))
    assert (code, [item["field"] for item in found["rows"][0]["fields"]]) == (
        1,
        ["parts[1].stricter"],
    )


def test_requirements_that_cannot_be_read_any_more(state: Path, capsys: Captured) -> None:
    name = "requirements/0/t/fda.yaml"
    other = rewritten(state, {name: b"agency: ["})
    code, _, err = reproduce(capsys, other)
    assert code == 3
    assert f"{name} was altered since it was frozen" in err
    assert f"{other}:{name}:2:1: error" in err
    assert "/tmp/" not in err.replace(str(state.parent), "")


def test_a_clock_that_goes_back_is_told(state: Path, capsys: Captured) -> None:
    code, found, _ = reproduce(capsys, forged(state, {}, at="2999-01-01T00:00:00Z"))
    assert code == 0
    assert any("clock" in note for note in found["notes"])


def test_what_is_frozen_is_not_written_over(state: Path, capsys: Captured) -> None:
    was = state.read_bytes()
    code, _, err = freeze(capsys, state)
    assert code == 2
    assert "was frozen to be kept" in err
    assert state.read_bytes() == was
    assert freeze(capsys, state, "--force")[0] == 0
    assert state.read_bytes() != was


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("freeze", "Study 1"), "no file is named"),
        (("freeze", "Study 1", "-o", "x.json"), "name it FILE.zip"),
        (("freeze", " ", "-o", "x.zip"), "NAME is what the state is called"),
        (("freeze", "a\x1b[31m", "-o", "x.zip"), "NAME is what the state is called"),
        (("freeze", "a", "-o", "x.zip", "--positions", "p.csv"), "belong to a product"),
    ],
)
def test_what_is_said_wrongly(
    tmp_path: Path,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = call(capsys, *words)
    assert code == 2
    assert told in err
    assert list(tmp_path.iterdir()) == []


def test_copies_are_told_by_hash_and_stay_out(
    state: Path, capsys: Captured, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "a.txt").write_bytes(b"The text of a guideline.")
    (library / "library.yaml").write_text("documents: {FDA-DOC: a.txt}\n", encoding="utf-8")
    path = tmp_path / "with.zip"
    assert freeze(capsys, path, "--library", library)[0] == 0
    held = members(path)
    [copy] = json.loads(held["manifest.json"])["library"]
    assert copy == {
        "file": "a.txt",
        "sha256": hashlib.sha256(b"The text of a guideline.").hexdigest(),
        "size": 24,
        "document": "FDA-DOC",
    }
    assert not any(b"The text of a guideline." in raw for raw in held.values())


def test_confidential_layers_only_where_that_is_said(
    state: Path, capsys: Captured, tmp_path: Path
) -> None:
    secret = write(tmp_path / "secret", LAYER)
    own = write(tmp_path / "own", {"corpus.yaml": {"version": "1", "date": "2026-01-01"}})
    path = tmp_path / "own.zip"
    code, _, err = freeze(capsys, path, "--requirements", secret)
    assert code == 2
    assert "confidential" in err
    assert not path.exists()
    assert freeze(capsys, path, "--requirements", secret, "--public")[0] == 0
    assert not any(name.startswith("requirements/1/") for name in members(path))
    # A layer left out from between others leaves no gap either.
    more = ("--requirements", secret, "--requirements", own, "--public", "--force")
    assert freeze(capsys, path, *more)[0] == 0
    assert "requirements/1/corpus.yaml" in members(path)
    path.unlink()
    assert freeze(capsys, path, "--requirements", secret, "--confidential")[0] == 0
    held = members(path)
    assert held["requirements/1/corpus.yaml"]
    assert json.loads(held["manifest.json"])["confidential"] is True
    assert held["reports/comparison.md"].startswith(b"CONFIDENTIAL")
    assert held["README.txt"].startswith(b"CONFIDENTIAL")
    code, out, _ = call(capsys, "reproduce", path)
    assert code == 0
    assert out.startswith("CONFIDENTIAL")


@pytest.mark.parametrize("more", [(), ("--format", "json")])
def test_recall_takes_a_frozen_state(
    state: Path, capsys: Captured, bundled: Bundled, more: tuple[str, ...]
) -> None:
    bundled(write(state.parent / "new", after()))
    code, out, _ = call(capsys, "recall", state, *more)
    assert code == 1
    if more:
        rows = {row["subject"]: row["kinds"] for row in json.loads(out)["rows"]}
        assert rows == {"s": ["wrong"], "duty": ["settled"], "idle": []}
    else:
        assert "we were wrong" in out


def test_recall_lays_the_frozen_layers_over_todays(
    state: Path, capsys: Captured, tmp_path: Path, bundled: Bundled
) -> None:
    own = write(tmp_path / "own", {"corpus.yaml": {**LAYER["corpus.yaml"], "confidential": False}})
    path = tmp_path / "own.zip"
    assert freeze(capsys, path, "--requirements", own)[0] == 0
    code, out, _ = call(capsys, "recall", path, "--format", "json")
    assert (code, json.loads(out)["rows"]) == (0, [])


def test_a_state_in_which_only_reviewed_rows_decide_is_kept_and_recalled(
    tmp_path: Path, capsys: Captured, bundled: Bundled
) -> None:
    bundled(write(tmp_path / "old", before()))
    profile = tmp_path / "p.yaml"
    profile.write_text(f"{PROFILE}decides: reviewed\n", encoding="utf-8")
    path = tmp_path / "state.zip"
    code, _, err = freeze(capsys, path, "--profile", profile)
    assert code == 0, err
    held = members(path)
    assert {row["verdict"] for row in json.loads(held["reports/comparison.json"])["rows"]} == {
        "unassessed"
    }
    direct = call(capsys, "assess", profile, "--all", "--format", "json")[1]
    assert json.loads(held["reports/assessment.json"])["checks"] == json.loads(direct)["checks"]
    assert reproduce(capsys, path)[0] == 0
    assert call(capsys, "recall", path, "--format", "csv")[1].count("\n") == 1


def test_a_state_of_reviewed_rows_alone_is_kept(
    tmp_path: Path, capsys: Captured, bundled: Bundled
) -> None:
    bundled(write(tmp_path / "old", before()))
    path = tmp_path / "state.zip"
    code, _, err = freeze(capsys, path, "--reading", "reviewed")
    assert code == 0, err
    assert json.loads(members(path)["reports/comparison.json"])["rows"] == []
    code, found, _ = reproduce(capsys, path)
    assert (code, found["rows"]) == (0, [])
