"""What became of a question: on its page, on the page of changes, and in the feeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from site_files import Seen, site_of

from support import ema, fda, files, open_files

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def content() -> dict[str, Any]:
    """A corpus of two versions, the second of which changed the verdict of its row."""
    made = files(
        {"test": {"kind": "asked"}}, [fda({"test": "expected"}), ema({"test": "optional"})]
    )
    differ, same = {"verdict": "diverge", "stricter": "FDA"}, {"verdict": "match"}
    made["corpus.yaml"] = {"version": "2", "date": "2026-06-01", "title": "Ours", "doi": "10.1/x"}
    made["history.yaml"] = {
        "releases": [
            {
                "version": "2",
                "date": "2026-06-01",
                "between": ["FDA", "EMA"],
                "rows": [
                    {"subject": "s", "before": same, "after": differ},
                    {"subject": "gone", "before": same},
                ],
            },
            {
                "version": "1",
                "date": "2026-01-01",
                "between": ["FDA", "EMA"],
                "rows": [{"subject": "s", "after": same}, {"subject": "gone", "after": same}],
            },
        ]
    }
    made["changes.yaml"] = {
        "changes": [
            {
                "kind": "wrong",
                "version": "2",
                "date": "2026-06-01",
                "subjects": ["s"],
                "what": "It was said to be the same.",
            },
            {
                "kind": "law",
                "version": "2",
                "date": "2026-06-01",
                "subjects": ["s"],
                "what": "The law asks for more from now on.",
            },
        ]
    }
    return made


@pytest.fixture
def site(content: dict[str, Any], tmp_path: Path) -> dict[str, bytes]:
    return site_of(open_files(tmp_path, content), address="https://example.org/")


def said(site: dict[str, bytes], path: str) -> str:
    return " ".join("".join(Seen(site[path].decode()).said).split())


def test_a_question_tells_its_versions_the_latest_first(site: dict[str, bytes]) -> None:
    page = said(site, "s/s/index.html")
    later = page.index("2026-06-01, version 2: differ, FDA stricter; it was the same")
    assert page.index("2026-01-01, version 1: first version, the same") > later
    assert "We were wrong: It was said to be the same." in page
    assert "The law changed: The law asks for more from now on." in page


def test_errata_are_what_was_wrong_and_no_change_of_law(site: dict[str, bytes]) -> None:
    page = said(site, "changes/errata/index.html")
    assert "It was said to be the same." in page
    assert "The law" not in page
    assert b"The law" not in site["errata.xml"]


def test_changes_are_on_a_page_and_in_a_feed_but_first_versions_are_none(
    site: dict[str, bytes],
) -> None:
    page = said(site, "changes/index.html")
    assert "version 2: differ, FDA stricter; it was the same" in page
    assert "version 2: withdrawn; it was the same" in page
    assert "first version" not in page
    entries = ElementTree.fromstring(site["feed.xml"]).findall(f"{ATOM}entry")
    told = [(e.findtext(f"{ATOM}summary"), e.find(f"{ATOM}link").get("href")) for e in entries]  # type: ignore[union-attr]
    assert told == [
        (
            "Version 2: differ, FDA stricter; it was the same",
            "https://example.org/s/s/",
        ),
        ("Version 2: withdrawn; it was the same", "https://example.org/changes/"),
    ]
    errata = ElementTree.fromstring(site["errata.xml"]).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}updated") for entry in errata] == ["2026-06-01T00:00:00Z"]


def test_a_doi_stands_in_citations_where_the_corpus_has_one(site: dict[str, bytes]) -> None:
    assert "In: Ours, version 2, 2026-06-01" in said(site, "s/s/index.html")
    assert "https://doi.org/10.1/x. https://example.org/s/s/" in said(site, "s/s/index.html")


def test_another_pair_of_agencies_has_no_history(content: dict[str, Any], tmp_path: Path) -> None:
    for release in content["history.yaml"]["releases"]:
        release["between"] = ["EMA", "FDA"]
    site = site_of(open_files(tmp_path, content))
    assert "No released version has it yet." in said(site, "s/s/index.html")
    assert "doi.org" in said(site, "index.html")
