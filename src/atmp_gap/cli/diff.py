"""``atmp-gap diff``: two states of the requirements, and why what changed did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, options
from atmp_gap.cli.confidential import SharedOptions
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import PrintOptions, SideOptions, SubjectOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.changes.corpora import Side
    from atmp_gap.changes.difference import Difference
    from atmp_gap.changes.recall import Recall
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.gap.compare import Request
    from atmp_gap.report.interface import Report, Sheet

FAILING = ("any", "verdicts", "entries", "answers", "grades", "documents", "unexplained")
Old = Annotated[
    str,
    typer.Argument(
        metavar="OLD",
        help="The earlier state: a folder, a git revision such as HEAD~3:requirements, or an "
        "export of ours (.xlsx, .csv, .json).",
    ),
]
New = Annotated[
    str | None,
    typer.Argument(
        metavar="[NEW]",
        help="The later state, a folder or a git revision; today's requirements if not said.",
    ),
]
FailOn = Annotated[
    options.WordList,
    typer.Option(
        "--fail-on",
        metavar="WHAT",
        autocompletion=completion.fixed(lambda: FAILING),
        help=f"Exit with 1 where these changed: {options.either(FAILING)} (a verdict changed and "
        "changes.yaml does not say why); several separated by commas.",
    ),
]


@dataclass(frozen=True)
class Asked(SubjectOptions, SideOptions):
    """Which rows are compared, in both states alike."""

    profile: options.Profile = None

    def sides(self, names: tuple[str, str], corpora: tuple[Corpus, Corpus]) -> tuple[Side, Side]:
        """Both states with what is asked of them; a word need be known to one of them only."""
        from atmp_gap.changes.corpora import Side
        from atmp_gap.corpus.words import subjects, topics

        before, after = corpora
        named = _either(self.topic, topics(after), topics(before))
        only = _either(self.subject, subjects(after), subjects(before))
        first, second = (
            Side(name, corpus, self._request(corpus, named, only))
            for name, corpus in zip(names, corpora, strict=True)
        )
        return first, second

    def _request(
        self, corpus: Corpus, topics: tuple[str, ...], subjects: tuple[str, ...]
    ) -> Request:
        from atmp_gap.gap.compare import Request

        mine = options.product(self.profile, corpus) if self.profile else None
        return Request(
            self.agencies_in(corpus),
            self.day_in(corpus),
            topics=topics or (mine.topics if mine else ()),
            subjects=subjects,
            drafts=not self.no_drafts,
            scope=mine.scope if mine else {},
            dose=mine.dose if mine else None,
            profile=mine.name if mine else None,
            only_reviewed=bool(mine and mine.only_reviewed),
        )


def _either(words: options.WordList, after: Lexicon, before: Lexicon) -> tuple[str, ...]:
    """The ids some words stand for in the later state, else in the earlier."""
    from atmp_gap.corpus.words import UnknownWordError

    found: dict[str, None] = {}
    for word in words or ():
        try:
            found.update(dict.fromkeys(after.find(word)))
        except UnknownWordError:
            found.update(dict.fromkeys(options.find(before, [word])))
    return tuple(found)


@grouped
def diff(
    *,
    old: Old,
    new: New = None,
    asked: Asked,
    fail_on: FailOn = None,
    layers: SharedOptions,
    printed: PrintOptions,
) -> int:
    """Compare two states of the requirements: entries, answers, reading grades and verdicts.

    And say why: we were wrong, the law changed, a new edition, settled since.
    """
    failing = _failing(fail_on)
    formatter = printed.formatter()
    found: Difference | Recall
    if Path(old).is_file():
        found, sheet = _of_export(Path(old), new, asked, failing, layers, formatter)
    else:
        found, sheet = _of_states(old, new, asked, layers, formatter)
    printed.write(formatter.sheet(sheet), len(sheet.rows))
    return ExitCode.FOUND if any(found.has(name) for name in failing) else ExitCode.DONE


def _of_states(
    old: str, new: str | None, asked: Asked, layers: SharedOptions, formatter: Report
) -> tuple[Difference, Sheet]:
    """Two states of the requirements."""
    from atmp_gap.changes.corpora import difference
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.difference import difference_sheet

    corpora = _corpora(old, new, layers)
    found = difference(*asked.sides((old, new or "today"), corpora))
    return found, difference_sheet(found, formatter.name in LAID_OUT)


def _of_export(
    file: Path,
    new: str | None,
    asked: Asked,
    failing: list[str],
    layers: SharedOptions,
    formatter: Report,
) -> tuple[Recall, Sheet]:
    """An export against today: its rows alone, which hold no entries to compare."""
    from atmp_gap.changes.recall import COUNTED
    from atmp_gap.cli.exported import held_against_today
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.recall import recall_sheet

    if new is not None:
        raise Stop(f"{file} is an export, which is compared with today", f"leave {new} out")
    if asked.topic or asked.subject or asked.between or asked.no_drafts:
        raise Stop(f"{file} is an export, which says itself what was asked", "leave options out")
    unfit = [name for name in failing if name not in COUNTED]
    if unfit:
        raise Stop(f"an export holds no {unfit[0]} to --fail-on", f"known: {', '.join(COUNTED)}")
    found = held_against_today(file, layers, asked.profile, asked.as_of)
    return found, recall_sheet(found, formatter.name in LAID_OUT)


def _failing(words: options.WordList) -> list[str]:
    named = options.split(words)
    for word in named:
        if word not in FAILING:
            raise Stop(f"unknown --fail-on {word!r}", f"known: {', '.join(FAILING)}")
    return named


def _corpora(old: str, new: str | None, layers: SharedOptions) -> tuple[Corpus, Corpus]:
    """Both states, opened. Everything that is wrong with either is said in one run.

    All that ``diff`` compares passes here; what is confidential is refused, or left out.
    """
    from atmp_gap.corpus.problem import InvalidCorpusError, Problem

    if new is not None and (layers.requirements or layers.no_bundled):
        raise Stop("--requirements and --no-bundled are for today's", "leave NEW out, or them")
    problems: list[Problem] = []
    found: list[Corpus] = []
    for word in (old, new):
        try:
            found.append(_opened(word, layers).corpus)
        except InvalidCorpusError as invalid:
            problems += invalid.problems
    if problems:
        raise InvalidCorpusError(dict.fromkeys(problems))
    before, after = found
    if new is None and len(before.layers) > len(after.layers):
        raise Stop(
            f"{old} is a layer, and today's requirements have none to compare it with",
            "name its later state: diff OLD NEW, or diff OLD --requirements NEW",
        )
    return before, after


def _opened(word: str | None, layers: SharedOptions) -> options.Opening:
    """One state, without what is confidential or allowed to hold it."""
    if word is None:
        return layers.opening()
    from atmp_gap.cache.shelves import opened
    from atmp_gap.changes.states import state_sources

    return layers.shared(options.Opening(state_sources(word), opened(False)[0]))
