"""Where the bundled corpus is, and how a corpus is opened in one go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.collector import collector_off

if TYPE_CHECKING:
    from atmp_gap.cache.store import Store
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.sources import Sources

READY = "ready"
"""The folder beside the installed requirements that holds them ready for use."""


def bundled_folder() -> Path:
    """The bundled requirements: beside the package once installed, else those of the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_requirements"
    return installed if installed.is_dir() else package.parents[1] / "requirements"


def gather_layers(folders: Sequence[Path] = (), bundled: bool = True) -> Sources:
    """The files of a corpus: those of the bundled layer first, then of the given folders.

    Raises InvalidCorpusError where a folder cannot be used.
    """
    from atmp_gap.corpus.sources import gather

    return gather([*([bundled_folder()] if bundled else []), *folders])


def corpus_of(sources: Sources, store: Store | None = None) -> Corpus:
    """Validate and resolve the files of a corpus.

    With a store, files are not read again that an earlier run validated. Raises
    InvalidCorpusError with everything that is wrong in any of them.
    """
    from atmp_gap.corpus.link import link
    from atmp_gap.corpus.read import read

    with collector_off():
        return link(read(sources, store))


def open_corpus(folders: Sequence[Path] = (), bundled: bool = True) -> Corpus:
    """Open requirements: the bundled ones, with folders of one's own laid over them.

    The first call of most programs. What was read before is not read again. Raises
    InvalidCorpusError, which lists everything that is wrong with its place.
    """
    from atmp_gap.cache.shelves import opened

    return corpus_of(gather_layers(folders, bundled), opened(bundled)[0])


def shipped(installed: str, checkout: str) -> Path:
    """A folder that comes with the package: inside it once installed, else of the checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / installed
    return inside if inside.is_dir() else package.parents[1] / checkout


def example_profiles() -> list[Path]:
    """The example profiles that come with the package."""
    return sorted(shipped("_examples", "examples/profiles").glob("*.yaml"))


def bundled_docs() -> tuple[dict[str, str], dict[str, bytes]]:
    """The documentation that comes with the package: Markdown and images by repository path."""
    folder = shipped("_docs", ".")
    paths = [
        folder / "README.md",
        folder / "requirements" / "README.md",
        *sorted((folder / "docs").glob("*.md")),
    ]
    named = {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}
    return (
        {name: path.read_text(encoding="utf-8") for name, path in named.items()},
        {f"docs/{path.name}": path.read_bytes() for path in (folder / "docs").glob("*.svg")},
    )
