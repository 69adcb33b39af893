"""Who speaks: which entries count for an agency, where, and which are only printed."""

from __future__ import annotations

from dataclasses import dataclass

from atmp_gap.corpus.corpus import Entry, SubjectFile
from atmp_gap.gap.view import Standing, View
from atmp_gap.model.base import first_day, last_day
from atmp_gap.model.scope import Box


@dataclass(frozen=True)
class Voice:
    """An entry in force for an agency: final or draft, deciding or only printed, and why."""

    entry: Entry
    draft: bool
    decides: bool
    shared: bool
    except_for: tuple[Box, ...] = ()
    """Boxes in which its document is superseded already."""
    successor_unread: str | None = None
    unread_in: tuple[tuple[Box, str], ...] = ()
    """Boxes in which its document is superseded by a text that nobody has read."""
    left_out: bool = False
    """A draft that would decide, in a view without drafts."""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other voices on the same subject."""
        return self.entry.id, self.draft, self.decides, self.shared, self.successor_unread


def voices(view: View, file: SubjectFile) -> dict[str, list[Voice]]:
    """For each agency of the view its entries in force on a subject, in file order."""
    found: dict[str, list[Voice]] = {agency: [] for agency in view.between}
    for entry in file.entries:
        standing = view.standing(entry.document)
        state = _state(view, entry, standing)
        if state is None:
            continue
        draft = state == "draft" or _invoked_in_draft(view, entry)
        own = entry.agency in found
        for agency in (entry.agency,) if own else _adopters(view, entry):
            decides = _decides(view, entry, file, agency)
            found[agency].append(
                Voice(
                    entry,
                    draft,
                    decides and (view.drafts or not draft),
                    not own,
                    standing.except_for,
                    standing.successor_unread,
                    standing.unread_in,
                    decides and draft and not view.drafts,
                )
            )
    return found


def _state(view: View, entry: Entry, standing: Standing) -> str | None:
    """final, draft, proposed (only printed) or None (not in force)."""
    in_force = entry.requirement.in_force
    if in_force:
        if in_force.from_ and first_day(in_force.from_) > view.as_of:
            return None
        if in_force.to and last_day(in_force.to) < view.as_of:
            return None
    if entry.document.status == "proposed":
        begins = entry.document.counts_from
        return "proposed" if begins is None or begins <= view.as_of else None
    return standing.state


def _adopters(view: View, entry: Entry) -> list[str]:
    """The agencies of the view that adopted the text of an entry which is of neither."""
    agency = view.corpus.agencies[entry.agency]
    if agency.side is not None:
        return []
    return [name for name in view.between if entry.document.adopted_by(name, view.as_of)]


def _decides(view: View, entry: Entry, file: SubjectFile, agency: str) -> bool:
    """Whether an entry in force may decide for an agency; if not, it is printed under the row."""
    requirement = entry.requirement
    if requirement.standing != "text" or entry.reviews.state == "refuted":
        return False
    if requirement.general and file.subject.group != "general":
        return False
    if entry.document.status == "proposed" or entry.document.territory is not None:
        return False
    if not _adopted(view, entry, agency):
        return False
    if requirement.by_analogy:
        return _invoked(view, entry, agency)
    return True


def _adopted(view: View, entry: Entry, agency: str) -> bool:
    """Whether an agency may speak through a text: a harmonised one has to be adopted by then."""
    issuer = view.corpus.agencies.get(entry.document.issuer)
    if issuer is None or issuer.side is not None:
        return True
    return entry.document.adopted_by(agency, view.as_of)


def _invoked(view: View, entry: Entry, agency: str) -> bool:
    """Whether an own text of the agency, in force, applies a text used by analogy."""
    name = entry.requirement.invoked_by
    if name is None:
        return False
    document = view.corpus.documents[name]
    issuers = {agency, *view.corpus.agencies[agency].speaks_for}
    return document.issuer in issuers and view.state(document) is not None


def _invoked_in_draft(view: View, entry: Entry) -> bool:
    name = entry.requirement.invoked_by
    return name is not None and view.state(view.corpus.documents[name]) == "draft"
