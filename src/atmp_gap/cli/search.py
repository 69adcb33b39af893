"""``atmp-gap search``: what is said on some words anywhere, and what is near them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.report.interface import Report
    from atmp_gap.search.found import Found


@grouped
def search(
    *,
    word: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help="Words that all have to stand there; in quotes, one after the other.",
        ),
    ],
    all_: Annotated[
        bool, typer.Option("--all", help="List everything, not the best few of each kind.")
    ] = False,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Search everything for words: subjects, statements, documents, terms, products, sections."""
    formatter = printed.formatter()
    opened = layers.opening()
    found = find(opened, _phrases(word))
    many = sum(map(len, (found.hits, found.partly, found.meaning, found.spelling)))
    printed.write(listing(formatter, found, all_), many)
    return ExitCode.DONE


def _phrases(words: list[str]) -> str:
    """The words as one text; what the shell gave as one of several is a phrase."""
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)


def find(opened: options.Opening, words: str) -> Found:
    """Search the layers. Stops where there is nothing to search for, or no way to."""
    from atmp_gap.search.index import NoFullTextError
    from atmp_gap.search.open import opened as index
    from atmp_gap.search.search import Search
    from atmp_gap.search.words import query

    if not query(words).units:
        raise Stop(
            f"there is no word in {words[:40]!r}" if words.strip() else "nothing to search for",
            "say what to look for, such as: atmp-gap search host cell DNA",
        )
    try:
        connection = index(opened.sources, opened.store, lambda: opened.corpus)
    except NoFullTextError:
        raise Stop(
            "the SQLite of this Python has no full-text search (FTS5)",
            "use a Python from python.org or conda; atmp-gap show takes ids and names without it",
            ExitCode.INPUT,
        ) from None
    try:
        return Search(connection).find(words)
    finally:
        connection.close()


def listing(formatter: Report, found: Found, everything: bool = False) -> str | bytes:
    """What was found, in a format: in lists of their own where the format is for reading."""
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.found import sheet, sheets

    if formatter.name not in LAID_OUT:
        return formatter.sheet(sheet(found))
    return "\n".join(str(formatter.sheet(item)) for item in sheets(found, everything))
