"""What is remembered changes no report, and is never taken for what it is not."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.run import run
from atmp_gap.corpus import memory, yaml_reader
from atmp_gap.corpus.bundled import corpus_of, gathered_files
from atmp_gap.corpus.memory import Memory, cache_folder, opened, shipped_stamp, stamp
from atmp_gap.corpus.pack import DamagedPackError, Pack, dump, pickled, unpickled
from atmp_gap.gap import remembered
from atmp_gap.gap.compare import compare
from atmp_gap.gap.pieces import Comparison
from atmp_gap.gap.remembered import Remembered
from atmp_gap.model.agency import Agency
from atmp_gap.ship import packs
from support import absence, ema, fda, files, write

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
FDA = Agency(id="FDA", name="FDA", side="US")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("ATMP_GAP_CACHE", str(folder))
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    entries = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 5 ng/dose"})]
    return write(tmp_path / "corpus", files(ASKS, entries))


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is read as YAML."""
    read: list[str] = []
    for name in ("plain", "parse"):
        real = getattr(yaml_reader, name)

        def counted(text: str, *more: Any, real: Any = real) -> Any:
            read.append(text)
            return real(text, *more)

        monkeypatch.setattr(yaml_reader, name, counted)
        monkeypatch.setattr(f"atmp_gap.corpus.validate.{name}", counted)
    return read


