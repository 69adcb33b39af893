"""Where the bundled corpus is, and how a corpus is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.gather import Gathered

PACK = "requirements.pack"
"""The file beside the installed requirements that holds them ready for use."""


def bundled_folder() -> Path:
    """The bundled requirements: beside the package once installed, else those of the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_requirements"
    return installed if installed.is_dir() else package.parents[1] / "requirements"


def gathered_files(folders: Sequence[Path] = (), bundled: bool = True) -> Gathered:
    """The files of a corpus: those of the bundled layer first, then of the given folders.

    Raises InvalidCorpusError where a folder cannot be used.
    """
    from atmp_gap.corpus.gather import gather

    return gather([*([bundled_folder()] if bundled else []), *folders])


def corpus_of(gathered: Gathered, remember: bool = False) -> Corpus:
    """Validate and resolve the files of a corpus.

    With ``remember`` files are not read again that an earlier run validated. Raises
    InvalidCorpusError with everything that is wrong in any of them.
    """
    from atmp_gap.collector import collector_off
    from atmp_gap.corpus.link import link
    from atmp_gap.corpus.load import read_layers

    with collector_off():
        memory = None
        if remember:
            from atmp_gap.corpus.memory import Memory

            bundled = bundled_folder()
            shipped = bundled / PACK if bundled in gathered.folders else None
            memory = Memory(gathered.folders, shipped)
        layers = read_layers(gathered, memory)
        if memory is not None:
            memory.close()
        return link(layers)


def open_corpus(
    folders: Sequence[Path] = (), bundled: bool = True, remember: bool = False
) -> Corpus:
    """Gather, validate and resolve a corpus in one go. Raises InvalidCorpusError."""
    return corpus_of(gathered_files(folders, bundled), remember)
