"""``atmp-gap topics``: what the corpus covers, with verdicts and grades at a glance."""

from __future__ import annotations

from atmp_gap.cli import dates, options
from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped


@grouped
def topics(
    *,
    between: options.Between = None,
    as_of: options.AsOf = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """List the topics with their counts of verdicts and reading grades."""
    from atmp_gap.report.listings import topics_sheet

    formatter = printed.formatter()
    corpus = layers.corpus()
    sides = options.agencies(corpus, between)
    sheet = topics_sheet(corpus, sides, dates.day(corpus, as_of))
    printed.write(formatter.sheet(sheet), len(sheet.rows))
    return ExitCode.DONE
