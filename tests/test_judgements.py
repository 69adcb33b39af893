"""Judgements and absences over time: applied, confirmed, suspect, left out of views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.fingerprint import of_entry, of_subject
from atmp_gap.gap.result import Part, Result
from support import absence, document, ema, fda, files, open_files, result_of

pytestmark = pytest.mark.requirement("TR-08")

ASKS = {"asked": {"kind": "asked"}}
ENTRIES = [fda({"asked": "expected"}), ema({"asked": "optional"})]


def prints(corpus: Corpus) -> dict[str, Any]:
    file = corpus.subjects["s"]
    return {
        "scheme": 1,
        "subject": of_subject(file, corpus),
        **{entry.id: of_entry(entry, corpus) for entry in file.entries},
    }


def judged(folder: Path, entries: list[Any], **more: Any) -> tuple[Result, Corpus]:
    """The result of a corpus with one judgement on ENTRIES, whose fingerprints are today's."""
    before = open_files(folder / "before", files(ASKS, ENTRIES))
    view = more.pop("view", {})
    judgement = {
        "subject": "s",
        "between": ["FDA", "EMA"],
        "verdict": "match",
        "reason": "The same in practice.",
        "by": "AB",
        "date": "2026-01-01",
        "judged": prints(before),
        **more,
    }
    corpus = open_files(folder / "after", files(ASKS, entries, judgements=[judgement]))
    return result_of(corpus, **view), corpus


def part(result: Result) -> Part:
    (row,) = result.rows
    (only,) = row.parts
    return only


def test_a_judgement_decides(tmp_path: Path) -> None:
    result, _ = judged(tmp_path, ENTRIES, position="do both")
    found = part(result)
    assert (found.verdict, found.stricter, found.decided_by) == ("match", "equal", "judgement")
    assert found.global_position == {"judgement": "do both"}
    assert result.findings == ()


def test_a_judgement_counts_in_either_order_of_agencies(tmp_path: Path) -> None:
    result, _ = judged(tmp_path, ENTRIES, view={"between": ("EMA", "FDA")})
    assert part(result).decided_by == "judgement"


def test_a_confirmation_keeps_the_computed_verdict(tmp_path: Path) -> None:
    result, _ = judged(tmp_path, ENTRIES, verdict="diverge", confirms=True)
    found = part(result)
    assert (found.verdict, found.stricter, found.decided_by) == ("diverge", "FDA", "judgement")


def test_a_confirmation_that_disagrees_is_suspect(tmp_path: Path) -> None:
    result, _ = judged(tmp_path, ENTRIES, confirms=True)
    assert (part(result).verdict, part(result).decided_by) == ("diverge", "suspect-judgement")


CHANGED: list[list[Any]] = [
    [fda({"asked": "expected"}, statement="Another sentence."), ENTRIES[1]],
    [fda({"asked": "expected"}, obligation="must"), ENTRIES[1]],
    [fda({"asked": "expected"}, applies_to={"stage": ["phase-1"]}), ENTRIES[1]],
    [fda({"asked": "expected"}, document="FDA-DRAFT"), ENTRIES[1]],
    [*ENTRIES, ema({"asked": "optional"}, 2)],
    [ENTRIES[0]],
]


@pytest.mark.parametrize("entries", CHANGED)
def test_a_change_makes_the_judgement_suspect(entries: list[Any], tmp_path: Path) -> None:
    result, _ = judged(tmp_path, entries)
    assert {p.decided_by for p in result.rows[0].parts} == {"suspect-judgement"}
    assert [finding.code for finding in result.findings] == ["AG105"]


def test_raising_a_grade_burns_no_judgement(tmp_path: Path) -> None:
    better = [fda({"asked": "expected"}, grade="read"), ENTRIES[1]]
    result, _ = judged(tmp_path, better)
    assert part(result).decided_by == "judgement"


def test_a_judgement_without_fingerprints_is_suspect(tmp_path: Path) -> None:
    result, _ = judged(tmp_path, ENTRIES, judged={})
    assert part(result).decided_by == "suspect-judgement"
    assert part(result).verdict == "diverge"


def test_a_view_leaves_a_judgement_that_no_longer_fits_out_in_silence(tmp_path: Path) -> None:
    result, _ = judged(tmp_path, CHANGED[4], view={"as_of": "2025-01-01"})
    assert (part(result).decided_by, part(result).judgement) == ("engine", None)
    assert result.findings == ()


def test_a_view_applies_a_judgement_that_still_fits(tmp_path: Path) -> None:
    result, _ = judged(tmp_path, ENTRIES, view={"as_of": "2025-01-01"})
    assert part(result).decided_by == "judgement"


def test_a_judgement_cuts_its_own_part(tmp_path: Path) -> None:
    result, _ = judged(tmp_path, ENTRIES, applies_to={"stage": ["phase-1"]})
    found = {p.scope.get("stage"): p.decided_by for p in result.rows[0].parts}
    assert found == {
        ("phase-1",): "judgement",
        ("phase-2", "pivotal", "marketing", "post-approval"): "engine",
    }


def doubtful(folder: Path, documents: list[Any], **more: Any) -> Result:
    corpus = open_files(
        folder,
        files(
            ASKS,
            [fda({"asked": "expected"})],
            absences=[absence("EMA", **more)],
            documents=documents,
        ),
    )
    return result_of(corpus)


def test_an_absence_is_suspect_once_a_searched_text_is_superseded(tmp_path: Path) -> None:
    result = doubtful(
        tmp_path, [document("EMA-DOC", "EMA", status="superseded", superseded="2026-03-01")]
    )
    (found,) = part(result).absences
    assert part(result).verdict == "no-counterpart"
    assert found.suspect is not None
    assert [finding.code for finding in result.findings] == ["AG104"]


def test_an_absence_is_suspect_once_an_unread_text_has_come(tmp_path: Path) -> None:
    new = document("NEW", "EC", effective="2026-02-01", sections_read="none")
    assert part(doubtful(tmp_path / "a", [new])).absences[0].suspect is not None
    old = document("NEW", "EC", effective="2025-02-01", sections_read="none")
    assert part(doubtful(tmp_path / "b", [old])).absences[0].suspect is None
    other = document("NEW", "FDA", effective="2026-02-01", sections_read="none")
    assert part(doubtful(tmp_path / "c", [other])).absences[0].suspect is None
