"""The listings besides comparisons: topics, documents, terms."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import NOTICE
from atmp_gap.gap.view import View
from atmp_gap.model.base import GRADES
from atmp_gap.model.document import Document
from atmp_gap.model.judgement import VERDICTS
from atmp_gap.model.record import plain
from atmp_gap.report.interface import Sheet
from atmp_gap.report.wording import VERDICT_LABELS
from atmp_gap.text.holding import holds


def _origin(corpus: Corpus, as_of: str) -> str:
    from atmp_gap import __version__

    return f"As of {as_of}; corpus {corpus.version} ({corpus.fingerprint}); atmp-gap {__version__}."


def topics_sheet(corpus: Corpus, between: tuple[str, str], as_of: str) -> Sheet:
    """Per topic the counts of subjects, verdicts and grades, between two agencies on a day."""
    shown = ("diverge", "unjudged", "match", "unassessed", "no-counterpart")
    rows: list[tuple[str, ...]] = []
    data = []
    for topic in corpus.topics.values():
        summary = compare(corpus, Request(between, as_of, topics=(topic.id,))).summary
        verdicts = summary.verdicts
        rows.append(
            (
                topic.id,
                str(summary.rows),
                *(str(verdicts[name]) for name in shown),
                str(sum(verdicts[name] for name in VERDICTS if name not in shown)),
                str(summary.provisional),
                " / ".join(str(summary.reading[name]) for name in GRADES),
            )
        )
        data.append(
            {
                "id": topic.id,
                "title": topic.title,
                "summary": topic.summary,
                "subjects": summary.rows,
                "verdicts": summary.verdicts,
                "provisional": summary.provisional,
                "requirements": summary.requirements,
                "reading": summary.reading,
            }
        )
    columns = (
        "topic",
        "subjects",
        *(VERDICT_LABELS[name] for name in shown),
        "other",
        "of these recalled",
        f"requirements {' / '.join(GRADES)}",
    )
    title = f"Topics, {between[0]} and {between[1]} compared"
    return Sheet(title, columns, tuple(rows), (_origin(corpus, as_of), NOTICE), data)


def documents_sheet(corpus: Corpus, as_of: str, words: Sequence[str], status: str | None) -> Sheet:
    """The register on a day, or the documents that hold all of some words."""
    cited: dict[str, int] = {}
    for _, requirement, _ in corpus.requirements.values():
        name = requirement.source.document
        cited[name] = cited.get(name, 0) + 1
    sides = [agency.id for agency in corpus.sides]
    view = View(corpus, (sides[0], sides[-1]), as_of) if sides else None
    found = [
        document
        for document in corpus.documents.values()
        if (status is None or document.status == status)
        and holds((document.id, document.title, document.issuer, document.reference or ""), words)
    ]
    rows = tuple(
        (
            document.id,
            document.title,
            document.issuer,
            document.kind,
            document.status,
            _counts(view, document),
            document.effective or document.published or "undated",
            _read(document),
            str(cited.get(document.id, 0)),
        )
        for document in found
    )
    columns = (
        "document",
        "title",
        "issuer",
        "kind",
        "status",
        "counts",
        "from",
        "read",
        "requirements",
    )
    notes = (f"{len(found)} of {len(corpus.documents)} documents.", _origin(corpus, as_of))
    data = [
        {
            **plain(document, written=True),
            "counts": _counts(view, document),
            "requirements": cited.get(document.id, 0),
        }
        for document in found
    ]
    return Sheet("Documents", columns, rows, notes, data)


def _counts(view: View | None, document: Document) -> str:
    """Whether a document counts on the day of the view."""
    if view is None or document.of_a_product:
        return "-"
    state = view.state(document)
    if state is None:
        return "no"
    return "as a draft" if state == "draft" else "yes"


def _read(document: Document) -> str:
    read = document.sections_read
    return read if isinstance(read, str) else f"in part: {', '.join(read)}"


def terms_sheet(corpus: Corpus, words: Sequence[str]) -> Sheet:
    """The word bridge, or the pairs that hold all of some words of either side."""
    found = [
        term
        for term in corpus.terminology
        if holds(
            (term.id, term.us or "", term.eu or "", *term.us_synonyms, *term.eu_synonyms), words
        )
    ]
    rows = tuple(
        (
            ", ".join([term.us or "-", *term.us_synonyms]),
            term.relation.replace("-", " "),
            ", ".join([term.eu or "-", *term.eu_synonyms]),
            term.note,
            "; ".join(f"{s.document}, {s.locator} ({s.grade})" for s in term.sources),
        )
        for term in found
    )
    notes = (
        f"{len(found)} of {len(corpus.terminology)} pairs. "
        "Nearest is not the same: read the note before you use one word for the other.",
        f"Corpus {corpus.version} ({corpus.fingerprint}).",
    )
    columns = ("US", "relation", "EU", "note", "source")
    return Sheet("Terms", columns, rows, notes, plain(found))
