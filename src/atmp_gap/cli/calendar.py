"""``atmp-gap calendar``: dates of the register that touch a product, as a table or a calendar."""

from __future__ import annotations

from typing import Annotated

import typer

from atmp_gap.cli import dates, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SubjectOptions, grouped

ICS = "ics"

Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="The first day that is listed: YYYY, YYYY-MM or YYYY-MM-DD; else the corpus' date.",
    ),
]


@grouped
def calendar(
    *,
    profile: options.Profile = None,
    subjects: SubjectOptions,
    since: Since = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """List dates: comments that close, texts that begin or cease to count. -o FILE.ics for a diary.

    With --profile those that touch the questions of one product.
    """
    from atmp_gap.cli.output import report
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.profile.specification import chapters, specification
    from atmp_gap.report.calendar import Told, calendar_file, calendar_sheet
    from atmp_gap.views.calendar import calendar as events

    ending = printed.output.suffix.lower() if printed.output is not None else ""
    as_file = printed.format_ == ICS or (printed.format_ is None and ending == f".{ICS}")
    if ending == f".{ICS}" and not as_file:
        raise Stop(f"{printed.output} would hold no calendar", "leave --format out")
    formatter = None if as_file else report(printed.format_, printed.output, more=(ICS,))
    corpus = layers.corpus()
    mine = options.product(profile, corpus) if profile else None
    topics = subjects.topics_in(corpus) or (mine.topics if mine else ())
    named = subjects.subjects_in(corpus)
    first = dates.day(corpus, since)
    result, tests = None, {}
    if mine is not None or topics or named:
        between = options.agencies(corpus, None)
        scope = mine.scope if mine else {}
        result = compare(
            corpus, Request(between, corpus.date, topics=topics, scope=scope, subjects=named)
        )
        if mine is not None and not (topics or named):
            tests = chapters(specification(corpus, result, mine.name).listed)
    told = Told(corpus, events(corpus, first, result, tests), mine.name if mine else None)
    content = calendar_file(told) if formatter is None else formatter.sheet(calendar_sheet(told))
    name = formatter.name if formatter else ICS
    printed.write(content, len(told.found.events), name)
    return ExitCode.DONE
