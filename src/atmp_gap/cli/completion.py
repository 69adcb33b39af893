"""What a shell offers on tab for the value of an option: one function for each kind of value.

An option names its function as ``autocompletion``. The words are those of the requirements that
the command line names so far, opened as they were kept by an earlier run or came with the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from atmp_gap.cli.console import COLOURS

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus

Values = Callable[[typer.Context, str], list[str]]


def fixed(names: Callable[[], Iterable[str]]) -> Values:
    """Completes one of some names, which are asked for only on tab."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return [name for name in names() if name.startswith(incomplete)]

    return complete


def listed(names: Callable[[], Iterable[str]]) -> Values:
    """The same for an option that takes several names, separated by commas."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        return [f"{before}{comma}{name}" for name in names() if name.startswith(last)]

    return complete


def of_corpus(names: Callable[[Corpus], Iterable[str]]) -> Values:
    """Completes what the requirements know; nothing where they cannot be opened."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from atmp_gap.cli.console import begin
        from atmp_gap.cli.exits import Stop
        from atmp_gap.cli.options import open_requirements
        from atmp_gap.corpus.problem import InvalidCorpusError

        begin(quiet=True)
        folders = [Path(item) for item in ctx.params.get("requirements") or ()]
        try:
            corpus = open_requirements(folders, bool(ctx.params.get("no_bundled")))
        except (Stop, InvalidCorpusError):
            return []
        return [name for name in names(corpus) if name.startswith(incomplete)]

    return complete


def scope(option: str) -> Values:
    """Completes the terms and groups of a dimension of scope."""

    def names(corpus: Corpus) -> Iterable[str]:
        return (name for axis in corpus.space.axes if axis.option == option for name in axis.masks)

    return of_corpus(names)


topics = of_corpus(lambda corpus: corpus.topics)
subjects = of_corpus(lambda corpus: corpus.subjects)
documents = of_corpus(lambda corpus: corpus.documents)
statements = of_corpus(lambda corpus: corpus.requirements)
agencies = of_corpus(lambda corpus: [agency.id for agency in corpus.sides])
stricter = of_corpus(
    lambda corpus: [*(agency.id for agency in corpus.sides), "equal", "mixed", "not-comparable"]
)


def _verdicts() -> Iterable[str]:
    from atmp_gap.report.wording import VERDICT_LABELS

    return VERDICT_LABELS


def _groupings() -> Iterable[str]:
    from atmp_gap.cli.compare import GROUPINGS

    return GROUPINGS


def _rules() -> Iterable[str]:
    from atmp_gap.check.rules import all_rules

    return all_rules()


def _meetings() -> Iterable[str]:
    from atmp_gap.profile.briefing import KINDS

    return [item.id for item in KINDS]


def _grades() -> Iterable[str]:
    from atmp_gap.cli.selection import REVIEWED
    from atmp_gap.model.base import GRADES

    return (*GRADES, *REVIEWED)


colours = fixed(lambda: COLOURS)
groupings = fixed(_groupings)
verdicts = listed(_verdicts)
rules = listed(_rules)
rule = fixed(lambda: [*_rules(), "all"])
meetings = fixed(_meetings)
grades = fixed(_grades)
