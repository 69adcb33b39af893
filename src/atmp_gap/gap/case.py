"""What is printed beside a row and decides nothing: precedents, and one's own feedback."""

from __future__ import annotations

from dataclasses import dataclass

from atmp_gap.model.document import Document
from atmp_gap.model.requirement import Reading

Written = dict[str, str | tuple[str, ...]]
"""Slot to answer as written."""


@dataclass(frozen=True)
class CitedDocument:
    """A document as reports name it beside what cites it."""

    id: str
    title: str
    reference: str | None
    issuer: str
    kind: str
    status: str
    effective: str | None
    url: str | None
    short: str
    """How people cite it in a line."""


def cited(document: Document) -> CitedDocument:
    """A document of the register as reports name it."""
    return CitedDocument(
        id=document.id,
        title=document.title,
        reference=document.reference,
        issuer=document.issuer,
        kind=document.kind,
        status=document.status,
        effective=document.effective or document.published,
        url=document.url,
        short=document.short_name,
    )


@dataclass(frozen=True)
class PrecedentResult:
    """What an agency asked of one product, or accepted for it, or a maker reports."""

    id: str
    agency: str | None
    product: str
    kind: dict[str, tuple[str, ...]]
    near: bool
    """Whether the kind of product lies within the row, cut to the profile."""
    procedure: str
    date: str
    happened: str
    statement: str
    answers: Written
    document: CitedDocument
    locator: str
    reading: Reading
    note: str | None = None


@dataclass(frozen=True)
class FeedbackResult:
    """What an agency said to one's own company: confidential."""

    id: str
    agency: str
    procedure: str
    date: str
    question: str
    said: str
    answers: Written
    product: str | None
    status: str
    document: str | None = None
    note: str | None = None
