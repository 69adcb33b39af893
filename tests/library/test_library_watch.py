"""library watch: feeds of several kinds held against the register, and feeds that mean harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from library_cli import printed, say
from library_server import Hosts, body

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.library.feed import FeedError, read_feed

NOTICE = {
    "title": "Frozen Cells: How to Thaw; Draft Guidance for Industry; Availability",
    "type": "Notice",
    "abstract": "A draft document entitled &ldquo;Frozen Cells&rdquo;.",
    "html_url": "https://www.federalregister.gov/documents/2026/10/01/2026-1/frozen",
    "publication_date": "2026-10-01",
    "agencies": [{"raw_name": "FOOD AND DRUG ADMINISTRATION"}],
}
KNOWN = {
    **NOTICE,
    "title": "Human Gene Therapy for Hemophilia; Guidance for Industry; Availability",
    "publication_date": "2020-01-30",
}
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>
<item><title>ICH Q5E &amp;amp; more</title><link>https://www.ich.org/page/q5e-news</link>
<pubDate>Tue, 06 Oct 2026 10:00:00 +0200</pubDate>
<description>&lt;p&gt;ICH Q5E is to be &lt;b&gt;revised&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><link>https://www.ich.org/page/untitled</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>EMA</title><entry>
<title>Guideline on thawing of cells</title><updated>2026-10-07T08:00:00Z</updated>
<link rel="self" href="https://example.org/self"/>
<link href="https://www.ema.europa.eu/en/thawing?utm_source=rss"/>
<summary>Open for public consultation.</summary></entry></feed>"""


def feed(place: Path, name: str, content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    (place / name).write_text(text, "utf-8")
    return name


def watched(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    assert say("library", "watch", *words, "--format", "json") == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_what_is_in_no_register_is_listed_with_a_draft(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = feed(place, "fr.json", {"results": [KNOWN, NOTICE, NOTICE]})
    (found,) = watched(capsys, "--feed", name, "--drafts", "drafts.yaml")
    assert (found["day"], found["documents"]) == ("2026-10-01", [])
    (draft,) = yaml.load((place / "drafts.yaml").read_text("utf-8"), yaml.BaseLoader)["documents"]
    assert draft["title"] == "Frozen Cells: How to Thaw"
    assert (draft["issuer"], draft["kind"], draft["status"]) == ("FDA", "guidance", "draft")
    assert draft["published"] == "2026-10-01" and "TODO" in draft["note"]
    (every, _) = sorted(watched(capsys, "--feed", name, "--all"), key=lambda row: row["day"])
    assert every["documents"] == ["FDA-GT-HEMOPHILIA-2020"] and not every["younger_than"]


def test_a_draft_is_an_entry_of_the_register(place: Path) -> None:
    name = feed(place, "fr.json", [NOTICE, {**NOTICE, "title": 'Cells: "a" \\ # {b}; c'}])
    say("library", "watch", "--feed", name, "--drafts", "layer/documents/drafts.yaml")
    corpus = open_corpus([place / "layer"], bundled=True)
    assert corpus.documents["FDA-FROZEN-CELLS-HOW-THAW-2026"].status == "draft"
    assert any(item.title == 'Cells: "a" \\ # {b}' for item in corpus.documents.values())


def test_a_text_that_is_named_later_than_known_is_to_be_looked_at(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = feed(place, "ich.xml", RSS)
    found, untitled = watched(capsys, "--feed", name)
    assert found["title"] == "ICH Q5E & more" and found["day"] == "2026-10-06"
    assert untitled["title"] == untitled["url"] == "https://www.ich.org/page/untitled"
    assert "ICH-Q5E" in found["younger_than"]
    assert say("library", "watch", "--feed", name, "--fail-on", "new") == 1
    assert "1 are younger than a text they name" in printed(capsys)


def test_atom_is_read_as_well(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = watched(capsys, "--feed", feed(place, "ema.xml", ATOM))
    assert found["url"].startswith("https://www.ema.europa.eu/en/thawing")
    draft = yaml.load(found["draft"], yaml.BaseLoader)[0]
    assert (draft["issuer"], draft["kind"], draft["status"]) == ("EMA", "guideline", "draft")


def test_a_known_address_is_known_whatever_it_is_called(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = open_corpus().documents["EMA-PRIME-WEB"].url
    item = {"title": "Something", "html_url": f"{url}/?utm_source=rss"}
    (found,) = watched(capsys, "--feed", feed(place, "f.json", [item]), "--all")
    assert found["documents"] == ["EMA-PRIME-WEB"]


ITEM = "<rss><item><title>&b;</title></item></rss>"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + ITEM
FILE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + ITEM


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (BOMB.encode(), "declares a document type"),
        (BOMB.encode("utf-16"), "declares a document type"),
        (FILE.encode(), "declares a document type"),
        (b"<html><body>Sign in</body></html>", "neither RSS nor Atom"),
        (b"<rss><item>", "neither JSON nor XML"),
        (b"", "neither JSON nor XML"),
        (b"\x00\x01\x02", "neither JSON nor XML"),
        (b'{"errors": 1}', "no list of `results`"),
        (b"[1, 2]", "no list of `results`"),
        (b"[" * 100_000, "no JSON"),
        (b" " * 20_000_001, "larger than a feed"),
        (json.dumps([{"title": "x"}] * 5001).encode(), "more than 5000"),
    ],
)
def test_what_is_no_feed_is_refused_with_why(raw: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read_feed(raw)


def test_odd_values_do_no_harm() -> None:
    odd = {"title": "T\x1b[31m\n<b>x</b>", "html_url": 7, "publication_date": [], "agencies": {}}
    (item,) = read_feed(json.dumps([odd, {"title": None}]).encode())
    assert item.title == "T [31m x" and item.url == "" and item.day == ""
    deep = f"<rss>{'<a>' * 20_000}{'</a>' * 20_000}<item><title>T</title></item></rss>"
    assert [item.title for item in read_feed(deep.encode())] == ["T"]


def test_pages_that_were_not_read_are_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build that waits for what is new may not end well where not all was read."""
    page = {"count": 45, "next_page_url": "https://x.org/2", "results": [KNOWN]}
    watch = ("library", "watch", "--fail-on", "new", "--feed")
    assert say(*watch, feed(place, "one.json", page)) == 1
    assert "one.json: at least 44 more are announced on further pages" in printed(capsys)
    assert say(*watch, feed(place, "all.json", page | {"next_page_url": None})) == 0
    assert "further pages" not in printed(capsys)


def test_an_address_is_judged_as_those_of_texts_are(
    place: Path, hosts: Hosts, capsys: pytest.CaptureFixture[str]
) -> None:
    hosts.answers["/www.ich.org/feed"] = body(RSS.encode(), "application/rss+xml")
    ask = ("library", "watch", "--feed")
    assert say(*ask, "https://www.ich.org/feed", "--mirror", hosts.url) == 0
    assert "ICH-Q5E" in printed(capsys)
    assert say(*ask, "https://www.ich.org/none", "--mirror", hosts.url) == 3
    assert "nothing is at this address" in printed(capsys)
    for address in (f"{hosts.url}/www.ich.org/feed", "file:///etc/passwd", "ftp://ich.org/f"):
        assert say(*ask, address) == 3
        assert "may not be asked" in printed(capsys)
    assert len(hosts.asked) == 2


def test_wrong_words(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say("library", "watch") == 2
    assert say("library", "watch", "--feed", "none.xml") == 3
    assert "cannot read none.xml" in printed(capsys)
    assert say("library", "watch", "--feed", feed(place, "f.xml", ATOM), "--fail-on", "x") == 2
