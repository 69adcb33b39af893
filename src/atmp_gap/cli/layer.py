"""``atmp-gap layer``: reviewers' rows become a layer of requirements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import console, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, grouped
from atmp_gap.cli.layer_files import faults, put, refused, restore

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus


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
    from atmp_gap.corpus.problem import InvalidCorpusError, Problem
    from atmp_gap.review.layer import items
    from atmp_gap.review.rows import review_rows

    problems: list[Problem] = []
    below = [f for f in options.layers(layers.requirements) if f.resolve() != into.resolve()]
    found = items(
        list(review_rows(from_, problems)), _corpus(into, below, not layers.no_bundled), problems
    )
    if problems:
        for problem in problems:
            console.say(str(problem))
        raise Stop("nothing was written", "mend these cells", ExitCode.INPUT)
    if not found:
        raise Stop(f"{from_} has no filled row", "fill one line per decision", ExitCode.INPUT)
    before = put(found, into)
    try:
        wrong = faults(into, below, not layers.no_bundled)
    except InvalidCorpusError:
        restore(before)
        raise
    if wrong:
        restore(before)
        raise refused(wrong)
    console.note(f"wrote {len(found)} records into {into}; check accepts it")
    return ExitCode.DONE


def _corpus(folder: Path, below: list[Path], bundled: bool) -> Corpus:
    """The corpus that a layer makes with what it builds on."""
    from atmp_gap.check.paths import target
    from atmp_gap.corpus.bundled import corpus_of, open_corpus
    from atmp_gap.corpus.sources import gather

    if not folder.is_dir() or not any(folder.rglob("*.yaml")):
        return open_corpus(below, bundled)
    return corpus_of(gather(target([folder], below, bundled).layers))
