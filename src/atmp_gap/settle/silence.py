"""That texts say nothing: only from sections that a person read whole, never from a search.

``read_whole`` takes what the person says and refuses what nobody can have read so: a text that is
not in the library, a section that its copy does not have, or one that lies on a page without text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.library.held import HeldCopy, Library
from atmp_gap.library.wanted import texts_of
from atmp_gap.settle.said import NotTaken
from atmp_gap.settle.worklist import OpenSide
from atmp_gap.verify.sections.outline import Located, Outline
from atmp_gap.verify.text import DocumentText

WHOLE = "full"
"""What stands for all of a text."""


@dataclass(frozen=True)
class ReadWhole:
    """Sections of one copy that a person says they read from the first word to the last."""

    copy: HeldCopy
    sections: tuple[str, ...]


def read_whole(
    corpus: Corpus,
    side: OpenSide,
    library: Library,
    said: Sequence[str],
    extract: Callable[[HeldCopy], DocumentText],
) -> list[ReadWhole]:
    """What was read, from ``DOCUMENT: 4.2.3; 4.2.4`` or ``DOCUMENT: full``, held against it."""
    if not said:
        raise NotTaken(
            "that nothing was found shows nothing: a search misses many passages",
            'read the sections where it would stand, then --read-whole "DOCUMENT: 4.2.3; 4.2.4"',
        )
    mine = texts_of(corpus, side.agency)
    found: dict[str, dict[str, None]] = {}
    for text in said:
        name, _, listed = text.partition(":")
        document = {known.casefold(): known for known in mine}.get(name.strip().casefold())
        if document is None:
            hint = did_you_mean(name.strip(), list(mine))
            raise NotTaken(f"{name.strip()!r} is no text of {side.agency}", hint)
        sections = [section.strip() for section in listed.split(";") if section.strip()]
        if not sections:
            raise NotTaken(
                f"which sections of {document} were read?", f'write "{document}: 4.2.3; 4.2.4"'
            )
        found.setdefault(document, {}).update(dict.fromkeys(sections))
    missing = [name for name in side.texts if name not in found]
    if missing:
        raise NotTaken(
            f"it may stand in {', '.join(missing)} as well, which is not among what was read",
            "read that too, or leave the row open",
        )
    return [_checked(library, name, tuple(found[name]), extract) for name in found]


def _checked(
    library: Library,
    document: str,
    sections: tuple[str, ...],
    extract: Callable[[HeldCopy], DocumentText],
) -> ReadWhole:
    copy = library.newest.get(document)
    if copy is None:
        raise NotTaken(
            f"there is no copy of {document} in the library",
            f"atmp-gap library get --document {document}, or library add FILE",
        )
    check_sections(copy, sections, extract)
    return ReadWhole(copy, sections)


def check_sections(
    copy: HeldCopy, sections: tuple[str, ...], extract: Callable[[HeldCopy], DocumentText]
) -> None:
    """Raises NotTaken where a copy lacks a section, or has no text on a page of it."""
    document = copy.document
    outline = Outline(extract(copy))
    for section in sections:
        whole = section == WHOLE
        located = Located((outline.whole,), True, True) if whole else outline.locate(section)
        if not (located.checkable and located.found):
            raise NotTaken(
                f"{document} has no section {section!r} that could be found",
                f"name it as its heading does, or say {document}: {WHOLE}",
            )
        gaps = outline.bearing(located, seen=True)
        if gaps:
            gap = gaps[0]
            where = f"page {gap.page}" if gap.page is not None else "a part of it"
            raise NotTaken(
                f"{document}, {section}: {where} has no text that can be read, so nothing shows "
                "that it says nothing",
                "add a copy with text: library add FILE",
            )
