"""The same rows at each stage of development: when each side asks, and where the two converge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Part, Row

STAGE = "stage"


class NoStagesError(ValueError):
    """The vocabulary has no dimension of stages."""


@dataclass(frozen=True)
class StageCell:
    """A row at one stage: what each side says, and the verdict; None where the row is absent."""

    stage: str
    verdict: str | None
    provisional: bool
    says: tuple[str, str]


@dataclass(frozen=True)
class StageRow:
    """A subject across the stages."""

    topic: str
    subject: str
    title: str
    cells: tuple[StageCell, ...]
    course: str
    """In words: where the sides converge or part."""


def by_stage(corpus: Corpus, request: Request) -> tuple[tuple[str, ...], list[StageRow]]:
    """The stages asked for, in order, and every row across them. Raises NoStagesError."""
    axis = next((axis for axis in corpus.space.axes if axis.id == STAGE), None)
    if axis is None:
        raise NoStagesError("these requirements know no stages")
    asked = request.scope.get(STAGE)
    mask = axis.full
    if asked:
        mask = 0
        for name in asked:
            mask |= axis.masks[name]
    stages = tuple(leaf for i, leaf in enumerate(axis.leaves) if mask >> i & 1)
    # What hides rows is applied to the whole row below, not stage by stage.
    wide = replace(request, only=(), stricter=(), reading=None)
    shown = {row.subject for row in compare(corpus, request).rows}
    found: dict[str, tuple[Row, dict[str, StageCell]]] = {}
    for stage in stages:
        scope = {**request.scope, STAGE: (stage,)}
        for row in compare(corpus, replace(wide, scope=scope)).rows:
            cells = found.setdefault(row.subject, (row, {}))[1]
            cells[stage] = _cell(row, stage, request.between)
    order = [subject.id for topic in corpus.topics.values() for subject in topic.subjects]
    rows = [
        _row(found[subject][0], found[subject][1], stages)
        for subject in order
        if subject in found and subject in shown
    ]
    return stages, rows


def _row(row: Row, cells: dict[str, StageCell], stages: Sequence[str]) -> StageRow:
    line = tuple(cells.get(s, StageCell(s, None, False, ("-", "-"))) for s in stages)
    return StageRow(row.topic, row.subject, row.title, line, _course(line))


def _cell(row: Row, stage: str, between: tuple[str, str]) -> StageCell:
    says = [_says(row, agency) for agency in between]
    return StageCell(stage, row.verdict, row.provisional, (says[0], says[1]))


def _says(row: Row, agency: str) -> str:
    """What an agency says in all parts of a row; parts are told apart where they differ."""
    by_text: dict[str, list[Part]] = {}
    for part in row.parts:
        by_text.setdefault(_answers(row, part, agency), []).append(part)
    if len(by_text) == 1:
        return next(iter(by_text))
    return " | ".join(text for text in by_text if text != "-")


def _answers(row: Row, part: Part, agency: str) -> str:
    side = next(side for side in part.sides if side.agency == agency)
    if not side.entries:
        return "-"
    entries = {entry.id: entry for entry in row.entries}
    lines: dict[str, None] = {}
    for name in side.entries:
        for slot, answer in entries[name].answers.items():
            text = answer if isinstance(answer, str) else ", ".join(answer)
            lines[f"{slot}: {text}"] = None
    return "; ".join(lines) or "in prose"


def _course(cells: Sequence[StageCell]) -> str:
    """Whether the row is the same at every stage, converges, parts, or changes its verdict."""
    asked = [cell for cell in cells if cell.verdict]
    if not asked:
        return "-"
    arises = "" if len(asked) == len(cells) else f"arises at {', '.join(c.stage for c in asked)}"
    if len({(cell.verdict, cell.says) for cell in asked}) == 1:
        return arises or "same at every stage"
    since = len(asked) - 1
    while since and asked[since - 1].verdict == asked[-1].verdict:
        since -= 1
    verdict, stage = asked[-1].verdict, asked[since].stage
    if since == 0:
        course = "same verdict, other answers by stage"
    elif verdict == "match":
        course = f"converges at {stage}"
    elif verdict == "diverge":
        course = f"parts at {stage}"
    else:
        course = f"changes at {stage}"
    return f"{arises}; {course}" if arises else course
