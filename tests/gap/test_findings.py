"""What a keeper is told of judgements that do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from atmp_gap.corpus.fingerprint import of_entry, of_subject
from support import ema, fda, files, open_files, result_of

ASKED = {"asked": {"kind": "asked"}}


@pytest.mark.parametrize("reasons", [("a", "b"), ("b", "a")])
def test_only_the_judgement_that_does_not_fit_is_suspect(
    reasons: tuple[str, str], tmp_path: Path
) -> None:
    entries = [fda({"asked": "expected"}), ema({"asked": "expected"})]
    plain = open_files(tmp_path / "plain", files(ASKED, entries))
    file = plain.subjects["s"]
    prints = {entry.id: of_entry(entry, plain) for entry in file.entries}
    judged = {"scheme": 1, "subject": of_subject(file, plain), **prints}
    judgements = [
        {
            "subject": "s", "between": ["FDA", "EMA"], "verdict": verdict, "confirms": True,
            "reason": reason, "by": "editors", "date": "2026-01-01", "judged": judged,
        }
        for verdict, reason in zip(("match", "diverge"), reasons, strict=True)
    ]  # fmt: skip
    corpus = open_files(tmp_path / "judged", files(ASKED, entries, judgements=judgements))
    result = result_of(corpus)
    (part,) = result.rows[0].parts
    assert (part.verdict, part.decided_by) == ("match", "judgement")
    (finding,) = result.findings
    second = corpus.subjects["s"].judgements[1]
    assert (finding.code, finding.position) == ("AG105", second.place)