class Call:
    """Runs ``compare`` on a corpus of its own, and gives what it printed."""

    def __init__(self, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.corpus, self.capsys = corpus, capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        own = ("--no-bundled", "--requirements", str(self.corpus))
        assert run(["compare", *own, *words]) == code
        return self.capsys.readouterr().out


@pytest.fixture
def call(corpus: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    return Call(corpus, capsys)


def change(corpus: Path, before: str, after: str, name: str = "t/fda.yaml") -> None:
    text = (corpus / name).read_text("utf-8")
    assert before in text
    (corpus / name).write_text(text.replace(before, after), "utf-8")


def test_a_second_run_reads_nothing_and_says_the_same(call: Call, texts: list[str]) -> None:
    first = call()
    read = len(texts)
    assert read > 0
    assert call() == first
    assert len(texts) == read
    assert "diverge" in call("--only", "diverge")
    assert len(texts) == read, "another question about the same files reads none of them again"


def test_only_what_changed_is_read_again(call: Call, corpus: Path, texts: list[str]) -> None:
    before = call()
    texts.clear()
    change(corpus, "< 10 ng/dose", "< 20 ng/dose")
    after = call()
    assert len(texts) == 1
    assert "< 20 ng/dose" in after != before


def test_a_new_name_or_folder_of_a_file_is_not_overlooked(call: Call, corpus: Path) -> None:
    call()
    (corpus / "t" / "fda.yaml").rename(corpus / "fda.yaml")
    assert call(code=3) == ""


def test_line_ends_make_no_difference(call: Call, corpus: Path, texts: list[str]) -> None:
    before = call()
    texts.clear()
    path = corpus / "t" / "fda.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert call() == before
    assert not texts


@pytest.mark.parametrize("words", [("--no-cache",), ()])
def test_nothing_is_kept_where_it_is_switched_off(
    call: Call, cache: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not words:
        monkeypatch.setenv("ATMP_GAP_CACHE", "")
        assert cache_folder() is None
    first = call(*words)
    assert not cache.exists()
    assert call(*words) == first


def test_without_a_place_to_write_everything_works(call: Call, cache: Path) -> None:
    first = call()
    for item in cache.iterdir():
        item.unlink()
    cache.rmdir()
    cache.write_text("a file in the way")
    assert call() == first


def _cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def _flip(raw: bytes) -> bytes:
    half = len(raw) - 40
    return raw[:half] + bytes([raw[half] ^ 0xFF]) + raw[half + 1 :]


@pytest.mark.parametrize(
    "damage", [_cut, _flip, lambda raw: b"", lambda raw: raw[:30] + b"x" + raw[31:]]
)
def test_damaged_files_are_ignored(call: Call, cache: Path, damage: Any) -> None:
    first = call()
    kept = sorted(cache.glob("*.pack"))
    assert len(kept) == 2, "the records, and the comparison"
    for path in kept:
        path.write_bytes(damage(path.read_bytes()))
    assert call() == first


class Evil:
    def __reduce__(self) -> Any:
        return os.system, ("echo taken over",)


@pytest.mark.parametrize("thing", [Evil(), {"a": 1}, [FDA], Path("x")])
def test_only_records_come_out_of_a_pickle(thing: Any, capfd: pytest.CaptureFixture[str]) -> None:
    assert unpickled(pickled(FDA)) == FDA
    with pytest.raises(DamagedPackError):
        unpickled(pickle.dumps(thing))
    assert capfd.readouterr().out == ""


def test_a_pack_gives_back_what_it_was_given() -> None:
    stored = {(bytes([number]) * 32, "Agency"): pickled(FDA) + b"x" * number for number in range(9)}
    pack = Pack("me", dump("me", stored))
    assert len(pack) == 9
    assert all(pack.get(key) == data for key, data in stored.items())
    assert pack.get((b"\0" * 31, "Agency")) is None
    with pytest.raises(DamagedPackError, match="version"):
        Pack("you", dump("me", stored))
    assert len(Pack("me", dump("me", {}))) == 0


def test_what_another_version_kept_is_not_used(
    call: Call, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = call()
    texts.clear()
    monkeypatch.setattr(memory, "SCHEMA", memory.SCHEMA + 1)
    stamp.cache_clear()
    try:
        assert call() == first
        assert texts
    finally:
        monkeypatch.undo()
        stamp.cache_clear()


def test_a_comparison_with_findings_is_made_anew(tmp_path: Path, cache: Path) -> None:
    entries = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 5 ng/dose"})]
    folder = write(tmp_path / "odd", files(ASKS, entries, absences=[absence("EMA")]))
    gathered = gathered_files([folder], bundled=False)
    corpus = corpus_of(gathered)
    from atmp_gap.cli.asked import Asked

    result = compare(corpus, Asked().request(corpus))
    assert result.findings
    Remembered(gathered, {}).keep(Comparison.of(result))
    assert Remembered(gathered, {}).recall() is None


def test_other_words_are_another_question(corpus: Path, cache: Path) -> None:
    from atmp_gap.cli.asked import Asked

    gathered = gathered_files([corpus], bundled=False)
    opened_ = corpus_of(gathered)
    result = compare(opened_, Asked().request(opened_))
    asked = Asked(only=["diverge"]).words()
    assert asked == {"only": ["diverge"]}
    Remembered(gathered, asked).keep(Comparison.of(result))
    known = Remembered(gathered, asked).recall()
    assert known is not None
    assert known.result == result
    for other in (Asked(), Asked(only=["match"]), Asked(topic=["diverge"]), Asked(no_drafts=True)):
        words = other.words()
        assert words is not None
        assert Remembered(gathered, words).recall() is None


def test_files_of_the_user_that_have_a_say_are_not_remembered(tmp_path: Path) -> None:
    from atmp_gap.cli.asked import Asked

    assert Asked(profile=tmp_path / "p.yaml").words() is None
    assert Asked(ledger=tmp_path / "l.yaml").words() is None


def test_old_and_surplus_files_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 3)
    for number in range(6):
        path = tmp_path / f"{number}.pack"
        memory.keep(path, b"x")
        os.utime(path, (1e9 + number, 1e9 + number))
    left = tmp_path / ".old.tmp"
    left.write_text("")
    os.utime(left, (1e9, 1e9))
    memory.keep(tmp_path / "new.pack", b"x")
    assert [item.name for item in tmp_path.iterdir()] == ["new.pack"]
    assert (tmp_path / "new.pack").stat().st_mode & 0o777 == 0o600


def test_runs_at_the_same_time_do_not_disturb_each_other(corpus: Path, cache: Path) -> None:
    command = [sys.executable, "-m", "atmp_gap", "compare", "--no-bundled"]
    command += ["--requirements", str(corpus)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(6)]
    printed = {run.communicate()[0] for run in runs}
    assert len(printed) == 1
    assert all(run.returncode == 0 for run in runs)
    assert not list(cache.glob("*.tmp"))
    assert len(list(cache.glob("*.pack"))) == 2


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The bundled requirements as a wheel brings them: links to the files, packs beside them."""
    folder = tmp_path_factory.mktemp("package") / "_requirements"
    gathered = gathered_files()
    for source in gathered.sources:
        path = folder / source.key.partition("/")[2]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.raw)
    for name, raw in packs(folder).items():
        (folder / name).write_bytes(raw)
    yield folder


def test_what_is_shipped_equals_its_yaml(shipped: Path) -> None:
    from atmp_gap.corpus.load import read_layers

    gathered = gathered_files([shipped], bundled=False)
    read = {loaded.file: loaded.model for loaded in read_layers(gathered).all()}
    pack = opened(shipped / "requirements.pack", shipped_stamp())[0]
    assert len(read) == len(gathered.sources) > 20
    assert len(pack) == len({source.digest for source in gathered.sources})
    for source in gathered.sources:
        model = read[source.file]
        stored = pack.get((source.digest, type(model).__name__))
        assert stored is not None
        assert unpickled(stored) == model


def test_what_is_shipped_is_what_would_be_computed(shipped: Path) -> None:
    from atmp_gap.cli.asked import Asked

    gathered = gathered_files([shipped], bundled=False)
    corpus = corpus_of(gathered)
    for topic in (None, *corpus.topics):
        asked = Asked(topic=[topic] if topic else None)
        words = asked.words()
        assert words is not None
        known = Remembered(gathered, words, shipped).recall()
        assert known is not None
        assert known.result == compare(corpus, asked.request(corpus))
    kept = opened(shipped / remembered.PACK, shipped_stamp())[0]
    assert len(kept) == 2 * (1 + len(corpus.topics)), "each with its rows beside it"


def test_a_shipped_file_that_was_edited_is_read(shipped: Path, tmp_path: Path) -> None:
    edited = tmp_path / "_requirements"
    subprocess.run(["cp", "-r", str(shipped), str(edited)], check=True)
    path = edited / "impurities" / "fda.yaml"
    path.write_text(path.read_text("utf-8") + "# edited\n", "utf-8")
    gathered = gathered_files([edited], bundled=False)
    assert Remembered(gathered, {}, edited).recall() is None
    known = Memory(gathered.folders, edited / "requirements.pack")
    from atmp_gap.model.requirement import RequirementFile

    missing = [
        source.key
        for source in gathered.sources
        if source.name == "fda.yaml" and known.recall(source.digest, RequirementFile) is None
    ]
    assert missing == ["0/impurities/fda.yaml"]
