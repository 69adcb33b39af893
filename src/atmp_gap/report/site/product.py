"""The page on which a person's own product is compared, by the engine in the browser.

Only the form is made here; ``product.js`` runs it, ``worker.js`` loads the engine, and what either
shows of an answer is made by ``atmp_gap.browser``. Without an engine the page says how to add one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields

from atmp_gap.corpus.words import Lexicon, UnknownWordError, scope_terms
from atmp_gap.profile.model import DoseFacts
from atmp_gap.profile.phrase import MATERIAL
from atmp_gap.report.html.templates import read
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.model import Page, SiteFile

PATH = "product/index.html"
POLICY = (
    "default-src 'none'; script-src 'self' file: 'wasm-unsafe-eval'; worker-src 'self' blob:; "
    "connect-src 'self'; style-src 'self' file:; style-src-attr 'unsafe-inline'; "
    "img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
)
"""What this page may load. Its worker stands under it as well, because the page makes it itself."""


@dataclass(frozen=True)
class Question:
    """A dimension as the form asks for it."""

    id: str
    title: str
    single: bool
    words: list[str]


def pages(frame: Frame) -> Iterator[Page]:
    """The page."""
    engine, corpus = frame.given.engine, frame.corpus
    examples = [product for product in frame.given.products if product.profile]
    yield Page(
        PATH,
        "Your product",
        "product.html",
        {
            "engine": engine,
            "how": engine.how,
            "tarball": engine.tarball,
            "bytes": sum(len(raw) for raw in engine.files.values()),
            "bundle": engine.bundle,
            "products": examples,
            "examples": json.dumps([product.profile for product in examples]),
            "axes": list(_questions(frame)),
            "dose": list(_dose()),
            "questions": [file.subject.title for file in corpus.subjects.values()],
        },
        "Describe a product and compare what is asked of it, in the page, with nothing sent.",
        "Your product",
        scripts=("product.js",) if engine else (),
        policy=POLICY,
    )


def files(frame: Frame) -> Iterator[SiteFile]:
    """The scripts, and the engine where there is one."""
    for name, raw in frame.given.engine.files.items():
        yield SiteFile(f"product/{name}", raw)
    if frame.given.engine.files:
        for name in ("product.js", "worker.js"):
            yield SiteFile(f"product/{name}", read(name).encode())


def _questions(frame: Frame) -> Iterator[Question]:
    for axis in frame.corpus.space.axes:
        if axis.id == MATERIAL:
            continue
        known = scope_terms(frame.corpus, axis.id)
        words = [_word(known, name, axis.titles.get(name, name)) for name in axis.leaves]
        yield Question(axis.id, axis.title, axis.single, words)


def _word(known: Lexicon, name: str, title: str) -> str:
    """A term by its title, where that means this term alone and holds no comma."""
    try:
        return title if known.one(title) == name and not set(",;") & set(title) else name
    except UnknownWordError:
        return name


def _dose() -> Iterator[tuple[str, str, str]]:
    for field in fields(DoseFacts):
        title = field.name.replace("_", " ")
        yield field.name, title[:1].upper() + title[1:], field.metadata["description"]
