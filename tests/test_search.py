"""Searches find what people mean by the words they type, and say how near it is."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from atmp_gap.cache.store import Shelf, Store
from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import gather_layers, open_corpus
from atmp_gap.search import index
from atmp_gap.search.found import Found, Hit
from atmp_gap.search.index import built, packed, unpacked
from atmp_gap.search.open import opened
from atmp_gap.search.search import Search
from support import ema, fda, files, write

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
TRIES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "data" / "search_tries.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def bundled() -> Search:
    return Search(built(open_corpus()))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    entries = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 5 ng/dose"})]
    return write(tmp_path / "corpus", files(ASKS, entries))


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def every(found: Found) -> list[Hit]:
    return [*found.hits, *found.meaning, *found.partly, *found.spelling]


@pytest.mark.parametrize(("words", "right"), TRIES)
def test_words_people_type_find_it_among_the_first_three(
    words: str, right: str, bundled: Search
) -> None:
    found = bundled.find(words)
    first = [hit.id for hit in (*found.hits, *found.meaning, *found.partly)[:3]]
    assert {item.strip() for item in right.split(",")} & set(first), first


def test_exact_ids_come_first_then_names_then_titles_then_texts(bundled: Search) -> None:
    order = ["id", "name", "title", "text"]
    for words in ("cell bank", "DMF", "potency", "stability", "EMA-GTMP-2018"):
        steps = [order.index(hit.how) for hit in bundled.find(words).hits]
        assert steps == sorted(steps), words
    assert bundled.find("EMA-GTMP-2018").hits[0].how == "id"


def test_a_search_finds_several_kinds(bundled: Search) -> None:
    kinds = {hit.kind for hit in bundled.find("stability").hits}
    assert {"subject", "document", "statement", "ctd"} <= kinds


def test_words_are_whole(bundled: Search) -> None:
    for hit in bundled.find("10 ng").hits:
        marked = [hit.excerpt[start:end].casefold() for start, end in hit.marks]
        assert marked
        assert all("testing" not in word for word in marked)
    assert "testing" not in {hit.id for hit in bundled.find("ng").hits}


def test_quotes_keep_words_together(bundled: Search) -> None:
    apart = {hit.id for hit in bundled.find("release result").hits}
    together = {hit.id for hit in bundled.find('"release result"').hits}
    assert together < apart
    hyphen = {hit.id for hit in bundled.find("host-cell DNA").hits}
    assert hyphen == {hit.id for hit in bundled.find('"host cell" DNA').hits}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("haematopoietic", "hematopoietic"),
        ("tumour", "tumor"),
        ("HEK293", "HEK 293"),
        ("characterisation", "characterization"),
        ("beta", "β"),
        ("bank", "banks"),
    ],
)
def test_spellings_of_one_word_find_the_same(one: str, other: str, bundled: Search) -> None:
    first, second = bundled.find(one).hits, bundled.find(other).hits
    assert {hit.id for hit in first} == {hit.id for hit in second}


def test_look_alikes_are_never_hits(bundled: Search) -> None:
    found = bundled.find("hcDNB")
    assert found.hits == found.partly == found.meaning == ()
    assert found.spelling[0].id == "residual-host-cell-dna-amount"
    assert all(hit.how == "spelling" for hit in found.spelling)
    assert "viability" not in {hit.id for hit in every(bundled.find("stability"))}


def test_beginnings_are_looked_at_only_where_nothing_is_whole(bundled: Search) -> None:
    assert {hit.how for hit in bundled.find("mycopl").partly} == {"beginning"}
    assert bundled.find("mycoplasma").partly == ()


def test_what_stands_beside_a_product_is_near_by_meaning(bundled: Search) -> None:
    found = bundled.find("CAR-T")
    assert found.hits[0].id == "car-t"
    assert "gene-modified-cells" in {hit.id for hit in found.meaning}
    assert all(hit.via for hit in found.meaning)


def test_marks_are_where_the_words_are(bundled: Search) -> None:
    for hit in bundled.find("stability").hits:
        assert hit.marks
        assert all(hit.excerpt[a:b].casefold().startswith("stabil") for a, b in hit.marks)


@pytest.mark.parametrize(
    "words",
    [
        "a",
        "x" * 10_000,
        "cell " * 2_000,
        " ".join(f"word{number}" for number in range(3_000)),
        'DNA "* ^ : ( ) NEAR - AND OR NOT {title}: + col:x',
        '"unclosed phrase',
        "NEAR(a b, 5)",
        "DNA\x00\x1b[31m\x1f\x02",
        "DNA \U0001f9ec",
        "'; DROP TABLE item; --",
        "\u202eDNA",
        "ДНК",
    ],
)
def test_anything_may_be_typed(words: str, bundled: Search) -> None:
    every(bundled.find(words))


@pytest.mark.parametrize("words", ["", "  ", "***", "\U0001f9ec", '""', "\x00"])
def test_nothing_to_search_for_is_said(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "search", words)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "such as: atmp-gap search host cell DNA" in err
    assert err.isprintable() or "\n" in err


def test_too_many_words_are_counted(bundled: Search) -> None:
    words = " ".join(f"word{number}" for number in range(30))
    assert bundled.find(words).unsearched == 6


# --- where the index comes from -------------------------------------------------------------------


def test_a_kept_index_finds_what_a_new_one_does_and_is_read_only(bundled: Search) -> None:
    kept = unpacked(packed(bundled.connection))
    assert kept is not None
    for words in ("DMF", "stability", "hcDNB", "intravesical"):
        assert Search(kept).find(words) == bundled.find(words)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        kept.execute("DELETE FROM item")


def test_an_index_of_other_files_is_not_used(corpus: Path, tmp_path: Path) -> None:
    store = Store(Shelf(tmp_path / "kept", "stamp"))
    made = []

    def count(folder: Path) -> None:
        sources = gather_layers([folder], bundled=False)

        def corpus_of() -> object:
            made.append(folder)
            return open_corpus([folder], bundled=False)

        opened(sources, store, corpus_of).close()  # type: ignore[arg-type]

    count(corpus)
    count(corpus)
    assert len(made) == 1
    topic = corpus / "t" / "topic.yaml"
    topic.write_text(topic.read_text() + "\n# changed\n")
    count(corpus)
    assert len(made) == 2


def test_damaged_bytes_are_no_index() -> None:
    assert unpacked(b"SQLite format 3\x00" + b"\xff" * 4096) is None
    assert unpacked(b"") is None


def test_a_python_without_full_text_search_is_told(
    monkeypatch: pytest.MonkeyPatch, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(index, "_TABLES", "CREATE VIRTUAL TABLE text USING nothing(a)")
    own = ("--no-bundled", "--requirements", str(corpus))
    code, out, err = call(capsys, "search", "amount", *own)
    assert (code, out) == (ExitCode.INPUT, "")
    assert "no full-text search (FTS5)" in err


def test_own_layers_are_searched(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = ("--no-bundled", "--requirements", str(corpus))
    code, out, _ = call(capsys, "search", "FDA-1", *own)
    assert code == 0
    assert "statement" in out


# --- as printed -----------------------------------------------------------------------------------


def test_json_has_stable_fields(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "search", "hcDNA", "--format", "json")
    found = json.loads(out)
    assert code == 0
    lists = ["hits", "partly", "meaning", "spelling"]
    assert [*found] == ["schema", "words", *lists, "unsearched"]
    assert [*found["hits"][0]] == [
        *("kind", "what", "id", "title", "how", "place", "excerpt", "marks", "via", "subjects")
    ]


@pytest.mark.parametrize("format_", ["markdown", "csv", "html", "xlsx", "docx"])
def test_every_format_holds_a_search(
    format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "found"
    code, _, err = call(capsys, "search", "DMF", "--format", format_, "-o", str(path))
    assert (code, path.stat().st_size > 500) == (0, True), err


@pytest.mark.parametrize("width", [20, 60, 80, 120])
def test_a_listing_fits_the_terminal(width: int, bundled: Search) -> None:
    from atmp_gap.report.found import sheets
    from atmp_gap.report.terminal import Terminal

    for words in ("host cell DNA", "intravesical", "hcDNB"):
        for sheet in sheets(bundled.find(words)):
            lines = Terminal(width, colour=False).sheet(sheet).splitlines()
            assert max(map(len, lines)) <= width


def test_lists_stand_apart_and_say_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(capsys, "search", "siRNA")
    assert "nothing holds these words" in out
    assert "That says nothing on whether an agency asks for it." in " ".join(out.split())
    near, _, spelt = out.partition("Near by spelling only")
    assert "mrna-lnp" in near.partition("Near by meaning")[2]
    assert "mrna-double-stranded-rna" in spelt


def test_more_is_counted_and_listed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    _, few, _ = call(capsys, "search", "potency")
    _, everything, _ = call(capsys, "search", "potency", "--all")
    assert "--all lists them" in few
    assert "--all lists them" not in everything
    assert len(everything) > 2 * len(few)


# --- show -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hcDNA",), "Residual host-cell DNA, amount"),
        (("FDA-IMP-340",), "Endotoxin limit, parenteral routes"),
        (("fda-imp-340",), "FDA-IMP-340: "),
        (("EMA-GTMP-2018",), "statements cite it"),
        (("ICH", "Q5E"), "ICH-COMP-001"),
        (("double", "stranded"), "Double-stranded RNA"),
        (("VCN", "RCL"), "Vector copy number"),
    ],
)
def test_one_clear_match_is_shown(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, "show", *words)
    assert code == 0
    assert said in out + err
    assert "Search:" not in out


@pytest.mark.parametrize("words", ["residual host cell DNA", "stability", "HTLV", "cell bank"])
def test_else_what_was_found_is_listed(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "show", *words.split())
    assert code == 0
    assert out.startswith("Search: ")
    assert "is not one subject, statement or document; found instead" in err


@pytest.mark.parametrize("words", ["siRNA", "hcDNB", "residual-dna-amont"])
def test_what_is_only_near_is_no_answer(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "show", words)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "near by spelling: " in err
    assert "did you mean" not in err


def test_programs_get_no_listing_for_a_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "show", "stability", "--format", "json")
    assert (code, out) == (ExitCode.USAGE, "")
    assert "atmp-gap search stability" in err


# --- unknown words of options ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "word", "near"),
    [
        ("--product", "siRNA", "near by meaning: 'mrna-lnp'"),
        ("--product", "phage", "near by meaning: 'microbial-vector'"),
        ("--product", "avv", "near by spelling: 'AAV'"),
        ("--subject", "stability", "near by meaning: 'stability-in-comparability'"),
    ],
)
def test_unknown_words_of_options_list_what_is_near(
    option: str, word: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, "compare", option, word)
    assert (code, out) == (ExitCode.USAGE, "")
    assert near in err
    assert "did you mean" not in err
