"""``atmp-gap site``: the corpus as a static site, to be read, searched and cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.confidential import SharedOptions
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import SideOptions, grouped
from atmp_gap.cli.site_engine import EngineOptions

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.compare import Request
    from atmp_gap.gap.result import Result
    from atmp_gap.report.site import Product, SiteFile

ENOUGH = 20
"""A kind of product has a page where so many questions arise for it."""

OTHERS = "product/engine/"
"""What stands here is nobody's own, and stays as it is."""
MARKED = {"html": "html", "json": "json", "xml": "junit"}
"""By ending: the format whose way to say that a file is confidential fits."""


@grouped
def site(
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder to write, whole or not at all: a new or empty one, or that of an "
            "earlier site. CNAME and .nojekyll stay.",
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            metavar="URL",
            help="Where the site will stand, such as https://example.org/gaps/: for citations, "
            "link cards, the feed and the site map.",
        ),
    ] = None,
    computing: EngineOptions,
    sides: SideOptions,
    layers: SharedOptions,
) -> int:
    """Write the requirements as a static site: pages to read, search and cite, from disk or
    any host.

    Nothing is fetched, now or by the pages.
    """
    from atmp_gap.collector import collector_off
    from atmp_gap.corpus.bundled import bundled_docs
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.report.site import Given, files_of
    from atmp_gap.text.folder import NotOursError, check_folder, write_folder

    if output is None:
        raise Stop("no folder is named", "say where: atmp-gap site -o DIR")
    known = _address(address)
    try:
        check_folder(output)
        opened = layers.opening()
        corpus = opened.corpus
        asked = Request(sides.agencies_in(corpus), sides.day_in(corpus), drafts=not sides.no_drafts)
        docs, images = bundled_docs()
        with collector_off():
            result = compare(corpus, asked)
            products = tuple(_products(corpus, asked))
            computes = computing.of(opened, asked)
            given = Given(corpus, result, products, docs, images, known, computes)
            written = write_folder(output, _marked(files_of(given)))
    except NotOursError as error:
        raise Stop(f"{error.why}; nothing was written", error.hint) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(f"cannot write {output}: {reason}", "name another folder") from None
    _told(result, output, written, known)
    computing.served(output)
    return ExitCode.DONE


def _told(result: Result, output: Path, written: int, address: str) -> None:
    """Say what was written, and what has to be known of it."""
    from atmp_gap.cli.output import warn

    for finding in result.findings:
        warn(f"{finding.place}: warning[{finding.code}] {finding.message}")
    warn(f"wrote {output}: {written} files; open {output / 'index.html'}")
    if not address:
        warn("note: without --address there is no site map, and citations name no address")


def _marked(files: Iterable[SiteFile]) -> Iterator[tuple[str, bytes]]:
    """The files, which say that they are confidential where something confidential is open."""
    from atmp_gap.cli.console import holds_confidential
    from atmp_gap.report.confidential import LINE, marked

    held = holds_confidential()
    for path, content in files:
        name = MARKED.get(path.rpartition(".")[2])
        if not held or path.startswith(OTHERS):
            yield path, content
        elif name:
            yield path, str(marked(content.decode(), name)).encode()
        else:
            # The scripts that bring the rows to the search; a comment hurts styles no more.
            text = path.endswith((".js", ".css"))
            yield path, f"/* {LINE} */\n".encode() + content if text else content


def _address(given: str | None) -> str:
    """The site's address with a slash at its end. Stops where it is no plain web address."""
    from atmp_gap.report.sources import plain_address

    if given is None:
        return ""
    found = plain_address(given.strip())
    if found is None or set(found) & set("?#"):
        raise Stop(f"{given!r} is no web address", "such as https://example.org/gaps/")
    return f"{found.rstrip('/')}/"


def _products(corpus: Corpus, asked: Request) -> Iterator[Product]:
    """The example profiles that fit these requirements, then every kind of product."""
    from dataclasses import replace

    from atmp_gap.browser.form import filled_in
    from atmp_gap.cli.output import warn
    from atmp_gap.corpus.bundled import example_profiles
    from atmp_gap.gap.compare import compare
    from atmp_gap.profile.read import InvalidProfileError, read_profile
    from atmp_gap.report.site import Product

    unfit = []
    for path in example_profiles():
        try:
            mine = read_profile(path, corpus)
        except InvalidProfileError:
            unfit.append(path.stem)
            continue
        request = replace(
            asked,
            scope=mine.scope,
            topics=mine.topics,
            profile=mine.name,
            dose=mine.dose,
            only_reviewed=mine.only_reviewed,
        )
        name, compared = f"example-{path.stem}", compare(corpus, request)
        yield from _page(Product(name, mine.name, compared, True, filled_in(mine.loaded.model)))
    if unfit:
        warn(f"note: no page for examples that do not fit these requirements: {', '.join(unfit)}")
    for axis in corpus.space.axes:
        if axis.option == "product":
            for leaf in axis.leaves:
                result: Result = compare(corpus, replace(asked, scope=_leaf(axis.id, leaf)))
                yield from _page(Product(leaf, axis.titles.get(leaf, leaf), result))


def _leaf(dimension: str, leaf: str) -> Mapping[str, tuple[str, ...]]:
    return {dimension: (leaf,)}


def _page(product: Product) -> Iterator[Product]:
    if product.example or len(product.result.rows) >= ENOUGH:
        yield product
