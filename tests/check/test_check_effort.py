"""How much work the rules do, counted instead of timed: linear, and nothing twice."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.check import context as of_context
from atmp_gap.check.context import Context
from atmp_gap.check.paths import Target, target
from atmp_gap.check.rules import all_rules
from atmp_gap.check.run import CheckOptions, examine, report_on
from atmp_gap.corpus.files import Loaded
from atmp_gap.gap.row import RowComparison
from atmp_gap.text.numbers import Mention, Reader
from check_support import grown

OPTIONS = CheckOptions()
FAULTS = {
    "clean": ("", ""),
    "faulty": ("obligation: should", "obligation: must"),
    "all over": ("< 10 ng/dose", "< 100 ng/dose\n    standing: convention\n    general: false  "),
    "hidden": ("DNA", "DNA\u200b"),
    "waived": (
        "obligation: should",
        "obligation: must  # atmp-gap: ignore[AG208] it binds in this case",
    ),
}


def calls(work: Callable[[], object]) -> int:
    """How many functions, Python's own too, are called while something is done."""
    count = 0

    def called(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def read(folder: Path) -> tuple[Context, Target]:
    looked_at = target([folder])
    context = examine(looked_at, OPTIONS)
    assert context.corpus is not None
    return context, looked_at


def effort(folder: Path) -> dict[str, int]:
    """The calls of each rule on a corpus, and of a whole run; the engine's are not counted."""
    context, looked_at = read(folder)
    assert context.compared
    counted = {
        rule.id: calls(lambda check=rule.check: list(check(context)))  # type: ignore[misc]
        for rule in all_rules().values()
        if rule.check is not None
    }
    counted["all"] = calls(lambda: report_on(context, looked_at, OPTIONS))
    return counted


@pytest.mark.parametrize("fault", FAULTS)
def test_twice_the_corpus_is_twice_the_work_of_every_rule(fault: str, tmp_path: Path) -> None:
    effort(grown(tmp_path / "warm", 1, *FAULTS[fault]))
    once = effort(grown(tmp_path / "once", 10, *FAULTS[fault]))
    twice = effort(grown(tmp_path / "twice", 20, *FAULTS[fault]))
    steep = {name: (once[name], twice[name]) for name in once if twice[name] > 2.1 * once[name]}
    assert not {name for name, (few, _) in steep.items() if few > 100}, steep
    assert once["all"] > 1000


def test_waivers_of_one_file_are_not_tried_one_by_one(tmp_path: Path) -> None:
    def run(number: int) -> int:
        folder = grown(tmp_path / str(number), 1)
        path = folder / "t0" / "fda.yaml"
        head, _, entry = path.read_text("utf-8").partition("  - id")
        waived = entry.replace(
            "should\n", "must  # atmp-gap: ignore[AG208] it binds in this case\n"
        )
        entries = [
            f"  - id{waived}".replace("FDA-T-001-0", f"FDA-T-{item}").replace("case a", f"n{item}n")
            for item in range(number)
        ]
        path.write_text(head + "".join(entries), "utf-8")
        context, looked_at = read(folder)
        assert context.compared
        assert len(report_on(context, looked_at, OPTIONS).waived) == number
        return calls(lambda: report_on(context, looked_at, OPTIONS))

    run(1)
    assert run(100) < 2.1 * run(50)


def test_the_numbers_of_a_statement_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: Counter[str] = Counter()

    class Counted(Reader):
        def read(self, text: str) -> list[Mention]:
            seen[text] += 1
            return super().read(text)

    monkeypatch.setattr(of_context, "Reader", Counted)
    report_on(*read(grown(tmp_path / "corpus", 3)), OPTIONS)
    assert len(seen) == 7  # six statements, and the answer that all of them give
    assert set(seen.values()) == {1}


def test_every_two_sides_are_compared_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[str] = Counter()

    class Counted(RowComparison):
        def row(self, *scope: Any) -> Any:
            seen[self.file.subject.id] += 1
            return super().row(*scope)

    monkeypatch.setattr(of_context, "RowComparison", Counted)
    report_on(*read(grown(tmp_path / "corpus", 3)), OPTIONS)
    assert seen == {"amount-0": 1, "amount-1": 1, "amount-2": 1}


def test_no_place_is_looked_up_without_a_hit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, looked_at = read(grown(tmp_path / "corpus", 3))
    seen: list[object] = []
    monkeypatch.setattr(Loaded, "place", lambda *asked, **_: seen.append(asked))
    assert report_on(context, looked_at, OPTIONS).findings == ()
    assert not seen


def test_every_text_is_decoded_once(tmp_path: Path) -> None:
    seen: Counter[bytes] = Counter()

    class Counted(bytes):
        def decode(self, *how: str) -> str:  # type: ignore[override]
            seen[self] += 1
            return super().decode(*how)

    context, looked_at = read(grown(tmp_path / "corpus", 3))
    files = context.layers.files
    files.update({name: Counted(raw) for name, raw in files.items()})
    report_on(context, looked_at, OPTIONS)
    assert len(seen) == len(set(files.values()))
    assert set(seen.values()) == {1}


def test_the_rules_start_without_what_only_some_runs_need() -> None:
    code = (
        "import sys\n"
        "import atmp_gap.check.run, atmp_gap.check.config, atmp_gap.check.formats.text\n"
        "from atmp_gap.check.rules import all_rules\n"
        "assert len(all_rules()) > 50\n"
        "print(*{'pydantic', 'rich', 'ruamel', 'yaml', 'tomllib', 'difflib'} & set(sys.modules))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
