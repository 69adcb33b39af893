"""What is still open in a corpus, and which text would settle it: a list to start reading from."""

from __future__ import annotations

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Row
from atmp_gap.report.wording import headline
from atmp_gap.text.escape import escape_markdown as inert

OPEN = frozenset({"unassessed", "unjudged"})


def open_questions(corpus: Corpus, between: tuple[str, str]) -> str:
    """A Markdown list of the open rows between two agencies, first by text, then by topic.

    A row is open where its headline or a part is not assessed or unjudged, or where the verdict
    rests on a recalled answer. Recalled entries name their own document and locator.
    """
    result = compare(corpus, Request(between, corpus.date))
    rows = [row for row in result.rows if _open(row)]
    by_document: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        for document, sections in _texts(corpus, row).items():
            for section in sections:
                by_document.setdefault(document, {}).setdefault(section, []).append(row.subject)
    lines = [
        "# Open questions",
        "",
        f"Generated from the corpus of {corpus.date}. {len(rows)} of {len(result.rows)} subjects "
        f"are open between {between[0]} and {between[1]}: not assessed, unjudged, resting on a "
        "recalled answer, or so in a part of their scope. Whoever has a text below at hand can "
        "settle the rows named under it: read the section, then raise the grade, correct the "
        "statement, add the missing entry, or record the absence.",
        "",
        "## By text",
        "",
    ]
    ranked = sorted(by_document.items(), key=lambda item: (-_rows(item[1]), item[0]))
    for name, by_section in ranked:
        title = corpus.documents[name].title
        number = _rows(by_section)
        lines += [f"### {inert(name)}: {inert(title)}", ""]
        lines += [f"Would settle, or help to settle, {number} row{'s' * (number != 1)}.", ""]
        for section, subjects in sorted(by_section.items()):
            named = ", ".join(f"`{subject}`" for subject in dict.fromkeys(subjects))
            lines.append(f"- {inert(section)}: {named}")
        lines.append("")
    for topic in result.topics:
        here = [row for row in rows if row.topic == topic.id]
        if not here:
            continue
        lines += [
            f"## {inert(topic.title)}",
            "",
            "| Subject | Today | Read |",
            "| --- | --- | --- |",
        ]
        for row in here:
            texts = "; ".join(
                f"{name}: {', '.join(sections)}" for name, sections in _texts(corpus, row).items()
            )
            lines.append(
                f"| {inert(row.title)} (`{row.subject}`) | {inert(headline(row))} "
                f"| {inert(texts) if texts else 'no text known'} |"
            )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _open(row: Row) -> bool:
    return row.provisional or any(part.verdict in OPEN or part.provisional for part in row.parts)


def _texts(corpus: Corpus, row: Row) -> dict[str, list[str]]:
    """The documents and sections that would settle a row: as the subject records them, else those
    of its recalled entries.
    """
    texts: dict[str, list[str]] = {}
    for text in corpus.subjects[row.subject].subject.settled_by:
        texts.setdefault(text.document, []).extend(text.sections)
    if not texts:
        for entry in row.entries:
            if entry.reading["grade"] == "recalled" and entry.standing == "text":
                sections = texts.setdefault(str(entry.document["id"]), [])
                if entry.locator not in sections:
                    sections.append(entry.locator)
    return texts


def _rows(sections: dict[str, list[str]]) -> int:
    return len({subject for subjects in sections.values() for subject in subjects})
