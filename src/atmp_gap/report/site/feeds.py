"""What other programs read of a site: the feed of changed verdicts, and the list of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from atmp_gap.model.base import first_day
from atmp_gap.report.site.cite import UNNAMED
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.model import SiteFile
from atmp_gap.text.escape import one_line

_ATOM = "http://www.w3.org/2005/Atom"
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_PAGES = 50_000
"""A site map holds no more."""


def files(frame: Frame, pages: Sequence[str]) -> Iterator[SiteFile]:
    """The feed, and where the site's address is known the map of its pages."""
    yield SiteFile("feed.xml", _feed(frame))
    if frame.given.address:
        yield SiteFile("sitemap.xml", _map(frame, pages))


def _feed(frame: Frame) -> bytes:
    corpus = frame.corpus
    known = frame.given.address or "urn:atmp-gap:"
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _put(feed, "title", f"Changed verdicts: {corpus.title or UNNAMED}")
    _put(feed, "id", f"{known}feed.xml")
    _put(feed, "updated", _moment(corpus.date))
    _put(ElementTree.SubElement(feed, "author"), "name", "atmp-gap")
    if frame.given.address:
        ElementTree.SubElement(feed, "link", rel="self", href=f"{known}feed.xml")
        ElementTree.SubElement(feed, "link", href=known)
    entry = ElementTree.SubElement(feed, "entry")
    _put(entry, "title", f"Version {corpus.version}: first version")
    _put(entry, "id", f"{known}feed.xml#{corpus.version}")
    _put(entry, "updated", _moment(corpus.date))
    _put(entry, "summary", "Nothing has changed yet: no earlier version is recorded.")
    ElementTree.SubElement(entry, "link", href=frame.given.address or "index.html")
    return _xml(feed)


def _map(frame: Frame, pages: Sequence[str]) -> bytes:
    found = ElementTree.Element("urlset", xmlns=_MAP)
    for path in pages[:MOST_PAGES]:
        page = ElementTree.SubElement(found, "url")
        _put(page, "loc", frame.full(path))
    return _xml(found)


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = one_line(text)


def _moment(day: str) -> str:
    return f"{first_day(day)}T00:00:00Z"


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
