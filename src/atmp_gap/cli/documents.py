"""``atmp-gap documents``: the register of texts."""

from __future__ import annotations

from typing import Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped


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
            "--status", metavar="STATUS", help="final, draft, superseded, withdrawn or proposed."
        ),
    ] = None,
    as_of: options.AsOf = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """List the documents: what they are, whether they count on the day, what was read of them."""
    from atmp_gap.report.listings import documents_sheet

    known = ("final", "draft", "superseded", "withdrawn", "proposed")
    if status is not None and status not in known:
        raise Stop(f"unknown status {status!r}", f"known: {', '.join(known)}")
    formatter = printed.formatter()
    corpus = layers.corpus()
    sheet = documents_sheet(corpus, options.day(corpus, as_of), word or [], status)
    printed.write(formatter.sheet(sheet))
    return ExitCode.DONE
