"""``atmp-gap terms``: the US/EU word bridge."""

from __future__ import annotations

from typing import Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode


def terms(
    word: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]", help="A word of either side, such as DMF, IMPD or RMAT."),
    ] = None,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    format_: options.Format = None,
    output: options.Output = None,
) -> int:
    """List what the two sides call the same, or nearly the same, thing."""
    from atmp_gap.cli import output as out
    from atmp_gap.report.listings import terms_sheet

    formatter = out.report(format_, output)
    corpus = options.open_requirements(requirements, no_bundled)
    out.write(formatter.sheet(terms_sheet(corpus, word or [])), output)
    return ExitCode.DONE
