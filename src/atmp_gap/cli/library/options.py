"""Options and steps that the commands on the library share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.verify_options import documents as documents

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.compare import Request
    from atmp_gap.library.held import Library
    from atmp_gap.library.index import Index

Folder = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="The folder of your copies. Also ATMP_GAP_LIBRARY; else one among your own data.",
    ),
]
Documents = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="ID", help="These documents; repeatable."),
]
Topics = Annotated[
    list[str] | None,
    typer.Option(
        "--topic", metavar="TOPIC", help="What is cited in, or would settle, rows of this topic."
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option("--profile", metavar="FILE", help="The same for the rows of a product."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Files read at once; all processors if not said."),
]


def folder(given: Path | None, must: bool = False) -> Path:
    """The folder of the library. Stops, where there must be one, if there is none."""
    from atmp_gap.library.folder import library_folder

    found = library_folder(given)
    if must and not found.is_dir():
        raise Stop(
            f"there is no library in {found}",
            "atmp-gap library list --page links.html says what to save; or name it: --library DIR",
            ExitCode.INPUT,
        )
    return found


def request(
    corpus: Corpus, topics: list[str] | None = None, profile: Path | None = None
) -> Request:
    """The question whose rows are looked at: some topics, a product, or everything."""
    from atmp_gap.cli import dates, options
    from atmp_gap.corpus.words import topics as lexicon
    from atmp_gap.gap.compare import Request

    mine = options.product(profile, corpus) if profile else None
    named = options.find(lexicon(corpus), topics or ())
    return Request(
        options.agencies(corpus, None),
        dates.day(corpus, None),
        topics=named or (mine.topics if mine else ()),
        scope=dict(mine.scope) if mine else {},
        only_reviewed=bool(mine and mine.only_reviewed),
    )


def opened(place: Path, corpus: Corpus, index: Index, jobs: int | None) -> Library:
    """The library in a folder, with progress while files that are new are read."""
    from atmp_gap.library.held import Library

    with progress("reading") as tell:
        return Library.open(place, corpus, index, jobs or os.cpu_count() or 1, tell)


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total, words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(words)
        yield lambda done, total, words: bar.update(
            task, completed=done, total=total, description=words[:60]
        )
