"""``atmp-gap topics``: what the corpus covers, with verdicts and grades at a glance."""

from __future__ import annotations

from atmp_gap.cli import options
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
    printed.write(formatter.sheet(topics_sheet(corpus, sides, options.day(corpus, as_of))))
    return ExitCode.DONE
