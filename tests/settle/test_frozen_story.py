"""One row from the day it was settled until it turns out wrong: the story of the guide."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.cli.run import run

sys.path.append(str(Path(__file__).parents[2] / "scripts"))
from desk_story import correct

pytestmark = pytest.mark.requirement("TR-16", "TR-17")
LOOK = ("settle", "--confirm", "FDA-COLD-001", "--document", "MADE-VECTOR", "--section", "3")
MINE = ("--requirements", "mine")


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = run([*words, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_settled_reviewed_frozen_corrected_recalled_and_reproduced(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*LOOK, "--by", "Ann Lee", "--into", "mine"]) == 0
    assert run(["settle", "--review", "FDA-COLD-001", "--by", "Lee, Ann", "--into", "mine"]) == 2
    assert run(["settle", "--review", "FDA-COLD-001", "--by", "Ben Ode", "--into", "mine"]) == 0
    freeze = ("freeze", "Filing", "--topic", "cold-chain", *MINE, "-o", "filing.zip")
    capsys.readouterr()
    assert run([*freeze, "--library", "library"]) == 0
    [seal] = [
        line.split()[1] for line in capsys.readouterr().err.splitlines() if line.startswith("seal ")
    ]
    before = (stocked / "filing.zip").read_bytes()

    correct(stocked / "team")

    code, found = asked(capsys, "recall", "filing.zip", *MINE)
    assert code == 1
    [row] = found["rows"]
    assert (row["subject"], row["kinds"], row["certain"]) == ("freezer-records", ["wrong"], True)
    assert "misquotes the guideline" in row["why"][0]["what"]
    assert {item["field"]: (item["before"], item["after"]) for item in row["texts"]}["verdict"] == (
        "diverge",
        "match",
    )

    code, found = asked(capsys, "reproduce", "filing.zip", "--seal", seal)
    assert (code, found["rows"], found["altered"], found["same"]) == (0, [], [], 2)
    # Without the machine's layers, library and cache it is the same.
    (stocked / "filing.zip").rename(stocked / "elsewhere.zip")
    for name in ("team", "mine", "library"):
        (stocked / name).rename(stocked / f"gone-{name}")
    assert run(["reproduce", "elsewhere.zip", "--seal", seal]) == 0
    assert (stocked / "elsewhere.zip").read_bytes() == before


def test_both_people_and_both_copies_are_in_the_frozen_state(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import zipfile

    assert run([*LOOK, "--by", "Ann Lee", "--into", "mine"]) == 0
    assert run(["settle", "--review", "FDA-COLD-001", "--by", "Ben Ode", "--into", "mine"]) == 0
    assert run(["freeze", "Filing", "--topic", "cold-chain", *MINE, "-o", "filing.zip"]) == 0
    with zipfile.ZipFile(stocked / "filing.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
        told = " ".join(archive.read("reports/comparison.md").decode().split())
    assert {copy["document"] for copy in manifest["library"]} == {"MADE-VECTOR", "MADE-CELLS"}
    assert [layer["name"] for layer in manifest["layers"]] == ["bundled", "team", "mine"]
    assert "seen by Ann Lee, reviewed by Ben Ode" in told
