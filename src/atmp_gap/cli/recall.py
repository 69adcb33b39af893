"""``atmp-gap recall``: which rows of an old export would be different today."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A workbook, CSV, JSON or memo that `compare` wrote, or a zip of `freeze`.",
    ),
]


@grouped
def recall(
    *,
    file: File,
    profile: options.Profile = None,
    as_of: options.AsOf = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Say which rows of an old export would be different today, and why.

    We were wrong, the law changed, a new edition, settled since. Exits with 1 where a row was
    wrong.
    """
    from atmp_gap.cli.exported import held_against_today
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.recall import recall_sheet

    formatter = printed.formatter()
    found = held_against_today(file, layers, profile, as_of)
    sheet = recall_sheet(found, formatter.name in LAID_OUT)
    printed.write(formatter.sheet(sheet), len(found.rows))
    return ExitCode.FOUND if found.wrong else ExitCode.DONE
