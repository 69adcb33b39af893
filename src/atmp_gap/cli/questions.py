"""``atmp-gap questions``: draft questions for the agencies, with both sides as background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, SideOptions, SubjectOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.profile.questions import Meeting
    from atmp_gap.profile.read import Product


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


@grouped
def questions(
    *,
    profile: Annotated[
        Path,
        typer.Option("--profile", metavar="FILE", help="A product profile.", show_default=False),
    ],
    meeting: Meetings = None,
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
    layers: LayerOptions,
    output: options.Output = None,
) -> int:
    """Write a Markdown pack of draft questions for FDA and EMA meetings on one product."""
    from atmp_gap.cli.output import show
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.profile.questions import ASKED, MEETINGS, pack
    from atmp_gap.report.questions import questions_markdown

    if output is not None and output.suffix.lower() not in ("", ".md", ".markdown"):
        raise Stop("the pack is written as Markdown", "name a file that ends in .md")
    lexicon = Lexicon("meeting", ((item.id, item.synonyms) for item in MEETINGS))
    chosen = options.find(lexicon, meeting or ())
    known = Lexicon("verdict", ((name, ()) for name in ASKED))
    verdicts = options.find(known, options.split(only)) or ASKED
    corpus = layers.corpus()
    between = sides.agencies_in(corpus)
    mine = options.product(profile, corpus)
    held = options.positions(mine, positions, corpus)
    meetings = _meetings(corpus, mine, chosen, between)
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
        ),
    )
    found = pack(result, mine.name, mine.loaded.model.note, meetings, held, verdicts)
    show(questions_markdown(found), output)
    return ExitCode.DONE


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
