"""The made-up corpora are valid, the same each time, and come to every verdict."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from benchmarks.corpus import generate
from benchmarks.items import work
from benchmarks.peer_formats import WRITERS
from benchmarks.subjects import MOST_ENTRIES

from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import open_corpus

SIZE = 600


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up") / "corpus"
    generate(SIZE, folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_size_gives_the_same_files(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "left-over.yaml").touch()
    generate(SIZE, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(corpus)


def test_check_finds_nothing_wrong(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", str(corpus), "--strict", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [item for item in found if item["severity"] != "info"] == []
    assert code == 0


def test_compare_comes_to_every_verdict(corpus: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    words = ["compare", "--no-bundled", "--requirements", str(corpus), "-o", str(report)]
    assert run(words) == 0
    summary = json.loads(report.read_text(encoding="utf-8"))["summary"]
    assert summary["requirements"] == SIZE
    for verdict in ("match", "diverge", "unjudged", "no-counterpart", "unassessed"):
        assert summary["verdicts"][verdict] >= 0.03 * summary["rows"], verdict
    assert summary["coverage"]["unassessed"] and summary["same_ich_text"]
    assert all(summary["reading"].values()) and summary["provisional"]


def test_it_is_as_varied_as_the_bundled_corpus(corpus: Path) -> None:
    opened = open_corpus([corpus], bundled=False)
    files = opened.subjects.values()
    sizes = Counter(len(file.entries) for file in files)
    assert max(sizes) <= MOST_ENTRIES and len(sizes) >= 6
    kinds = {slot.kind for file in files for slot in file.subject.asks.values()}
    assert len(kinds) == 9
    entries = [entry.requirement for file in files for entry in file.entries]
    for trait in ("unless", "when", "complete", "applies_to", "by_analogy", "note", "anchors"):
        assert any(getattr(entry, trait) for entry in entries), trait
    assert any(entry.standing == "convention" for entry in entries)
    assert any(opened.documents[entry.source.document].status == "draft" for entry in entries)
    size = sum(len(content) for content in contents(corpus).values())
    assert 800 <= size / SIZE <= 1300


def test_the_peers_get_as_many_items(tmp_path: Path) -> None:
    made = work(100)
    assert work(100) == made
    assert len(made.first) == len(made.second) == 50
    assert any(not item.links for item in made.second)
    assert any(len(item.links) == 2 for item in made.second)
    for name, writer in WRITERS.items():
        writer(made, tmp_path / name) if name != "doorstop" else None
    files = (tmp_path / "check-jsonschema" / "files").iterdir()
    read = [yaml.safe_load(path.read_text(encoding="utf-8"))["requirements"] for path in files]
    assert sum(len(items) for items in read) == 100
    assert len((tmp_path / "sssom" / "map.sssom.tsv").read_text().splitlines()) > 50
    needs = "".join(path.read_text() for path in (tmp_path / "sphinx-needs").glob("*-*.rst"))
    sdoc = "".join(path.read_text() for path in (tmp_path / "strictdoc").glob("*.sdoc"))
    assert needs.count(".. req::") == sdoc.count("[REQUIREMENT]") == 100
