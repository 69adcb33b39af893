"""``atmp-gap assess``: a developer's own positions against both sides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli import console, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, SubjectOptions, grouped

EXTRA = ("overdue", "waiver-expired")
OLD_WORDS = {"neither": ("meets neither",), "meets-both": ("meets both",)}
"""What outcomes were once called."""

Only = Annotated[
    options.WordList,
    typer.Option(
        "--only",
        metavar="OUTCOMES",
        help="Show these only: neither, fda-only, ema-only, meets-both, not-comparable, "
        "unverified, not-assessed, not-addressed ...",
    ),
]


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
    only: Only = None,
    all_: Annotated[
        bool, typer.Option("--all", help="List what is not addressed as well, not only count it.")
    ] = False,
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
    """Compare what you hold with what each side asks, by your product's dose where bases differ.

    What is missed comes first; what is not addressed is counted. No compliance statement.
    """
    from atmp_gap.gap.view import View
    from atmp_gap.profile import assessment as engine
    from atmp_gap.profile.assess import assess as assess_positions
    from atmp_gap.report.assessment_paper import assessment_paper

    if template is not None:
        return _template(template, profile, subjects, sides, layers, printed)
    formatter = printed.formatter()
    corpus = layers.corpus()
    between = sides.agencies_in(corpus)
    failing = _outcomes(fail_on, between, EXTRA)
    shown = _outcomes(only, between, engine.groups(between))
    mine = options.product(profile, corpus)
    topics = subjects.topics_in(corpus) or mine.topics
    view = View(
        corpus,
        between,
        sides.day_in(corpus),
        not sides.no_drafts,
        dose=mine.dose,
        only_reviewed=mine.only_reviewed,
    )
    if view.demands_review:
        console.note("only what a second person reviewed counts here (decides: reviewed)")
    held = options.positions(mine, positions, corpus)
    named = subjects.subjects_in(corpus)
    found = assess_positions(view, mine.name, mine.scope, held, topics, named)
    printed.write(formatter.paper(assessment_paper(found, shown, all_)))
    return ExitCode.FOUND if engine.failing(found, failing) else ExitCode.DONE


def _outcomes(
    words: options.WordList, between: tuple[str, str], more: Sequence[str]
) -> tuple[str, ...]:
    """Outcomes by id or by the words they are printed with."""
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.profile.assessment import groups, outcomes
    from atmp_gap.report.assessment import group_label

    labelled = groups(between)
    names = dict.fromkeys((*outcomes(between), *more))
    known = Lexicon(
        "outcome",
        [
            (
                name,
                (group_label(name, between), *OLD_WORDS.get(name, ())) if name in labelled else (),
            )
            for name in names
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
        only_reviewed=mine.only_reviewed,
        subjects=subjects.subjects_in(corpus),
    )
    items = template.blanks(corpus, compare(corpus, request))
    if kind == "yaml":
        printed.write(template.positions_yaml(items, between), name="yaml")
    else:
        rows = template.positions_rows(items)
        sheet = Sheet("Positions", template.positions_columns(between), rows)
        printed.write(formatter.sheet(sheet), name=formatter.name)
    return ExitCode.DONE
