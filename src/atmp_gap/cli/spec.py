"""``atmp-gap spec``: a specification to start from, with both sides' limits and methods."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, grouped

Own = Annotated[
    Path | None,
    typer.Option(
        "--own",
        metavar="FILE",
        help="Your own specification (.xlsx or .csv, a line per attribute), to say what it lacks.",
    ),
]


@grouped
def spec(
    *,
    profile: Annotated[
        Path,
        typer.Option("--profile", metavar="FILE", help="A product profile.", show_default=False),
    ],
    own: Own = None,
    sides: SideOptions,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Write a specification skeleton: per attribute both sides' limits, methods and validation.

    In the order of the dossier, with both pharmacopoeias' chapters where they are registered.
    """
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.profile.own_specification import read_own
    from atmp_gap.profile.read import InvalidProfileError
    from atmp_gap.profile.specification import specification
    from atmp_gap.report.specification import specification_paper

    formatter = printed.formatter()
    corpus = layers.corpus()
    between = sides.agencies_in(corpus)
    if not corpus.attributes:
        raise Stop("these requirements know no attributes", "add methods.yaml, or the bundled ones")
    mine = options.product(profile, corpus)
    try:
        table = read_own(own, corpus.attributes) if own else None
    except InvalidProfileError as invalid:
        raise options.unusable("the table", invalid) from None
    request = Request(
        between,
        sides.day_in(corpus),
        topics=mine.topics,
        drafts=not sides.no_drafts,
        scope=mine.scope,
        profile=mine.name,
        dose=mine.dose,
        only_reviewed=mine.only_reviewed,
    )
    found = specification(corpus, compare(corpus, request), mine.name, table)
    printed.write(formatter.paper(specification_paper(found, corpus)), len(found.listed))
    return ExitCode.DONE
