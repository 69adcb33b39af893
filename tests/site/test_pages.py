"""The bundled site: every link leads to a page, none is too long, rows read as in reports."""

from __future__ import annotations

import json
import posixpath
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from site_files import Seen, site_of

from atmp_gap.corpus.bundled import bundled_docs, open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report.html import Html
from atmp_gap.report.json import schema
from atmp_gap.report.site import Product

LONGEST = 300_000
SIDE = re.compile(r'<p class="(?:side|where)[^>]*>.*?</p>')


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return open_corpus()


@pytest.fixture(scope="module")
def result(corpus: Corpus) -> Result:
    return compare(corpus, Request(("FDA", "EMA"), corpus.date))


@pytest.fixture(scope="module")
def site(corpus: Corpus, result: Result) -> dict[str, bytes]:
    scope = {"product": ("car-t",)}
    cells = compare(corpus, Request(("FDA", "EMA"), corpus.date, scope=scope))
    docs, images = bundled_docs()
    return site_of(
        corpus,
        result=result,
        products=(Product("car-t", "CAR-T", cells),),
        docs=docs,
        images=images,
        address="https://example.org/gaps/",
    )


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, Seen]:
    return {path: Seen(raw.decode()) for path, raw in site.items() if path.endswith(".html")}


def test_every_link_leads_to_a_file_and_to_a_place_in_it(
    site: dict[str, bytes], pages: dict[str, Seen]
) -> None:
    seen = 0
    for path, page in pages.items():
        for address in page.addresses:
            if address.startswith(("https://", "http://", "data:,")):
                continue
            file, _, anchor = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
            target = path if not file else target
            assert target in site, (path, address)
            seen += 1
            if anchor and not anchor.startswith("?"):
                assert unquote(anchor) in pages[target].ids, (path, address)
    assert seen > 10_000


def test_every_page_is_reached_by_links_without_javascript(pages: dict[str, Seen]) -> None:
    reached, new = set(), ["index.html"]
    while new:
        path = new.pop()
        if path in reached or path not in pages:
            continue
        reached.add(path)
        for address in pages[path].addresses:
            file = address.partition("#")[0]
            new.append(posixpath.normpath(posixpath.join(posixpath.dirname(path), file)))
    assert set(pages) == reached


def test_no_page_is_too_long(site: dict[str, bytes]) -> None:
    assert [path for path in site if path.endswith(".html") and len(site[path]) > LONGEST] == []


def test_pages_are_told_apart_whatever_the_disk(site: dict[str, bytes]) -> None:
    assert len({path.casefold() for path in site}) == len(site)


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Seen]) -> None:
    for path, page in pages.items():
        for tag, attributes in page.tags:
            loaded = attributes.get("src") or (
                attributes.get("href")
                if tag == "link" and attributes.get("rel") in LOADED
                else None
            )
            assert not (loaded or "").startswith(("http", "//")), path
        policy = next(a["content"] for t, a in page.tags if a.get("http-equiv"))
        assert policy is not None
        assert policy.startswith("default-src 'none'; ")
        assert "http" not in policy


LOADED = ("stylesheet", "icon", "preload", "modulepreload", "manifest")


def test_rows_read_as_in_the_page_of_reports(site: dict[str, bytes], result: Result) -> None:
    articles = Html().comparison(result).split("<article")[1:]
    topics = [path for path in site if re.match(r"t/.+/.+\.html", path)]
    listed = {line for path in topics for line in SIDE.findall(site[path].decode())}
    assert len(articles) == len(result.rows)
    for article in articles:
        head, _, body = article.partition("</article>")[0].partition('<div class="body">')
        subject = re.search(r' id="([^"]+)"', head)
        assert subject is not None
        page = site[f"s/{subject[1]}/index.html"].decode()
        told = SIDE.findall(head)
        assert set(told) <= listed, subject[1]
        assert set(told) <= set(SIDE.findall(page)), subject[1]
        assert body.strip().replace("h4>", "h2>") in page, subject[1]


def test_data_beside_a_question_is_what_show_prints(site: dict[str, bytes], result: Result) -> None:
    whole = schema()
    for subject in ("gmp-at-phase-1", "residual-host-cell-dna-amount"):
        data = json.loads(site[f"s/{subject}/index.json"])
        jsonschema.validate(data, whole)
        assert [row["subject"] for row in data["rows"]] == [subject]
        assert data["corpus"]["fingerprint"] == result.corpus.fingerprint
    start = json.loads(site["index.json"])
    assert [row["subject"] for row in start["rows"]] == [row.subject for row in result.rows]
    assert all(row["page"] in site for row in start["rows"])
    topic = json.loads(site["t/potency/index.json"])
    jsonschema.validate(topic, whole)
    assert topic["summary"]["rows"] == 29


def test_every_page_of_data_is_named_in_its_page(
    site: dict[str, bytes], pages: dict[str, Seen]
) -> None:
    data = {path for path in site if path.endswith(".json")}
    assert data == {path.replace(".html", ".json") for path in pages if _named(pages[path])}
    assert len(data) > 700


def _named(page: Seen) -> bool:
    return any(attributes.get("type") == "application/json" for _, attributes in page.tags)


def test_a_question_can_be_cited_and_has_its_history(
    pages: dict[str, Seen], corpus: Corpus
) -> None:
    said = "".join(pages["s/gmp-at-phase-1/index.html"].said)
    address = "https://example.org/gaps/s/gmp-at-phase-1/"
    assert (
        f"Full GMP at phase 1. In: Open requirements for cell and gene therapies, US and EU, "
        f"version {corpus.version}, {corpus.date}, fingerprint {corpus.fingerprint}. {address}"
    ) in said
    assert "doi.org" not in said
    assert f"version {corpus.history[-1].version}: first version, differ, EMA stricter" in said


def test_feeds_and_site_map_are_xml_with_the_address(site: dict[str, bytes]) -> None:
    names = [node.text or "" for node in ElementTree.fromstring(site["sitemap.xml"]).iter()]
    assert "https://example.org/gaps/s/gmp-at-phase-1/" in names
    assert len([name for name in names if name.startswith("https://example.org/gaps/")]) > 800
    atom = "{http://www.w3.org/2005/Atom}"
    errata = ElementTree.fromstring(site["errata.xml"])
    entries = errata.findall(f"{atom}entry")
    assert len(entries) > 20
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == len(entries)
    assert ElementTree.fromstring(site["feed.xml"]).findtext(f"{atom}title")


def test_the_guide_is_there_with_its_pages_in_order(pages: dict[str, Seen]) -> None:
    links = [address for address in pages["docs/index.html"].addresses if "../docs/" in address]
    names = [link.split("/")[-2] for link in links if link != "../docs/index.html"]
    first = ["start", "tutorial", "concepts", "data", "data-dictionary", "rules", "python"]
    assert names[:8] == [*first, "performance"]
    assert "1-describe-the-product" in pages["docs/tutorial/index.html"].ids
    assert "a-side" not in pages["docs/concepts/index.html"].ids
    assert "3-the-verdict" in pages["docs/concepts/index.html"].ids
    said = "".join(pages["docs/start/index.html"].said)
    assert "begin: atmp-gap" not in said
