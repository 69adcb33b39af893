"""``atmp-gap compare``: where two agencies agree, differ, or leave each other alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, dates, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, grouped
from atmp_gap.cli.selection import RowOptions, Selection, verdicts
from atmp_gap.cli.update import WorkbookOptions

if TYPE_CHECKING:
    from pathlib import Path

    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.result import Result, Summary
    from atmp_gap.report.interface import Report, Sheet


GROUPINGS = ("verdict", "group", "ctd")
FailOn = Annotated[
    options.WordList,
    typer.Option(
        "--fail-on",
        metavar="VERDICTS",
        autocompletion=completion.verdicts,
        help="Exit with 1 where shown rows or coverage have these: diverge,unjudged ...",
    ),
]


@dataclass(frozen=True)
class InsteadOptions:
    """Another report of the same rows: ``--agencies``, ``--why-not``, ``--by-stage`` and more."""

    agencies: Annotated[
        options.WordList,
        typer.Option(
            "--agencies",
            metavar="A,B,C",
            autocompletion=completion.agencies,
            help="Instead: several agencies in one view, with the verdict of each pair.",
        ),
    ] = None

    why_not: Annotated[
        options.WordList,
        typer.Option(
            "--why-not",
            metavar="SUBJECT",
            autocompletion=completion.subjects,
            help="Instead: why this subject and its entries are in or out; repeatable.",
        ),
    ] = None
    by_stage: Annotated[
        bool, typer.Option("--by-stage", help="Instead: each row across the stages.")
    ] = False
    position: Annotated[
        bool,
        typer.Option("--position", help="Instead: what satisfies both, or why nothing does."),
    ] = False

    def check(self, update: Path | None) -> None:
        """Stop where more than one is asked for, or a workbook of rows is to be brought up."""
        if self.agencies and update:
            raise Stop("--update is for the rows of two agencies", "leave --agencies out")
        asked = (bool(self.agencies), bool(self.why_not), self.by_stage, self.position)
        if sum(asked) > 1:
            raise Stop(
                "--agencies, --why-not, --by-stage and --position are four reports",
                "ask for one of them",
            )


@dataclass(frozen=True)
class ShapeOptions:
    """How much is shown and in which order, and what one format alone knows."""

    all_: Annotated[
        bool,
        typer.Option("--all", help="Spell out what agrees and what is open as well, uncut."),
    ] = False
    group_by: Annotated[
        str,
        typer.Option(
            "--group-by",
            metavar="|".join(GROUPINGS),
            autocompletion=completion.groupings,
            help="Headings: what is to be decided, the topic's groups, or CTD sections.",
        ),
    ] = "verdict"

    precedents: Annotated[
        bool,
        typer.Option(
            "--precedents",
            help="Print under the rows what agencies asked of single products; decides nothing.",
        ),
    ] = False
    flat: Annotated[
        bool, typer.Option("--flat", help="Markdown: a single table, one line per part.")
    ] = False
    no_bom: Annotated[
        bool, typer.Option("--no-bom", help="CSV: without the byte order mark that Excel needs.")
    ] = False

    def formatter(self, printed: PrintOptions) -> Report:
        """The formatter asked for. Stops where an option is unknown or for another one."""
        from atmp_gap.cli.output import report
        from atmp_gap.report import Options

        if self.group_by not in GROUPINGS:
            raise Stop(f"unknown grouping {self.group_by!r}", f"known: {', '.join(GROUPINGS)}")
        shape = Options(
            group_by=self.group_by,
            full=self.all_,
            flat=self.flat,
            bom=not self.no_bom,
            precedents=self.precedents,
        )
        found = report(printed.format_, printed.output, shape)
        only_for = (("--flat", self.flat, "markdown"), ("--no-bom", self.no_bom, "csv"))
        for option, given, name in only_for:
            if given and found.name != name:
                raise Stop(f"{option} is for {name}, not for {found.name}", f"add --format {name}")
        return found


@grouped
def compare(
    *,
    rows: RowOptions,
    profile: options.Profile = None,
    instead: InsteadOptions,
    sides: SideOptions,
    fail_on: FailOn = None,
    ledger: options.LedgerFile = None,
    shape: ShapeOptions,
    layers: LayerOptions,
    no_cache: options.NoCache = False,
    workbook: WorkbookOptions,
    printed: PrintOptions,
) -> int:
    """Compare two agencies, topic by topic: match, diverge, unjudged, no counterpart, not assessed.

    Scope options and --as-of recompute; --only, --stricter, --subject and --reading hide rows.
    """
    from atmp_gap.cli.output import warn
    from atmp_gap.cli.several import tell_unread

    instead.check(workbook.update)
    printed = workbook.check(printed)
    failing = verdicts(fail_on) if fail_on else ()
    formatter = shape.formatter(printed)
    asked = Selection(
        **vars(rows),
        **vars(sides),
        profile=profile,
        ledger=ledger,
        whole_course=instead.by_stage,
    )
    asked.check()
    opening = layers.opening(remember=not no_cache)
    if instead.why_not:
        printed.write(_why_not(formatter, opening.corpus, asked, instead.why_not))
        return ExitCode.DONE
    if instead.agencies is not None:
        return _several(formatter, opening, asked, instead.agencies, shape, printed, failing)
    result = _result(opening, asked)
    if formatter.name == "xlsx" and not (instead.by_stage or instead.position):
        corpus = opening.corpus
        workbook.workbook(result, listings_of(corpus), corpus.changes, printed)
    else:
        printed.write(_told(formatter, opening, asked, result, instead, shape), len(result.rows))
    tell_unread(opening, result)
    for finding in result.findings:
        warn(f"{finding.place}: warning[{finding.code}] {finding.message}")
    return ExitCode.FOUND if _hit(result.summary, failing) else ExitCode.DONE


def _several(
    formatter: Report,
    opening: options.Opening,
    asked: Selection,
    words: list[str],
    shape: ShapeOptions,
    printed: PrintOptions,
    failing: tuple[str, ...],
) -> int:
    """Several agencies in one view."""
    from atmp_gap.cli.several import named, several

    if asked.between:
        raise Stop("--agencies and --between name the agencies twice", "leave one of them out")
    names = named(opening.corpus, words)
    told, results = several(
        formatter, opening.corpus, asked, names, lambda pair: _result(opening, pair), shape.all_
    )
    printed.write(told)
    hit = any(_hit(result.summary, failing) for result in results)
    return ExitCode.FOUND if hit else ExitCode.DONE


def _told(
    formatter: Report,
    opening: options.Opening,
    asked: Selection,
    result: Result,
    instead: InsteadOptions,
    shape: ShapeOptions,
) -> str | bytes:
    """The report asked for, in its format."""
    if instead.by_stage:
        return _by_stage(formatter, opening.corpus, asked, result)
    if instead.position:
        return _positions(formatter, result, shape.all_)
    beside = listings_of(opening.corpus) if formatter.wants_listings else ()
    return formatter.comparison(result, beside)


def _result(opening: options.Opening, asked: Selection) -> Result:
    """The comparison asked for; the one made before where question and files are the same."""
    from atmp_gap.collector import collector_off

    words = asked.words()
    store = opening.store if words is not None else None
    if store is not None and words is not None:
        from atmp_gap.cache.results import recall

        with collector_off():
            known = recall(store, opening.sources, words)
        if known is not None:
            if asked.as_of:
                asked.day_in(opening.corpus)
            else:
                dates.tell_age(known.as_of)
            return known
    from atmp_gap.gap.compare import compare as run

    result = run(opening.corpus, asked.request(opening.corpus))
    if store is not None and words is not None:
        from atmp_gap.cache.results import remember

        remember(store, opening.sources, words, result)
    return result


def _why_not(
    formatter: Report, corpus: Corpus, asked: Selection, subjects: list[str]
) -> str | bytes:
    """Why subjects and their entries are in or out."""
    from atmp_gap.corpus.words import subjects as lexicon
    from atmp_gap.gap.compare import filters_of
    from atmp_gap.report.views import why_not_sheet
    from atmp_gap.views.why_not import why_not as reasons

    request = asked.request(corpus)
    named = options.find(lexicon(corpus), subjects)
    found = [reason for name in named for reason in reasons(corpus, request, name)]
    return formatter.sheet(why_not_sheet(found, filters_of(request)))


def _by_stage(formatter: Report, corpus: Corpus, asked: Selection, result: Result) -> str | bytes:
    """Each row across the stages. Stops where the requirements know none."""
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.views import stage_sheet
    from atmp_gap.views.stages import NoStagesError
    from atmp_gap.views.stages import by_stage as across

    try:
        stages, rows = across(corpus, asked.request(corpus))
    except NoStagesError as error:
        raise Stop(str(error), "add the dimension `stage` to vocabulary.yaml") from None
    short = formatter.name in LAID_OUT
    return formatter.sheet(stage_sheet(stages, rows, result, short))


def _positions(formatter: Report, result: Result, full: bool) -> str | bytes:
    """What satisfies both sides, per row, part and slot."""
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.views import position_sheet
    from atmp_gap.views.positions import positions as found

    full = full or formatter.name not in LAID_OUT
    return formatter.sheet(position_sheet(found(result), result, full))


def listings_of(corpus: Corpus) -> list[Sheet]:
    """The sheets that stand beside a comparison in formats of several."""
    from atmp_gap.report.listings import terms_sheet

    return [terms_sheet(corpus, ())]


def _hit(summary: Summary, failing: tuple[str, ...]) -> bool:
    return any(summary.verdicts[name] or summary.coverage[name] for name in failing)
