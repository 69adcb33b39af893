"""Where the bundled corpus is, and how a corpus is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus

PACK = "requirements.pack"
"""The file beside the installed requirements that holds them ready for use."""


def bundled_folder() -> Path:
    """The bundled requirements: beside the package once installed, else those of the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_requirements"
    return installed if installed.is_dir() else package.parents[1] / "requirements"


def open_corpus(
    folders: Sequence[Path] = (), bundled: bool = True, remember: bool = True
) -> Corpus:
    """Read, validate and resolve a corpus: the bundled layer first, then the given folders.

    With ``remember`` files are not read again that an earlier run validated. Raises
    InvalidCorpusError with everything that is wrong in any of them.
    """
    from atmp_gap.corpus.link import link
    from atmp_gap.corpus.load import collector_off, read_layers

    layers = [bundled_folder()] if bundled else []
    with collector_off():
        memory = None
        if remember:
            from atmp_gap.corpus.memory import Memory

            memory = Memory(bundled_folder() / PACK)
        return link(read_layers([*layers, *folders], memory))
