"""The options of ``atmp-gap verify`` that no other command takes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus

from atmp_gap.cli import completion
from atmp_gap.cli.options import either
from atmp_gap.report import FORMATS

Words = list[str] | None
Library = Annotated[
    list[Path] | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="A folder with your copies (PDF, HTML, DOCX, ODT, RTF, TXT, XML); repeatable. "
        "Also ATMP_GAP_LIBRARY; else the library that `library add` fills.",
    ),
]
Documents = Annotated[
    Words,
    typer.Option(
        "--document",
        metavar="ID",
        help="Only these documents; repeatable.",
        autocompletion=completion.documents,
    ),
]
Sign = Annotated[
    Words,
    typer.Option(
        "--sign",
        metavar="ID",
        hidden=True,
        help="The old word for --record.",
        autocompletion=completion.statements,
    ),
]
Record = Annotated[
    Words,
    typer.Option(
        "--record",
        metavar="ID",
        help="Record statements as seen by you: a record of review, no electronic signature; "
        "repeatable.",
        autocompletion=completion.statements,
    ),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who looks.")]
Refute = Annotated[bool, typer.Option("--refute", help="With --record: the text does not say so.")]
Page = Annotated[
    int | None, typer.Option("--page", min=1, help="With --record: the page you saw it on.")
]
Section = Annotated[
    str, typer.Option("--section", metavar="TEXT", help="With --record: the section.")
]
Passage = Annotated[
    int | None,
    typer.Option("--passage", min=1, max=3, help="With --record: which candidate it is."),
]
Anchors = Annotated[
    Words,
    typer.Option(
        "--anchor",
        metavar="WORDS",
        help="With --record: short words that stand there; repeatable.",
    ),
]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="With --record.")]
Propose = Annotated[
    bool,
    typer.Option(
        "--propose", help="Print the edit that raises recorded statements to `read`, as a diff."
    ),
]
Revoke = Annotated[
    Words,
    typer.Option(
        "--revoke",
        metavar="ID",
        help="Take a record back, with --by and --note; it stays in the history. Repeatable.",
        autocompletion=completion.statements,
    ),
]
Audit = Annotated[
    bool, typer.Option("--audit", help="Check that the ledger agrees with its own history.")
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=completion.fixed(lambda: (*FORMATS, "junit")),
        help=f"{either((*FORMATS, 'junit'))}; guessed from the ending of --output.",
    ),
]
FAILING = ("refuted", "not-found", "partly", "elsewhere", "cannot-tell")
"""What ``--fail-on`` takes: a person's word, or what the machine came to."""
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="RESULTS",
        autocompletion=completion.fixed(lambda: FAILING),
        help=f"Exit 1 where a statement is so; several with commas: {', '.join(FAILING)}.",
    ),
]
Again = Annotated[bool, typer.Option("--again", help="Look anew also where nothing changed.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Files read at once; all processors if not said."),
]
Limit = Annotated[
    float,
    typer.Option(
        "--limit",
        metavar="SECONDS",
        min=0.1,
        max=86400,
        help="How long one file may take to be read; beside that, 1 GB of memory where the "
        "platform can limit it. A file that is stopped counts as not read.",
    ),
]


def documents(corpus: Corpus, words: Words) -> tuple[str, ...]:
    """The documents that words name, in any case. Stops at the first that names none."""
    from atmp_gap.corpus.problem import did_you_mean

    known = {name.casefold(): name for name in corpus.documents}
    for word in words or ():
        if word.casefold() not in known:
            raise Stop(f"unknown document {word!r}", did_you_mean(word, list(corpus.documents)))
    return tuple(dict.fromkeys(known[word.casefold()] for word in words or ()))


def failing(words: str | None) -> tuple[str, ...]:
    """The results that ``--fail-on`` names. Stops at the first that is none."""
    named = tuple(word.strip() for word in (words or "").split(",") if word.strip())
    if words is not None and not named:
        raise Stop("--fail-on names nothing", f"known: {', '.join(FAILING)}")
    for word in named:
        if word not in FAILING:
            raise Stop(f"unknown result {word!r} in --fail-on", f"known: {', '.join(FAILING)}")
    return named


def own_library() -> list[Path] | None:
    """The library that needs no naming, where there is one."""
    from atmp_gap.library.folder import VARIABLE, library_folder

    found = library_folder()
    return [found] if found.is_dir() or os.environ.get(VARIABLE) else None


def recording(record: Words, sign: Words) -> Words:
    """The statements to record, by the option's present name or its old one, which is said."""
    if sign:
        from atmp_gap.cli import console

        console.say(
            "--sign is called --record now: it keeps a record of review, no electronic signature"
        )
    return [*(record or ()), *(sign or ())] or None


_TAKES: Mapping[str, frozenset[str]] = {
    "library": frozenset(("document", "fail_on", "again", "jobs", "format", "output", "force")),
    "record": frozenset(("refute", "page", "section", "passage", "anchor", "note")),
    "revoke": frozenset(("note",)),
    "propose": frozenset(("output", "force")),
    "audit": frozenset(),
}
"""What each of the things that `verify` does takes with it."""


def check_fit(mode: str, **typed: object) -> None:
    """Stop where something was typed that would be passed over in silence."""
    for name, value in typed.items():
        if value not in (None, False, "", []) and name not in _TAKES[mode]:
            to = next(other for other, takes in _TAKES.items() if name in takes)
            option = f"--{name.replace('_', '-')}"
            raise Stop(f"{option} says nothing with --{mode}", f"it belongs to --{to}")


def mode(**asked: object) -> str:
    """Which of the things that `verify` does is asked for. Stops where none or several are."""
    named = [name for name, value in asked.items() if value]
    if len(named) != 1:
        raise Stop(
            "verify takes exactly one of --library, --record, --revoke, --audit and --propose",
            "for example: atmp-gap verify --library my-guidelines --by NAME",
        )
    return named[0]


def check_folders(folders: list[Path]) -> None:
    """Stops where a folder is not there."""
    for folder in folders:
        if not folder.is_dir():
            raise Stop(
                f"there is no folder {folder}", "name the folder of your copies", ExitCode.INPUT
            )
