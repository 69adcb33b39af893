"""``atmp-gap layer``: reviewers' rows become a layer of requirements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli import console
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, grouped
from atmp_gap.cli.layer_files import corpus_with, layers_below, put_checked


@grouped
def layer(
    *,
    from_: Annotated[
        Path,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Reviewers' rows (.xlsx with a sheet Review, or .csv): record (judgement, "
            "absence, statement), subject, by, date ...",
        ),
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="The layer: new, or one to add to.")
    ],
    layers: LayerOptions,
) -> int:
    """Turn reviewers' rows into a layer that `check` accepts; what stands there stays."""
    from atmp_gap.corpus.problem import Problem
    from atmp_gap.review.layer import items
    from atmp_gap.review.rows import review_rows

    problems: list[Problem] = []
    below, bundled = layers_below(into, layers.requirements), not layers.no_bundled
    rows = list(review_rows(from_, problems))
    found = items(rows, corpus_with(into, below, bundled), problems)
    if problems:
        for problem in problems:
            console.say(str(problem))
        raise Stop("nothing was written", "mend these cells", ExitCode.INPUT)
    if not found:
        raise Stop(f"{from_} has no filled row", "fill one line per decision", ExitCode.INPUT)
    put_checked(found, into, below, bundled)
    console.note(f"wrote {len(found)} records into {into}; check accepts it")
    return ExitCode.DONE
