"""``atmp-gap library search``: find passages in your own copies."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped
from atmp_gap.cli.library import options as own

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus

Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS...", help='Words; "words in quotation marks" are a phrase.'),
]
Agency = Annotated[
    list[str] | None,
    typer.Option("--agency", metavar="AGENCY", help="Texts that speak for this agency only."),
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, max=200, help="How many documents; 5.")
]
Whole = Annotated[bool, typer.Option("--whole", help="The whole passages, not only the words.")]


@grouped
def search(
    *,
    words: Words,
    agency: Agency = None,
    document: own.Documents = None,
    limit: Limit = None,
    whole: Whole = False,
    library: own.Folder = None,
    jobs: own.Jobs = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Find passages in your copies, by words, phrases and what else those are called.

    That nothing is found does not show that a text is silent: it may say it in other words.
    """
    from atmp_gap.cli import output as out
    from atmp_gap.library.index import Index
    from atmp_gap.library.search import Synonyms
    from atmp_gap.library.search import search as find
    from atmp_gap.report.library_passages import passages_sheet, passages_text, sign_hint
    from atmp_gap.report.unsearched import unsearched

    formatter = printed.formatter()
    corpus = layers.corpus()
    place = own.folder(library, must=True)
    named = own.documents(corpus, document)
    among = _among(corpus, agency, named)
    with Index.open() as index:
        held = own.opened(place, corpus, index, jobs)
        if not held.newest:
            raise Stop(f"there is no copy in {place}", "library add takes files in", ExitCode.INPUT)
        found = find(index, held, Synonyms(corpus), words, among, limit or 5)
    if formatter.name != "table":
        printed.write(formatter.sheet(passages_sheet(found, " ".join(words))))
    else:
        screen = printed.output is None and sys.stdout is not None and sys.stdout.isatty()
        colour = screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        width = shutil.get_terminal_size((100, 24)).columns if screen else 100
        marks = ("\x1b[1m", "\x1b[0m") if colour else ("[", "]")
        printed.write(passages_text(found, max(40, width), marks, whole))
    for line in unsearched(held, among, named):
        out.warn(line)
    if not found:
        out.warn("nothing found; that does not show that the texts are silent: try other words")
        return ExitCode.FOUND
    if not found[0].whole and len(words) > 1:
        out.warn("no passage holds all of the words; these hold some of them")
    out.warn(sign_hint(found))
    return ExitCode.DONE


def _among(
    corpus: Corpus, agency: list[str] | None, named: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The documents to search: those named, and those that speak for an agency; None for all."""
    if not agency and not named:
        return None
    from atmp_gap.cli import options
    from atmp_gap.corpus.words import agencies
    from atmp_gap.library.wanted import texts_of

    sides = options.find(agencies(corpus), agency or ())
    among = list(dict.fromkeys(name for side in sides for name in texts_of(corpus, side)))
    other = [name for name in named if agency and name not in among]
    if other:
        raise Stop(f"{', '.join(other)} is no text of {' or '.join(sides)}", "leave --agency out")
    return tuple(named or among)
