"""A set-theory relationship sheet, as NIST IR 8477 section 4.3 describes it: for Excel or CSV.

Statements that say the same are equal; what differs or is to be judged intersects, because which
one demands more holds for single answers, not for whole statements. A search that found nothing is
a line without a reference element that says so; what nobody searched is not written.
"""

from __future__ import annotations

from atmp_gap.report import sources
from atmp_gap.report.exchange import OPEN, loss_line
from atmp_gap.report.exchange.pair_words import alone_comment, comment, weakest_grade
from atmp_gap.report.interface import Sheet
from atmp_gap.text.escape import one_line
from atmp_gap.views.relations import Alone, Pair, Relations

TITLE = "IR 8477 set-theory relationship sheet"
ENDING = ".xlsx"
CARRIED = frozenset({"searches that found nothing", "judgements of people"})
COLUMNS = (
    "Focal Document",
    "Focal Document Element",
    "Focal Document Element Description",
    "Rationale",
    "Relationship",
    "Reference Document",
    "Reference Document Element",
    "Reference Document Element Description",
    "Comments",
    "Question",
    "Verdict",
    "Reading",
)


def written(relations: Relations) -> Sheet:
    """The sheet: a line for each pair of statements, then for each search that found nothing."""
    result = relations.result
    rows = [_pair(pair, relations) for pair in relations.pairs]
    rows += [_alone(item) for item in relations.alone if item.searched]
    return Sheet(
        f"Set-theory relationships, {' and '.join(result.agencies)}",
        COLUMNS,
        tuple(rows),
        (
            loss_line(relations, CARRIED),
            OPEN,
            f"Corpus {result.corpus.version} ({result.corpus.fingerprint}), as of {result.as_of}; "
            f"{result.tool}; CC BY 4.0.",
            result.notice,
        ),
    )


def _pair(pair: Pair, relations: Relations) -> tuple[str, ...]:
    return (
        sources.cite(pair.source),
        pair.source.id,
        one_line(pair.source.statement),
        "Semantic",
        "Equal" if pair.the_same else "Intersects With",
        sources.cite(pair.target),
        pair.target.id,
        one_line(pair.target.statement),
        comment(pair, relations.result),
        pair.row.subject,
        pair.part.verdict,
        weakest_grade(pair),
    )


def _alone(item: Alone) -> tuple[str, ...]:
    return (
        sources.cite(item.entry),
        item.entry.id,
        one_line(item.entry.statement),
        "Semantic",
        "No Relationship",
        f"{item.other}, as searched",
        "",
        "",
        alone_comment(item),
        item.row.subject,
        item.part.verdict,
        item.entry.reading.grade,
    )
