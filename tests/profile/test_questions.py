"""The pack of draft questions: what it says would satisfy both sides, and where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from atmp_gap.gap.compare import Request, compare
from atmp_gap.profile.questions import MEETINGS, pack
from atmp_gap.report.questions import questions_markdown
from profile_support import corpus_of
from support import ema, fda

ASKS = {
    "points": {
        "kind": "all-of",
        "title": "what is tested",
        "values": {"lot": "each lot", "bank": "the cell bank"},
    }
}


def satisfying(folder: Path, entries: list[Any]) -> list[str]:
    """The lines under "What would satisfy both" of the only question."""
    corpus = corpus_of(folder, ASKS, entries)
    result = compare(corpus, Request(("FDA", "EMA"), corpus.date))
    text = questions_markdown(pack(result, "P", None, MEETINGS))
    lines = text.partition("What would satisfy both:\n\n")[2].partition("\n\n")[0]
    return lines.splitlines()


def test_what_satisfies_both_names_the_scope_of_each_part(tmp_path: Path) -> None:
    early, late = {"stage": ["phase-1"]}, {"stage": ["pivotal"]}
    entries = [
        fda({"points": ["bank"]}, 1, applies_to=early),
        ema({"points": ["lot"]}, 1, applies_to=early),
        fda({"points": ["bank", "lot"]}, 2, applies_to=late),
        ema({"points": ["bank"]}, 2, applies_to=late),
    ]
    lines = satisfying(tmp_path, entries)
    assert len(lines) == 2
    assert lines[0].startswith("- stage: phase-1: what is tested: ")
    assert lines[1].startswith("- stage: pivotal: what is tested: ")


def test_what_satisfies_both_is_said_in_printed_words(tmp_path: Path) -> None:
    (line,) = satisfying(tmp_path, [fda({"points": ["lot"]}), ema({"points": ["lot", "bank"]})])
    assert line.startswith("- what is tested: ")
    assert "each lot" in line and "the cell bank" in line
    assert "points" not in line
