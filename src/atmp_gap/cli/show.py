"""``atmp-gap show``: one subject, both sides, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from atmp_gap.cli import completion, options
from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, grouped


@grouped
def show(
    *,
    word: Annotated[
        list[str],
        typer.Argument(
            metavar="SUBJECT",
            help="An id, or an everyday word such as hcDNA, RCL or viability.",
            autocompletion=completion.subjects,
        ),
    ],
    sides: SideOptions,
    ledger: options.LedgerFile = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Show a subject: what both sides say, where it stands, and why the verdict came out so."""
    from atmp_gap.cli.output import warn
    from atmp_gap.corpus import words
    from atmp_gap.gap.compare import Request, compare

    formatter = printed.formatter()
    corpus = layers.corpus()
    between = sides.agencies_in(corpus)
    found = options.find(words.subjects(corpus), word)
    topics = dict.fromkeys(corpus.subjects[name].topic for name in found)
    result = compare(
        corpus,
        Request(
            between,
            sides.day_in(corpus),
            topics=tuple(topics),
            drafts=not sides.no_drafts,
            subjects=found,
            checks=options.checks(corpus, ledger),
        ),
    )
    printed.write(formatter.detail(result), len(result.rows))
    for finding in result.findings:
        warn(f"{finding.place}: warning[{finding.code}] {finding.message}")
    return ExitCode.DONE
