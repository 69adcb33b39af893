"""A whole comparison: rows of the chosen topics, filtered, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from atmp_gap import __version__
from atmp_gap.corpus.corpus import Corpus, SubjectFile
from atmp_gap.corpus.words import same_words, subject_synonyms
from atmp_gap.gap.findings import findings as found_in
from atmp_gap.gap.result import (
    NOTICE,
    SCHEMA,
    AgencyCount,
    CheckMark,
    Finding,
    Result,
    Row,
    Summary,
)
from atmp_gap.gap.row import RowComparison
from atmp_gap.gap.surroundings import CorpusResult, DimensionResult, TermResult, TopicResult
from atmp_gap.gap.view import View
from atmp_gap.kinds.dose import Dose
from atmp_gap.model.base import GRADES
from atmp_gap.model.judgement import VERDICTS
from atmp_gap.model.scope import Box, bits


@dataclass(frozen=True)
class Request:
    """What to compare. Empty tuples ask for everything.

    ``scope`` cuts the domains and recomputes; ``only``, ``stricter``, ``subjects``, ``disciplines``
    and ``reading`` only hide rows.
    """

    between: tuple[str, str]
    as_of: str
    topics: tuple[str, ...] = ()
    drafts: bool = True
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    stricter: tuple[str, ...] = ()
    reading: str | None = None
    profile: str | None = None
    """The name of the product profile the scope comes from, for the report's origin."""
    checks: Mapping[str, CheckMark] = field(default_factory=dict)
    """What a ledger says beside entries, by their ids; it decides nothing."""
    dose: Dose | None = None
    """What a dose of the profile's product holds: limits on different bases become one by it."""
    checked: bool = False
    """Keep only rows whose deciding entries were all looked at, by the ledger, and still stand."""
    reviewed: bool = False
    """Keep only rows whose deciding entries a second person reviewed, and that need no search."""
    only_reviewed: bool = False
    """Whether the profile demands that only what a second person reviewed decides."""


def view_of(corpus: Corpus, request: Request) -> View:
    """What a request lets decide; for whoever asks the same of positions or of another part."""
    return View(
        corpus,
        request.between,
        request.as_of,
        request.drafts,
        dose=request.dose,
        only_reviewed=request.only_reviewed,
    )


def compare(corpus: Corpus, request: Request) -> Result:
    """Compare two agencies on the subjects of some topics.

    Raises UnknownTermError where the scope names what the vocabulary lacks.
    """
    view = view_of(corpus, request)
    scope = corpus.space.box(request.scope)
    topics = request.topics or tuple(corpus.topics)
    files = [
        file
        for topic in topics
        for file in corpus.of_topic(topic)
        if (not request.subjects or file.subject.id in request.subjects)
        and (not request.disciplines or file.subject.work in request.disciplines)
    ]
    rows, findings = _rows(view, files, scope, request)
    return Result(
        schema=SCHEMA,
        tool=f"atmp-gap {__version__}",
        corpus=CorpusResult(corpus.version, corpus.fingerprint),
        topics=tuple(
            TopicResult(
                topic,
                corpus.topics[topic].title,
                {group.id: group.title for group in corpus.topics[topic].groups},
            )
            for topic in topics
        ),
        agencies=request.between,
        as_of=request.as_of,
        filters=filters_of(request) | ({"decides": "reviewed"} if view.demands_review else {}),
        notice=NOTICE,
        summary=summarise(rows, request.between),
        rows=tuple(rows),
        findings=tuple(dict.fromkeys(findings)),
        dimensions=_dimensions(corpus),
        conditions={name: condition.title for name, condition in corpus.conditions.items()},
        answer_terms=dict(corpus.words.titles),
        synonyms=subject_synonyms(corpus, [row.subject for row in rows]),
        same_words=same_words(corpus),
    )


def _rows(
    view: View, files: Sequence[SubjectFile], scope: Box, request: Request
) -> tuple[list[Row], list[Finding]]:
    """The rows of some subjects that the filters leave, and what was found odd about them."""
    rows: list[Row] = []
    findings: list[Finding] = []
    for file in files:
        comparison = RowComparison(view, file)
        row = comparison.row(scope)
        if row is not None and _kept(row, request):
            rows.append(_marked(row, request.checks))
            findings.extend(found_in(comparison))
    return rows, findings


