"""Mutants of every kind of file and of command lines, each run to its end."""

from __future__ import annotations

import contextlib
import io
import os
import random
from pathlib import Path

from campaign.kinds import OWN, Kind, kinds, lay_out
from campaign.mutate import VALUES
from fuzz import NASTY

COMMANDS = {
    "compare": ("--topic", "--subject", "--product", "--donor", "--stage", "--only", "--stricter",
                "--reading", "--profile", "--why-not", "--by-stage", "--position", "--as-of",
                "--fail-on", "--ledger", "--group-by", "--flat", "--format", "--update", "--clean",
                "-o", "--between"),
    "show": ("--as-of", "--no-drafts", "--format", "--ledger"),
    "search": ("--all", "--format", "-o"),
    "topics": ("--format", "--as-of"),
    "documents": ("--format", "-o"),
    "terms": ("--format",),
    "check": ("--strict", "--select", "--ignore", "--format", "--as-of", "--fix", "--diff", "c"),
    "impact": ("--from", "--to", "--from-corpus", "--to-corpus", "--if-adopted", "--profile"),
    "assess": ("--positions", "--template", "--only", "--fail-on", "good.yaml", "--all"),
    "questions": ("--profile", "--meeting", "--for", "--both-sides", "--positions", "-o"),
    "layer": ("--from", "--into"),
    "new": ("topic", "subject", "requirement", "--topic", "--in", "--slot", "--title"),
    "library": ("list", "search", "add", "diff", "--library", "--as", "--document", "--page"),
    "recall": ("good.yaml", "--format"),
    "diff": ("c", "--fail-on", "--format"),
    "export": ("--as", "sssom", "oscal", "strm", "reqif", "-o"),
    "import": ("good.yaml", "--map", "--into"),
    "precedents": ("aav", "--format"),
    "settle": ("amount", "--ledger"),
    "profile": ("init", "from", "check", "overview", "--fact", "--name", "-o", "good.yaml"),
    "verify": ("--audit", "--sign", "--by", "--revoke", "--propose", "--ledger", "--page",
               "--passage", "--anchor", "--note", "--limit"),
}  # fmt: skip
GOOD = (
    *("potency", "amount", "aav", "car-t", "FDA", "EMA", "phase-1", "diverge", "read", "json"),
    *("csv", "github", "markdown", "html", "2024", "2024-02-30", "9999", "good.yaml", "c", "lib"),
    *("out.html", "out.xlsx", "out.docx", "x", "-", "--", ".", "..", "/dev/null", "fda-interact"),
    *("autologous CD19 CAR-T, lentiviral, phase 3", "product=AAV", "amount=limit:mass:lower"),
)


class Mutants:
    """Makes the attack of a number; the same for the same seed."""

    def __init__(self, seed: int, work: Path) -> None:
        from atmp_gap.cli.run import run

        self.seed, self.made = seed, work / "made"

        def quietly(words: list[str]) -> int:
            out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                return run(words)

        os.environ.pop("GITHUB_ACTIONS", None)
        self.kinds = kinds(work, quietly)
        self.bag = [name for name, kind in self.kinds.items() for _ in range(kind.share)]
        self.bag += ["command line"] * 6

    def __call__(self, number: int, folder: Path) -> tuple[str, list[list[str]]]:
        dice = random.Random(f"{self.seed}-{number}")
        lay_out(folder, self.made)
        name = dice.choice(self.bag)
        if name == "command line":
            return name, [self._words(dice)]
        kind: Kind = self.kinds[name]
        path = folder / kind.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kind.mutant(dice))
        return name, [dice.choice(kind.lines)]

    @staticmethod
    def _words(dice: random.Random) -> list[str]:
        command = dice.choice(list(COMMANDS))
        words = [command]
        for _ in range(dice.randint(0, 5)):
            words.append(dice.choice(COMMANDS[command]))
            if dice.random() < 0.8:
                words.append(_word(dice))
        if command in ("compare", "show", "search", "impact") and dice.random() < 0.7:
            words += OWN
        if dice.random() < 0.05:
            words.insert(0, _word(dice))
        return [word.replace("\0", "0") for word in words]


def _word(dice: random.Random) -> str:
    if dice.random() < 0.7:
        return dice.choice(GOOD)
    value = dice.choice((*NASTY, *(str(value) for value in VALUES)))
    return value.encode("utf-8", "replace").decode()
