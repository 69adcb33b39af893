"""``atmp-gap compare``: where two agencies agree, differ, or leave each other alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.result import Result
    from atmp_gap.report.interface import Sheet

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
    format_: options.Format = None,
    output: options.Output = None,
) -> int:
    """Compare two agencies, topic by topic: match, diverge, unjudged, no counterpart, not assessed.

    Scope options and --as-of recompute; --only, --stricter, --subject and --reading hide rows.
    """
    from atmp_gap.cli import output as out
    from atmp_gap.cli import views
    from atmp_gap.corpus import words
    from atmp_gap.gap.compare import Request
    from atmp_gap.gap.compare import compare as run
    from atmp_gap.model.base import GRADES
    from atmp_gap.report import Options

    if group_by not in ("group", "ctd"):
        raise Stop(f"unknown grouping {group_by!r}", "known: group, ctd")
    if sum((bool(why_not), by_stage, position)) > 1:
        raise Stop("--why-not, --by-stage and --position are three reports", "ask for one of them")
    if reading is not None and reading not in (*GRADES, "checked"):
        raise Stop(f"unknown grade {reading!r}", f"known: {', '.join(GRADES)}, checked")
    wanted = _verdicts(only)
    failing = _verdicts(fail_on)
    asked_of = Options(group_by=group_by, flat=flat, bom=not no_bom)
    formatter = out.report(format_, output, asked_of)
    for option, given, name in (("--flat", flat, "markdown"), ("--no-bom", no_bom, "csv")):
        if given and formatter.name != name:
            raise Stop(f"{option} is for {name}, not for {formatter.name}", f"add --format {name}")
    corpus = options.open_requirements(requirements, no_bundled)
    sides = options.agencies(corpus, between)
    asked = {
        "product": product,
        "donor": donor,
        "genome": genome,
        "administration": administration,
        "substrate": substrate,
        "material": material,
        "stage": stage,
    }
    mine = options.product(profile, corpus) if profile else None
    scope = {**(mine.scope if mine else {}), **_scopes(corpus, asked)}
    if by_stage and not stage:
        # The profile's next filing would leave one column of the whole course.
        scope.pop("stage", None)
    if corpus.space.meet(corpus.space.box(scope)) is None:
        raise Stop(
            "no product combines the profile's facts with these options"
            if mine
            else "these options contradict each other: no such product exists",
            "an option replaces the fact of the same dimension; leave it out"
            if mine
            else "leave one of them out",
        )
    request = Request(
        sides,
        options.day(corpus, as_of),
        topics=options.find(words.topics(corpus), topic or ()) or (mine.topics if mine else ()),
        drafts=not no_drafts,
        scope=scope,
        subjects=options.find(words.subjects(corpus), subject or ()),
        only=wanted,
        stricter=_sides(corpus, stricter),
        reading=None if reading == "checked" else reading,
        profile=mine.name if mine else None,
        checks=options.checks(corpus, ledger),
        checked=reading == "checked",
    )
    if why_not:
        subjects = options.find(words.subjects(corpus), why_not)
        out.write(views.why_not(formatter, corpus, request, subjects), output)
        return ExitCode.DONE
    result = run(corpus, request)
    if by_stage:
        content = views.by_stage(formatter, corpus, request, result)
    elif position:
        content = views.positions(formatter, result)
    else:
        content = formatter.comparison(
            result, _listings(corpus) if formatter.wants_listings else ()
        )
    out.write(content, output)
    for finding in result.findings:
        out.warn(f"{finding.place}: warning[{finding.code}] {finding.message}")
    return ExitCode.FOUND if _hit(result, failing) else ExitCode.DONE


def _verdicts(words: Words) -> tuple[str, ...]:
    """Verdicts by id or by the words they are printed with."""
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.report.wording import VERDICT_LABELS

    lexicon = Lexicon("verdict", ((name, (label,)) for name, label in VERDICT_LABELS.items()))
    asked = [item for word in words or () for item in word.split(",") if item.strip()]
    if words and not asked:
        raise Stop("no verdict is named", f"known: {', '.join(VERDICT_LABELS)}")
    return options.find(lexicon, asked)


def _sides(corpus: Corpus, words: Words) -> tuple[str, ...]:
    from atmp_gap.corpus.words import Lexicon

    lexicon = Lexicon(
        "side",
        [
            *((agency.id, (agency.side or agency.id, *agency.synonyms)) for agency in corpus.sides),
            *((name, ()) for name in ("equal", "mixed", "not-comparable")),
        ],
    )
    return options.find(lexicon, words or ())


def _scopes(corpus: Corpus, asked: dict[str, Words]) -> dict[str, tuple[str, ...]]:
    """The scope filters as vocabulary terms, by dimension."""
    from atmp_gap.corpus.words import scope_terms

    by_option = {axis.option: axis.id for axis in corpus.space.axes}
    scope: dict[str, tuple[str, ...]] = {}
    for option, words in asked.items():
        if not words:
            continue
        if option not in by_option:
            raise Stop(f"these requirements know no --{option}", f"known: {', '.join(by_option)}")
        dimension = by_option[option]
        scope[dimension] = options.find(scope_terms(corpus, dimension), words)
    return scope


def _listings(corpus: Corpus) -> list[Sheet]:
    """The sheets that stand beside a comparison in formats of several."""
    from atmp_gap.report.listings import terms_sheet

    return [terms_sheet(corpus, ())]


def _hit(result: Result, failing: tuple[str, ...]) -> bool:
    seen = {row.verdict for row in result.rows}
    seen |= {part.verdict for row in result.rows for part in row.coverage}
    return bool(seen & set(failing))
