"""What of a corpus is confidential: one's own feedback, and layers that say they are.

Use ``confidential`` to know whether a report must be marked, and ``without`` to leave all of it
out before anything is linked: what was never read cannot leak.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atmp_gap.cache.store import Store
    from atmp_gap.corpus.sources import SourceFile, Sources

FEEDBACK = "feedback"
"""The folder of feedback, in every layer."""


@dataclass(frozen=True)
class Confidential:
    """The layers that are confidential as a whole, and the files of feedback in all others."""

    layers: tuple[Path, ...] = ()
    in_layers: tuple[SourceFile, ...] = ()
    feedback: tuple[SourceFile, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is confidential."""
        return bool(self.layers or self.feedback)

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """Every file that is confidential."""
        return (*self.in_layers, *self.feedback)


def confidential(sources: Sources, store: Store | None = None) -> Confidential:
    """What of some files is confidential. A file that could not be read is told by its folder."""
    read = [*sources.files, *(file for file, _ in sources.unread)]
    layers = {file.layer for file in sources.files if _says_so(file, store)}
    return Confidential(
        tuple(sources.folders[number] for number in sorted(layers)),
        tuple(file for file in read if file.layer in layers),
        tuple(f for f in read if f.layer not in layers and f.folder == FEEDBACK),
    )


def without(sources: Sources, held: Confidential) -> Sources:
    """The files without those that are confidential, and without what is wrong with them."""
    gone = {file.key for file in held.files}
    return replace(
        sources,
        files=[file for file in sources.files if file.key not in gone],
        unread=[(file, problem) for file, problem in sources.unread if file.key not in gone],
        problems=[p for p in sources.problems if not _within(p.place.file, held.layers)],
    )


def pieces(files: Iterable[SourceFile], store: Store | None = None) -> int:
    """How many pieces of feedback some files hold; one that is not valid counts none."""
    from atmp_gap.corpus.read import record
    from atmp_gap.model.feedback import FeedbackFile

    found = (record(file, FeedbackFile, store) for file in files)
    return sum(len(item.feedback) for item in found if isinstance(item, FeedbackFile))


def _says_so(file: SourceFile, store: Store | None) -> bool:
    """Whether a file is the one in which its layer says that it is confidential."""
    if file.folder is not None or file.name != "corpus.yaml":
        return False
    # Reading it is slow, and a comparison that is remembered needs no file read.
    if b"confidential" not in file.raw and b"\\" not in file.raw:
        return False
    from atmp_gap.corpus.files import CorpusFile
    from atmp_gap.corpus.read import record

    found = record(file, CorpusFile, store)
    return isinstance(found, CorpusFile) and found.confidential


def _within(file: str, layers: Iterable[Path]) -> bool:
    return any(file.startswith(f"{layer.as_posix()}/") for layer in layers)
