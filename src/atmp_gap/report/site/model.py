"""What a site is made of: what is given, a page before it has its frame, and a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import Result


class SiteFile(NamedTuple):
    """A file of the site: its path with slashes, and what it holds."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Product:
    """A kind of product, or an example of one: its id, what it is called, and its comparison."""

    id: str
    title: str
    result: Result
    example: bool = False
    """Whether it is a profile that ships as an example."""
    profile: Mapping[str, Any] = field(default_factory=dict)
    """Of an example: what is filled into the form of one's own product to start from it."""


@dataclass(frozen=True)
class Engine:
    """What computes in the page of one's own product, or how it is added where it is missing."""

    how: str = ""
    """The command that gets it."""
    tarball: str = ""
    """The file that this command writes."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Its files by the path they have beside the page; empty where it is missing."""
    bundle: str = ""
    """Which of them holds this package and the requirements."""

    def __bool__(self) -> bool:
        """Whether it is there."""
        return bool(self.files)


@dataclass(frozen=True)
class Given:
    """What a site is made of."""

    corpus: Corpus
    result: Result
    """The whole comparison, nothing left out."""
    products: tuple[Product, ...] = ()
    docs: Mapping[str, str] = field(default_factory=dict)
    """The documentation: the path of each page in the repository, and its Markdown."""
    images: Mapping[str, bytes] = field(default_factory=dict)
    """Images of the documentation by the path they have in the repository."""
    address: str = ""
    """Where the site will stand, with a slash at its end; empty where that is not known."""
    engine: Engine = field(default_factory=Engine)


@dataclass(frozen=True)
class Page:
    """A page before it has its frame: where it stands, what it is called, and what is in it."""

    path: str
    title: str
    template: str
    values: dict[str, Any]
    about: str
    """A sentence for search engines and cards of links."""
    section: str = ""
    """The entry of the navigation that it belongs to."""
    data: str = ""
    """The same as JSON, for programs; it stands beside the page."""
    scripts: tuple[str, ...] = ()
    """Scripts of this page alone, as paths from its folder."""
    policy: str = ""
    """What it may load, where that is not what all pages may."""
