"""What ``compare`` prints instead of the comparison: why not, by stage, positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from atmp_gap.cli.exits import Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.compare import Request
    from atmp_gap.gap.result import Result
    from atmp_gap.report import Report


def why_not(
    formatter: Report, corpus: Corpus, request: Request, subjects: Sequence[str]
) -> str | bytes:
    """Why subjects and their entries are in or out."""
    from atmp_gap.gap.compare import filters_of
    from atmp_gap.gap.whynot import why_not as reasons
    from atmp_gap.report.views import why_not_sheet

    found = [reason for name in subjects for reason in reasons(corpus, request, name)]
    return formatter.sheet(why_not_sheet(found, filters_of(request)))


def by_stage(formatter: Report, corpus: Corpus, request: Request, result: Result) -> str | bytes:
    """Each row across the stages. Stops where the requirements know none."""
    from atmp_gap.gap.stages import NoStagesError
    from atmp_gap.gap.stages import by_stage as across
    from atmp_gap.report.views import stage_sheet

    try:
        stages, rows = across(corpus, request)
    except NoStagesError as error:
        raise Stop(str(error), "add the dimension `stage` to vocabulary.yaml") from None
    short = formatter.name in ("table", "markdown")
    return formatter.sheet(stage_sheet(stages, rows, result, short))


def positions(formatter: Report, result: Result) -> str | bytes:
    """What satisfies both sides, per row, part and slot."""
    from atmp_gap.gap.position import positions as found
    from atmp_gap.report.views import position_sheet

    return formatter.sheet(position_sheet(found(result), result))
