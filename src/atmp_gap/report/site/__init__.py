"""The corpus as a static site: every page as text, with the data beside it.

``files_of`` gives the files one after the other; ``text.folder`` writes them. Rows look and read as
in ``report.html``, whose templates, styles and filters stand here as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.report.site.model import Engine, Given, Page, Product, SiteFile


def files_of(given: Given) -> Iterator[SiteFile]:
    """All files of a site; what they are made of is asked for as they are written."""
    from atmp_gap.report.site import (
        assets,
        changes,
        docs,
        documents,
        feeds,
        find,
        product,
        products,
        start,
        subjects,
        terms,
        topics,
    )
    from atmp_gap.report.site.frame import Frame

    frame = Frame(given)
    pages: list[str] = []
    yield from assets.files()
    for made in (start, topics, subjects, products, product, documents, terms, changes, find, docs):
        for page in made.pages(frame):
            pages.append(page.path)
            yield from frame.files(page)
    yield from find.files(frame)
    yield from product.files(frame)
    yield from docs.files(frame)
    yield from feeds.files(frame, pages)


__all__ = ["Engine", "Given", "Page", "Product", "SiteFile", "files_of"]
