"""Runs, ratios, budgets, page and plot, on made-up numbers; no time is asserted."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from benchmarks.__main__ import main
from benchmarks.budgets import LINEAR, Budget, budgets
from benchmarks.cells import number, spread
from benchmarks.figures import Pair, Results, Spread, exponent
from benchmarks.measure import Measure
from benchmarks.process import Run, run
from benchmarks.task import Task

from benchmarks import chart, page

ABOUT = {
    "started": "2026-11-22 10:00",
    "finished": "2026-11-22 10:35",
    "revision": "abc1234",
    "machine": dict.fromkeys(("processor", "cores", "memory", "system", "load", "python"), "one"),
    "sizes": [1000, 10_000, 100_000],
    "cap": 300,
    "pinned": True,
    "before": "eb1f3d3",
    "same": {"1000": True},
    "packages": {"atmp-gap": "0.1.0", "doorstop": "3.2"},
    "megabytes": {"atmp-gap/1000": 0.96, "bundled/before": 0.9, "bundled/after": 1.2},
}


posix = pytest.mark.skipif(sys.platform == "win32", reason="measured on Linux and macOS only")


def once(seconds: float, code: int = 0, capped: bool = False) -> Run:
    return Run(seconds * 1.3, seconds, 100.0, code, capped)


def results() -> Results:
    made = Results(dict(ABOUT))
    for size, seconds in zip(ABOUT["sizes"], (0.5, 2.0, 20.0), strict=True):
        for noise in (1.0, 1.4, 1.1):
            reading = once(seconds * 1.25 * noise)
            made.pairs += [
                Pair(f"ours/compare/{size}", once(seconds * noise), f"ours/load/{size}", reading),
                Pair(f"ours/warm/{size}", once(seconds / 5), f"ours/load/{size}", reading),
            ]
    ours = once(2.0)
    ended = once(300.0, -9, True)
    made.pairs += [
        Pair("floor/--version", once(0.03), "floor/imports", once(0.3)),
        Pair("floor/--help", once(0.3), "floor/imports", once(0.3)),
        Pair("before/--help", once(0.15), "floor/imports", once(0.3)),
        Pair("before/compare/1000", once(0.25), "ours/load/1000", once(0.5)),
        Pair("peers/compliance-trestle/10000", once(1.6), "ours/compare/10000", ours),
        Pair("peers/doorstop/1000", once(4.0), "ours/compare/1000", once(0.5)),
        Pair("peers/doorstop/10000", ended, "ours/compare/10000", ours),
        Pair("peers/check-jsonschema/10000", once(18.0), "ours/compare/10000", ours),
    ]
    return made


def test_a_ratio_is_the_median_of_pairs_so_that_drift_cancels() -> None:
    ratio = results().ratio("ours/compare/1000")
    assert ratio is not None
    assert (ratio.middle, ratio.runs) == (pytest.approx(0.8), 3)
    assert ratio.least == pytest.approx(ratio.most) == pytest.approx(0.8)


def test_a_reference_is_measured_by_all_its_runs() -> None:
    load = results().seconds("ours/load/1000")
    assert load is not None and load.runs == 7
    assert results().seconds("ours/nothing/1000") is None


def test_a_pair_whose_reference_did_not_end_well_gives_no_ratio() -> None:
    made = Results(dict(ABOUT))
    made.pairs.append(Pair("ours/check/1000", once(3), "ours/compare/1000", once(300, -9, True)))
    assert made.ratio("ours/check/1000") is None
    made.pairs.append(Pair("ours/check/1000", once(3), "ours/compare/1000", once(1, 3)))
    assert made.ratio("ours/check/1000") is None
    assert made.failures() == {"ours/compare/1000": 3}


def test_growth_is_a_power_of_the_size() -> None:
    assert exponent(1_000, 2.0, 10_000, 20.0) == pytest.approx(1)
    assert exponent(1_000, 1.0, 10_000, 100.0) == pytest.approx(2)
    assert results().exponent("ours/warm", 10_000, 100_000) == (pytest.approx(1), False)
    growth = results().exponent("peers/doorstop", 1_000, 10_000)
    assert growth is not None and growth[1], "a run ended at the cap gives a lower bound"


def test_results_survive_saving(tmp_path: Path) -> None:
    made = results()
    made.done = ["ours/compare/1000"]
    made.save(tmp_path / "results.json")
    assert Results.load(tmp_path / "results.json") == made


@pytest.mark.parametrize(
    ("budget", "met", "verdict"),
    [
        (Budget("b", 0.8, 0.7), True, "met"),
        (Budget("b", 0.8, 1.2), False, "**not met**, by a factor of 1.50"),
        (Budget("b", 50, 25.0, above=True), False, "**not met**, by a factor of 2.00"),
        (Budget("b", 50, 60.0, over=True, above=True), True, "met"),
        (Budget("b", 50, 40.0, over=True, above=True), None, "not known: ended at the cap"),
        (Budget("b", 2, 1.0, over=True), None, "not known: ended at the cap"),
        (Budget("b", 2, None), None, "not measured"),
    ],
)
def test_a_budget_is_met_missed_or_unknown(budget: Budget, met: bool | None, verdict: str) -> None:
    assert (budget.met, budget.verdict) == (met, verdict)


def test_budgets_follow_from_the_results() -> None:
    found = {budget.what: budget for budget in budgets(results())}
    assert found["`--version`, of the import floor"].met
    assert found["`--help`, of the import floor"].met is False
    growth = next(budget for what, budget in found.items() if what.startswith("cold"))
    assert growth.bound == LINEAR and growth.met
    doorstop = next(budget for what, budget in found.items() if what.startswith("doorstop"))
    assert doorstop.met and doorstop.over
    peer = next(budget for what, budget in found.items() if what.startswith("check-json"))
    assert peer.met and peer.value == pytest.approx(9)
    trestle = next(budget for what, budget in found.items() if "compliance-trestle" in what)
    assert trestle.met and trestle.value == pytest.approx(1.25)
    memory = next(budget for what, budget in found.items() if what.startswith("cold `compare`, kB"))
    assert memory.met and memory.value == 0


def test_numbers_have_three_digits_that_matter() -> None:
    assert [number(value) for value in (1234.5, 12.34, 0.456)] == ["1,234", "12.3", "0.46"]
    assert spread(Spread(2.0, 1.0, 3.0, 5)) == "2.00x (1.00–3.00)"
    assert spread(Spread(2.0, 2.0, 2.0, 1)) == "2.00x"
    assert spread(Spread(150.0, 150.0, 150.0, 1, over=True)) == "over 150x"
    assert spread(None) == ""


def test_the_page_begins_with_ratios_and_names_what_was_ended() -> None:
    text = page.text(results())
    heads = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    sections = ["Ratios", "Before and after", "Budgets", "Seconds and memory", "Growth"]
    assert heads[:5] == sections
    words = " ".join(text.split())
    assert "of 0.90 MB before and 1.20 MB after" in words
    assert "on one processor." in words and "is revision eb1f3d3" in words
    assert "| `--help` | 0.50x | 1.00x | 100 | 100 |" in text
    assert "| `compare`, cold, 1,000 | 0.50x | 0.80x (0.80–0.80) | 100 | 100 |" in text
    assert "**Missed:** `--help`, of the import floor" in words
    assert "| `compare`, cold | 0.80x (0.80–0.80) | 0.80x (0.80–0.80) |" in text
    assert "over 150x" in text and "over 300" in text
    assert "the same, byte by byte" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith(" |") for line in tables)
    assert all(len(line) <= 100 for line in text.splitlines() if line[:1] not in ("|", "!"))


def test_the_page_stands_without_any_result() -> None:
    empty = Results({**ABOUT, "same": {}})
    assert "not measured" in page.text(empty)
    ElementTree.fromstring(chart.drawing(empty))


def test_the_plot_is_sound_and_its_names_do_not_touch() -> None:
    root = ElementTree.fromstring(chart.drawing(results()))
    texts = root.findall("{*}text")
    words = [text.text or "" for text in texts]
    assert "doorstop, over 300 s" in words and "atmp-gap compare, 2.0 s" in words
    assert any("ended at the cap" in word for word in words)
    names = [text for text in texts if ", " in (text.text or "") and text.text[-2:] == " s"]
    for left in {text.get("x") for text in names}:
        places = sorted(float(text.get("y", 0)) for text in names if text.get("x") == left)
        assert all(b - a >= chart.LABEL - 0.2 for a, b in pairwise(places))
    drawn = [float(text.get("x", 0)) for text in texts]
    assert min(drawn) > 0 and max(drawn) < chart.WIDTH


def test_names_that_would_touch_are_moved_apart_around_their_middle() -> None:
    assert chart.apart([10, 100], 17, 0, 200) == [10, 100]
    assert chart.apart([50, 50, 50], 10, 0, 200) == [40, 50, 60]
    assert chart.apart([199, 200], 10, 0, 200) == [190, 200]


@posix
def test_a_run_is_ended_at_the_cap_with_all_it_started(tmp_path: Path) -> None:
    code = (
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "pathlib.Path('child.part').write_text(str(child.pid))\n"
        "pathlib.Path('child.part').rename('child')\n"
        "time.sleep(600)\n"
    )
    ended = measured(tmp_path, code, cap=3)
    assert ended.capped and ended.code < 0
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        if not alive(child):
            break
        time.sleep(0.05)
    assert not alive(child)


@posix
def test_a_run_tells_its_own_cost_and_exit_code(tmp_path: Path) -> None:
    # A process counts as its own what the one that started it held, which is this whole test run.
    small = measured(tmp_path, "pass")
    size = int(small.megabytes + 200) * 1_000_000
    big = measured(tmp_path, f"b = b'x' * {size}; print('said'); raise SystemExit(3)")
    assert (big.code, big.capped, small.code) == (3, False, 0)
    assert big.megabytes > small.megabytes + 100
    assert big.cpu > 0 and big.seconds > 0


def measured(folder: Path, code: str, cap: float = 60) -> Run:
    command = (sys.executable, "-c", code)
    log = folder / "log"
    return run(command, cap=cap, folder=folder, log=log, environment=os.environ)


def alive(process: int) -> bool:
    """Whether a process runs; one that ended and was not waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@posix
