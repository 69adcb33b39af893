"""The options of ``atmp-gap settle``, in groups: which rows, what is said, and of which place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli import completion
from atmp_gap.cli.confidential import Allowed
from atmp_gap.cli.exits import Stop

Words = list[str] | None
Subjects = Annotated[
    Words,
    typer.Argument(
        metavar="[SUBJECT...]", help="These subjects; else all that is open, best text first."
    ),
]
Into = Annotated[
    Path | None,
    typer.Option("--into", metavar="DIR", help="Your own layer: new, or one to add to."),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who looks: your name.")]


@dataclass(frozen=True)
class PlaceOptions:
    """Of which place something is said."""

    side: Annotated[
        str | None, typer.Option("--side", metavar="AGENCY", help="Whose texts: FDA or EMA.")
    ] = None
    passage: Annotated[
        int | None, typer.Option("--passage", min=1, help="The passage, by its number in the list.")
    ] = None
    document: Annotated[
        str | None,
        typer.Option(
            "--document",
            metavar="ID",
            help="Instead of --passage: the text, with --section.",
            autocompletion=completion.documents,
        ),
    ] = None
    section: Annotated[
        str, typer.Option("--section", metavar="TEXT", help="Instead of --passage: the section.")
    ] = ""
    page: Annotated[
        int | None, typer.Option("--page", min=1, help="The page of the file, counted from 1.")
    ] = None


@dataclass(frozen=True)
class SaidOptions:
    """What is said of it: one of these at a time."""

    confirm: Annotated[
        str | None,
        typer.Option(
            "--confirm",
            metavar="ID",
            help="The text says what this statement says.",
            autocompletion=completion.statements,
        ),
    ] = None
    refute: Annotated[
        str | None,
        typer.Option(
            "--refute",
            metavar="ID",
            help="The text does not say so; with --reason.",
            autocompletion=completion.statements,
        ),
    ] = None
    review: Annotated[
        str | None,
        typer.Option(
            "--review",
            metavar="ID",
            help="You are a second person, looked as well, and the text says so.",
            autocompletion=completion.statements,
        ),
    ] = None
    dispute: Annotated[
        str | None,
        typer.Option(
            "--dispute",
            metavar="ID",
            help="You doubt that the text says so; with --reason.",
            autocompletion=completion.statements,
        ),
    ] = None
    revoke: Annotated[
        str | None,
        typer.Option(
            "--revoke",
            metavar="ID",
            help="Take a review back, with --reason; nothing is removed.",
            autocompletion=completion.statements,
        ),
    ] = None
    answer: Annotated[
        Words,
        typer.Option(
            "--answer", metavar="SLOT=ANSWER", help="What the passage answers; repeatable."
        ),
    ] = None
    read_whole: Annotated[
        Words,
        typer.Option(
            "--read-whole",
            metavar='"DOCUMENT: 4.2; 4.3"',
            help="You read these sections from the first word to the last, and nothing stands "
            "there; repeatable, `full` for a whole text.",
        ),
    ] = None
    nothing: Annotated[
        bool, typer.Option("--nothing", help="The texts say nothing; with --read-whole.")
    ] = False
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back what was said last; it stays in the journal.")
    ] = False

    def chosen(self) -> str:
        """Which of them is said, or an empty text. Stops where several are."""
        given = [
            name
            for name in ("confirm", "review", "dispute", "refute", "revoke", "answer")
            if getattr(self, name) is not None
        ]
        given += ["nothing"] if self.nothing or self.read_whole is not None else []
        given += ["undo"] if self.undo else []
        if len(given) > 1:
            raise Stop(f"--{given[0]} and --{given[1]} are two things to say", "say one at a time")
        return given[0] if given else ""


@dataclass(frozen=True)
class DetailOptions:
    """More of what is said."""

    statement: Annotated[
        str, typer.Option("--statement", metavar="TEXT", help="With --answer: in your own words.")
    ] = ""
    obligation: Annotated[
        str,
        typer.Option("--obligation", metavar="must|should|may", help="With --answer: its force."),
    ] = "should"
    anchor: Annotated[
        Words,
        typer.Option(
            "--anchor",
            metavar="WORDS",
            help="A few words that stand there and show it; repeatable.",
        ),
    ] = None
    scope: Annotated[
        str,
        typer.Option(
            "--scope", metavar='"stage: pivotal"', help="Where it holds; everywhere if not said."
        ),
    ] = ""
    slot: Annotated[
        Words,
        typer.Option("--slot", metavar="SLOT", help="With --nothing: on these slots only."),
    ] = None
    instead_of: Annotated[
        Words,
        typer.Option(
            "--instead-of", metavar="ID", help="With --answer: the statement that it corrects."
        ),
    ] = None
    beside: Annotated[
        bool, typer.Option("--beside", help="With --answer: what stands there holds as well.")
    ] = False
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = ""
    whose: Annotated[
        str, typer.Option("--whose", metavar="NAME", help="With --revoke: whose review.")
    ] = ""


@dataclass(frozen=True)
class ListOptions:
    """The worklist: how much of it, and where to."""

    topic: Annotated[
        Words,
        typer.Option(
            "--topic",
            metavar="TOPIC",
            help="Open rows of this topic; repeatable.",
            autocompletion=completion.topics,
        ),
    ] = None
    profile: Annotated[
        Path | None, typer.Option("--profile", metavar="FILE", help="Open rows of a product.")
    ] = None
    most: Annotated[
        int | None, typer.Option("--most", min=1, help="How many open sides are listed; 10.")
    ] = None
    whole: Annotated[
        bool, typer.Option("--whole", help="Show the whole section of --passage, and stop.")
    ] = False
    open_: Annotated[
        bool, typer.Option("--open", help="Open the file of --passage at its page, and stop.")
    ] = False
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet",
            metavar="FILE",
            help="Write the list as a workbook to fill in; layer --from reads it back.",
        ),
    ] = None
    propose: Annotated[
        bool,
        typer.Option("--propose", help="Print what --into holds as a patch of the bundled files."),
    ] = False
    confidential: Allowed = False
