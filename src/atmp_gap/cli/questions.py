"""``atmp-gap questions``: draft questions for the agencies, with both sides as background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, options
from atmp_gap.cli.confidential import SharedOptions
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import Force, SideOptions, SubjectOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.profile.briefing import Briefing, MeetingKind
    from atmp_gap.profile.positions import Held
    from atmp_gap.profile.read import Product

PAGES = (".docx", ".html", ".htm")
ENDINGS = ("", ".md", ".markdown", *PAGES)

For = Annotated[
    str | None,
    typer.Option(
        "--for",
        "--meeting",
        metavar="MEETING",
        autocompletion=completion.meetings,
        help="The meeting: fda-interact, fda-pre-ind, fda-type-b, fda-type-c, fda-type-d, ema-itf, "
        "ema-advice, prime-kickoff; by the profile's stage if not said.",
    ),
]
BothSides = Annotated[
    bool,
    typer.Option("--both-sides", help="Quote the other agency's texts as well."),
]


@grouped
def questions(
    *,
    profile: Annotated[
        Path,
        typer.Option("--profile", metavar="FILE", help="A product profile.", show_default=False),
    ],
    for_: For = None,
    both_sides: BothSides = False,
    positions: options.Positions = None,
    subjects: SubjectOptions,
    sides: SideOptions,
    layers: SharedOptions,
    output: options.Output = None,
    force: Force = False,
) -> int:
    """Write the briefing package of one meeting with FDA or EMA: its sections and questions."""
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.profile.briefing import Described, briefing

    ending = output.suffix.lower() if output is not None else ""
    if ending not in ENDINGS:
        raise Stop("the pack is written as Word, Markdown or a page", "end it in .docx, .md, .html")
    corpus = layers.corpus()
    between = sides.agencies_in(corpus)
    mine = options.product(profile, corpus)
    held = options.positions(mine, positions, corpus)
    kind = _kind(corpus, mine, for_, between)
    result = compare(
        corpus,
        Request(
            between,
            sides.day_in(corpus),
            topics=subjects.topics_in(corpus) or mine.topics,
            drafts=not sides.no_drafts,
            scope=mine.scope,
            subjects=subjects.subjects_in(corpus),
            profile=mine.name,
            dose=mine.dose,
            only_reviewed=mine.only_reviewed,
        ),
    )
    package = briefing(
        result,
        kind,
        Described(mine.name, mine.loaded.model.description, mine.scope),
        held,
        {name: item.subject for name, item in corpus.subjects.items()},
        both_sides,
        every=bool(subjects.subjects_in(corpus)),
        by_stage=for_ is None,
    )
    _write(package, corpus, output, ending, force)
    _tell_left_out(package, held, corpus, subjects.subjects_in(corpus))
    return ExitCode.DONE


def _kind(
    corpus: Corpus, product: Product, name: str | None, between: tuple[str, str]
) -> MeetingKind:
    """The meeting asked for, else the usual one at the profile's stage. Stops without any."""
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.profile.briefing import KINDS, kind_for

    if name is None:
        stages: Sequence[str] = ()
        if "stage" in product.scope:
            stages = corpus.space.leaves(corpus.space.box(product.scope))["stage"]
        kind = kind_for(stages, between)
        if kind is not None:
            return kind
        choice = ", ".join(item.id for item in KINDS if item.agency in between)
        if not choice:
            raise Stop(f"no meetings with {' or '.join(between)} are known", "compare FDA or EMA")
        told = "is at a stage without a usual meeting" if stages else "says no stage"
        help_ = f"say --for with one of: {choice}; or give the profile a stage"
        raise Stop(f"no meeting follows from the profile, as it {told}", help_)
    lexicon = Lexicon("meeting", ((item.id, item.synonyms) for item in KINDS))
    (found,) = options.find(lexicon, [name])
    kind = next(item for item in KINDS if item.id == found)
    if kind.agency not in between:
        raise Stop(f"{kind.title} is not among the sides compared", f"compare {kind.agency} too")
    return kind


def _tell_left_out(
    package: Briefing, held: Sequence[Held], corpus: Corpus, named: Sequence[str]
) -> None:
    """Say which subjects that somebody named, or holds a position on, are in no question."""
    from atmp_gap.cli import console

    written = {asked.row.subject for asked in package.asked}
    further = {row.subject for row in package.further}
    mine = [item for item in held if item.filled and package.kind.agency in item.agencies]
    wanted = dict.fromkeys([*named, *(item.subject for item in mine)])
    for name in wanted:
        if name in written:
            continue
        why = f"no text of {package.kind.agency} leaves a question on it in this product's scope"
        if name in further:
            why = "it is among the further candidates; --subject writes it out"
        elif corpus.subjects[name].subject.work == "procedural":
            why = "it is on procedure, which is not asked"
        title = corpus.subjects[name].subject.title
        console.note(f"not in the package: {title} [{name}]: {why}")


def _write(
    package: Briefing, corpus: Corpus, output: Path | None, ending: str, force: bool
) -> None:
    from atmp_gap.cli import console
    from atmp_gap.cli.output import show
    from atmp_gap.report.briefing import blocks, warning

    told = blocks(package, corpus)
    if text := warning(package):
        console.note(f"warning: {text}")
    if ending == ".docx":
        from atmp_gap.report.docx import briefing as word

        show(word.write(told, package.result.as_of), output, force=force)
        return
    from atmp_gap.report.briefing_text import markdown, page

    show(page(told) if ending in PAGES else markdown(told), output, force=force)
