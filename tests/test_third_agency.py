"""A third agency and a new topic come from files alone; nothing in the code knows their names."""

from __future__ import annotations

from pathlib import Path

from atmp_gap.corpus.bundled import open_corpus
from support import absence, document, ema, entry, fda, files, result_of, write

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}


def test_a_third_agency_is_new_files_only(tmp_path: Path) -> None:
    base = write(
        tmp_path / "base",
        files(
            ASKS,
            [fda({"amount": "< 10 ng/dose"}), ema({"amount": "none"})],
        ),
    )
    layer = write(
        tmp_path / "third",
        {
            "agencies.yaml": {
                "agencies": [
                    {"id": "NMA", "name": "A made-up agency", "side": "NW", "synonyms": ["Nowhere"]}
                ]
            },
            "documents/nowhere.yaml": {"documents": [document("NMA-DOC", "NMA")]},
            "t/nma.yaml": {
                "agency": "NMA",
                "topic": "t",
                "requirements": [entry("NMA-1", "NMA-DOC", {"amount": "< 5000 pg/dose"})],
            },
            "new/topic.yaml": {
                "id": "new",
                "title": "A new topic",
                "summary": "New.",
                "groups": [{"id": "g", "title": "Group"}],
                "subjects": [
                    {
                        "id": "new-subject",
                        "title": "New",
                        "question": "Asked?",
                        "group": "g",
                        "asks": {"asked": {"kind": "asked"}},
                    }
                ],
            },
            "new/nma.yaml": {
                "agency": "NMA",
                "topic": "new",
                "requirements": [
                    {
                        **entry("NMA-2", "NMA-DOC", {"asked": "expected"}),
                        "subject": "new-subject",
                    }
                ],
            },
            "new/judgements.yaml": {
                "judgements": [],
                "absences": [{**absence("FDA"), "subject": "new-subject"}],
            },
        },
    )
    corpus = open_corpus([base, layer], bundled=False)
    first, second = result_of(corpus, between=("FDA", "NMA")).rows
    assert (first.verdict, first.stricter) == ("diverge", "NMA")
    assert first.parts[0].global_position == {"amount": "< 5000 pg/dose"}
    assert (second.topic, second.verdict, second.stricter) == ("new", "no-counterpart", "NMA")
    (before,) = result_of(open_corpus([base], bundled=False)).rows
    (after, _) = result_of(corpus).rows
    assert before == after
