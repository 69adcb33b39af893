"""A folder of files is written whole or not at all, and never over what somebody else put there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from atmp_gap.text.folder import MARKER, NotOursError, write_folder

pytestmark = pytest.mark.requirement("TR-13")

FILES = (("index.html", b"one"), ("s/a/index.html", b"two"))


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def test_a_new_an_empty_and_an_earlier_folder_are_written(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    assert write_folder(folder, FILES) == 2
    assert held(folder) == dict(FILES)
    write_folder(folder, [("index.html", b"new")])
    assert held(folder) == {"index.html": b"new"}
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", FILES)
    assert held(tmp_path / "empty") == dict(FILES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep", "empty"]
    assert [path.name for path in folder.parent.iterdir()] == ["site"]


def test_what_a_host_wants_stays(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "CNAME").write_bytes(b"example.org")
    (folder / ".nojekyll").touch()
    for content in (b"one", b"two"):
        write_folder(folder, [("index.html", content)])
        assert held(folder) == {"CNAME": b"example.org", ".nojekyll": b"", "index.html": content}


@pytest.mark.parametrize("name", ["notes.txt", "s/a/notes.txt", ".hidden", "d"])
def test_what_somebody_put_there_is_not_lost(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(folder, FILES)
    (folder / name).write_bytes(b"mine")
    with pytest.raises(NotOursError, match="was not written by an earlier run"):
        write_folder(folder, FILES)
    assert held(folder) == {**dict(FILES), name: b"mine"}


def test_a_page_that_somebody_changed_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_folder(folder, FILES)
    (folder / "index.html").write_bytes(b"mine")
    with pytest.raises(NotOursError, match="was changed since it was written"):
        write_folder(folder, FILES)
    (folder / "index.html").unlink()
    write_folder(folder, FILES)
    assert held(folder) == dict(FILES)


@pytest.mark.parametrize("marker", [b"", b"[]", b'{"files": 3}', b"\xff"])
def test_a_folder_of_other_files_is_refused(marker: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "letter.docx").write_bytes(b"mine")
    (folder / MARKER).write_bytes(marker)
    with pytest.raises(NotOursError, match="holds other files"):
        write_folder(folder, FILES)
    assert held(folder) == {"letter.docx": b"mine"}


def test_a_file_and_the_working_folder_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotOursError, match="is a file"):
        write_folder(tmp_path / "file", FILES)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for folder in (Path(), tmp_path, tmp_path / "here"):
        with pytest.raises(NotOursError, match="is the working folder, or holds it"):
            write_folder(folder, FILES)


def test_what_fails_half_way_leaves_the_earlier_folder(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise RuntimeError

    folder = tmp_path / "site"
    write_folder(folder, FILES)
    with pytest.raises(RuntimeError):
        write_folder(folder, broken())
    with pytest.raises(ValueError, match="blind to case"):
        write_folder(folder, [("A.html", b""), ("a.html", b"")])
    assert held(folder) == dict(FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_folder(tmp_path / "link", FILES)
    assert (tmp_path / "link").is_symlink()
    assert held(tmp_path / "real") == dict(FILES)
