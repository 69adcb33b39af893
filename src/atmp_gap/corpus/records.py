"""Linking judgements and absences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atmp_gap.corpus.corpus import (
    Entry,
    PlacedAbsence,
    PlacedJudgement,
    SubjectFile,
    sections_seen,
)
from atmp_gap.corpus.files import Spot
from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.corpus.resolve import Resolver
from atmp_gap.kinds import KINDS
from atmp_gap.model.judgement import Absence
from atmp_gap.model.sections import was_read

_OUTCOMES = ("equal", "mixed", "not-comparable")


def link_judgements(
    resolver: Resolver, entries: Mapping[str, Sequence[Entry]]
) -> tuple[dict[str, list[PlacedAbsence]], dict[str, list[PlacedJudgement]]]:
    """Absences and judgements by subject, from all layers."""
    absences: dict[str, list[PlacedAbsence]] = {}
    judgements: dict[str, list[PlacedJudgement]] = {}
    for loaded in resolver.layers.judgements:
        for index, judgement in enumerate(loaded.model.judgements):
            spot = Spot(loaded, "judgements", index)
            file = resolver.subject_of(judgement.subject, spot, "subject")
            for position, agency in enumerate(judgement.between):
                resolver.known_agency(agency, spot, "between", position)
            allowed = (*judgement.between, *_OUTCOMES)
            if judgement.stricter is not None and judgement.stricter not in allowed:
                resolver.problem(
                    "AG008",
                    f"stricter {judgement.stricter!r} is neither side",
                    spot.to("stricter"),
                    f"known: {', '.join(allowed)}",
                )
            box = resolver.box(judgement.applies_to, spot, "applies_to")
            if file:
                judgements.setdefault(judgement.subject, []).append(
                    PlacedJudgement(spot, judgement, box)
                )
        for index, absence in enumerate(loaded.model.absences):
            spot = Spot(loaded, "absences", index)
            file = resolver.subject_of(absence.subject, spot, "subject")
            resolver.known_agency(absence.agency, spot, "agency")
            _check_search(resolver, absence, spot)
            for position, element in enumerate(absence.elements):
                known = _elements(resolver, file, entries) if file else [element]
                if element not in known:
                    resolver.problem(
                        "AG009",
                        f"no all-of slot of {absence.subject!r} knows {element!r}",
                        spot.to("elements", position),
                        did_you_mean(element, known),
                    )
            for position, slot in enumerate(absence.slots):
                if file and slot not in file.subject.asks:
                    resolver.problem(
                        "AG008",
                        f"subject {absence.subject!r} has no slot {slot!r}",
                        spot.to("slots", position),
                        did_you_mean(slot, list(file.subject.asks)),
                    )
            box = resolver.box(absence.applies_to, spot, "applies_to")
            if file:
                absences.setdefault(absence.subject, []).append(PlacedAbsence(spot, absence, box))
    return absences, judgements


def _elements(
    resolver: Resolver, file: SubjectFile, entries: Mapping[str, Sequence[Entry]]
) -> list[str]:
    """Everything an all-of answer on a subject may name, or does."""
    slots = [name for name, slot in file.subject.asks.items() if KINDS[slot.kind].requires_all]
    known = {value for name in slots for value in file.subject.asks[name].values}
    known.update(resolver.words.ancestors)
    for entry in entries.get(file.subject.id, ()):
        for name in slots:
            if name in entry.answers:
                known.update(entry.answers[name].elements)
    return sorted(known)


def _check_search(resolver: Resolver, absence: Absence, spot: Spot) -> None:
    """A search supports an absence in the agency's own texts, and `read` in what was read."""
    agency = resolver.agencies.get(absence.agency)
    issuers = {absence.agency, *(agency.speaks_for if agency else ())}
    readings = [item for loaded in resolver.layers.reviews for item in loaded.model.readings]
    own = False
    for position, searched in enumerate(absence.searched):
        document = resolver.known_document(
            searched.document, spot, "searched", position, "document"
        )
        if document is None:
            own = True
            continue
        own = own or document.issuer in issuers
        if absence.reading.grade != "read":
            continue
        seen = sections_seen(readings, document.id, whole=True)
        unread = [
            section
            for section in searched.sections
            if not (was_read(section, document.sections_read) or section in seen)
        ]
        if unread:
            resolver.problem(
                "AG013",
                f"graded `read`, but {', '.join(unread)} of {document.id} is not registered "
                "as read",
                spot.to("searched", position, "sections"),
                "name the section under `sections_read` of the document, or lower the grade",
            )
    if not own and not absence.regulated_elsewhere:
        resolver.problem(
            "AG013",
            f"an absence in the texts of {absence.agency}, but none of them was searched",
            spot.to("searched"),
            f"name a document issued by {' or '.join(sorted(issuers))}",
        )
