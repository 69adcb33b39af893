"""``atmp-gap library diff``: what a new edition of a text changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped
from atmp_gap.cli.library import options as own

if TYPE_CHECKING:
    from atmp_gap.library.held import Library
    from atmp_gap.verify.text import DocumentText

Document = Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its id in the register.")]
Edition = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[OLD NEW]",
        help="Two files, or two copies of the library by file name; its last two if not said.",
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option("--fail-on", metavar="changed", help="Exit 1 where anything changed."),
]


@grouped
def diff(
    *,
    document: Document,
    edition: Edition = None,
    fail_on: FailOn = None,
    library: own.Folder = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Compare two editions: sections that changed, statements that stand, moved or fell.

    And the subjects that want another look, or on which something new may speak. With
    `--fail-on changed` exit 1 also where the files differ and a page of them could not be read.
    """
    from atmp_gap.library.editions import compare_editions
    from atmp_gap.library.index import Index
    from atmp_gap.report.library_editions import editions_sheet

    if fail_on not in (None, "changed"):
        raise Stop(f"unknown --fail-on {fail_on!r}", "known: changed")
    if edition and len(edition) != 2:
        raise Stop("say both editions or none", "library diff DOCUMENT OLD NEW")
    formatter = printed.formatter()
    corpus = layers.corpus()
    (name,) = own.documents(corpus, [document])
    place = own.folder(library)
    with Index.open() as index:
        held = own.opened(place, corpus, index, None)
    old, new = _chosen(held, name, edition)
    found = compare_editions(corpus, name, _text(old), _text(new))
    printed.write(formatter.sheet(editions_sheet(found, old.name, new.name)))
    # What stands on a page that cannot be read may have changed.
    doubtful = bool(found.blind) and old.read_bytes() != new.read_bytes()
    return ExitCode.FOUND if fail_on and (found.sections or doubtful) else ExitCode.DONE


def _chosen(held: Library, name: str, edition: list[str] | None) -> tuple[Path, Path]:
    """The two files that are compared. Stops where there are no two."""
    copies = [copy.facts.path for copy in held.editions(name)]
    if edition:
        old, new = (_file(item, copies) for item in edition)
        return old, new
    if len(copies) < 2:
        raise Stop(
            f"there are no two copies of {name} in {held.folder}",
            "library get --update asks for a new edition; or name two files",
            ExitCode.INPUT,
        )
    return copies[-2], copies[-1]


def _file(word: str, copies: list[Path]) -> Path:
    for path in copies:
        if path.name == word:
            return path
    if Path(word).is_file():
        return Path(word)
    names = ", ".join(path.name for path in copies) or "none"
    raise Stop(f"there is no file {word}", f"copies in the library: {names}", ExitCode.INPUT)


def _text(path: Path) -> DocumentText:
    from atmp_gap.verify.library import UnreadFile
    from atmp_gap.verify.reading import read_one

    read = read_one(path)
    if isinstance(read, UnreadFile):
        raise Stop(f"{path} {read.why}", None, ExitCode.INPUT)
    return read.text
