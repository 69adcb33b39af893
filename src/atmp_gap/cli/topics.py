"""``atmp-gap topics``: what the corpus covers, with verdicts and grades at a glance."""

from __future__ import annotations

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode


def topics(
    between: options.Between = None,
    as_of: options.AsOf = None,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    format_: options.Format = None,
    output: options.Output = None,
) -> int:
    """List the topics with their counts of verdicts and reading grades."""
    from atmp_gap.cli import output as out
    from atmp_gap.report.listings import topics_sheet

    formatter = out.report(format_, output)
    corpus = options.open_requirements(requirements, no_bundled)
    sides = options.agencies(corpus, between)
    out.write(formatter.sheet(topics_sheet(corpus, sides, options.day(corpus, as_of))), output)
    return ExitCode.DONE
