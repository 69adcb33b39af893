"""``atmp-gap mcp``: the corpus for an assistant, over standard input and output."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import console, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.search.found import Found

Confidential = Annotated[
    bool,
    typer.Option(
        "--confidential",
        help="Answer from confidential layers and feedback too: whoever runs the assistant sees "
        "them.",
    ),
]
INSTALL = "pip install 'atmp-gap[mcp]' installs it"


@grouped
def mcp(
    *, between: options.Between = None, layers: LayerOptions, confidential: Confidential = False
) -> int:
    """Answer an assistant's questions, read-only, as a server of the Model Context Protocol.

    An assistant starts it by itself: docs/assistants.md has the settings. Whoever runs the
    assistant sees what is asked and answered; confidential layers and feedback are left out.
    """
    from atmp_gap.cli import search

    try:
        from atmp_gap.assistant.server import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise Stop("the package mcp (2 or later) is not installed", INSTALL) from None
    from atmp_gap.assistant.desk import Desk, Unanswerable

    opened = replace(layers, public=not confidential).opening()

    def find(words: str) -> Found:
        try:
            return search.find(opened, words)
        except Stop as stop:
            raise Unanswerable(str(stop)) from None

    sides = options.agencies(opened.corpus, between)
    run(Desk(opened.corpus, sides, find, console.holds_confidential()))
    return ExitCode.DONE
