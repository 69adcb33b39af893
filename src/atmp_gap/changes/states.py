"""What the words behind ``diff`` name: a folder, a git revision of one, or an export."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from atmp_gap.corpus.bundled import bundled_folder
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem
from atmp_gap.corpus.revision import gather_revision, is_revision
from atmp_gap.corpus.sources import Sources, gather

_NAMED = "name a folder of requirements, a git revision (HEAD~3:requirements), or an export"


def state_sources(word: str) -> Sources:
    """The files of one state of a corpus.

    A folder or revision with agencies of its own is a whole corpus; any other is a layer over the
    bundled requirements of today. Raises InvalidCorpusError where it is neither.
    """
    if Path(word).exists() or not is_revision(word):
        if not Path(word).exists():
            raise InvalidCorpusError([Problem("AG001", "does not exist", Place(word), _NAMED)])
        own = gather([Path(word)])
    else:
        own = gather_revision(word)
    if any(item.folder is None and item.name == "agencies.yaml" for item in own.files):
        return own
    return _over(gather([bundled_folder()]), own)


def _over(base: Sources, own: Sources) -> Sources:
    """One layer laid over another."""
    return Sources(
        (*base.folders, *own.folders),
        [*base.files, *(replace(item, layer=1) for item in own.files)],
        [*base.unread, *((replace(item, layer=1), problem) for item, problem in own.unread)],
        [*base.problems, *own.problems],
    )
