"""``atmp-gap export``: a comparison in a neighbour's format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, console, options
from atmp_gap.cli.confidential import SharedOptions
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import Force, SideOptions, grouped
from atmp_gap.cli.selection import RowOptions, Selection
from atmp_gap.report.exchange import NAMES

if TYPE_CHECKING:
    from atmp_gap.gap.result import Result
    from atmp_gap.report.exchange import Exchange
    from atmp_gap.views.relations import Relations


@grouped
def export(
    *,
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="|".join(NAMES),
            autocompletion=completion.fixed(lambda: NAMES),
            help="The format: a mapping set, a mapping collection, a set-theory sheet, or a file "
            "for requirement tools.",
        ),
    ],
    rows: RowOptions,
    profile: options.Profile = None,
    sides: SideOptions,
    layers: SharedOptions,
    output: options.Output = None,
    force: Force = False,
) -> int:
    """Write a comparison in a neighbour's format: SSSOM, OSCAL, an IR 8477 sheet, or ReqIF.

    Says on standard error, and in the file, what the format cannot carry.
    """
    from atmp_gap.cli.output import show, warn
    from atmp_gap.gap.compare import compare
    from atmp_gap.report.exchange import exchange, loss_line
    from atmp_gap.views.relations import relations

    if as_ not in NAMES:
        from atmp_gap.corpus.problem import did_you_mean

        raise Stop(f"unknown format {as_!r}", did_you_mean(as_, NAMES))
    format_ = exchange(as_)
    asked = Selection(**vars(rows), **vars(sides), profile=profile)
    asked.check()
    corpus = layers.corpus()
    found = relations(_marked(compare(corpus, asked.request(corpus))))
    if not found.pairs and as_ != "reqif":
        raise Stop(
            "there is no pair of statements to relate: what was asked for is open or one-sided",
            "export --as reqif carries open questions too",
        )
    content = _content(format_, found, output)
    # The sheet is marked as every report is; the others have room for it in their head alone.
    (show if as_ == "strm" else _show)(content, output, force=force)
    warn(f"{format_.TITLE}: {len(found.pairs)} relations; {loss_line(found, format_.CARRIED)}")
    return ExitCode.DONE


def _marked(result: Result) -> Result:
    """The result, whose notice says that it is confidential where something confidential is in."""
    from atmp_gap.model.record import changed
    from atmp_gap.report.confidential import LINE

    if not console.holds_confidential():
        return result
    return changed(result, notice=f"{LINE} {result.notice}")


def _show(content: str | bytes, output: Path | None, force: bool = False) -> None:
    from atmp_gap.cli.output import is_file, write

    write(content, output, force)
    if is_file(output):
        console.note(f"wrote {output}")


def _content(format_: Exchange, found: Relations, output: Path | None) -> str | bytes:
    """The export as text, or a sheet in the format of the file it goes to."""
    from atmp_gap.cli.output import report
    from atmp_gap.report.interface import Sheet

    content = format_.written(found)
    if isinstance(content, Sheet):
        return report(None if output is not None else "csv", output).sheet(content)
    return content
