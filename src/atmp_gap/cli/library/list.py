"""``atmp-gap library list``: which texts are wanted, and where each is to be had."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped
from atmp_gap.cli.library import options as own

Page = Annotated[
    Path | None,
    typer.Option("--page", metavar="FILE", help="Write a page of links, to open in a browser."),
]
All = Annotated[bool, typer.Option("--all", help="The whole register, not only what is cited.")]


@grouped
def list_(
    *,
    page: Page = None,
    topic: own.Topics = None,
    profile: own.Profile = None,
    all_: All = False,
    library: own.Folder = None,
    jobs: own.Jobs = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """List the texts in the order of what they would settle, and where each is to be had.

    `--page links.html` writes them as links. Save what you open, then: library add ~/Downloads
    """
    from atmp_gap.cli import output as out
    from atmp_gap.library.index import Index
    from atmp_gap.library.wanted import wanted_texts
    from atmp_gap.report.library import wanted_sheet
    from atmp_gap.report.library_page import links_page

    if page is not None and (printed.format_ or printed.output):
        raise Stop("--page is a page of its own", "leave --format and --output out")
    formatter = printed.formatter()
    corpus = layers.corpus()
    place = own.folder(library)
    with Index.open() as index:
        held = own.opened(place, corpus, index, jobs).newest
    wanted = wanted_texts(corpus, own.request(corpus, topic, profile), all_)
    if page is None:
        printed.write(formatter.sheet(wanted_sheet(wanted, held)))
        return ExitCode.DONE
    out.write(links_page(wanted, held, str(place)), page)
    out.warn(
        f"wrote {page}: {len(wanted)} texts; save what you open, then: library add ~/Downloads"
    )
    return ExitCode.DONE