def test_tasks_run_in_turns_and_are_not_measured_twice(tmp_path: Path) -> None:
    order = tmp_path / "order"
    say = f"import pathlib; open({str(order)!r}, 'a').write"
    reference = Task("t/a/1", "a", (sys.executable, "-c", f"{say}('a')"), tmp_path)
    task = Task("t/b/1", "b", (sys.executable, "-c", f"{say}('b')"), tmp_path, reference)
    made = Results(dict(ABOUT))
    measure = Measure(tmp_path, made, runs=3, patience=60, cap=60)
    measure.task(task)
    measure.task(task)
    assert order.read_text() == "ababab"
    assert made.done == ["t/b/1"] and len(made.pairs) == 3
    failing = replace(reference, key="t/c/1", command=(sys.executable, "-c", "raise SystemExit(2)"))
    measure.task(failing)
    assert made.failures() == {"t/c/1": 2}
    assert made.seconds("t/c/1") is None and len(made.pairs) == 4
    assert "**Failed with exit code 2, and left out: t/c/1.**" in page.text(made)


def test_the_page_can_be_written_again_from_stored_results(tmp_path: Path) -> None:
    results().save(tmp_path / "results.json")
    words = ["--render", "--work", str(tmp_path), "--output", str(tmp_path / "docs")]
    assert main(words) == 0
    assert (tmp_path / "docs" / "performance.md").read_text().startswith("# Performance\n")
    assert (tmp_path / "docs" / "performance.svg").read_text().startswith("<svg ")


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--only", "speed"])
    assert stopped.value.code == 2
    assert "known: floor, ours, before, formats, peers" in capsys.readouterr().err
