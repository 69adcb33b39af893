"""What is remembered changes no report, and is never taken for what it is not."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.cache import store as store_module
from atmp_gap.cache.codec import DamagedError, decode, encode
from atmp_gap.cache.folder import UnsafeFolderError, check, named_folder, usable
from atmp_gap.cache.results import recall, remember, result_key
from atmp_gap.cache.store import (
    FILES,
    RESULTS,
    Shelf,
    Store,
    entry,
    name_of,
    shipped_stamp,
    stamp,
)
from atmp_gap.cli.run import run
from atmp_gap.cli.selection import Selection
from atmp_gap.corpus import validate
from atmp_gap.corpus.bundled import bundled_folder, corpus_of, gather_layers
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.read import key_of, read
from atmp_gap.gap.compare import compare
from atmp_gap.gap.result import Result
from atmp_gap.model.agency import Agency
from atmp_gap.model.record import FileRecord
from atmp_gap.packaging import ready_made
from atmp_gap.search.index import built
from atmp_gap.search.open import opened as opened_index
from atmp_gap.search.search import Search
from support import absence, ema, fda, files, write

pytestmark = pytest.mark.requirement("TR-19")

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
FDA = Agency(id="FDA", name="FDA", side="US")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("ATMP_GAP_CACHE", str(folder))
    return folder / "atmp-gap"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    entries = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 5 ng/dose"})]
    return write(tmp_path / "corpus", files(ASKS, entries))


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is read as YAML."""
    found: list[str] = []
    real = validate.plain

    def counted(text: str) -> Any:
        found.append(text)
        return real(text)

    monkeypatch.setattr(validate, "plain", counted)
    return found


