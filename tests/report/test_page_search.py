"""The page's search, run as the browser runs it: whole words, phrases, synonyms."""

from __future__ import annotations

import html
import json
import shutil
import subprocess
from importlib.resources import files

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report.html import Html

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="needs Node.js to run the page's script")


@pytest.fixture(scope="module")
def result() -> Result:
    corpus = open_corpus()
    return compare(corpus, Request(("FDA", "EMA"), corpus.date))


def fitting(typed: str, texts: list[str], same: object = (), beginnings: bool = False) -> list[int]:
    """Which of some texts the page's search says fit."""
    script = files("atmp_gap.report.html").joinpath("search.js").read_text(encoding="utf-8")
    data = json.dumps([typed, texts, same, beginnings])
    ask = """
        const [typed, texts, same, beginnings] = JSON.parse(require("fs").readFileSync(0, "utf-8"));
        const fits = Search.query(typed, same, beginnings);
        const found = texts.map((text, at) => fits && fits(Search.text(text)) ? at : -1);
        console.log(JSON.stringify(found.filter((at) => at >= 0)));
    """
    run = subprocess.run(
        [str(NODE), "-e", script + ask], input=data, capture_output=True, text=True, check=True
    )
    found: list[int] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("10 ng", "less than 10 ng per dose", True),
        ("10 ng", "testing of 10 lots", False),
        ("10ng", "10 ng", True),
        ("AAV", "an AAV9 vector", True),
        ("HEK 293", "HEK293T cells", True),
        ("bank", "master cell banks", True),
        ("impurity", "impurities", True),
        ("host cell", "cell of the host", True),
        ('"host cell"', "cell of the host", False),
        ('"host cell"', "residual host-cell DNA", True),
        ("host-cell", "the cell and its host", False),
        ("haematopoietic", "hematopoietic", True),
        ("µg", "5 μg", True),
        ("café", "cafe", True),
        ("resid", "residual", False),
        ("analysis", "analyses of data", False),
    ],
)
def test_words_are_whole_and_quotes_keep_them_together(typed: str, text: str, fits: bool) -> None:
    assert fitting(typed, [text]) == ([0] if fits else [])


def test_beginnings_are_taken_where_they_are_asked_for() -> None:
    assert fitting("resid", ["residual DNA"], beginnings=True) == [0]
    assert fitting("esid", ["residual DNA"], beginnings=True) == []


def test_other_words_for_the_same_thing_are_found() -> None:
    same = [["AAV", "adeno-associated virus"], ["DMF", "active substance master file"]]
    texts = ["an adeno-associated virus", "an adenovirus", "the active substance master file"]
    assert fitting("AAV", texts, same) == [0]
    assert fitting("DMF", texts, same) == [2]
    assert fitting("aav virus", texts, same) == [0]


@pytest.mark.parametrize("typed", ["", '"', "***", "\u0000", "x" * 10_000, "\U0001f9ec", ".*(["])
def test_anything_may_be_typed(typed: str) -> None:
    assert fitting(typed, ["residual DNA"]) == []


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("hcDNA", "residual-host-cell-dna-amount"),
        ("VCN", "vector-copy-number"),
        ("dsRNA", "mrna-double-stranded-rna"),
        ("DMF", "master-file-drug-substance"),
        ("RCL", "rcr-vector-test-points"),
        ("PPQ", "process-validation-for-licence"),
        ("HTLV", "donor-infectious-disease-tests"),
    ],
)
def test_the_words_of_the_laboratory_find_their_rows(
    typed: str, subject: str, result: Result
) -> None:
    texts = [
        " ".join([row.title, *result.synonyms.get(row.subject, ()), *map(str, row.entries)])
        for row in result.rows
    ]
    found = fitting(typed, texts, result.same_words)
    assert subject in [result.rows[at].subject for at in found]
    assert len(found) < 60


def test_the_page_holds_the_words_as_data(result: Result) -> None:
    page = Html().comparison(result)
    words = html.unescape(page.partition(' data-same="')[2].partition('"')[0])
    assert json.loads(words) == [list(words) for words in result.same_words]
    assert ' data-words="hcDNA; ' in page
