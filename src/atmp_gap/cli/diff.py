"""``atmp-gap diff``: two states of the requirements, and why what changed did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, SubjectOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.changes.corpora import Side
    from atmp_gap.changes.difference import Difference
    from atmp_gap.corpus.corpus import Corpus

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


@grouped
def diff(
    *,
    old: Old,
    new: New = None,
    rows: SubjectOptions,
    profile: options.Profile = None,
    sides: SideOptions,
    fail_on: FailOn = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Compare two states of the requirements: entries, answers, reading grades and verdicts.

    And say why: we were wrong, the law changed, a new edition, settled since.
    """
    from atmp_gap.changes.corpora import difference
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.difference import difference_sheet

    failing = _failing(fail_on)
    formatter = printed.formatter()
    if Path(old).is_file():
        return _exported(Path(old), new, rows, sides, profile, failing, layers, printed)
    before, after = _corpora(old, new, layers)
    found = difference(
        _side(old, before, rows, sides, profile, before),
        _side(new or "today", after, rows, sides, profile, before),
    )
    sheet = difference_sheet(found, formatter.name in LAID_OUT)
    printed.write(formatter.sheet(sheet), len(sheet.rows))
    return ExitCode.FOUND if any(_hit(found, name) for name in failing) else ExitCode.DONE


def _exported(
    file: Path,
    new: str | None,
    rows: SubjectOptions,
    sides: SideOptions,
    profile: Path | None,
    failing: list[str],
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """An export against today: its rows alone, which hold no entries to compare."""
    from atmp_gap.cli.exported import held_against_today
    from atmp_gap.report import LAID_OUT
    from atmp_gap.report.recall import recall_sheet

    if new is not None:
        raise Stop(f"{file} is an export, which is compared with today", f"leave {new} out")
    if rows.topic or rows.subject or sides.between or sides.no_drafts:
        raise Stop(f"{file} is an export, which says itself what was asked", "leave options out")
    unfit = [name for name in failing if name not in ("any", "verdicts", "unexplained")]
    if unfit:
        raise Stop(f"an export holds no {unfit[0]} to --fail-on", "any, verdicts or unexplained")
    formatter = printed.formatter()
    found = held_against_today(file, layers.corpus(), profile, sides.as_of)
    sheet = recall_sheet(found, formatter.name in LAID_OUT)
    printed.write(formatter.sheet(sheet), len(found.rows))
    hits = {
        "any": bool(found.rows),
        "verdicts": any(row.verdict_changed for row in found.rows),
        "unexplained": any(row.verdict_changed and not row.why for row in found.rows),
    }
    return ExitCode.FOUND if any(hits[name] for name in failing) else ExitCode.DONE


def _failing(words: options.WordList) -> list[str]:
    asked = options.split(words)
    for word in asked:
        if word not in FAILING:
            raise Stop(f"unknown --fail-on {word!r}", f"known: {', '.join(FAILING)}")
    return asked


def _hit(found: Difference, name: str) -> bool:
    if name == "any":
        return bool(found.rows or found.entries or found.documents)
    if name == "unexplained":
        return any(row.verdict_changed and not row.why for row in found.rows)
    return found.counts[name] > 0


def _corpora(old: str, new: str | None, layers: LayerOptions) -> tuple[Corpus, Corpus]:
    """Both states, opened. Everything that is wrong with either is said in one run.

    All that ``diff`` compares passes here: the place to refuse a layer that must not be shown.
    """
    from atmp_gap.corpus.problem import InvalidCorpusError, Problem

    if new is not None and (layers.requirements or layers.no_bundled):
        raise Stop("--requirements and --no-bundled are for today's", "leave NEW out, or them")
    problems: list[Problem] = []
    found: list[Corpus] = []
    for word in (old, new):
        try:
            found.append(layers.corpus() if word is None else _opened(word))
        except InvalidCorpusError as invalid:
            problems += invalid.problems
    if problems:
        raise InvalidCorpusError(dict.fromkeys(problems))
    before, after = found
    return before, after


def _opened(word: str) -> Corpus:
    from atmp_gap.cache.shelves import opened
    from atmp_gap.changes.states import state_sources
    from atmp_gap.corpus.bundled import corpus_of

    return corpus_of(state_sources(word), opened(False)[0])


def _side(
    name: str,
    corpus: Corpus,
    rows: SubjectOptions,
    sides: SideOptions,
    profile: Path | None,
    other: Corpus,
) -> Side:
    """A state and what is asked of it; a topic or subject need be known to one of them only."""
    from atmp_gap.changes.corpora import Side
    from atmp_gap.gap.compare import Request

    mine = options.product(profile, corpus) if profile else None
    request = Request(
        sides.agencies_in(corpus),
        sides.day_in(corpus),
        topics=rows.topics_in(corpus) or (mine.topics if mine else ()),
        subjects=rows.subjects_in(corpus),
        drafts=not sides.no_drafts,
        scope=mine.scope if mine else {},
        dose=mine.dose if mine else None,
        profile=mine.name if mine else None,
    )
    return Side(name, corpus, request)
