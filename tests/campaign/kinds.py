"""Every kind of file that is read, with a good one of it and the command lines that read it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from campaign.mutate import text_mutant, tree_mutant, zip_mutant

ROOT = Path(__file__).parents[2]
BASE = Path(__file__).parents[1] / "examples" / "base"
OWN = ["--requirements", "c", "--no-bundled"]


@dataclass
class Kind:
    """A kind of file: its name, a good one, and what reads it."""

    file: str
    good: bytes
    lines: list[list[str]]
    packed: bool = False
    share: int = 1
    tree: Any = field(default=None)

    def mutant(self, dice: random.Random) -> bytes:
        """One of it that may be broken."""
        if self.packed:
            return zip_mutant(self.good, dice)
        if self.tree is not None and dice.random() < 0.5:
            return tree_mutant(self.tree, dice)
        return text_mutant(self.good.decode("utf-8"), dice)


JUDGEMENTS = """judgements:
  - subject: amount
    between: [FDA, EMA]
    verdict: diverge
    stricter: FDA
    reason: One limit is a tenth of the other.
    by: editors
    date: 2026-01-01
absences:
  - subject: amount
    agency: EMA
    searched:
      - {document: EMA-DOC, sections: ["4.2"]}
    reading: {grade: reported, via: 'A. Author, A title, 2021', date: 2026-01-01}
    by: editors
"""
TERMS = """terms:
  - id: lot
    us: lot
    eu: batch
    note: The same thing.
    sources: [FDA-DOC, EMA-DOC]
"""


def _profile() -> bytes:
    return (ROOT / "examples/profiles/aav-in-vivo.yaml").read_bytes()


def _changes() -> bytes:
    """The first whole changes of the bundled corpus, at most 3,000 bytes of them."""
    raw = (ROOT / "requirements/changes.yaml").read_bytes()
    return raw[: raw.rindex(b"\n- kind:", 0, 3000) + 1]


def kinds(folder: Path, run: Callable[[list[str]], int]) -> Mapping[str, Kind]:
    """All kinds; what the program writes itself is written by it, once, into a folder."""
    made = folder / "made"
    made.mkdir(parents=True, exist_ok=True)
    (made / "p.yaml").write_bytes(_profile())
    words = ["--topic", "potency", "-o"]
    run(["compare", *words, str(made / "w.xlsx"), "--force"])
    for ending in ("csv", "json", "docx"):
        run(["compare", *words, str(made / f"e.{ending}"), "--force"])
    for ending in ("yaml", "csv"):
        template = ["assess", str(made / "p.yaml"), "--template", ending]
        run([*template, *words, str(made / f"t.{ending}"), "--force"])
    library = made / "lib"
    library.mkdir(exist_ok=True)
    (library / "a.txt").write_text("Cells were thawed and counted twice. " * 60)
    (library / "library.yaml").write_text("documents: {FDA-DOC: a.txt}\n")
    run(
        [
            "verify",
            "--library",
            str(library),
            "--jobs",
            "1",
            *_own(),
            "--ledger",
            str(made / "l.yaml"),
        ]
    )
    corpus = {
        name: Kind(f"c/{name}", (BASE / name).read_bytes(), _checks(), share=2)
        for name in ("agencies.yaml", "corpus.yaml", "vocabulary.yaml", "documents/all.yaml")
    } | {
        name: Kind(f"c/{name}", (BASE / name).read_bytes(), _checks(), share=4)
        for name in ("t/topic.yaml", "t/fda.yaml", "t/ema.yaml")
    }
    corpus["t/judgements.yaml"] = Kind(
        "c/t/judgements.yaml", JUDGEMENTS.encode(), _checks(), share=4
    )
    corpus["terminology.yaml"] = Kind("c/terminology.yaml", TERMS.encode(), _checks(), share=2)
    corpus["changes.yaml"] = Kind("c/changes.yaml", _changes(), _checks())
    profile = [["profile", "check", "p.yaml"]]
    found = corpus | {
        "profile": Kind("p.yaml", _profile(), profile, share=2),
        "positions.yaml": Kind("t.yaml", (made / "t.yaml").read_bytes(), _assess("t.yaml")),
        "positions.csv": Kind("t.csv", (made / "t.csv").read_bytes(), _assess("t.csv")),
        "workbook": Kind(
            "w.xlsx",
            (made / "w.xlsx").read_bytes(),
            [
                ["compare", "--topic", "potency", "--update", "w.xlsx"],
                *_assess("w.xlsx"),
                ["layer", "--from", "w.xlsx", "--into", "layer"],
                ["recall", "w.xlsx"],
            ],
            packed=True,
        ),
        "layer.csv": Kind(
            "r.csv",
            (made / "t.csv").read_bytes(),
            [["layer", "--from", "r.csv", "--into", "layer"]],
        ),
        "export.csv": Kind("e.csv", (made / "e.csv").read_bytes(), [["recall", "e.csv"]]),
        "export.json": Kind("e.json", (made / "e.json").read_bytes(), [["recall", "e.json"]]),
        "memo": Kind("e.docx", (made / "e.docx").read_bytes(), [["recall", "e.docx"]], packed=True),
        "library.yaml": Kind(
            "lib/library.yaml",
            (library / "library.yaml").read_bytes(),
            [["library", "list", "--library", "lib", "--jobs", "1", *OWN]],
        ),
        "ledger": Kind(
            "l.yaml",
            (made / "l.yaml").read_bytes() if (made / "l.yaml").exists() else b"{}",
            [
                ["verify", "--audit", "--ledger", "l.yaml"],
                ["compare", "--ledger", "l.yaml", *OWN],
                ["verify", "--propose", "--ledger", "l.yaml", *OWN],
            ],
            share=2,
        ),
        "settings": Kind(
            "pyproject.toml",
            b'[tool.atmp-gap.check]\nselect = ["AG2"]\nignore = ["AG208"]\nstrict = true\n',
            [["check", "c"]],
        ),
    }
    for kind in found.values():
        if kind.file.endswith((".yaml", ".json")):
            kind.tree = yaml.safe_load(kind.good)
    return found


def _own() -> list[str]:
    return ["--requirements", str(BASE), "--no-bundled"]


def _checks() -> list[list[str]]:
    return [
        ["check", "c"],
        ["compare", *OWN, "--no-cache"],
        ["check", "--fix", "c"],
        ["show", "amount", *OWN],
        ["search", "cells", "dose", *OWN],
    ]


def _assess(file: str) -> list[list[str]]:
    return [["assess", "good.yaml", "--topic", "potency", "--positions", file]]


def lay_out(folder: Path, made: Path) -> None:
    """The good files an attack starts from: a corpus, a profile, a library."""
    for name in ("c", "lib", "layer"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in folder.iterdir():
        if path.is_file() or path.is_symlink():
            path.unlink()
    shutil.copytree(BASE, folder / "c")
    shutil.copytree(made / "lib", folder / "lib")
    (folder / "good.yaml").write_bytes(_profile())
