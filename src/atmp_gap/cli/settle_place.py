"""Where something was seen: a passage of the list by its number, else a section or page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atmp_gap.cli import console
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.settle_options import PlaceOptions

if TYPE_CHECKING:
    from atmp_gap.cli.settle_session import Session
    from atmp_gap.library.held import HeldCopy
    from atmp_gap.settle.passages import Passage
    from atmp_gap.settle.worklist import OpenSide
    from atmp_gap.verify.text import DocumentText


def passage_of(
    session: Session, side: OpenSide, place: PlaceOptions, document: str = ""
) -> Passage:
    """The place that is meant: a passage by its number, else a section or page of a text."""
    if place.passage is not None:
        found = session.passages(side)
        if place.passage > len(found):
            raise Stop(
                f"there are {len(found)} passages, not {place.passage}",
                f"atmp-gap settle {side.subject.id} lists them",
            )
        return found[place.passage - 1]
    if not place.section and (place.page is None or not document):
        raise Stop(
            "where did you see it?", "add --passage 1, or --document ID --section TEXT (--page N)"
        )
    copy = _copy(session, place.document or document)
    return _named_place(session, copy, place)


def _copy(session: Session, name: str) -> HeldCopy:
    known = {document.casefold(): document for document in session.corpus.documents}
    document = known.get(name.casefold())
    if document is None:
        from atmp_gap.corpus.problem import did_you_mean

        raise Stop(f"unknown document {name!r}", did_you_mean(name, list(known.values())))
    copy = session.library.newest.get(document)
    if copy is None:
        raise Stop(
            f"there is no copy of {document} in the library",
            f"atmp-gap library get --document {document}, or library add FILE",
            ExitCode.INPUT,
        )
    return copy


def _named_place(session: Session, copy: HeldCopy, place: PlaceOptions) -> Passage:
    """A section of a copy, or one of its pages. Stops where the copy does not have it."""
    from atmp_gap.corpus.problem import did_you_mean
    from atmp_gap.settle.passages import page_in, place_in, sections_in

    last, page = copy.facts.pages, place.page
    if page is not None and (last is None or page > last):
        has = f"its last page is {last}" if last else "it has no pages that could be counted"
        raise Stop(f"{copy.facts.path.name} has no page {page}: {has}")
    if not place.section and page is not None:
        return page_in(session.index, copy, page)
    found = place_in(session.index, copy, place.section, page)
    if found is None:
        known = sections_in(session.index, copy)
        hint = did_you_mean(place.section, list(known))
        raise Stop(f"{copy.document} has no section {place.section!r}", hint)
    if page is not None and found.pages and page not in found.pages:
        stands = ", ".join(map(str, found.pages))
        raise Stop(
            f"section {place.section} of {copy.document} stands on page {stands}, not {page}",
            "pages are counted from the first of the file; leave --page or --section out",
        )
    return found


def note_edition(session: Session, copy: HeldCopy) -> None:
    """Say where a copy that was looked into may be another edition than the registered one."""
    from atmp_gap.report.unsearched import edition_note

    told = edition_note(copy, session.corpus.documents[copy.document])
    if told:
        console.note(f"note: {told}")


def extracted(copy: HeldCopy) -> DocumentText:
    """The text of a copy, read whole. Stops where it cannot be read."""
    from atmp_gap.verify.extract.errors import UnreadableError
    from atmp_gap.verify.extract.file import extract

    try:
        return extract(copy.facts.path)
    except UnreadableError as error:
        raise Stop(f"{copy.facts.path.name} {error}", None, ExitCode.INPUT) from None
