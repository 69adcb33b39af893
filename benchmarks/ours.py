"""What is measured of this project: the floor below it, its commands, its report formats.

Of an earlier revision too, where ``Ours`` is one: its figures stand under ``before``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.before import STARTS
from benchmarks.environments import ROOT, program
from benchmarks.task import Task

FORMATS = ("table", "markdown", "csv", "json", "html", "xlsx", "docx")
IMPORTS = "import typer, yaml, rich.console; from pydantic import BaseModel"
"""What every command of ours could not do without: the import floor."""
NO_CACHE = {"ATMP_GAP_CACHE": ""}
"""Beside `--no-cache`, so that no run meant to be cold finds a cache of the user's."""


@dataclass(frozen=True)
class Ours:
    """This project, or an earlier revision of it, installed; and where it works."""

    environment: Path
    out: Path
    earlier: bool = False

    def key(self, part: str, name: str, size: int | None = None) -> str:
        """The key of a task."""
        words = ("before" if self.earlier else part, name, *([str(size)] if size else []))
        return "/".join(words)

    @property
    def tool(self) -> Path:
        """The command."""
        return program(self.environment, "atmp-gap")

    @property
    def python(self) -> Path:
        """The interpreter it runs in."""
        return program(self.environment, "python")

    def floor(self) -> Task:
        """The import floor."""
        return self._python("floor/imports", "typer, yaml, pydantic and rich imported", IMPORTS)

    def bare(self) -> Task:
        """Python that does nothing, beside the import floor."""
        return self._python("floor/bare", "bare Python", "pass", self.floor())

    def starts(self) -> Iterator[Task]:
        """Commands that read nothing, or the bundled corpus; beside the import floor."""
        commands = {
            "--version": ("--version",),
            "--help": ("--help",),
            "compare --topic impurities": ("compare", "--topic", "impurities", "-o", "OUT"),
            "compare": ("compare", "-o", "OUT"),
            "compare --product car-t": ("compare", "--product", "car-t", "-o", "OUT"),
            "compare --no-cache": ("compare", "--no-cache", "-o", "OUT"),
            "show hcDNA": ("show", "hcDNA", "-o", "OUT"),
            "check requirements": ("check", "requirements", "-o", "OUT"),
        }
        for name, words in commands.items():
            report = self.out / "bundled.txt"
            if self.earlier and name not in STARTS:
                continue
            command = (self.tool, *(report if word == "OUT" else word for word in words))
            yield Task(
                key=self.key("floor", name),
                label=f"atmp-gap {name}",
                command=command,
                folder=ROOT,
                reference=self.floor(),
                environment=NO_CACHE,
            )

    def load(self, corpus: Path, size: int) -> Task:
        """CSafeLoader over the same files: what reading is divided by."""
        return self._reader("load", "CSafeLoader, same files", corpus, size)

    def scan(self, corpus: Path, size: int) -> Task:
        """libyaml events over the same files, beside CSafeLoader."""
        return self._reader("scan", "libyaml events, same files", corpus, size)

    def compare(self, corpus: Path, size: int) -> Task:
        """`compare` without any cache, beside CSafeLoader."""
        return Task(
            key=self.key("ours", "compare", size),
            label="compare, cold",
            command=self._compare(corpus, self.report("cold", size), cold=True),
            folder=self.out,
            reference=self.load(corpus, size),
            fresh=(self.report("cold", size),),
            environment=NO_CACHE,
            least=2,
        )

    def first_compare(self, corpus: Path, size: int) -> Task:
        """`compare` with an empty cache, which it fills; beside CSafeLoader."""
        cache = self.out / f"cache-first-{size}"
        return Task(
            key=self.key("ours", "first", size),
            label="compare, first run (fills the cache)",
            command=self._compare(corpus, self.report("first", size)),
            folder=self.out,
            reference=self.load(corpus, size),
            fresh=(cache, self.report("first", size)),
            environment={"ATMP_GAP_CACHE": str(cache)},
        )

    def warm_compare(self, corpus: Path, size: int) -> Task:
        """`compare` with a full cache, beside CSafeLoader."""
        return Task(
            key=self.key("ours", "warm", size),
            label="compare, warm",
            command=self._compare(corpus, self.report("warm", size)),
            folder=self.out,
            reference=self.load(corpus, size),
            fresh=(self.report("warm", size),),
            fill=True,
            environment={"ATMP_GAP_CACHE": str(self.out / f"cache-{size}")},
            least=2,
        )

    def check(self, corpus: Path, size: int) -> Task:
        """`check` with all rules and without any cache, beside CSafeLoader."""
        report = self.out / f"check-{size}.txt"
        return Task(
            key=self.key("ours", "check", size),
            label="check, cold",
            command=(self.tool, "check", corpus, "-o", report),
            folder=self.out,
            reference=self.load(corpus, size),
            fresh=(report,),
            environment=NO_CACHE,
        )

    def format(self, name: str, corpus: Path, size: int) -> Task:
        """One report format, cold, beside the plain table of the same comparison."""
        report = self.out / f"report-{size}.{name}"
        return Task(
            key=f"formats/{name}/{size}",
            label=f"compare --format {name}",
            command=(*self._compare(corpus, report, cold=True), "--format", name),
            folder=self.out,
            reference=self.compare(corpus, size) if name != "table" else self.load(corpus, size),
            fresh=(report,),
            environment=NO_CACHE,
        )

    def report(self, name: str, size: int) -> Path:
        """Where a comparison is written."""
        return self.out / f"{name}-{size}.txt"

    def _compare(self, corpus: Path, report: Path, *, cold: bool = False) -> tuple[str | Path, ...]:
        words = (self.tool, "compare", "--no-bundled", "--requirements", corpus, "-o", report)
        return (*words, "--no-cache") if cold else words

    def _python(self, key: str, label: str, code: str, reference: Task | None = None) -> Task:
        return Task(key, label, (self.python, "-c", code), self.out, reference)

    def _reader(self, mode: str, label: str, corpus: Path, size: int) -> Task:
        script = Path(__file__).with_name("read_yaml.py")
        reference = self.load(corpus, size) if mode != "load" else None
        # -P: nothing of this folder shall stand in for a module of the standard library.
        command = (self.python, "-P", script, mode, corpus)
        return Task(f"ours/{mode}/{size}", label, command, self.out, reference)
