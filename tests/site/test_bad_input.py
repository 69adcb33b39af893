"""Hostile texts, names that collide, very many rows: the site stays whole, and nothing runs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from site_files import Seen, site_of

from atmp_gap.gap.compare import Request, compare, summarise
from atmp_gap.report.site.addresses import addresses
from report_hostile import NASTY, hostile_files
from support import fda, files, open_files

MANY = 2_000
TRICKS = "\u202e\u2066\u200f\u200d"


@pytest.mark.parametrize("statement", [*NASTY, " ~ ".join(NASTY)])
def test_texts_come_out_as_texts(statement: str, tmp_path: Path) -> None:
    site = site_of(open_files(tmp_path, hostile_files(statement)), address="https://x.org/")
    assert len(site) > 20
    for path, raw in site.items():
        text = raw.decode()
        assert not set(text) & set(TRICKS) or path.endswith(".json"), path
        if path.endswith(".json"):
            json.loads(text)
        if path.endswith(".xml"):
            ElementTree.fromstring(raw)
        if path.endswith(".js"):
            assert "<script" not in text
        if path.endswith(".html"):
            _check_page(path, Seen(text))
    subject = "".join(Seen(site["s/s/index.html"].decode()).said)
    # On one line, and with what cannot be seen spelled out.
    assert re.sub(r"<U\+\w+>", "", subject).count(re.split(r"[\s\u202e]", statement)[0]) > 1


def _check_page(path: str, page: Seen) -> None:
    names = [tag for tag, _ in page.tags]
    assert not set(names) & {"img", "textarea", "iframe", "object", "base", "style"}, path
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")], (path, tag)
        if tag == "script":
            source = attributes.get("src") or ""
            assert re.fullmatch(r"(\.\./)*[a-z]+(/[a-z]+|-\d+)?\.js", source), (path, source)
    for address in page.addresses:
        assert re.match(r"https?://|data:,$|#|(\.\./)*[\w-]+", address), (path, address)
        assert not address.lower().startswith("javascript"), path


def test_names_that_differ_in_case_or_signs_have_addresses_of_their_own() -> None:
    names = ["a-b", "A-B", "A B", "a.b", "con", "AUX", "x" * 120, "x" * 119 + "y", "%", "nul.x"]
    found = addresses("d", names)
    folders = [path.split("/")[1] for path in found.values()]
    assert len({folder.casefold() for folder in folders}) == len(names)
    assert found["a-b"] == "d/a-b/index.html"
    for folder in folders:
        assert re.fullmatch(r"[a-z0-9-]{1,120}", folder)
        assert folder not in ("con", "aux", "nul", "prn", "com1")


def test_documents_that_differ_in_case_alone_both_have_their_page(tmp_path: Path) -> None:
    documents = [
        {
            "id": name,
            "title": f"Title {name}",
            "issuer": "FDA",
            "kind": "guidance",
            "status": "final",
            "effective": "2020-01-01",
        }
        for name in ("FDA-X", "fda-x", "Fda x")
    ]
    content = files({"test": {"kind": "asked"}}, [fda({"test": "expected"})], documents=documents)
    site = site_of(open_files(tmp_path, content))
    assert len({path.casefold() for path in site}) == len(site)
    said = [raw.decode() for path, raw in site.items() if re.match(r"d/.*fda-x", path)]
    pages = [text for text in said if text.startswith("<!doctype")]
    assert len(pages) == 3
    for name in ("FDA-X", "fda-x", "Fda x"):
        assert sum(f"<h1>Title {name}</h1>" in text for text in pages) == 1


def test_of_very_many_rows_no_page_is_too_long(tmp_path: Path) -> None:
    content = files({"test": {"kind": "asked"}}, [fda({"test": "expected"})])
    corpus = open_files(tmp_path, content)
    one = compare(corpus, Request(("FDA", "EMA"), corpus.date))
    rows = tuple(replace(one.rows[0], subject=f"s-{n}", title=f"Row {n}") for n in range(MANY))
    subject = corpus.subjects["s"]
    many = replace(
        corpus,
        subjects={"s": subject, **{row.subject: subject for row in rows}},
        requirements={f"R-{n}": next(iter(corpus.requirements.values())) for n in range(MANY)},
    )
    result = replace(one, rows=rows, summary=summarise(rows, one.agencies))
    site = site_of(many, result=result)
    pages = {path: raw for path, raw in site.items() if path.endswith(".html")}
    assert len(pages) > MANY
    assert max(map(len, pages.values())) < 300_000
    listed = "".join(raw.decode() for path, raw in pages.items() if path.startswith("t/t/"))
    cited = [path for path in pages if re.match(r"d/.+", path)]
    assert any(path.endswith("page-2.html") for path in cited)
    assert len(set(re.findall(r"s/s-(\d+)/index.html", listed))) == MANY
