"""Searches that later changes have made doubtful: suspect absences."""

from __future__ import annotations

from atmp_gap.corpus.corpus import PlacedAbsence
from atmp_gap.gap.view import View
from atmp_gap.model.base import first_day


def absence_doubt(view: View, placed: PlacedAbsence) -> str | None:
    """Why an absence is suspect: a searched text was superseded, or an unread one has come."""
    absence = placed.absence
    corpus = view.corpus
    for item in absence.searched:
        document = corpus.documents[item.document]
        if view.replaced(document):
            if document.superseded is not None:
                return f"{document.id} was superseded since {document.superseded}"
            return f"{document.id} is superseded"
        if document.status == "withdrawn":
            return f"{document.id} is withdrawn"
    agency = corpus.agencies[absence.agency]
    searched = first_day(absence.reading.date)
    come = [
        found
        for issuer in dict.fromkeys((agency.id, *agency.speaks_for))
        for found in view.unread_since(issuer, searched)
    ]
    if come:
        _, name, begins = min(come)
        return f"{name} ({begins}) came after the search and is unread"
    return None
