"""``atmp-gap documents``: the register of texts."""

from __future__ import annotations

from typing import Annotated

import typer

from atmp_gap.cli import completion, dates, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped

STATUSES = ("final", "draft", "superseded", "withdrawn", "proposed")


@grouped
def documents(
    *,
    word: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]", help="Words that id, title, issuer or reference must hold."
        ),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help=f"{options.either(STATUSES)}.",
            autocompletion=completion.fixed(lambda: STATUSES),
        ),
    ] = None,
    as_of: options.AsOf = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """List the documents: what they are, whether they count on the day, what was read of them."""
    from atmp_gap.report.listings import documents_sheet

    if status is not None and status not in STATUSES:
        raise Stop(f"unknown status {status!r}", f"known: {', '.join(STATUSES)}")
    formatter = printed.formatter()
    corpus = layers.corpus()
    sheet = documents_sheet(corpus, dates.day(corpus, as_of), word or [], status)
    printed.write(formatter.sheet(sheet), len(sheet.rows))
    return ExitCode.DONE