def _dimensions(corpus: Corpus) -> tuple[DimensionResult, ...]:
    return tuple(
        DimensionResult(
            axis.id,
            axis.title,
            tuple(
                TermResult(
                    name,
                    axis.titles.get(name, name),
                    tuple(axis.leaves[bit] for bit in bits(mask)),
                )
                for name, mask in axis.masks.items()
            ),
        )
        for axis in corpus.space.axes
    )


def _kept(row: Row, request: Request) -> bool:
    """Whether the filters that hide rows leave this one; coverage parts count too."""
    if not (
        request.only or request.stricter or request.checked or request.reviewed or request.reading
    ):
        return True
    shown = [(row.verdict, row.stricter), *((p.verdict, p.stricter) for p in row.coverage)]
    if not any(
        (not request.only or verdict in request.only)
        and (not request.stricter or stricter in request.stricter)
        for verdict, stricter in shown
    ):
        return False
    if request.checked and not _checked(row, request.checks):
        return False
    if request.reviewed and not _reviewed(row):
        return False
    if request.reading is not None:
        return row.reading is not None and GRADES.index(row.reading) <= GRADES.index(
            request.reading
        )
    return True


def _checked(row: Row, checks: Mapping[str, CheckMark]) -> bool:
    """Whether every entry that decides in a row was checked and signed by a person."""
    deciding = {name for part in row.parts for side in part.sides for name in side.entries}
    return bool(deciding) and all(name in checks and checks[name].signed for name in deciding)


def _reviewed(row: Row) -> bool:
    """Whether all that a row rests on was reviewed by a second person; a search never was."""
    reviewed = {entry.id for entry in row.entries if entry.review == "reviewed"}
    deciding = {name for part in row.parts for side in part.sides for name in side.entries}
    searched = row.verdict in ("no-counterpart", "out-of-scope", "neither")
    return bool(deciding) and deciding <= reviewed and not searched


def _marked(row: Row, checks: Mapping[str, CheckMark]) -> Row:
    """The row with what the ledger says beside its entries."""
    if not checks:
        return row
    return replace(
        row,
        entries=tuple(
            replace(entry, checked=checks[entry.id].lines) if entry.id in checks else entry
            for entry in row.entries
        ),
    )


def filters_of(request: Request) -> dict[str, Any]:
    """The filters as asked, without the empty ones."""
    filters: dict[str, Any] = {"profile": request.profile} if request.profile else {}
    filters |= {name: list(names) for name, names in request.scope.items()}
    if request.dose:
        filters["dose"] = [str(fact) for fact in request.dose]
    for name in ("subjects", "disciplines", "only", "stricter"):
        if getattr(request, name):
            filters[name] = list(getattr(request, name))
    told = "checked" if request.checked else "reviewed" if request.reviewed else request.reading
    if told:
        filters["reading"] = told
    if not request.drafts:
        filters["drafts"] = False
    return filters


def summarise(rows: Sequence[Row], between: tuple[str, str]) -> Summary:
    """Count rows by headline, coverage parts apart, and the requirements printed by grade."""
    entries = {entry.id: entry for row in rows for entry in row.entries}
    grades = Counter(entry.reading.grade for entry in entries.values())
    agencies = Counter(entry.agency for entry in entries.values())
    order = [*between, *sorted(set(agencies) - set(between))]
    return Summary(
        rows=len(rows),
        verdicts=_counts((row.verdict for row in rows), VERDICTS),
        coverage=_counts((part.verdict for row in rows for part in row.coverage), VERDICTS),
        provisional=sum(row.provisional for row in rows),
        same_ich_text=sum(
            row.verdict == "match" and all(part.same_ich_text for part in row.headline_parts)
            for row in rows
        ),
        requirements=len(entries),
        reading=_counts(grades.elements(), GRADES),
        agencies=tuple(AgencyCount(agency, agencies[agency]) for agency in order),
    )


def _counts(items: Iterable[str], order: Sequence[str]) -> dict[str, int]:
    counted = Counter(items)
    return {name: counted[name] for name in order}
