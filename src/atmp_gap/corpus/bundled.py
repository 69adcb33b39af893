"""Where the bundled corpus is, and how a corpus is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.gather import Gathered
    from atmp_gap.corpus.memory import Memory

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


def memory_of(gathered: Gathered) -> Memory:
    """What earlier runs know of the files of a corpus."""
    from atmp_gap.corpus.memory import Memory

    bundled = bundled_folder()
    return Memory(gathered.folders, bundled / PACK if bundled in gathered.folders else None)


def corpus_of(gathered: Gathered, memory: Memory | None = None) -> Corpus:
    """Validate and resolve the files of a corpus.

    With a memory, files are not read again that an earlier run validated. Raises
    InvalidCorpusError with everything that is wrong in any of them.
    """
    from atmp_gap.collector import collector_off
    from atmp_gap.corpus.link import link
    from atmp_gap.corpus.load import read_layers

    with collector_off():
        return link(read_layers(gathered, memory))


def open_corpus(folders: Sequence[Path] = (), bundled: bool = True) -> Corpus:
    """Gather, validate and resolve a corpus in one go. Raises InvalidCorpusError."""
    return corpus_of(gathered_files(folders, bundled))
