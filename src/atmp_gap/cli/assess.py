"""``atmp-gap assess``: a developer's own positions against both sides."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop

EXTRA = ("overdue", "waiver-expired")


def assess(
    profile: Annotated[
        Path,
        typer.Argument(metavar="PROFILE", help="A product profile, with or without positions."),
    ],
    positions: Annotated[
        Path | None,
        typer.Option("--positions", metavar="FILE", help="Further positions: .csv or YAML."),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar="yaml|csv", help="Instead: positions to fill in for this profile."
        ),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TOPIC", help="Repeatable; all topics if not said."),
    ] = None,
    subject: Annotated[
        list[str] | None,
        typer.Option("--subject", metavar="WORD", help="These subjects only; repeatable."),
    ] = None,
    between: options.Between = None,
    as_of: options.AsOf = None,
    no_drafts: options.NoDrafts = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="OUTCOMES",
            help="Exit with 1 on these, unless waived: neither, fda-only, ema-only, "
            "not-comparable, not-addressed, not-assessed, overdue, waiver-expired.",
        ),
    ] = None,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    format_: options.Format = None,
    output: options.Output = None,
) -> int:
    """Compare what you hold with what each side asks: meets both, one, or neither. No compliance
    statement.
    """
    from atmp_gap.cli import output as out
    from atmp_gap.corpus import words
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.gap.view import View
    from atmp_gap.profile import assessment as engine
    from atmp_gap.profile import template as blank
    from atmp_gap.profile.assess import assess as assess_positions
    from atmp_gap.report.assessment import assessment_sheet, outcome_label
    from atmp_gap.report.interface import Sheet

    if template not in (None, "yaml", "csv"):
        raise Stop(f"unknown template {template!r}", "known: yaml, csv")
    formatter = out.report("csv" if template == "csv" else format_, None if template else output)
    corpus = options.open_requirements(requirements, no_bundled)
    sides = options.agencies(corpus, between)
    known = Lexicon(
        "outcome",
        [
            *((name, (outcome_label(name, sides),)) for name in engine.outcomes(sides)),
            *((name, ()) for name in EXTRA),
        ],
    )
    asked = [item for word in fail_on or () for item in word.split(",") if item.strip()]
    failing = options.find(known, asked)
    mine = options.product(profile, corpus)
    topics = options.find(words.topics(corpus), topic or ()) or mine.topics
    subjects = options.find(words.subjects(corpus), subject or ())
    day = options.day(corpus, as_of)
    if template:
        request = Request(
            sides, day, topics=topics, drafts=not no_drafts, scope=mine.scope, subjects=subjects
        )
        items = blank.blanks(corpus, compare(corpus, request))
        if template == "yaml":
            out.write(blank.positions_yaml(items, sides), output)
        else:
            rows = blank.positions_rows(items)
            sheet = Sheet("Positions", blank.positions_columns(sides), rows)
            out.write(formatter.sheet(sheet), output)
        return ExitCode.DONE
    held = options.positions(mine, positions, corpus)
    view = View(corpus, sides, day, not no_drafts)
    found = assess_positions(view, mine.name, mine.scope, held, topics, subjects)
    short = formatter.name in ("table", "markdown")
    out.write(formatter.sheet(assessment_sheet(found, short)), output)
    return ExitCode.FOUND if engine.failing(found, failing) else ExitCode.DONE
