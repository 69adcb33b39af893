"""Styles and scripts that every page shares."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.report.html.templates import read
from atmp_gap.report.site.model import SiteFile

ASSETS: dict[str, tuple[str, ...]] = {
    "assets/style.css": ("page.css", "site.css", "product.css"),
    "assets/site.js": ("site.js",),
    "find/find.js": ("search.js", "find.js", "page.js"),
}
"""Each file of the site, and what it is put together from."""


def files() -> Iterator[SiteFile]:
    """The shared files."""
    for path, names in ASSETS.items():
        yield SiteFile(path, "\n".join(map(read, names)).encode())
