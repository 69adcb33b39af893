"""``atmp-gap library`` alone: what is there, and what is missing."""

from __future__ import annotations

import typer

from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped
from atmp_gap.cli.library import options as own


@grouped
def state(
    ctx: typer.Context,
    *,
    library: own.Folder = None,
    jobs: own.Jobs = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Your own copies of the texts: get, add, list, search them; alone it says what is there.

    Of each copy the edition, how it was recognised, pages without text, and the open rows it can
    settle; and what is missing that would settle most.
    """
    if ctx.invoked_subcommand is not None:
        return ExitCode.DONE
    from atmp_gap.gap.compare import compare
    from atmp_gap.library.index import Index
    from atmp_gap.library.wanted import rows_by_text, wanted_texts
    from atmp_gap.report.library import library_sheet

    formatter = printed.formatter()
    corpus = layers.corpus()
    place = own.folder(library)
    request = own.request(corpus)
    with Index.open() as index:
        found = own.opened(place, corpus, index, jobs)
    helped = rows_by_text(compare(corpus, request).rows)
    sheet = library_sheet(found, helped, wanted_texts(corpus, request))
    printed.write(formatter.sheet(sheet))
    return ExitCode.DONE
