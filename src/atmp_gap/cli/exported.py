"""An export that people hold, held against today: what ``recall`` and ``diff`` share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli import console, dates, options
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.changes.export.export import Export, UnusableExport
    from atmp_gap.changes.recall import Recall
    from atmp_gap.cli.groups import LayerOptions
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.frozen.state import Frozen
    from atmp_gap.gap.compare import Request


def held_against_today(
    path: Path, layers: LayerOptions, profile: Path | None, day: str | None
) -> Recall:
    """What of an export or a frozen state would be different today. Stops where none can tell."""
    from atmp_gap.cli.reproduced import state_of
    from atmp_gap.frozen.state import is_frozen

    raw = _read(path)
    if is_frozen(raw):
        return _state(state_of(raw, str(path)), layers, profile, day)
    return _held(raw, str(path), layers.corpus(), profile, day)


def _state(frozen: Frozen, layers: LayerOptions, profile: Path | None, day: str | None) -> Recall:
    """A frozen state: its own layers and product count where no others are named."""
    from atmp_gap.cli.reproduced import laid_out, opened
    from atmp_gap.frozen.reproduce import COMPARISON
    from atmp_gap.frozen.state import REPORTS

    member = f"{REPORTS}{COMPARISON}.json"
    for item in frozen.altered:
        console.say(f"warning: {frozen.file}:{item.name} was altered since it was frozen")
    with laid_out(frozen) as folder:
        own = not (layers.no_bundled or options.layers(layers.requirements))
        corpus = opened(frozen, folder, True, layers.public) if own else layers.corpus()
        if profile is None and frozen.manifest.profile:
            profile = folder / frozen.manifest.profile
        known = frozen.manifest.corpus.changes
        raw = frozen.members[member]
        return _held(raw, f"{frozen.file}:{member}", corpus, profile, day, known)


def _held(
    raw: bytes,
    shown: str,
    corpus: Corpus,
    profile: Path | None,
    day: str | None,
    known: tuple[str, ...] | None = None,
) -> Recall:
    """An export held against today; ``known`` are the marks of changes it knew, if told apart."""
    from atmp_gap.changes.export.export import UnusableExport
    from atmp_gap.changes.export.read import read_export
    from atmp_gap.changes.question import question
    from atmp_gap.changes.recall import recalled

    try:
        then = read_export(raw, shown)
        if known is not None:
            then.changes = known
        mine = options.product(profile, corpus) if profile else None
        request = question(then, corpus, dates.day(corpus, day), mine)
        now = _today(then, corpus, request)
    except UnusableExport as unusable:
        raise _told(unusable) from None
    found = recalled(then, now, corpus)
    for problem in found.passed_over:
        console.say(str(problem).replace("error[AG005] ", "", 1))
    return found


def _today(then: Export, corpus: Corpus, request: Request) -> Export:
    """The same question's export as it would be written today, read back."""
    from atmp_gap.changes.export.export import refused
    from atmp_gap.changes.export.read import read_export
    from atmp_gap.gap.compare import compare
    from atmp_gap.report import formatter
    from atmp_gap.report.origin import filters_text

    result = compare(corpus, request)
    if then.filters is None and " ".join(then.filters_text.split()) != filters_text(result):
        help_ = "recall the workbook or JSON of it, or name its product with --profile"
        message = f"was written with filters that a CSV does not hold: {then.filters_text}"
        raise refused(message, then.file, help_)
    content = formatter(then.format).comparison(result)
    raw = content if isinstance(content, bytes) else content.encode()
    return read_export(raw, "today")


def _read(path: Path) -> bytes:
    from atmp_gap.text.reading import read_regular

    try:
        return read_regular(path)
    except OSError as error:
        raise Stop(f"cannot read {path}: {error.strerror}", "name a file", ExitCode.INPUT) from None


def _told(unusable: UnusableExport) -> Stop:
    *others, last = unusable.problems
    for problem in others:
        console.say(str(problem))
    return Stop(f"{last.place} {last.message}", last.help, ExitCode.INPUT)
