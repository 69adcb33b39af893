"""``atmp-gap reproduce``: whether the rows of a frozen state come out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import PrintOptions, grouped


@grouped
def reproduce(
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A zip that `freeze` wrote.")],
    seal: Annotated[
        str | None,
        typer.Option(
            "--seal", metavar="HEX", help="The seal that `freeze` printed, as you kept it."
        ),
    ] = None,
    installed: Annotated[
        bool,
        typer.Option(
            "--installed",
            help="Ask the bundled requirements of this program instead of the frozen ones.",
        ),
    ] = False,
    printed: PrintOptions,
) -> int:
    """Prove that the rows of a frozen state come out again, or say which differ and why.

    Everything it asks is in the file. Exits with 1 where a row differs or a file was altered.
    """
    from atmp_gap.cli.reproduced import held_again, read_state
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.reproduction import reproduction_sheet

    if seal is not None:
        seal = seal.strip().casefold()
        if len(seal) != 64 or not set(seal) <= set("0123456789abcdef"):
            raise Stop("a seal is 64 hex digits", "it is the SHA-256 that freeze printed")
    formatter = printed.formatter()
    found = held_again(read_state(file), seal, installed)
    sheet = reproduction_sheet(found, formatter.name in LAID_OUT)
    printed.write(formatter.sheet(sheet), len(found.rows))
    return ExitCode.DONE if found.holds else ExitCode.FOUND