class Call:
    """Runs ``compare`` on a corpus of its own, and gives what it printed."""

    def __init__(self, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.corpus, self.capsys = corpus, capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        own = ("--no-bundled", "--requirements", str(self.corpus))
        assert run(["compare", *own, *words]) == code
        printed = self.capsys.readouterr()
        self.err = printed.err
        return printed.out


@pytest.fixture
def call(corpus: Path, cache: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    return Call(corpus, capsys)


def change(corpus: Path, before: str, after: str, name: str = "t/fda.yaml") -> None:
    text = (corpus / name).read_text("utf-8")
    assert before in text
    (corpus / name).write_text(text.replace(before, after), "utf-8")


def test_a_second_run_reads_nothing_and_says_the_same(call: Call, texts: list[str]) -> None:
    first = call()
    number = len(texts)
    assert number > 0
    assert call() == first
    assert len(texts) == number
    assert "diverge" in call("--only", "diverge")
    assert len(texts) == number, "another question about the same files reads none of them again"


def test_only_what_changed_is_read_again(call: Call, corpus: Path, texts: list[str]) -> None:
    before = call()
    texts.clear()
    change(corpus, "< 10 ng/dose", "< 20 ng/dose")
    after = call()
    assert len(texts) == 1
    assert "below 20 ng/dose" in after != before


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
        assert named_folder() is None
    first = call(*words)
    assert not cache.exists()
    assert call(*words) == first


def test_without_a_place_to_write_everything_works(call: Call, cache: Path) -> None:
    cache.parent.write_text("a file in the way")
    first = call()
    assert call("--no-cache") == first


def _cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def _flip(raw: bytes) -> bytes:
    half = len(raw) - 40
    return raw[:half] + bytes([raw[half] ^ 0x01]) + raw[half + 1 :]


@pytest.mark.parametrize(
    "damage", [_cut, _flip, lambda raw: b"", lambda raw: raw[:30] + b"x" + raw[31:]]
)
def test_damaged_entries_are_passed_over(call: Call, cache: Path, damage: Any) -> None:
    first = call()
    kept = sorted(cache.glob("*.json"))
    assert len(kept) == len(list(call.corpus.rglob("*.yaml"))) + 1, "the files, and the comparison"
    for path in kept:
        path.write_bytes(damage(path.read_bytes()))
    assert call() == first


def _forged(path: Path, text: str, other: str) -> None:
    """Change an entry's content and make its checksum fit again."""
    raw = path.read_bytes()
    head, _, body = raw.partition(b"\n")
    told = json.loads(head)
    new = body.replace(text.encode(), other.encode())
    assert new != body
    told["sha256"] = store_module._digest(new)
    path.write_bytes(json.dumps(told).encode() + b"\n" + new)


def test_an_entry_of_other_files_or_under_another_key_is_passed_over(
    call: Call, corpus: Path, cache: Path
) -> None:
    first = call()
    result = next(cache.glob("result-*.json"))
    earlier = result.read_bytes()
    change(corpus, "< 10 ng/dose", "< 5 ng/dose")
    second = call()
    assert second != first
    for path in cache.glob("result-*.json"):
        path.write_bytes(earlier)
    assert call() == second


def test_data_of_the_wrong_form_is_passed_over(call: Call, cache: Path) -> None:
    first = call()
    _forged(next(cache.glob("result-*.json")), '["FDA","EMA"]', '["FDA",5]')
    assert call() == first


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"id":' * 50_000, "NaN", "null", '"x"', '{"id": 1}', "", "\x00"]
)
def test_nothing_but_the_record_asked_for_is_decoded(text: str) -> None:
    assert decode(Agency, encode(FDA)) == FDA
    with pytest.raises(DamagedError):
        decode(Agency, text)


def test_what_another_version_kept_is_not_used(
    call: Call, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = call()
    texts.clear()
    monkeypatch.setattr(store_module, "SCHEMA", store_module.SCHEMA + 1)
    stamp.cache_clear()
    try:
        assert call() == first
        assert texts
    finally:
        monkeypatch.undo()
        stamp.cache_clear()


def test_a_comparison_with_findings_is_made_anew(tmp_path: Path) -> None:
    entries = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 5 ng/dose"})]
    folder = write(tmp_path / "odd", files(ASKS, entries, absences=[absence("EMA")]))
    sources = gather_layers([folder], bundled=False)
    opened = corpus_of(sources)
    result = compare(opened, Selection().request(opened))
    assert result.findings
    store = Store(Shelf(tmp_path, "me"))
    remember(store, sources, {}, result)
    assert recall(store, sources, {}) is None


def test_other_words_are_another_question(corpus: Path, tmp_path: Path) -> None:
    sources = gather_layers([corpus], bundled=False)
    opened = corpus_of(sources)
    result = compare(opened, Selection().request(opened))
    asked = Selection(only=["diverge"]).words()
    assert asked == {"only": ["diverge"]}
    store = Store(Shelf(tmp_path, "me"))
    remember(store, sources, asked, result)
    assert recall(store, sources, asked) == result
    for other in (
        Selection(),
        Selection(only=["match"]),
        Selection(topic=["diverge"]),
        Selection(no_drafts=True),
    ):
        words = other.words()
        assert words is not None
        assert recall(store, sources, words) is None


def test_files_of_the_user_that_have_a_say_are_not_remembered(tmp_path: Path) -> None:
    assert Selection(profile=tmp_path / "p.yaml").words() is None
    assert Selection(ledger=tmp_path / "l.yaml").words() is None


def test_many_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    store = Store(Shelf(tmp_path, "me"))
    agencies = [Agency(id=f"A{number}", name="x" * 5000) for number in range(30)]

    def work() -> None:
        for number, agency in enumerate(agencies):
            store.put(FILES, str(number), agency)
            assert store.get(FILES, str(number), Agency) == agency

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.get(FILES, str(n), Agency) for n in range(30)] == agencies
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_links_and_folders_are_no_entries(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", "me")
    shelf.folder.mkdir()
    store = Store(shelf)
    os.mkfifo(shelf.folder / name_of(FILES, "pipe"))
    (shelf.folder / name_of(FILES, "folder")).mkdir()
    (tmp_path / "elsewhere").write_bytes(entry("me", FILES, "link", FDA))
    (shelf.folder / name_of(FILES, "link")).symlink_to(tmp_path / "elsewhere")
    for key in ("pipe", "folder", "link"):
        assert store.get(FILES, key, Agency) is None


def test_only_own_entries_are_ever_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [tmp_path / name for name in ("notes.json", "x.tmp", "thesis.pack", "file.txt")]
    store = Store(Shelf(tmp_path, "me"))
    for path in others:
        path.write_text("mine")
    store.put(FILES, "old", FDA)
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    monkeypatch.setattr(store_module, "_MOST", 1)
    store.put(FILES, "new", FDA)
    assert store.get(FILES, "old", Agency) is None
    assert store.get(FILES, "new", Agency) == FDA
    assert all(path.read_text() == "mine" for path in others)


posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs modes")


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o1777])
def test_a_folder_that_others_can_write_is_not_used(
    call: Call, cache: Path, mode: int, texts: list[str]
) -> None:
    cache.mkdir(parents=True)
    cache.chmod(mode)
    first = call()
    assert call.err.count("\n") == 1
    assert call.err.startswith("nothing is remembered: others can write to ")
    assert not list(cache.iterdir())
    texts.clear()
    assert call() == first
    assert texts


