"""The campaign of attacks begins with good files, and finds what is wrong."""

from pathlib import Path

import pytest

from campaign.accidents import said_wrong
from campaign.kinds import lay_out
from campaign.mutants import Mutants
from campaign.server import fault_of, run_all

NOT_GOOD_ALONE = {"layer.csv", "workbook", "positions.csv", "positions.yaml", "changes.yaml"}
"""Templates that nobody filled in, and changes to entries that the small corpus lacks."""


@pytest.fixture
def mutants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mutants:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run").mkdir()
    return Mutants(1, tmp_path)


def test_every_kind_begins_with_a_good_file(mutants: Mutants, tmp_path: Path) -> None:
    names = sorted(set(mutants.kinds) - NOT_GOOD_ALONE)

    def good(number: int, folder: Path) -> tuple[str, list[list[str]]]:
        kind = mutants.kinds[names[number]]
        lay_out(folder, mutants.made)
        (folder / kind.file).write_bytes(kind.good)
        return names[number], kind.lines[:1]

    found = list(run_all(list(range(len(names))), good, tmp_path / "run"))
    assert [item.kind for item in found] == names
    assert [(item.kind, item.code, item.fault) for item in found if item.code not in (0, 1)] == []


def test_a_few_mutants_are_the_same_for_the_same_seed(mutants: Mutants, tmp_path: Path) -> None:
    first, again = (list(run_all(list(range(8)), mutants, tmp_path / "run")) for _ in range(2))
    assert [(item.kind, item.code) for item in first] == [(i.kind, i.code) for i in again]
    assert [item.fault for item in first if item.fault] == []


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (70, "error: internal: x"),
        (0, "Traceback (most"),
        (0, "::error::x"),
        (0, "\x1b[2J"),
        (2, ""),
    ],
)
def test_faults_are_seen(code: int, shown: str) -> None:
    assert fault_of(code, shown, [])


def test_what_dies_or_raises_is_a_fault_and_the_next_goes_on(tmp_path: Path) -> None:
    import os

    def attack(number: int, folder: Path) -> tuple[str, list[list[str]]]:
        if number == 1:
            os._exit(3)
        if number == 2:
            raise ValueError("no")
        return "x", []

    found = list(run_all([0, 1, 2, 3], attack, tmp_path))
    assert [bool(item.fault) for item in found] == [False, True, True, False]


@pytest.mark.parametrize(
    ("code", "said", "wrong"),
    [
        (130, "interrupted\n", False),
        (130, "wrote r.xlsx: 1 row\ninterrupted\n", False),
        (130, "interrupted\nwrote r.xlsx: 1 row\n", True),
        (130, "interrupted\ninterrupted\n", True),
        (130, "wrote r.xlsx: 1 row\n", True),
        (0, "wrote r.xlsx: 1 row\n", False),
        (70, "error: internal: KeyError: 1\n", True),
    ],
)
def test_an_interrupt_says_one_line_behind_what_was_done(code: int, said: str, wrong: bool) -> None:
    assert bool(said_wrong(code, said)) == wrong
