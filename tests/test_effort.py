"""What a command costs, without a clock: modules, files and calls are counted."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.run import run
from atmp_gap.corpus import folder, sources
from atmp_gap.corpus.bundled import corpus_of, gather_layers
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.part import PartComparison
from atmp_gap.model.partition import Partition
from support import ema, fda, files, write

ASKS = {
    "amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"},
    "methods": {"kind": "any-of"},
}
SLOW = {"yaml", "pydantic", "rich", "jinja2", "xlsxwriter", "openpyxl", "docx", "pypdf", "ruamel"}
ENGINE = {"atmp_gap.gap.row", "atmp_gap.corpus.link", "atmp_gap.corpus.read"}


def imported(*words: str) -> set[str]:
    """The modules in memory after a run of the command line in a process of its own."""
    code = (
        "import sys; sys.argv[0] = 'atmp-gap'\n"
        "from atmp_gap.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_the_version_needs_no_command_line() -> None:
    assert not {"typer", "atmp_gap.cli.run", *SLOW} & imported("--version")


@pytest.mark.parametrize("words", [("--help",), ("compare", "--help"), ("profile", "--help")])
def test_help_needs_neither_requirements_nor_engine(words: tuple[str, ...]) -> None:
    modules = imported(*words)
    assert not {*SLOW, *ENGINE, "atmp_gap.corpus.sources", "hashlib"} & modules
    if words == ("--help",):
        assert not {name for name in modules if name.startswith("atmp_gap.cli.comp")}


def test_a_comparison_made_before_needs_no_engine() -> None:
    imported("compare", "--topic", "impurities", "--only", "match")
    modules = imported("compare", "--topic", "impurities", "--only", "match")
    assert not {*SLOW, *ENGINE} & modules


def test_a_search_of_an_index_made_before_needs_no_requirements() -> None:
    imported("search", "hcDNA")
    assert not {*SLOW, *ENGINE, "atmp_gap.search.items"} & imported("search", "hcDNA")


def test_requirements_read_before_need_neither_yaml_nor_pydantic() -> None:
    imported("show", "hcDNA")
    assert not SLOW & imported("show", "hcDNA")


def test_opening_what_was_read_before_and_comparing_needs_none_of_the_libraries() -> None:
    """The engine runs where they are not, as in a browser."""
    code = (
        "import sys\n"
        "for name in ('pydantic', 'pydantic_core', 'yaml', 'typer', 'rich'):\n"
        "    sys.modules[name] = None\n"
        "from atmp_gap import Request, compare, open_corpus\n"
        "corpus = open_corpus()\n"
        "result = compare(corpus, Request(('FDA', 'EMA'), corpus.date))\n"
        "print(result.summary.rows)"
    )
    imported("topics")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 300


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file is read."""
    counted: Counter[str] = Counter()
    real = folder.read_bytes

    def read(path: Path, root: str) -> bytes:
        counted[str(path)] += 1
        return real(path, root)

    monkeypatch.setattr(sources, "read_bytes", read)
    return counted


@pytest.mark.parametrize(
    "words", [("compare",), ("compare", "--no-cache"), ("topics",), ("show", "s")]
)
def test_each_file_is_read_once(
    tmp_path: Path, reads: Counter[str], words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path, 3)
    for _ in range(2):
        reads.clear()
        assert run([*words, "--no-bundled", "--requirements", str(path)]) == 0
        assert set(reads.values()) == {1}
        assert len(reads) == len(list(path.rglob("*.yaml")))


def made(tmp_path: Path, subjects: int, each: int = 2) -> Path:
    """A corpus with so many subjects, and so many entries a side on each."""
    entries = []
    for subject in range(subjects):
        for number in range(each):
            scope = {"stage": [("phase-1", "pivotal", "marketing")[number % 3]]} if number else {}
            for maker, amount in ((fda, 10), (ema, 10 + number % 2)):
                entry = maker(
                    {"amount": f"< {amount} ng/dose", "methods": ["nat", "culture"]},
                    subject * each + number + 1,
                    applies_to=scope,
                )
                entry["subject"] = f"s{subject}" if subject else "s"
                entries.append(entry)
    content = files(ASKS, entries)
    topic = content["t/topic.yaml"]
    first = topic["subjects"][0]
    topic["subjects"] = [
        {**first, "id": f"s{subject}" if subject else "s"} for subject in range(subjects)
    ]
    return write(tmp_path / f"corpus-{subjects}-{each}", content)


def calls(work: Callable[[], Any]) -> int:
    """How many Python functions some work calls."""
    counted = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def opened(path: Path) -> Corpus:
    return corpus_of(gather_layers([path], bundled=False))


def compared(corpus: Corpus) -> object:
    return compare(corpus, Request(("FDA", "EMA"), corpus.date))


@pytest.mark.parametrize("stage", ["open", "compare"])
def test_twice_the_requirements_take_twice_the_calls(tmp_path: Path, stage: str) -> None:
    counts = []
    for subjects in (40, 80, 160):
        path = made(tmp_path, subjects)
        corpus = opened(path)
        if stage == "open":
            counts.append(calls(lambda path=path: opened(path)))
        else:
            counts.append(calls(lambda corpus=corpus: compared(corpus)))
    small, middle, large = counts
    assert middle - small > 0
    assert (large - middle) / (middle - small) == pytest.approx(2, rel=0.1)


def test_a_subject_with_many_entries_is_not_compared_pair_by_pair(tmp_path: Path) -> None:
    counts = []
    for each in (12, 24, 48):
        corpus = opened(made(tmp_path, 1, each))
        counts.append(calls(lambda corpus=corpus: compared(corpus)))
    small, middle, large = counts
    assert (large - middle) / (middle - small) < 2.6


def test_both_sides_are_added_up_once_for_all_cells_that_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [
        fda({"amount": "< 1 ng/dose"}),
        ema({"amount": "< 1 ng/dose"}),
        fda(
            {"amount": "< 2 ng/dose"},
            2,
            applies_to={"stage": ["pivotal"], "substrate": ["tumorigenic"]},
        ),
    ]
    corpus = opened(write(tmp_path / "c", files(ASKS, entries)))
    subject = corpus.subjects["s"]
    cells = len(
        Partition(corpus.space).cells(subject.domain, [entry.box for entry in subject.entries])
    )
    made_: list[object] = []
    real = PartComparison.__init__

    def counted(self: PartComparison, *arguments: Any) -> None:
        made_.append(self)
        real(self, *arguments)

    monkeypatch.setattr(PartComparison, "__init__", counted)
    compared(corpus)
    assert len(made_) == 2, "pivotal with a tumorigenic substrate, and elsewhere"
    assert cells == 3, "elsewhere has two corners"


def test_memory_grows_by_a_bounded_amount_for_each_requirement(tmp_path: Path) -> None:
    """Some 5 kB for requirements of 0.4 kB: their records, entries, rows and parts."""
    compared(opened(made(tmp_path, 2)))  # What is made once is made by now.
    peaks = []
    for subjects in (40, 80, 160):
        path = made(tmp_path, subjects)
        tracemalloc.start()
        kept = compared(opened(path))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        del kept
    small, middle, large = peaks
    assert (large - middle) / (middle - small) == pytest.approx(2, rel=0.2)
    assert (large - middle) / (80 * 4) < 7_000, "bytes for each requirement"
