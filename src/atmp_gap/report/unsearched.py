"""What a search in the library says nothing of, and which copies may be another edition, in lines.

Print these beside whatever was found, or not found: what was not read is never "not there".
"""

from __future__ import annotations

from collections.abc import Collection

from atmp_gap.library.held import HeldCopy, Library, may_be_other_edition
from atmp_gap.library.index import FileFacts
from atmp_gap.model.document import Document
from atmp_gap.text.escape import one_line


def unsearched(
    library: Library, among: Collection[str] | None = None, named: Collection[str] = ()
) -> list[str]:
    """What a search in the library says nothing of, and why; among some documents, or all.

    ``named`` are those that somebody asked for by name: that there is no copy of one is told.
    """
    held = library.newest
    mine = [copy for name, copy in held.items() if among is None or name in among]
    lines = [f"not searched, there is no copy: {name}" for name in named if name not in held]
    blind = [copy for copy in mine if copy.facts.blind]
    if blind:
        told = "; ".join(f"{copy.document} ({_unread(copy.facts)})" for copy in blind)
        lines.append(f"not searched, without text that can be read: {told}")
    lines += [f"not searched, could not be read: {i.path}: {i.why}" for i in library.unread]
    lines += [f"not searched, {item.name}: {item.why}" for item in library.undecided]
    if library.unknown:
        names = ", ".join(path.name for path in library.unknown)
        lines.append(f"not searched, not recognised as a text of the register: {names}")
    lines += [
        f"{copy.facts.path.name} is not the file that was taken in for {copy.document}: somebody "
        "changed or replaced it"
        for copy in mine
        if copy.changed
    ]
    return [one_line(line) for line in lines]


def edition_note(copy: HeldCopy, document: Document) -> str:
    """That a copy may be another edition than the registered one; empty where nothing says so."""
    if not may_be_other_edition(copy, document):
        return ""
    says = f", which says {copy.edition}" if copy.edition else ""
    day = document.published or document.effective
    return one_line(
        f"{copy.document}: the date of the registered edition, {day}, does not "
        f"stand at the beginning of {copy.facts.path.name}{says}: it may be another edition"
    )


def _unread(facts: FileFacts) -> str:
    named = [f"p. {page}" for page in facts.unread_pages[:8]]
    named += ["..."] if len(facts.unread_pages) > 8 else []
    return ", ".join([*named, *facts.unread_parts])
