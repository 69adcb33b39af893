"""What other programs read of a site: feeds of what changed, and the list of its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from atmp_gap.model.base import first_day
from atmp_gap.report.site.cite import UNNAMED
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.history import Changed, errata, verdicts
from atmp_gap.report.site.model import SiteFile
from atmp_gap.text.escape import one_line

_ATOM = "http://www.w3.org/2005/Atom"
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_PAGES = 50_000
"""A site map holds no more."""
MOST_ENTRIES = 200
"""A feed tells the latest; the page of changes has them all."""


def files(frame: Frame, pages: Sequence[str]) -> Iterator[SiteFile]:
    """The feeds, and where the site's address is known the map of its pages."""
    changed = verdicts(frame.corpus, frame.result.agencies, first=False)
    name = frame.corpus.title or UNNAMED
    yield SiteFile("feed.xml", _feed(frame, "feed.xml", f"Changed verdicts: {name}", changed))
    wrong = errata(frame.corpus)
    yield SiteFile("errata.xml", _feed(frame, "errata.xml", f"Errata: {name}", wrong))
    if frame.given.address:
        yield SiteFile("sitemap.xml", _map(frame, pages))


def _feed(frame: Frame, path: str, title: str, lines: Sequence[Changed]) -> bytes:
    """A feed in the form Atom; without the site's address its links are those of the folder."""
    address = frame.given.address
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    known = f"{address or 'urn:atmp-gap:'}{path}"
    _put(feed, "title", title)
    _put(feed, "id", known)
    _put(feed, "updated", _moment(frame.corpus.date))
    _put(ElementTree.SubElement(feed, "author"), "name", "atmp-gap")
    if address:
        ElementTree.SubElement(feed, "link", rel="self", href=known)
    ElementTree.SubElement(feed, "link", href=address or "index.html")
    for line in lines[:MOST_ENTRIES]:
        entry = ElementTree.SubElement(feed, "entry")
        told = "; ".join(_title(frame, subject) for subject in line.subjects[:3])
        more = len(line.subjects) - 3
        _put(entry, "title", f"{told} and {more} more" if more > 0 else told)
        said = f"{line.version} {' '.join(line.subjects)} {line.text}"
        _put(entry, "id", f"{known}#{hashlib.sha256(said.encode()).hexdigest()[:16]}")
        _put(entry, "updated", _moment(line.date))
        _put(entry, "summary", f"Version {line.version}: {line.text}")
        page = frame.subjects.get(line.subjects[0], "changes/index.html")
        ElementTree.SubElement(entry, "link", href=frame.full(page) or page)
    return _xml(feed)


def _title(frame: Frame, subject: str) -> str:
    found = frame.corpus.subjects.get(subject)
    return found.subject.title if found else subject


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
