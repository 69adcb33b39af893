"""What a comparison gives: frozen records, from facets to the whole result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from atmp_gap.corpus.problem import Place
from atmp_gap.gap.case import CitedDocument, FeedbackResult, PrecedentResult
from atmp_gap.gap.facet import Facet
from atmp_gap.gap.surroundings import CorpusResult, DimensionResult, TopicResult
from atmp_gap.model.judgement import Verdict
from atmp_gap.model.requirement import ConditionUse, Reading
from atmp_gap.model.review import ReviewMark, ReviewState
from atmp_gap.model.subject import Discipline

DecidedBy = Literal["engine", "judgement", "suspect-judgement"]
RestsOn = Literal["final", "draft"]


@dataclass(frozen=True)
class SideResult:
    """The entries through which one agency speaks, and those only printed."""

    agency: str
    entries: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextSections:
    """A document and which of its sections: those searched, or those that would settle a row."""

    document: str
    title: str
    short: str
    """The document's name as it is cited in a line."""
    sections: tuple[str, ...]


@dataclass(frozen=True)
class AbsenceResult:
    """A recorded search that found nothing."""

    agency: str
    searched: tuple[str, ...]
    grade: str
    by: str
    slots: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    suspected: bool = False
    suspect: str | None = None
    """Why the search is doubtful by now, or None."""
    regulated_elsewhere: str | None = None
    note: str | None = None
    texts: tuple[TextSections, ...] = ()
    """What was searched, as data."""


@dataclass(frozen=True)
class JudgementResult:
    """A person's verdict, applied or suspect."""

    verdict: Verdict
    confirms: bool
    by: str
    date: str
    reason: str
    suspect: str | None = None


@dataclass(frozen=True)
class IfAdopted:
    """The part recomputed with all drafts final."""

    verdict: Verdict
    stricter: str | None
    provisional: bool
    conflict: bool
    facets: tuple[Facet, ...] = ()
    global_position: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Believed:
    """What would follow for an unassessed part if the absences believed there hold. No verdict."""

    verdict: Verdict
    stricter: str | None


@dataclass(frozen=True)
class Part:
    """One part of a subject's scope with its verdict. An empty scope is all of the domain."""

    scope: dict[str, tuple[str, ...]]
    verdict: Verdict
    provisional: bool
    coverage: bool
    stricter: str | None
    conflict: bool
    decided_by: DecidedBy
    judgement: JudgementResult | None
    rests_on: RestsOn
    if_adopted: IfAdopted | None
    draft_only: tuple[str, ...]
    same_ich_text: bool
    own_texts_searched: bool
    reading: str | None
    absences: tuple[AbsenceResult, ...]
    facets: tuple[Facet, ...]
    global_position: dict[str, str]
    sides: tuple[SideResult, ...]
    judgements_beside: tuple[JudgementResult, ...] = ()
    """Further judgements of the part: suspect ones, or all where two fit and neither decides."""
    no_number: tuple[str, ...] = ()
    """The slots on which both sides say that no number is given."""
    believed: Believed | None = None
    """What would follow if absences that are only believed hold; never counted as a verdict."""
    held_back: bool = False
    """Whether what is said here decides nothing because no second person reviewed all of it."""


@dataclass(frozen=True)
class EntryResult:
    """A requirement as reports print it."""

    id: str
    agency: str
    issuer: str
    statement: str
    obligation: str
    answers: dict[str, str | tuple[str, ...]]
    applies_to: dict[str, tuple[str, ...]]
    unless: tuple[ConditionUse, ...]
    when: tuple[ConditionUse, ...]
    document: CitedDocument
    locator: str
    reading: Reading
    checked: tuple[str, ...]
    standing: str
    general: bool
    by_analogy: bool
    note: str | None = None
    reviews: tuple[ReviewMark, ...] = ()
    """What people said of it after a look into their own copies, oldest first."""
    review: ReviewState | None = None
    """What that comes to today; None where nothing of it counts."""


@dataclass(frozen=True)
class CheckMark:
    """What a ledger says about an entry, and whether a person's signature stands today."""

    lines: tuple[str, ...]
    signed: bool


@dataclass(frozen=True)
class Row:
    """One subject compared: the headline, its parts, and the entries behind them."""

    topic: str
    subject: str
    title: str
    question: str
    group: str
    ctd: tuple[str, ...]
    verdict: Verdict
    provisional: bool
    stricter: str | None
    reading: str | None
    in_part: bool
    note: str | None
    parts: tuple[Part, ...]
    entries: tuple[EntryResult, ...]
    domain: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Where the question makes sense; a dimension that is absent means all of it."""
    words: dict[str, str] = field(default_factory=dict)
    """What the ids of its slots and of their values mean."""
    discipline: Discipline = "cmc"
    """Whose work the question is."""
    settled_by: tuple[TextSections, ...] = ()
    """Of a row that is open or rests on memory: the texts that would settle it."""
    precedents: tuple[PrecedentResult, ...] = ()
    """What happened to single products, the nearest first; decides nothing."""
    feedback: tuple[FeedbackResult, ...] = ()
    """What agencies said to one's own company: confidential, and decides nothing."""

    @property
    def open(self) -> bool:
        """Whether something is left to read: nothing is assessed, or memory decides."""
        return self.provisional or self.verdict == "unassessed"

    @property
    def headline_parts(self) -> tuple[Part, ...]:
        """The parts that carry the headline."""
        return tuple(
            part for part in self.parts if part.verdict == self.verdict and not part.coverage
        )

    @property
    def coverage(self) -> tuple[Part, ...]:
        """Parts where not both speak and that do not carry the headline, whatever decided them."""
        return tuple(part for part in self.parts if part.coverage)


@dataclass(frozen=True)
class AgencyCount:
    """How many requirements of one agency stand in the report."""

    agency: str
    requirements: int


@dataclass(frozen=True)
class Summary:
    """Counts: rows by headline, coverage parts apart, requirements by reading grade."""

    rows: int
    verdicts: dict[str, int]
    coverage: dict[str, int]
    provisional: int
    same_ich_text: int
    requirements: int
    reading: dict[str, int]
    agencies: tuple[AgencyCount, ...]


@dataclass(frozen=True)
class Finding:
    """Something in the corpus that a keeper should look at."""

    code: str
    subject: str
    message: str
    place: str
    """Where, as people write it: ``file:line:col``."""
    position: Place = field(default_factory=lambda: Place(""))
    """The same as data."""


NOTICE = (
    "This is information, no legal advice. It says what the cited texts were found to say, "
    "with how each was read; check the texts before you rely on it."
)
SCHEMA = "atmp-gap/compare/1"


@dataclass(frozen=True)
class Result:
    """A whole comparison, as every report prints it."""

    schema: str
    tool: str
    corpus: CorpusResult
    topics: tuple[TopicResult, ...]
    agencies: tuple[str, str]
    as_of: str
    filters: dict[str, Any]
    notice: str
    summary: Summary
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    dimensions: tuple[DimensionResult, ...] = ()
    conditions: dict[str, str] = field(default_factory=dict)
    """What the ids under ``unless`` and ``when`` mean."""
    answer_terms: dict[str, str] = field(default_factory=dict)
    """What the methods and the starts that answers name are called."""
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Per subject of the rows what else people call it, for searching."""
    same_words: tuple[tuple[str, ...], ...] = ()
    """Words that mean the same, or are the nearest of the other side, for searching."""
