"""The frame of every page: navigation, search, where it comes from, and what it may load."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from atmp_gap.gap.result import Result
from atmp_gap.report.html.templates import macros, templates
from atmp_gap.report.site.addresses import addresses, root_of
from atmp_gap.report.site.cite import cited
from atmp_gap.report.site.model import Given, Page, SiteFile

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("Topics", "t/index.html"),
    ("Products", "p/index.html"),
    ("Your product", "product/index.html"),
    ("Documents", "d/index.html"),
    ("Terms", "w/index.html"),
    ("Changes", "changes/index.html"),
    ("Search", "find/index.html"),
    ("Guide", "docs/index.html"),
)
"""What every page leads to: the words, and the page."""

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; "
    "style-src-attr 'unsafe-inline'; img-src 'self' file: data:; "
    "base-uri 'none'; form-action 'self' file:"
)
"""What a page may load: files of the site itself, from its host or from the same disk."""


class Frame:
    """Puts pages into their frame, and knows where every other page stands."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.result, self.corpus = given.result, given.corpus

    @cached_property
    def subjects(self) -> dict[str, str]:
        """The page of every question."""
        return dict(addresses("s", (row.subject for row in self.result.rows)))

    @cached_property
    def topics(self) -> dict[str, str]:
        """The page of every topic."""
        return dict(addresses("t", (topic.id for topic in self.result.topics)))

    @cached_property
    def documents(self) -> dict[str, str]:
        """The page of every document of the register."""
        return dict(addresses("d", self.corpus.documents))

    @cached_property
    def terms(self) -> dict[str, str]:
        """The page of every pair of words."""
        return dict(addresses("w", (term.id for term in self.corpus.terminology)))

    @cached_property
    def products(self) -> dict[str, str]:
        """The page of every kind of product."""
        return dict(addresses("p", (product.id for product in self.given.products)))

    def macros(self, result: Result) -> Any:
        """The macros of rows, for the rows of a result."""
        return macros("row.html", result=result)

    def files(self, page: Page) -> Iterator[SiteFile]:
        """A page and its data as files."""
        root = root_of(page.path)
        folder, _, name = page.path.rpartition("/")
        data = name.replace(".html", ".json") if page.data else ""
        text = (
            templates()
            .get_template(page.template)
            .render(
                page=page,
                root=root,
                at=self,
                result=self.result,
                navigation=NAVIGATION,
                policy=page.policy or POLICY,
                data=data,
                canonical=self.full(page.path),
                cite=cited(self.corpus, page.title, self.full(page.path)),
                **page.values,
            )
        )
        yield SiteFile(page.path, text.encode("utf-8", "replace"))
        if data:
            path = f"{folder}/{data}" if folder else data
            yield SiteFile(path, page.data.encode("utf-8", "replace"))

    def full(self, path: str) -> str:
        """The whole address of a page as people cite it; empty where the site's is not known."""
        return self.given.address + path.removesuffix("index.html") if self.given.address else ""
