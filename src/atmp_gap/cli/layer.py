"""``atmp-gap layer``: reviewers' rows become a layer of requirements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import console
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, grouped
from atmp_gap.cli.layer_files import corpus_with, layers_below, put_checked
from atmp_gap.cli.library import options as own

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.problem import Problem
    from atmp_gap.profile.sheet import SheetLine


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
    library: own.Folder = None,
    layers: LayerOptions,
) -> int:
    """Turn reviewers' rows into a layer that `check` accepts; what stands there stays."""
    from atmp_gap.review.layer import items
    from atmp_gap.review.rows import review_rows

    problems: list[Problem] = []
    below, bundled = layers_below(into, layers.requirements), not layers.no_bundled
    rows = list(review_rows(from_, problems))
    corpus = corpus_with(into, below, bundled)
    found = items(rows, corpus, problems)
    unchecked = [] if problems else _hold(rows, corpus, library, problems)
    if problems:
        for problem in problems:
            console.say(str(problem))
        raise Stop("nothing was written", "mend these cells", ExitCode.INPUT)
    if not found:
        raise Stop(f"{from_} has no filled row", "fill one line per decision", ExitCode.INPUT)
    put_checked(found, into, below, bundled)
    for row in unchecked:
        at = row.places["file"]
        console.say(f"{at}: this file is not among your copies, so the row was not held against it")
    console.note(f"wrote {len(found)} records into {into}; check accepts it")
    return ExitCode.DONE


def _hold(
    rows: list[SheetLine], corpus: Corpus, library: Path | None, problems: list[Problem]
) -> list[SheetLine]:
    """Hold rows that name a file against the person's copies; give those whose file is none."""
    from atmp_gap.cli.settle_place import extracted
    from atmp_gap.library.held import Library
    from atmp_gap.library.index import Index
    from atmp_gap.settle.rows import check_rows

    if not any("file" in row.cells for row in rows):
        return []
    place = own.folder(library)
    with Index.open() as index:
        held = own.opened(place, corpus, index, None) if place.is_dir() else Library(place)
        return check_rows(rows, corpus, index, held, extracted, problems)
