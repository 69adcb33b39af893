"""``atmp-gap qualify``: the checks fail where something is wrong, and the pack says all of it."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.corpus.bundled import example_profiles, open_corpus
from atmp_gap.qualify import data, installation, operation
from atmp_gap.qualify.marks import traced
from atmp_gap.qualify.pack import latest_changes
from changes_support import Captured, call

pytestmark = pytest.mark.requirement("TR-21")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up installation: a package with both lists of hashes."""
    package = tmp_path / "site" / "atmp_gap"
    (package / "gap").mkdir(parents=True)
    (package / "__init__.py").write_bytes(b"")
    (package / "gap" / "verdict.py").write_bytes(b"decide = 1\n")
    (package / "gap" / "__pycache__").mkdir()
    (package / "gap" / "__pycache__" / "verdict.pyc").write_bytes(b"x")
    listed = {
        path.relative_to(package).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in package.rglob("*.py")
    }
    release = {"version": "1.2.3", "files": listed}
    (package / "_release.json").write_text(json.dumps(release), encoding="utf-8")
    info = tmp_path / "site" / "atmp_gap-1.2.3.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: atmp-gap\nVersion: 1.2.3\n")
    with (info / "RECORD").open("w", newline="") as file:
        for path in sorted([*package.rglob("*.py"), package / "_release.json"]):
            raw = path.read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).rstrip(b"=").decode()
            name = path.relative_to(tmp_path / "site").as_posix()
            csv.writer(file).writerow([name, f"sha256={digest}", len(raw)])
        csv.writer(file).writerow(["atmp_gap-1.2.3.dist-info/RECORD", "", ""])
    monkeypatch.syspath_prepend(tmp_path / "site")
    return package


def found(package: Path) -> dict[str, installation.HeldAgainst]:
    return {item.what: item for item in installation.installation(package).lists}


def test_a_whole_installation_passes(package: Path) -> None:
    assert installation.installation(package).outcome == "passed"
    lists = found(package)
    assert (lists["release"].files, lists["record"].files) == (2, 3)
    assert {item.version for item in lists.values()} == {"1.2.3"}


def test_a_changed_file_is_found_by_both_lists(package: Path) -> None:
    (package / "gap" / "verdict.py").write_bytes(b"decide = 2\n")
    lists = found(package)
    assert {item.changed for item in lists.values()} == {("gap/verdict.py",)}
    assert installation.installation(package).outcome == "failed"


def test_files_that_are_missing_or_came_in_later(package: Path) -> None:
    (package / "gap" / "verdict.py").rename(package / "gap" / "patched.py")
    for item in found(package).values():
        assert (item.missing, item.added) == (("gap/verdict.py",), ("gap/patched.py",))


def test_one_list_that_was_made_to_fit_is_told_by_the_other(package: Path) -> None:
    (package / "gap" / "verdict.py").write_bytes(b"decide = 2\n")
    release = json.loads((package / "_release.json").read_bytes())
    release["files"]["gap/verdict.py"] = hashlib.sha256(b"decide = 2\n").hexdigest()
    (package / "_release.json").write_text(json.dumps(release), encoding="utf-8")
    lists = found(package)
    assert lists["release"].outcome == "passed"
    assert set(lists["record"].changed) == {"gap/verdict.py", "_release.json"}


def test_a_list_that_cannot_be_read_fails(package: Path) -> None:
    (package / "_release.json").write_bytes(b"[]")
    assert found(package)["release"].outcome == "failed"


def test_a_checkout_is_not_made_and_never_passed() -> None:
    made = installation.installation()
    assert {item.outcome for item in made.lists} <= {"not made"}
    assert made.outcome == "not made"
    assert "pyyaml" in made.made_with.packages


def test_the_release_lists_what_the_wheel_brings() -> None:
    from atmp_gap.packaging import release_list

    listed = json.loads(release_list(ROOT, {"_requirements/ready/x": b"1"}))["files"]
    assert listed["_requirements/ready/x"] == hashlib.sha256(b"1").hexdigest()
    for name in (
        "cli/qualify.py",
        "qualify/recorded.json",
        "report/html/page.css",
        "_requirements/corpus.yaml",
        "_docs/docs/concepts.md",
        "_docs/CHANGELOG.md",
        "_qualify/hand_worked.yaml",
        "_schemas/compare-1.schema.json",
    ):
        assert name in listed
    assert not any("__pycache__" in name for name in listed)


