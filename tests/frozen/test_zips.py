"""What strangers send instead of a frozen state: refused whole, with the reason."""

from __future__ import annotations

import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from atmp_gap.frozen import archive
from changes_support import Captured, before, call
from frozen_support import bundled, forged, freeze, members, rewritten, zip_of
from support import write

pytestmark = pytest.mark.requirement("TR-18")

__all__ = ["bundled"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture
def state(shared: Path, tmp_path: Path, capsys: Captured, bundled: Callable[[Path], None]) -> Path:
    made = shared / "state.zip"
    if not made.exists():
        bundled(write(shared / "old", before()))
        assert freeze(capsys, made)[0] == 0
    return Path(shutil.copy(made, tmp_path))


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def refused(capsys: Captured, path: Path, told: str) -> None:
    here = set(path.parent.rglob("*"))
    for command in ("reproduce", "recall"):
        code, out, err = call(capsys, command, path)
        if command == "recall" and "is no zip" in told:
            continue
        assert (code, out) == (3, ""), (command, err)
        assert told in err, (command, err)
        assert "not usable" not in err
    assert set(path.parent.rglob("*")) == here


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../climbs.txt", "leads out of its folder"),
        ("requirements/../../climbs.txt", "leads out of its folder"),
        ("/etc/climbs.txt", "leads out of its folder"),
        ("C:/climbs.txt", "leads out of its folder"),
        ("a\\..\\..\\climbs.txt", "leads out of its folder"),
        ("a//b", "leads out of its folder"),
        ("readme.TXT", "once more in other letters"),
        ("README.txt/inside", "is a file and a folder"),
        ("a\x1b[31m.txt", "not every disk takes"),
        ("a\u202etxt.exe", "not every disk takes"),
        ("a. ", "ends in a blank or a dot"),
        ("a" * 300, "more than 200 characters"),
    ],
)
def test_names_that_reach_out_or_collide(
    state: Path, capsys: Captured, name: str, told: str
) -> None:
    refused(capsys, rewritten(state, {name: b"x"}), told)


def test_a_name_that_stands_twice(state: Path, capsys: Captured) -> None:
    path = state.with_name("twice.zip")
    items = [*members(state).items()]
    with pytest.warns(UserWarning, match="Duplicate"):
        path.write_bytes(zip_of([*items, ("README.txt", b"x")]))
    refused(capsys, path, "stands twice")


def test_links_and_devices(state: Path, capsys: Captured) -> None:
    path = state.with_name("link.zip")
    path.write_bytes(zip_of([*members(state).items(), (link("passwd"), b"/etc/passwd")]))
    refused(capsys, path, "is a link or a device")


def test_what_swells(state: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    path = state.with_name("bomb.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in {**members(state), "reports/big.txt": bytes(2_000_000)}.items():
            made.writestr(name, raw)
    assert path.stat().st_size < 1_000_000
    refused(capsys, path, "unpacks to 2 MB; at most 1 are read")


def test_a_size_that_lies(state: Path, capsys: Captured) -> None:
    """A member that says it is small, and would unpack to more."""
    path = state.with_name("lies.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in {**members(state), "zeros": bytes(70_000)}.items():
            made.writestr(name, raw)
    raw = path.read_bytes()
    true, small = (70_000).to_bytes(4, "little"), (7).to_bytes(4, "little")
    assert raw.count(true) == 2
    path.write_bytes(raw.replace(true, small))
    refused(capsys, path, "is broken")


def test_too_many_members(state: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 5)
    refused(capsys, state, "at most 5 are read")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reports/comparison.json": None}, "lacks reports/comparison.json, which its manifest"),
        (
            {"requirements/0/t/fda.yaml": None},
            "lacks requirements/0/t/fda.yaml, which its manifest",
        ),
        ({"reports/comparison.json": b"[]"}, "reports/comparison.json is no report of ours"),
        ({"manifest.json": b"{}"}, "is no manifest of 'atmp-gap/frozen/1'"),
        ({"manifest.json": b"\xff"}, "is not UTF-8"),
        ({"manifest.json": b'{"schema": "atmp-gap/frozen/1"}'}, "the field 'name' is missing"),
        (
            {"manifest.json": b'{"schema": "atmp-gap/frozen/9", "tool": {"version": "7.0"}}'},
            "was frozen by atmp-gap 7.0 as 'atmp-gap/frozen/9', which this version does not read",
        ),
    ],
)
def test_members_that_are_missing_or_of_another_version(
    state: Path, capsys: Captured, change: dict[str, bytes | None], told: str
) -> None:
    refused(capsys, rewritten(state, change), told)


def test_a_manifest_that_asks_what_nobody_knows(state: Path, capsys: Captured) -> None:
    from dataclasses import replace

    from atmp_gap.frozen.state import read_frozen

    question = read_frozen(state.read_bytes(), "x").manifest.question
    for other, told in (
        (replace(question, between=("FDA", "NIL")), "the agency NIL"),
        (replace(question, topics=("x",)), "the topic x"),
        (replace(question, scope={"product": ("moon",)}), "product moon"),
        (replace(question, reading="seen"), "the grade seen"),
    ):
        code, _, err = call(capsys, "reproduce", forged(state, {}, question=other))
        assert code == 3
        assert told in err


@pytest.mark.parametrize("cut", [10, 1000, -10])
def test_a_file_that_was_cut(state: Path, capsys: Captured, cut: int) -> None:
    path = state.with_name("cut.zip")
    path.write_bytes(state.read_bytes()[:cut])
    code, out, err = call(capsys, "reproduce", path)
    assert (code, out) == (3, "")
    assert "is broken" in err


def test_other_files(state: Path, capsys: Captured, tmp_path: Path) -> None:
    for name in ("comparison.xlsx", "comparison.docx", "comparison.json"):
        path = tmp_path / name
        path.write_bytes(members(state)[f"reports/{name}"])
        code, out, err = call(capsys, "reproduce", path)
        assert (code, out) == (3, "")
        assert "manifest.json" in err or "is no zip" in err
    for path in (tmp_path, tmp_path / "nowhere.zip"):
        code, _, err = call(capsys, "reproduce", path)
        assert code == 3
        assert "cannot read" in err


def test_equal_members_make_equal_bytes() -> None:
    content = {"b.txt": b"2", "a.txt": b"1"}
    assert archive.zipped(content) == archive.zipped(dict(reversed(content.items())))
    assert archive.members_of(archive.zipped(content), "x") == content
    with pytest.raises(ValueError, match="leads out"):
        archive.zipped({"../x": b""})
