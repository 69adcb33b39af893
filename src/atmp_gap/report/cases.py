"""Precedents and feedback in words, told once for every format: they stand beside rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from atmp_gap.gap.case import FeedbackResult, PrecedentResult, Written
from atmp_gap.gap.result import Row
from atmp_gap.report import sources, wording

OTHERS = "What agencies asked of others, and makers report (decides nothing)"
"""The heading above precedents."""
OWN = "What agencies told you (CONFIDENTIAL, decides nothing)"
"""The heading above one's own feedback."""
HAPPENED: dict[str, str] = {
    "asked": "asked",
    "accepted": "accepted",
    "refused": "did not accept",
    "condition": "made it a condition",
    "commitment": "was promised",
    "reported": "is not known to have judged this; it is reported",
}
"""What an agency did."""
PROCEDURES: dict[str, str] = {
    "assessment-report": "assessment report",
    "complete-response-letter": "complete response letter",
    "review-memo": "review memo",
    "product-information": "product information",
    "announcement": "announcement",
    "published-specification": "published specification",
}

_NONE = re.compile(r"not?-")
_MEANING = re.compile(r" \(.*\)$")


@dataclass(frozen=True)
class Case:
    """One precedent, or one piece of feedback, as it is printed."""

    id: str
    own: bool
    """Whether it is one's own, which is confidential."""
    agency: str
    """Who did or said it; for what only a maker reports, that."""
    did: str
    product: str
    """Of which product, with its kind in words."""
    near: bool
    """Whether the kind of product lies within the row, cut to the profile."""
    when: str
    text: str
    given: str
    """The values given, in words; empty where there are none."""
    cited: str
    url: str | None
    grade: str
    note: str

    @property
    def head(self) -> str:
        """Who did what, for which product and when, in a line."""
        told = f"{self.agency} {self.did}".strip()
        product = f", for {self.product}" if self.product else ""
        far = "" if self.near else " (another kind of product)"
        return f"{told}{product}{far}, {self.when}"

    @property
    def said(self) -> str:
        """The statement with the values given."""
        return f"{self.text} [{self.given}]" if self.given else self.text

    @property
    def source(self) -> str:
        """Where it stands, and how it was read."""
        return ", ".join(filter(None, (self.cited, self.grade)))


def cases(row: Row, words: Mapping[str, str]) -> tuple[Case, ...]:
    """All that stands beside a row: one's own feedback first, then precedents, nearest first."""
    return (
        *(_own(item, words) for item in row.feedback),
        *(precedent_case(item, words) for item in row.precedents),
    )


def groups(found: Iterable[Case]) -> Iterator[tuple[str, list[Case]]]:
    """Cases under their two headings, those that have any."""
    listed = list(found)
    for title, own in ((OWN, True), (OTHERS, False)):
        inside = [case for case in listed if case.own is own]
        if inside:
            yield title, inside


def quoted(row: Row, words: Mapping[str, str], agencies: Iterable[str]) -> list[Case]:
    """What a question to an agency may quote: its own feedback, and precedents near the product.

    Precedents of agencies that are not named are left out, but those that makers report stay; what
    one agency said in confidence is never told to another.
    """
    known = set(agencies)
    return [
        case
        for case in cases(row, words)
        if case.near and (case.agency in known or not (case.agency or case.own))
    ]


def listed(found: Iterable[Case]) -> str:
    """Cases in one cell."""
    return "; ".join(
        f"{case.id}: {case.head}: {case.said}" + (f" ({case.source})" if case.source else "")
        for case in found
    )


def values(answers: Written, words: Mapping[str, str]) -> str:
    """Values by slot in words."""
    told = []
    for slot, answer in answers.items():
        listed = (answer,) if isinstance(answer, str) else answer
        text = ", ".join(wording.said(each, words) for each in listed)
        told.append(f"{wording.said(slot, words)}: {text}")
    return "; ".join(told)


def precedent_case(item: PrecedentResult, words: Mapping[str, str]) -> Case:
    """A precedent as it is printed."""
    # What a product has not, such as a donor, and what a term means, would hide what it is.
    terms = [term for terms in item.kind.values() for term in terms if not _NONE.match(term)]
    kind = ", ".join(_MEANING.sub("", wording.said(term, words)) for term in terms)
    return Case(
        item.id,
        False,
        item.agency or "",
        HAPPENED[item.happened] if item.agency else "reported by its maker",
        f"{item.product} ({kind})" if kind else item.product,
        item.near,
        f"{PROCEDURES[item.procedure]} {item.date}",
        item.statement,
        values(item.answers, words),
        sources.cite_at(item.document.short, item.locator),
        sources.plain_address(item.document.url),
        item.reading.grade,
        item.note or "",
    )


def _own(item: FeedbackResult, words: Mapping[str, str]) -> Case:
    return Case(
        item.id,
        True,
        item.agency,
        "told you",
        item.product or "",
        True,
        f"{item.procedure} {item.date}, {item.status}",
        f"{item.said} (asked: {item.question})",
        values(item.answers, words),
        item.document or "",
        None,
        "",
        item.note or "",
    )
