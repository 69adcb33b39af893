"""``atmp-gap show``: one subject, both sides, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode


def show(
    word: Annotated[
        list[str],
        typer.Argument(
            metavar="SUBJECT", help="An id, or an everyday word such as hcDNA, RCL or viability."
        ),
    ],
    between: options.Between = None,
    as_of: options.AsOf = None,
    no_drafts: options.NoDrafts = False,
    ledger: options.LedgerFile = None,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    format_: options.Format = None,
    output: options.Output = None,
) -> int:
    """Show a subject: what both sides say, where it stands, and why the verdict came out so."""
    from atmp_gap.cli import output as out
    from atmp_gap.corpus import words
    from atmp_gap.gap.compare import Request, compare

    formatter = out.report(format_, output)
    corpus = options.open_requirements(requirements, no_bundled)
    sides = options.agencies(corpus, between)
    found = options.find(words.subjects(corpus), word)
    topics = dict.fromkeys(corpus.subjects[name].topic for name in found)
    result = compare(
        corpus,
        Request(
            sides,
            options.day(corpus, as_of),
            topics=tuple(topics),
            drafts=not no_drafts,
            subjects=found,
            checks=options.checks(corpus, ledger),
        ),
    )
    out.write(formatter.detail(result), output)
    for finding in result.findings:
        out.warn(f"{finding.place}: warning[{finding.code}] {finding.message}")
    return ExitCode.DONE
