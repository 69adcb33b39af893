"""``atmp-gap terms``: the US/EU word bridge."""

from __future__ import annotations

from typing import Annotated

import typer

from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped


@grouped
def terms(
    *,
    word: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]", help="A word of either side, such as DMF, IMPD or RMAT."),
    ] = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """List what the two sides call the same, or nearly the same, thing."""
    from atmp_gap.report.listings import terms_sheet

    formatter = printed.formatter()
    corpus = layers.corpus()
    sheet = terms_sheet(corpus, word or [])
    printed.write(formatter.sheet(sheet), len(sheet.rows))
    return ExitCode.DONE
