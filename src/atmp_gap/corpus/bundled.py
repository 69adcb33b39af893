"""Where the bundled corpus is, and how a corpus is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus


def bundled_folder() -> Path:
    """The bundled requirements: beside the package once installed, else those of the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_requirements"
    return installed if installed.is_dir() else package.parents[1] / "requirements"


def open_corpus(folders: Sequence[Path] = (), bundled: bool = True) -> Corpus:
    """Read, validate and resolve a corpus: the bundled layer first, then the given folders.

    Raises InvalidCorpusError with everything that is wrong in any of them.
    """
    from atmp_gap.corpus.link import link
    from atmp_gap.corpus.load import collector_off, read_layers

    layers = [bundled_folder()] if bundled else []
    with collector_off():
        return link(read_layers([*layers, *folders]))
