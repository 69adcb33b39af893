"""``atmp-gap compare``: where two agencies agree, differ, or leave each other alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.asked import Asked, verdicts
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.result import Result, Summary
    from atmp_gap.report.interface import Report, Sheet

Words = list[str] | None


def _scope(option: str, text: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        f"--{option}", metavar="WORD", help=text, rich_help_panel="Scope"
    )
    return info


def compare(
    topic: Annotated[
        Words, typer.Option("--topic", metavar="TOPIC", help="Repeatable; all topics if not said.")
    ] = None,
    subject: Annotated[
        Words,
        typer.Option("--subject", metavar="WORD", help="Show these subjects only; repeatable."),
    ] = None,
    product: Annotated[
        Words, _scope("product", "Cut the scope to a product: aav, car-t, ipsc ...; repeatable.")
    ] = None,
    donor: Annotated[Words, _scope("donor", "autologous, allogeneic")] = None,
    genome: Annotated[Words, _scope("genome", "integrating, edited, episomal ...")] = None,
    administration: Annotated[
        Words, _scope("administration", "intravenous, intrathecal ...")
    ] = None,
    substrate: Annotated[
        Words, _scope("substrate", "cell substrate: HEK293, Vero, Sf9 ...")
    ] = None,
    material: Annotated[Words, _scope("material", "raw-material, drug-substance ...")] = None,
    stage: Annotated[Words, _scope("stage", "phase-1, pivotal, BLA, post-approval ...")] = None,
    only: Annotated[
        Words,
        typer.Option(
            "--only",
            metavar="VERDICT",
            help="Show rows with these verdicts only; repeatable or separated by commas.",
        ),
    ] = None,
    stricter: Annotated[
        Words,
        typer.Option(
            "--stricter",
            metavar="SIDE",
            help="Show rows where this side is stricter (FDA, EMA, mixed, equal ...).",
        ),
    ] = None,
    reading: Annotated[
        str | None,
        typer.Option(
            "--reading",
            metavar="GRADE",
            help="Show rows read at least so: read, reported or recalled; or checked: signed by a "
            "person in your ledger.",
        ),
    ] = None,
    profile: options.Profile = None,
    why_not: Annotated[
        Words,
        typer.Option(
            "--why-not",
            metavar="SUBJECT",
            help="Instead: why this subject and its entries are in or out; repeatable.",
        ),
    ] = None,
    by_stage: Annotated[
        bool, typer.Option("--by-stage", help="Instead: each row across the stages.")
    ] = False,
    position: Annotated[
        bool,
        typer.Option("--position", help="Instead: what satisfies both, or why nothing does."),
    ] = False,
    between: options.Between = None,
    as_of: options.AsOf = None,
    no_drafts: options.NoDrafts = False,
    group_by: Annotated[
        str,
        typer.Option(
            "--group-by", metavar="group|ctd", help="Headings: the topic's groups, or CTD sections."
        ),
    ] = "group",
    fail_on: Annotated[
        Words,
        typer.Option(
            "--fail-on",
            metavar="VERDICTS",
            help="Exit with 1 where shown rows or coverage have these: diverge,unjudged ...",
        ),
    ] = None,
    ledger: options.LedgerFile = None,
    flat: Annotated[
        bool, typer.Option("--flat", help="Markdown: a single table, one line per part.")
    ] = False,
    no_bom: Annotated[
        bool, typer.Option("--no-bom", help="CSV: without the byte order mark that Excel needs.")
    ] = False,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.Output = None,
) -> int:
    """Compare two agencies, topic by topic: match, diverge, unjudged, no counterpart, not assessed.

    Scope options and --as-of recompute; --only, --stricter, --subject and --reading hide rows.
    """
    from atmp_gap.cli import output as out
    from atmp_gap.report import Options

    if group_by not in ("group", "ctd"):
        raise Stop(f"unknown grouping {group_by!r}", "known: group, ctd")
    if sum((bool(why_not), by_stage, position)) > 1:
        raise Stop("--why-not, --by-stage and --position are three reports", "ask for one of them")
    failing = verdicts(fail_on) if fail_on else ()
    asked_of = Options(group_by=group_by, flat=flat, bom=not no_bom)
    formatter = out.report(format_, output, asked_of)
    for option, given, name in (("--flat", flat, "markdown"), ("--no-bom", no_bom, "csv")):
        if given and formatter.name != name:
            raise Stop(f"{option} is for {name}, not for {formatter.name}", f"add --format {name}")
    asked = Asked(
        between=between,
        as_of=as_of,
        topic=topic,
        subject=subject,
        scope={
            "product": product,
            "donor": donor,
            "genome": genome,
            "administration": administration,
            "substrate": substrate,
            "material": material,
            "stage": stage,
        },
        only=only,
        stricter=stricter,
        reading=reading,
        no_drafts=no_drafts,
        profile=profile,
        ledger=ledger,
        whole_course=by_stage,
    )
    asked.check()
    opening = options.opening(requirements, no_bundled, remember=not no_cache)
    if why_not:
        content = _why_not(formatter, opening.corpus, asked, why_not)
        out.write(content, output)
        return ExitCode.DONE
    result = _result(opening, asked)
    if by_stage:
        content = _by_stage(formatter, opening.corpus, asked, result)
    elif position:
        content = _positions(formatter, result)
    else:
        beside = _listings(opening.corpus) if formatter.wants_listings else ()
        content = formatter.comparison(result, beside)
    out.write(content, output)
    for finding in result.findings:
        out.warn(f"{finding.place}: warning[{finding.code}] {finding.message}")
    return ExitCode.FOUND if _hit(result.summary, failing) else ExitCode.DONE


def _result(opening: options.Opening, asked: Asked) -> Result:
    """The comparison asked for; the one made before where question and files are the same."""
    from atmp_gap.collector import collector_off

    words = asked.words()
    store = opening.store if words is not None else None
    if store is not None and words is not None:
        from atmp_gap.cache.results import recall

        with collector_off():
            known = recall(store, opening.sources, words)
        if known is not None:
            return known
    from atmp_gap.gap.compare import compare as run

    result = run(opening.corpus, asked.request(opening.corpus))
    if store is not None and words is not None:
        from atmp_gap.cache.results import remember

        remember(store, opening.sources, words, result)
    return result


def _why_not(formatter: Report, corpus: Corpus, asked: Asked, subjects: list[str]) -> str | bytes:
    """Why subjects and their entries are in or out."""
    from atmp_gap.corpus.words import subjects as lexicon
    from atmp_gap.gap.compare import filters_of
    from atmp_gap.report.views import why_not_sheet
    from atmp_gap.views.why_not import why_not as reasons

    request = asked.request(corpus)
    named = options.find(lexicon(corpus), subjects)
    found = [reason for name in named for reason in reasons(corpus, request, name)]
    return formatter.sheet(why_not_sheet(found, filters_of(request)))


def _by_stage(formatter: Report, corpus: Corpus, asked: Asked, result: Result) -> str | bytes:
    """Each row across the stages. Stops where the requirements know none."""
    from atmp_gap.report.views import stage_sheet
    from atmp_gap.views.stages import NoStagesError
    from atmp_gap.views.stages import by_stage as across

    try:
        stages, rows = across(corpus, asked.request(corpus))
    except NoStagesError as error:
        raise Stop(str(error), "add the dimension `stage` to vocabulary.yaml") from None
    short = formatter.name in ("table", "markdown")
    return formatter.sheet(stage_sheet(stages, rows, result, short))


def _positions(formatter: Report, result: Result) -> str | bytes:
    """What satisfies both sides, per row, part and slot."""
    from atmp_gap.report.views import position_sheet
    from atmp_gap.views.positions import positions as found

    return formatter.sheet(position_sheet(found(result), result))


def _listings(corpus: Corpus) -> list[Sheet]:
    """The sheets that stand beside a comparison in formats of several."""
    from atmp_gap.report.listings import terms_sheet

    return [terms_sheet(corpus, ())]


def _hit(summary: Summary, failing: tuple[str, ...]) -> bool:
    return any(summary.verdicts[name] or summary.coverage[name] for name in failing)
