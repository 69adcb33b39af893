"""``atmp-gap library add``: take in what was saved from a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, grouped
from atmp_gap.cli.library import options as own

Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Files, folders or ZIP archives.")
]
As = Annotated[
    str | None,
    typer.Option("--as", metavar="ID", help="Which document it is, where you know better."),
]


@grouped
def add(
    *,
    path: Paths,
    as_: As = None,
    library: own.Folder = None,
    layers: LayerOptions,
) -> int:
    """Take in PDFs and pages you saved: each is recognised by its text, and copied.

    Two editions are both kept, and no copy is written over. Exit 1 where a file is not recognised.
    """
    from atmp_gap.cli import output as out
    from atmp_gap.library.add import Adding
    from atmp_gap.library.record import LibraryError, held
    from atmp_gap.report.library import added_line

    for item in path:
        if not item.exists():
            raise Stop(f"there is no {item}", "name files or folders", ExitCode.INPUT)
    several = [item for item in path if item.is_dir() or item.suffix.lower() == ".zip"]
    if as_ and several:
        raise Stop(
            f"{several[0]} may hold several texts, and --as would make all of them {as_}",
            "name the file itself",
        )
    corpus = layers.corpus()
    said = own.documents(corpus, [as_])[0] if as_ else None
    place = own.folder(library)
    try:
        with held(place), own.progress("reading") as tell:
            adding = Adding(
                corpus,
                place,
                corpus.documents[said] if said else None,
                lambda name: tell(0, None, name),
            )
            results = adding.add(path)
    except LibraryError as error:
        raise Stop(str(error), error.hint) from None
    for added in results:
        out.write(f"{added_line(added)}\n", None)
    taken = sum(added.not_taken is None for added in results)
    out.warn(f"{taken} of {len(results)} files taken into {place}, or there before")
    return ExitCode.DONE if results and taken == len(results) else ExitCode.FOUND
