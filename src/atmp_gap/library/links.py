"""The links of a page that may lead to the file of a text, the likeliest first."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

MOST = 4
"""So many links of one page are followed."""
_FILE = re.compile(
    r"\.(?:pdf|docx?|rtf|xml)$|/media/\d+(?:/download)?$|/document/download/|/download$"
    r"|/txt/pdf/|/pdf/",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:pdf|download|full text|view (?:the )?document)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:comments?|overview|agenda|presentation|slides|press|privacy|template"
    r"|track(?:ed)? changes|français|deutsch|español|concept paper|superseded|archive)\b",
    re.IGNORECASE,
)


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._open: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._close()
            self._open = dict(attrs).get("href") or None
        elif tag == "img" and self._open:
            self._words.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._close()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._words.append(data)

    def _close(self) -> None:
        if self._open:
            self.found.append((self._open, " ".join(" ".join(self._words).split())))
        self._open, self._words = None, []

    def close(self) -> None:
        super().close()
        self._close()


def file_links(page: str, address: str, title: str) -> list[str]:
    """The addresses a page links to that may be the file of the text with this title."""
    anchors = _Anchors()
    anchors.feed(page)
    anchors.close()
    wanted = _words(title)
    scored: dict[str, float] = {}
    for number, (href, said) in enumerate(anchors.found):
        try:
            there = urldefrag(urljoin(address, href.strip()))[0]
            path = urlsplit(there).path
        except ValueError:
            continue
        if there == address or not there.startswith(("http://", "https://")):
            continue
        is_file, says_file = bool(_FILE.search(path)), bool(_SAID.search(said))
        if not is_file and not (says_file and "pdf" in said.lower()):
            continue
        shared = len(wanted & (_words(said) | _words(path))) / max(1, len(wanted))
        score = 2 * shared + is_file + 0.5 * says_file - bool(_OTHER.search(said)) - number / 1e4
        scored[there] = max(scored.get(there, -9.0), score)
    return sorted(scored, key=lambda there: -scored[there])[:MOST]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]{3,}", text.lower())) - {"the", "and"}
