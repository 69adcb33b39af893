"""``atmp-gap questions``: draft questions for the agencies, with both sides as background."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop


def questions(
    profile: Annotated[
        Path,
        typer.Option("--profile", metavar="FILE", help="A product profile.", show_default=False),
    ],
    meeting: Annotated[
        list[str] | None,
        typer.Option(
            "--meeting",
            metavar="MEETING",
            help="interact, pre-ind, type-b, type-c, type-d, itf, scientific-advice, parallel; "
            "repeatable; by the profile's stage if not said.",
        ),
    ] = None,
    positions: Annotated[
        Path | None,
        typer.Option("--positions", metavar="FILE", help="Further positions: .csv or YAML."),
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TOPIC", help="Repeatable; all topics if not said."),
    ] = None,
    subject: Annotated[
        list[str] | None,
        typer.Option("--subject", metavar="WORD", help="These subjects only; repeatable."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="VERDICT",
            help="Of diverge, unjudged, no-counterpart, which make a question; all if not said.",
        ),
    ] = None,
    between: options.Between = None,
    as_of: options.AsOf = None,
    no_drafts: options.NoDrafts = False,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    output: options.Output = None,
) -> int:
    """Write a Markdown pack of draft questions for FDA and EMA meetings on one product."""
    from atmp_gap.cli import output as out
    from atmp_gap.corpus import words
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.profile.questions import ASKED, MEETINGS, meetings_for, pack
    from atmp_gap.report.questions import questions_markdown

    if output is not None and output.suffix.lower() not in ("", ".md", ".markdown"):
        raise Stop("the pack is written as Markdown", "name a file that ends in .md")
    lexicon = Lexicon("meeting", ((item.id, item.synonyms) for item in MEETINGS))
    chosen = options.find(lexicon, meeting or ())
    wanted = [item for word in only or () for item in word.split(",") if item.strip()]
    verdicts = options.find(Lexicon("verdict", ((name, ()) for name in ASKED)), wanted) or ASKED
    corpus = options.open_requirements(requirements, no_bundled)
    sides = options.agencies(corpus, between)
    mine = options.product(profile, corpus)
    held = options.positions(mine, positions, corpus)
    meetings = tuple(item for item in MEETINGS if item.id in chosen)
    if not meetings:
        box = corpus.space.leaves(corpus.space.box(mine.scope))
        meetings = meetings_for(box.get("stage", []) if "stage" in mine.scope else ())
    meetings = tuple(m for m in meetings if m.agency == "both" or m.agency in sides)
    if not meetings:
        raise Stop(f"no meeting is known with {' or '.join(sides)}", "meetings: FDA and EMA only")
    result = compare(
        corpus,
        Request(
            sides,
            options.day(corpus, as_of),
            topics=options.find(words.topics(corpus), topic or ()) or mine.topics,
            drafts=not no_drafts,
            scope=mine.scope,
            subjects=options.find(words.subjects(corpus), subject or ()),
            profile=mine.name,
        ),
    )
    found = pack(result, mine.name, mine.loaded.model.note, meetings, held, verdicts)
    out.write(questions_markdown(found), output)
    return ExitCode.DONE
