"""``atmp-gap impact``: what changed between two days or two corpora, or would once drafts count."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.compare import Request


def impact(
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The earlier day.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="The later day; else the corpus' date."),
    ] = None,
    from_corpus: Annotated[
        Path | None, typer.Option("--from-corpus", metavar="DIR", help="The earlier corpus.")
    ] = None,
    to_corpus: Annotated[
        Path | None,
        typer.Option("--to-corpus", metavar="DIR", help="The later corpus; else the bundled one."),
    ] = None,
    if_adopted: Annotated[
        bool, typer.Option("--if-adopted", help="What changes when the present drafts are final.")
    ] = False,
    profile: options.Profile = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TOPIC", help="Repeatable; all topics if not said."),
    ] = None,
    between: options.Between = None,
    as_of: options.AsOf = None,
    no_drafts: options.NoDrafts = False,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    format_: options.Format = None,
    output: options.Output = None,
) -> int:
    """Say which documents, requirements and verdicts change between two days or two corpora."""
    from atmp_gap.cli import output as out
    from atmp_gap.gap.result import NOTICE
    from atmp_gap.report.views import impact_sheet
    from atmp_gap.views import impact as gap

    ways = [bool(from_ or to), bool(from_corpus or to_corpus), if_adopted]
    if sum(ways) != 1:
        raise Stop(
            "say what to compare",
            "--from DATE [--to DATE], --from-corpus DIR [--to-corpus DIR], or --if-adopted",
        )
    if to and not from_:
        raise Stop("--to needs --from", "add --from DATE")
    if from_ and as_of:
        raise Stop("--as-of does not go with --from", "use --to")
    if to_corpus and not from_corpus:
        raise Stop("--to-corpus needs --from-corpus", "add --from-corpus DIR")
    if if_adopted and no_drafts:
        raise Stop("--no-drafts leaves nothing for --if-adopted", "leave one of them out")
    formatter = out.report(format_, output)
    if from_corpus:
        from atmp_gap.corpus.bundled import open_corpus

        old = open_corpus([from_corpus], bundled=False)
        new = (
            open_corpus([to_corpus], bundled=False)
            if to_corpus
            else options.open_requirements(requirements, no_bundled)
        )
    else:
        old = new = options.open_requirements(requirements, no_bundled)
    before, after = (
        _request(corpus, between, day, topic, profile, not no_drafts)
        for corpus, day in ((old, from_ or as_of), (new, to or as_of))
    )
    if from_ and before.as_of > after.as_of:
        raise Stop(f"{before.as_of} comes after {after.as_of}", "swap --from and --to")
    found = gap.if_adopted(new, after) if if_adopted else gap.impact(old, new, before, after)
    out.write(formatter.sheet(impact_sheet(found, NOTICE, formatter.name != "csv")), output)
    return ExitCode.DONE


def _request(
    corpus: Corpus,
    between: tuple[str, str] | None,
    day: str | None,
    topic: list[str] | None,
    profile: Path | None,
    drafts: bool,
) -> Request:
    from atmp_gap.corpus import words
    from atmp_gap.gap.compare import Request

    mine = options.product(profile, corpus) if profile else None
    return Request(
        options.agencies(corpus, between),
        options.day(corpus, day),
        topics=options.find(words.topics(corpus), topic or ()) or (mine.topics if mine else ()),
        drafts=drafts,
        scope=mine.scope if mine else {},
        profile=mine.name if mine else None,
    )