def recorded() -> dict[str, Any]:
    return json.loads(json.dumps(data.recorded()))


def test_other_results_than_recorded_fail() -> None:
    corpus = open_corpus()
    profiles = example_profiles()[:1]
    names = [f"topic {name}" for name in corpus.topics]
    names.append(f"product {profiles[0].stem}")
    then = recorded()
    then["results"] = {name: then["results"][name] for name in names}
    by_hand = data.worked_by_hand()[:3]
    assert operation.operation(corpus, profiles, by_hand, then).passed
    # Another verdict of a row, another text in one, another corpus, a comparison that is gone.
    wrong = {**by_hand[0], "verdict": "match"}
    assert [item.name for item in operation.operation(corpus, [], [wrong], then).failed] == [
        by_hand[0]["subject"],
        names[-1],
    ]
    then["results"][names[0]]["sha256"] = "0" * 64
    made = operation.operation(corpus, profiles, by_hand, then)
    assert [item.name for item in made.failed] == [names[0]]
    then = {**recorded(), "fingerprint": "0" * 12, "results": {}}
    assert not operation.operation(corpus, [], by_hand, then).passed
    assert not replace(made, by_hand=(), recorded=()).passed


def test_every_requirement_is_tested_and_no_mark_names_another() -> None:
    known = {item.id for item in data.requirements()}
    assert set(traced(ROOT)) == known
    assert len(known) == len(data.requirements())
    assert len({item.id for item in data.defects()}) == len(data.defects())


def test_marks_on_files_tests_and_lists_are_found(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_a.py").write_text(
        '"""What it is about.\n\nMore."""\n'
        "import pytest\n"
        'pytestmark = [pytest.mark.slow, pytest.mark.requirement("TR-1")]\n'
        '@pytest.mark.requirement("TR-2", "TR-1")\n'
        "def test_one(): ...\n"
        "def test_two(): ...\n"
        "def helper(): ...\n",
        encoding="utf-8",
    )
    made = traced(tmp_path)
    assert {name: [item.tests for item in items] for name, items in made.items()} == {
        "TR-1": [("test_one", "test_two")],
        "TR-2": [("test_one",)],
    }
    assert made["TR-1"][0].about == "What it is about."


def test_the_first_version_of_a_changelog() -> None:
    text = "# C\n\n## [1.1] - 2026\n\n### Added\n\n- One\n  more.\n- Two.\n\n## [1.0]\n\n- Old.\n"
    version, changes = latest_changes(text)
    assert version.startswith("1.1")
    assert [(item.kind, item.what) for item in changes] == [
        ("Added", "One more."),
        ("Added", "Two."),
    ]
    assert latest_changes("nothing") == ("", ())


def test_the_pack_says_all_of_it(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "pack"
    code, out, _ = call(capsys, "qualify", "-o", folder, "--by", "Ann <b>Lee")
    # A checkout is no installation; all else passes.
    assert code == 1
    assert "installation check NOT MADE, operational check passed" in out
    page = (folder / "qualification.html").read_text(encoding="utf-8")
    text = (folder / "qualification.md").read_text(encoding="utf-8")
    for told in ("TR-01", "KD-01", "rows worked by hand", "Changes of the program", "executed by"):
        assert told in page
        assert told in text
    assert "Ann &lt;b&gt;Lee" in page
    assert "http-equiv" in page and "src=" not in page
    made = json.loads((folder / "qualification.json").read_text(encoding="utf-8"))
    assert made["schema"] == "atmp-gap/qualification/1"
    assert len(made["operation"]["by_hand"]) >= 100
    code, _, err = call(capsys, "qualify", "-o", folder)
    assert code == 2
    assert "is there already" in err


def test_an_installation_that_is_not_whole_is_said_in_a_line(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(data.RECORDED, tmp_path)
    monkeypatch.setattr(data, "RECORDED", tmp_path / "gone.json")
    code, _, err = call(capsys, "qualify", "-o", tmp_path / "pack")
    assert code == 3
    assert "the installation is not whole" in err
    assert not (tmp_path / "pack").exists()
