"""What the tests of the site share: a small site in memory, and what stands in its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.report.site import Given, files_of


def site_of(corpus: Corpus, **more: Any) -> dict[str, bytes]:
    """The files of the site of a corpus, by path."""
    result = more.pop("result", None) or compare(corpus, Request(("FDA", "EMA"), corpus.date))
    return dict(files_of(Given(corpus, result, **more)))


@dataclass
class Seen(HTMLParser):
    """What stands in a page: its tags with their attributes, its ids, its text."""

    text: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def ids(self) -> set[str]:
        return {str(attributes["id"]) for _, attributes in self.tags if attributes.get("id")}

    @property
    def addresses(self) -> list[str]:
        """Everything that leads somewhere, or is loaded."""
        return [
            str(attributes[name])
            for tag, attributes in self.tags
            for name in ("href", "src", "action")
            if attributes.get(name) is not None and attributes.get("rel") != "canonical"
        ]
