"""The listing of ``precedents``: who asked what of which product, on what, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.corpus.corpus import Corpus, PlacedPrecedent
from atmp_gap.corpus.fingerprint import of_precedent
from atmp_gap.gap.beside import precedent_result
from atmp_gap.gap.result import NOTICE
from atmp_gap.model.record import plain
from atmp_gap.report.cases import precedent_case, values
from atmp_gap.report.interface import Sheet

COLUMNS = ("agency", "did", "product", "when", "question", "what", "where it stands, read as")
NEVER = "Precedents decide nothing: what was asked of one product binds no other."


def precedents_sheet(corpus: Corpus, found: Sequence[PlacedPrecedent]) -> Sheet:
    """Precedents in the order given."""
    many = len(corpus.precedents)
    rows = tuple(_row(corpus, placed) for placed in found)
    origin = f"Corpus {corpus.version} ({corpus.fingerprint})."
    notes = (f"{len(found)} of {many} precedents. {NEVER}", origin, NOTICE)
    data = [
        {**plain(placed.precedent, written=True), "fingerprint": of_precedent(placed, corpus)}
        for placed in found
    ]
    return Sheet("Precedents", COLUMNS, rows, notes, data)


def _row(corpus: Corpus, placed: PlacedPrecedent) -> tuple[str, ...]:
    precedent = placed.precedent
    words = dict(corpus.words.titles)
    for axis in corpus.space.axes:
        words.update(axis.titles)
    case = precedent_case(precedent_result(placed, corpus.space, corpus.space.everything), words)
    given = []
    for name in precedent.subjects:
        subject = corpus.subjects[name].subject
        own = {key: text for slot in subject.asks.values() for key, text in slot.values.items()}
        own |= {key: slot.title or key for key, slot in subject.asks.items()}
        listed = {k: a for k, a in precedent.answers_on(name).items() if not isinstance(a, dict)}
        given.append(values(listed, {**words, **own}))
    told = "; ".join(filter(None, given))
    titles = "; ".join(corpus.subjects[name].subject.title for name in precedent.subjects)
    what = f"{case.text} [{told}]" if told else case.text
    return (case.agency or "-", case.did, case.product, case.when, titles, what, case.source)
