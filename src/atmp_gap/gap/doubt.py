"""Records that later changes have made doubtful: suspect absences and judgements."""

from __future__ import annotations

from collections.abc import Collection

from atmp_gap.corpus.corpus import PlacedAbsence, PlacedJudgement, SubjectFile
from atmp_gap.corpus.fingerprint import SCHEME, of_entry, of_subject
from atmp_gap.gap.view import View
from atmp_gap.model.base import first_day


def absence_doubt(view: View, placed: PlacedAbsence) -> str | None:
    """Why an absence is suspect: a searched text was superseded, or an unread one has come."""
    absence = placed.absence
    corpus = view.corpus
    for item in absence.searched:
        document = corpus.documents[item.document]
        if document.superseded is not None and first_day(document.superseded) <= view.as_of:
            return f"{document.id} was superseded since {document.superseded}"
        if document.status in ("superseded", "withdrawn"):
            return f"{document.id} is {document.status}"
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


def judgement_doubt(
    view: View, file: SubjectFile, placed: PlacedJudgement, deciding: Collection[str]
) -> str | None:
    """Why a judgement no longer fits what it judged, or None.

    ``deciding`` are the ids of the entries that decide in its scope.
    """
    judged = dict(placed.judgement.judged)
    if not judged:
        return "it does not say what was judged (`judged` is missing)"
    if str(judged.pop("scheme", SCHEME)) != str(SCHEME):
        return f"its fingerprints follow another scheme than {SCHEME}"
    if judged.pop("subject", None) != of_subject(file, view.corpus):
        return "the subject changed since (domain, slots or kinds)"
    gone = sorted(set(judged) - set(deciding))
    if gone:
        return f"{', '.join(gone)} no longer decides here"
    new = sorted(set(deciding) - set(judged))
    if new:
        return f"{', '.join(new)} was not judged"
    for entry in file.entries:
        if entry.id in judged and judged[entry.id] != of_entry(entry, view.corpus):
            return f"{entry.id} changed since"
    return None
