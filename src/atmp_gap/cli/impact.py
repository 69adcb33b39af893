"""``atmp-gap impact``: what changed between two days or two corpora, or would once drafts count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, console, dates, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.compare import Request


@dataclass(frozen=True)
class BetweenOptions:
    """What lies between the two states: days, corpora, or the adoption of drafts."""

    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The earlier day.")
    ] = None
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="The later day; else the corpus' date."),
    ] = None
    from_corpus: Annotated[
        Path | None,
        typer.Option("--from-corpus", metavar="DIR", help="Use `diff`; goes at the next version."),
    ] = None
    to_corpus: Annotated[
        Path | None,
        typer.Option("--to-corpus", metavar="DIR", help="Use `diff`; goes at the next version."),
    ] = None
    if_adopted: Annotated[
        bool, typer.Option("--if-adopted", help="What changes when the present drafts are final.")
    ] = False

    def check(self, sides: SideOptions) -> None:
        """Stop where it is not said, or said in ways that do not go together."""
        ways = [bool(self.from_ or self.to), bool(self.from_corpus or self.to_corpus)]
        if sum((*ways, self.if_adopted)) != 1:
            raise Stop(
                "say what to compare",
                "--from DATE [--to DATE], --from-corpus DIR [--to-corpus DIR], or --if-adopted",
            )
        if self.to and not self.from_:
            raise Stop("--to needs --from", "add --from DATE")
        if self.from_ and sides.as_of:
            raise Stop("--as-of does not go with --from", "use --to")
        if self.to_corpus and not self.from_corpus:
            raise Stop("--to-corpus needs --from-corpus", "add --from-corpus DIR")
        if self.if_adopted and sides.no_drafts:
            raise Stop("--no-drafts leaves nothing for --if-adopted", "leave one of them out")

    def corpora(self, layers: LayerOptions) -> tuple[Corpus, Corpus]:
        """The earlier and the later corpus; the same one where days or drafts are compared."""
        if not self.from_corpus:
            corpus = layers.corpus()
            return corpus, corpus
        old = _alone(self.from_corpus, layers)
        return old, _alone(self.to_corpus, layers) if self.to_corpus else layers.corpus()


def _alone(folder: Path, layers: LayerOptions) -> Corpus:
    """The corpus of one folder, with or without what is confidential in it."""
    from atmp_gap.cache.shelves import opened
    from atmp_gap.cli.confidential import opened_for
    from atmp_gap.corpus.bundled import gather_layers

    found = options.Opening(gather_layers([folder], bundled=False), opened(False)[0])
    return opened_for(found, layers.public).corpus


@grouped
def impact(
    *,
    change: BetweenOptions,
    profile: options.Profile = None,
    topic: Annotated[
        options.WordList,
        typer.Option(
            "--topic",
            metavar="TOPIC",
            help="Repeatable; all topics if not said.",
            autocompletion=completion.topics,
        ),
    ] = None,
    sides: SideOptions,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Say which documents, requirements and verdicts change between two days or two corpora."""
    from atmp_gap.gap.result import NOTICE
    from atmp_gap.report.views import impact_sheet
    from atmp_gap.views import impact as gap

    change.check(sides)
    if change.from_corpus:
        to = change.to_corpus or ""
        console.note(
            f"--from-corpus goes at the next version; use: atmp-gap diff {change.from_corpus} {to}"
        )
    formatter = printed.formatter()
    old, new = change.corpora(layers)
    before, after = (
        _request(corpus, sides, day, topic, profile)
        for corpus, day in ((old, change.from_ or sides.as_of), (new, change.to or sides.as_of))
    )
    if change.from_ and before.as_of > after.as_of:
        raise Stop(f"{before.as_of} comes after {after.as_of}", "swap --from and --to")
    adopted = change.if_adopted
    found = gap.if_adopted(new, after) if adopted else gap.impact(old, new, before, after)
    sheet = impact_sheet(found, NOTICE, formatter.name != "csv")
    printed.write(formatter.sheet(sheet), len(sheet.rows))
    return ExitCode.DONE


def _request(
    corpus: Corpus,
    sides: SideOptions,
    day: str | None,
    topic: options.WordList,
    profile: Path | None,
) -> Request:
    from atmp_gap.corpus import words
    from atmp_gap.gap.compare import Request

    mine = options.product(profile, corpus) if profile else None
    return Request(
        sides.agencies_in(corpus),
        dates.day(corpus, day),
        topics=options.find(words.topics(corpus), topic or ()) or (mine.topics if mine else ()),
        drafts=not sides.no_drafts,
        scope=mine.scope if mine else {},
        dose=mine.dose if mine else None,
        profile=mine.name if mine else None,
    )
