"""Options that several commands take, and the corpus and agencies they lead to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.words import Lexicon

Requirements = Annotated[
    list[Path] | None,
    typer.Option(
        "--requirements",
        metavar="DIR",
        help="A folder of requirements to lay over the bundled ones; repeatable. "
        "Also ATMP_GAP_REQUIREMENTS.",
    ),
]
NoBundled = Annotated[
    bool, typer.Option("--no-bundled", help="Leave the bundled requirements out.")
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, markdown, csv, json, html, xlsx or docx; guessed from the ending of --output.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the report to a file, whole or not at all."
    ),
]
Between = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--between", metavar="A B", help="The two agencies to compare; FDA EMA if not said."
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="What counted on that day: YYYY, YYYY-MM or YYYY-MM-DD; else the corpus' date.",
    ),
]
NoDrafts = Annotated[bool, typer.Option("--no-drafts", help="Recompute without drafts; rows stay.")]


def open_requirements(folders: list[Path] | None, no_bundled: bool) -> Corpus:
    """The corpus of the given layers; those of the environment lie below those of the command."""
    from atmp_gap.corpus.bundled import open_corpus

    named = os.environ.get("ATMP_GAP_REQUIREMENTS", "")
    layers = [Path(item) for item in named.split(os.pathsep) if item] + list(folders or [])
    if no_bundled and not layers:
        raise Stop(
            "--no-bundled leaves no requirements at all", "name a folder with --requirements DIR"
        )
    return open_corpus(layers, bundled=not no_bundled)


def find(lexicon: Lexicon, words: Iterable[str], single: bool = False) -> tuple[str, ...]:
    """The ids some words stand for, in the order asked. Stops with the nearest known word."""
    from atmp_gap.corpus.words import UnknownWordError

    found: dict[str, None] = {}
    for word in words:
        try:
            ids = [lexicon.one(word)] if single else lexicon.find(word)
        except UnknownWordError as error:
            raise Stop(str(error), error.hint) from None
        found.update(dict.fromkeys(ids))
    return tuple(found)


def agencies(corpus: Corpus, between: tuple[str, str] | None) -> tuple[str, str]:
    """The two agencies to compare."""
    from atmp_gap.corpus.words import agencies as lexicon

    known = [agency.id for agency in corpus.sides]
    asked = between or (("FDA", "EMA") if {"FDA", "EMA"} <= set(known) else tuple(known[:2]))
    if len(asked) < 2:
        raise Stop("two agencies are needed for a comparison", "add them to agencies.yaml")
    a, b = (find(lexicon(corpus), [word], single=True)[0] for word in asked)
    if a == b:
        raise Stop(f"{a} cannot be compared with itself", f"known: {', '.join(known)}")
    return a, b


def day(corpus: Corpus, as_of: str | None) -> str:
    """The day asked for as YYYY-MM-DD, or the corpus' date."""
    import datetime
    import re

    from atmp_gap.model.base import first_day

    if as_of is None:
        return first_day(corpus.date)
    hint = "write YYYY, YYYY-MM or YYYY-MM-DD; a month or a year means its first day"
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", as_of):
        raise Stop(f"{as_of!r} is no date", hint)
    try:
        datetime.date.fromisoformat(first_day(as_of))
    except ValueError:
        raise Stop(f"{as_of!r} is no date of the calendar", hint) from None
    return first_day(as_of)
