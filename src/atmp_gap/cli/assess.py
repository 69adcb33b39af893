"""``atmp-gap assess``: a developer's own positions against both sides."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, SubjectOptions, grouped

EXTRA = ("overdue", "waiver-expired")


@grouped
def assess(
    *,
    profile: Annotated[
        Path,
        typer.Argument(metavar="PROFILE", help="A product profile, with or without positions."),
    ],
    positions: options.Positions = None,
    template: Annotated[
        str | None,
        typer.Option(
            "--template", metavar="yaml|csv", help="Instead: positions to fill in for this profile."
        ),
    ] = None,
    subjects: SubjectOptions,
    sides: SideOptions,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="OUTCOMES",
            help="Exit with 1 on these, unless waived: neither, fda-only, ema-only, "
            "not-comparable, not-addressed, not-assessed, overdue, waiver-expired.",
        ),
    ] = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Compare what you hold with what each side asks: meets both, one, or neither. No compliance
    statement.
    """
    from atmp_gap.gap.view import View
    from atmp_gap.profile import assessment as engine
    from atmp_gap.profile.assess import assess as assess_positions
    from atmp_gap.report.assessment import assessment_sheet

    if template is not None:
        return _template(template, profile, subjects, sides, layers, printed)
    formatter = printed.formatter()
    corpus = layers.corpus()
    between = sides.agencies_in(corpus)
    failing = _failing(fail_on, between)
    mine = options.product(profile, corpus)
    topics = subjects.topics_in(corpus) or mine.topics
    named = subjects.subjects_in(corpus)
    view = View(corpus, between, sides.day_in(corpus), not sides.no_drafts, dose=mine.dose)
    held = options.positions(mine, positions, corpus)
    found = assess_positions(view, mine.name, mine.scope, held, topics, named)
    short = formatter.name in ("table", "markdown")
    printed.write(formatter.sheet(assessment_sheet(found, short)))
    return ExitCode.FOUND if engine.failing(found, failing) else ExitCode.DONE


def _failing(words: options.WordList, between: tuple[str, str]) -> tuple[str, ...]:
    """The outcomes that make the command fail, by id or by the words they are printed with."""
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.profile.assessment import outcomes
    from atmp_gap.report.assessment import outcome_label

    known = Lexicon(
        "outcome",
        [
            *((name, (outcome_label(name, between),)) for name in outcomes(between)),
            *((name, ()) for name in EXTRA),
        ],
    )
    return options.find(known, options.split(words))


def _template(
    kind: str,
    profile: Path,
    subjects: SubjectOptions,
    sides: SideOptions,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Write positions to fill in."""
    from atmp_gap.cli.output import report
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.profile import template
    from atmp_gap.report.interface import Sheet

    if kind not in ("yaml", "csv"):
        raise Stop(f"unknown template {kind!r}", "known: yaml, csv")
    formatter = report("csv" if kind == "csv" else printed.format_, None)
    corpus = layers.corpus()
    between = sides.agencies_in(corpus)
    mine = options.product(profile, corpus)
    topics = subjects.topics_in(corpus) or mine.topics
    request = Request(
        between,
        sides.day_in(corpus),
        topics=topics,
        drafts=not sides.no_drafts,
        scope=mine.scope,
        dose=mine.dose,
        subjects=subjects.subjects_in(corpus),
    )
    items = template.blanks(corpus, compare(corpus, request))
    if kind == "yaml":
        printed.write(template.positions_yaml(items, between))
    else:
        rows = template.positions_rows(items)
        sheet = Sheet("Positions", template.positions_columns(between), rows)
        printed.write(formatter.sheet(sheet))
    return ExitCode.DONE