def test_a_folder_is_made_when_something_is_kept_in_it(cache: Path) -> None:
    assert usable(cache)
    assert not cache.parent.exists()
    Store(Shelf(cache, "me")).put(FILES, "a", FDA)
    assert cache.is_dir()


@posix
@pytest.mark.parametrize(("mode", "used"), [(0o1777, True), (0o777, False)])
def test_it_may_be_made_where_others_cannot_touch_it(tmp_path: Path, mode: int, used: bool) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(mode)
    if used:
        assert usable(shared / "mine" / "atmp-gap")
    else:
        with pytest.raises(UnsafeFolderError):
            usable(shared / "mine" / "atmp-gap")


@posix
def test_nor_one_above_which_others_can_write(tmp_path: Path) -> None:
    open_ = tmp_path / "open"
    (open_ / "mine").mkdir(parents=True, mode=0o700)
    open_.chmod(0o777)
    with pytest.raises(UnsafeFolderError, match="others can write"):
        check(open_ / "mine")
    open_.chmod(0o1777)
    check(open_ / "mine")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() != 0, reason="needs to give away")
def test_nor_one_of_somebody_else(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o700)
    os.chown(folder, 12345, -1)
    with pytest.raises(UnsafeFolderError, match="belongs to somebody else"):
        usable(folder)


def test_without_modes_only_the_users_own_profile_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "geteuid", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    (tmp_path / "home" / "cache").mkdir(parents=True)
    (tmp_path / "shared").mkdir()
    check(tmp_path / "home" / "cache")
    with pytest.raises(UnsafeFolderError, match="lies outside"):
        check(tmp_path / "shared")


# --- what is shipped ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("ready")
    for name, raw in ready_made(bundled_folder()):
        (folder / name).write_bytes(raw)
    yield folder


def test_the_ready_made_corpus_equals_its_yaml(shipped: Path) -> None:
    store = Store(Shelf(shipped, shipped_stamp(), own=False))
    sources = gather_layers()
    layers = read(sources)
    by_file = {loaded.file: loaded.model for loaded in layers.all()}
    assert len(by_file) == len(sources.files)
    for source in sources.files:
        record: FileRecord = by_file[source.file]
        assert store.get(FILES, key_of(source, type(record)), type(record)) == record
    opened = corpus_of(sources)
    for topics in ((), *((name,) for name in opened.topics)):
        asked = Selection(topic=list(topics))
        result = store.get(RESULTS, result_key(sources, asked.words() or {}), Result)
        assert result == compare(opened, asked.request(opened))


def test_a_shipped_index_is_searched_without_opening_the_corpus(
    shipped: Path, corpus: Path
) -> None:
    store = Store(Shelf(shipped, shipped_stamp(), own=False))

    def never() -> Corpus:
        raise AssertionError("the corpus was opened")

    index = opened_index(gather_layers(), store, never)
    made = built(corpus_of(gather_layers()))
    for words in ("hcDNA", "stability", "intravesical", "hcDNB"):
        assert Search(index).find(words) == Search(made).find(words)
    index.close()
    made.close()
    with pytest.raises(AssertionError, match="the corpus was opened"):
        opened_index(gather_layers([corpus]), store, never)


def test_a_shipped_entry_is_not_taken_for_an_edited_file(shipped: Path, corpus: Path) -> None:
    store = Store(Shelf(shipped, shipped_stamp(), own=False))
    assert recall(store, gather_layers([corpus], bundled=False), {}) is None
    assert recall(store, gather_layers([corpus]), {}) is None
    assert recall(store, gather_layers(), {}) is not None


@given(st.text(max_size=30), st.sampled_from([FILES, RESULTS]))
def test_keys_of_any_kind_make_plain_file_names(key: str, kind: str) -> None:
    name = name_of(kind, key)
    assert name.isascii()
    assert "/" not in name
    assert len(name) < 90
