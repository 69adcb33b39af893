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
    from atmp_gap.profile.questions import Meeting
    from atmp_gap.profile.read import Product

PAGES = (".docx", ".html", ".htm")
ENDINGS = ("", ".md", ".markdown", *PAGES)

Meetings = Annotated[
    options.WordList,
    typer.Option(
        "--meeting",
        metavar="MEETING",
        autocompletion=completion.meetings,
        help="interact, pre-ind, type-b, type-c, type-d, itf, scientific-advice, parallel; "
        "repeatable; by the profile's stage if not said.",
    ),
]

For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="MEETING",
        help="Write the briefing package of one meeting: fda-interact, fda-pre-ind, fda-type-b, "
        "fda-type-c, fda-type-d, ema-itf, ema-advice, prime-kickoff; in Word and as a page by the "
        "profile's stage if not said.",
    ),
]
BothSides = Annotated[
    bool,
    typer.Option("--both-sides", help="With --for: quote the other agency's texts as well."),
]


@grouped
def questions(
    *,
    profile: Annotated[
        Path,
        typer.Option("--profile", metavar="FILE", help="A product profile.", show_default=False),
    ],
    meeting: Meetings = None,
    for_: For = None,
    both_sides: BothSides = False,
    positions: options.Positions = None,
    subjects: SubjectOptions,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="VERDICT",
            help="Of diverge, unjudged, no-counterpart, which make a question; all if not said.",
        ),
    ] = None,
    sides: SideOptions,
    layers: SharedOptions,
    output: options.Output = None,
    force: Force = False,
) -> int:
    """Write draft questions for FDA and EMA meetings, or one meeting's briefing package."""
    from atmp_gap.cli.output import show
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.profile.questions import ASKED, MEETINGS, pack
    from atmp_gap.report.questions import questions_markdown

    ending = output.suffix.lower() if output is not None else ""
    if ending not in ENDINGS:
        raise Stop("the pack is written as Word, Markdown or a page", "end it in .docx, .md, .html")
    if for_ and meeting:
        raise Stop("--for and --meeting exclude each other", "leave one of them out")
    if meeting and ending in PAGES:
        raise Stop("drafts by --meeting are Markdown only", "say --for, or end the file in .md")
    lexicon = Lexicon("meeting", ((item.id, item.synonyms) for item in MEETINGS))
    chosen = options.find(lexicon, meeting or ())
    known = Lexicon("verdict", ((name, ()) for name in ASKED))
    verdicts = options.find(known, options.split(only)) or ASKED
    corpus = layers.corpus()
    between = sides.agencies_in(corpus)
    mine = options.product(profile, corpus)
    held = options.positions(mine, positions, corpus)
    packaged = for_ is not None or ending in PAGES
    kind = _kind(corpus, mine, for_, between) if packaged else None
    meetings = () if kind else _meetings(corpus, mine, chosen, between)
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
        ),
    )
    if kind is not None:
        from atmp_gap.profile.briefing import briefing

        about = (mine.name, mine.loaded.model.note, tuple(mine.scope.get("stage", ())))
        package = briefing(
            result,
            kind,
            about,
            held,
            {name: item.subject for name, item in corpus.subjects.items()},
            both_sides,
            every=bool(subjects.subjects_in(corpus)),
            by_stage=for_ is None,
        )
        _write(package, corpus, output, ending, force)
        return ExitCode.DONE
    found = pack(result, mine.name, mine.loaded.model.note, meetings, held, verdicts)
    show(questions_markdown(found), output)
    return ExitCode.DONE


def _kind(
    corpus: Corpus, product: Product, name: str | None, between: tuple[str, str]
) -> MeetingKind:
    """The meeting asked for, else the usual one at the profile's stage. Stops without any."""
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.profile.briefing import KINDS, kind_for

    if name is None:
        box = corpus.space.leaves(corpus.space.box(product.scope))
        kind = kind_for(box.get("stage", []) if "stage" in product.scope else (), between)
        if kind is None:
            raise Stop("the profile's stage names no meeting", "say which with --for")
        return kind
    lexicon = Lexicon("meeting", ((item.id, item.synonyms) for item in KINDS))
    (found,) = options.find(lexicon, [name])
    kind = next(item for item in KINDS if item.id == found)
    if kind.agency not in between:
        raise Stop(f"{kind.title} is not among the sides compared", f"compare {kind.agency} too")
    return kind


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

    show(page(told) if ending in PAGES else markdown(told), output)


def _meetings(
    corpus: Corpus, product: Product, chosen: Sequence[str], between: tuple[str, str]
) -> tuple[Meeting, ...]:
    """The meetings asked for, else those that suit the profile's stage. Stops without any."""
    from atmp_gap.profile.questions import MEETINGS, meetings_for

    meetings = tuple(item for item in MEETINGS if item.id in chosen)
    if not meetings:
        box = corpus.space.leaves(corpus.space.box(product.scope))
        meetings = meetings_for(box.get("stage", []) if "stage" in product.scope else ())
    meetings = tuple(m for m in meetings if m.agency == "both" or m.agency in between)
    if not meetings:
        raise Stop(f"no meeting is known with {' or '.join(between)}", "meetings: FDA and EMA only")
    return meetings
