"""The index where the disk, another run or a damage is in its way: it answers all the same."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from library_cli import say
from library_texts import CELLS, VECTOR

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.library.held import Library
from atmp_gap.library.index import Index
from atmp_gap.library.search import Synonyms, passages_on, search


@pytest.fixture
def stocked(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (place / "library").mkdir()
    (place / "library" / "a.txt").write_text(VECTOR, "utf-8")
    (place / "library" / "b.txt").write_text(CELLS, "utf-8")
    monkeypatch.setenv("ATMP_GAP_CACHE_DIR", str(place / "cache"))
    return place


def asked(index: Index, place: Path) -> list[str]:
    """The documents that are found, both ways, by an index in whatever state."""
    corpus = open_corpus([place / "layer"], bundled=True)
    library = Library.open(place / "library", corpus, index)
    words = search(index, library, Synonyms(corpus), ["alarm"])
    near = passages_on(index, library, ["the alarm is heard"])
    assert [item.copy.document for item in near[:1]] == ["MADE-VECTOR"]
    return list(dict.fromkeys(item.copy.document for item in words))


def test_a_damage_deep_inside_is_mended(stocked: Path) -> None:
    path = stocked / "index.sqlite"
    with Index(path) as index:
        assert asked(index, stocked) == ["MADE-VECTOR"]
    with sqlite3.connect(path) as base:
        base.execute("update passages_data set block = x'ffff' where id > 10")
    base.close()
    with Index(path) as index:
        assert asked(index, stocked) == ["MADE-VECTOR"]
    with Index(path) as index:
        assert index.sizes()


def test_a_full_disk_leaves_the_index_and_answers(stocked: Path) -> None:
    with Index(stocked / "index.sqlite") as index:
        index._base.execute("pragma max_page_count = 20")
        assert asked(index, stocked) == ["MADE-VECTOR"]
    with Index(stocked / "index.sqlite") as index:
        assert asked(index, stocked) == ["MADE-VECTOR"]


def test_an_index_that_another_run_holds_is_left_to_it(
    stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stocked / "index.sqlite"
    Index(path).close()
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name, **_: connect(name, timeout=0.1))
    other = connect(path)
    other.execute("begin immediate")
    before = path.read_bytes()
    with Index(path) as index:
        assert asked(index, stocked) == ["MADE-VECTOR"]
    other.execute("rollback")
    other.close()
    assert path.read_bytes() == before


def test_runs_at_once_say_the_same(stocked: Path) -> None:
    line = [sys.executable, "-m", "atmp_gap", "library", "search", "alarm", "--format", "json"]
    runs = [
        subprocess.Popen(line, cwd=stocked, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], said
    assert len({out for out, _ in said}) == 1 and b"MADE-VECTOR" in said[0][0]


def test_a_library_that_may_only_be_read_is_read(
    stocked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = stocked / "library"
    opened, made = Path.open, Path.mkdir

    def no_writing(path: Path, mode: str = "r", *args: object, **more: object) -> object:
        if place in path.parents and set(mode) & set("wax+"):
            raise OSError(30, "Read-only file system")
        return opened(path, mode, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", no_writing)
    monkeypatch.setattr(
        Path, "mkdir", lambda path, **more: made(path, **more) if path != place else None
    )
    before = sorted(place.iterdir())
    assert say("library") == 0
    assert say("library", "search", "alarm") == 0
    assert say("verify", "--library", "library", "--document", "MADE-VECTOR") == 0
    assert say("library", "diff", "MADE-VECTOR", "library/a.txt", "library/b.txt") == 0
    assert sorted(place.iterdir()) == before


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs a mount of its own")
def test_a_share_that_is_mounted_for_reading(stocked: Path) -> None:
    run = [sys.executable, "-m", "atmp_gap", "library"]
    mount = "mount --bind library library && mount -o remount,bind,ro library"
    shell = f'{mount} || exit 77; "$@" search alarm && ! "$@" add layer/documents/made.yaml'
    line = ["unshare", "--mount", "--map-root-user", "sh", "-c", shell, "sh", *run]
    done = subprocess.run(line, cwd=stocked, capture_output=True, text=True)
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip("mounts are not allowed here")
    assert done.returncode == 0, done.stderr
    assert "MADE-VECTOR" in done.stdout and "cannot write to" in done.stderr
