"""Which store a run uses: what came with the bundled requirements, and the user's own."""

from __future__ import annotations

from atmp_gap.cache.folder import UnsafeFolderError, named_folder, usable
from atmp_gap.cache.store import Shelf, Store, shipped_stamp, stamp
from atmp_gap.corpus.bundled import READY, bundled_folder


def opened(bundled: bool = True) -> tuple[Store, str | None]:
    """The store of a run, and why the user's own folder is not used, where that has a reason.

    Without a folder of one's own the store only knows what was shipped.
    """
    shelves = [Shelf(bundled_folder() / READY, shipped_stamp(), own=False)] if bundled else []
    folder = named_folder()
    if folder is None:
        return Store(*shelves), None
    try:
        if usable(folder):
            shelves.append(Shelf(folder, stamp()))
    except UnsafeFolderError as unsafe:
        return Store(*shelves), str(unsafe)
    return Store(*shelves), None
