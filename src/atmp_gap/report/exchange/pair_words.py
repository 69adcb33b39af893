"""What is said of a pair of statements, or of one alone, in formats of neighbours."""

from __future__ import annotations

from atmp_gap.gap.result import EntryResult, Result
from atmp_gap.report import sources, wording
from atmp_gap.text.escape import one_line
from atmp_gap.views.relations import Alone, Pair


def comment(pair: Pair, result: Result) -> str:
    """The verdict, where it holds, what it rests on, and where both statements stand."""
    words = wording.words_of(result, pair.row)
    told = [f"{pair.row.title}: {wording.verdict_label(pair.part.verdict, pair.part.provisional)}"]
    if pair.same_text:
        told.append("one ICH text that both adopt")
    if any(pair.scopes):
        told.append(f"for {' / '.join(wording.scope_text(s, words) for s in pair.scopes)}")
    if pair.part.decided_by == "judgement" and pair.part.judgement is not None:
        told.append(f"judged by a person: {pair.part.judgement.reason}")
    if pair.part.rests_on == "draft":
        told.append("rests on a draft")
    told += [cited(pair.source), *([] if pair.same_text else [cited(pair.target)])]
    return one_line("; ".join(told))


def alone_comment(item: Alone) -> str:
    """Where a search found nothing beside a statement, and where the statement stands."""
    texts = dict.fromkeys(text.short for found in item.searches for text in found.texts)
    where = f"nothing found for {item.other} in {', '.join(texts)}" if texts else ""
    elsewhere = [found.regulated_elsewhere for found in item.searches if found.regulated_elsewhere]
    told = [item.row.title, where or "no counterpart, as recorded", *elsewhere, cited(item.entry)]
    return one_line("; ".join(told))


def cited(entry: EntryResult) -> str:
    """A statement's citation and how it was read."""
    return f"{sources.cite(entry)} ({entry.reading.grade})"


def weakest_grade(pair: Pair) -> str:
    """How the less well read of both statements was read."""
    from atmp_gap.model.base import weakest

    return weakest([pair.source.reading.grade, pair.target.reading.grade]) or ""
