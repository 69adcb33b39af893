"""What is still open in a corpus, a line a row, under the text that would settle most of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Row
from atmp_gap.text.escape import escape_markdown as inert

NAMED_FIRST = 5
"""So many texts are named at the head."""
Texts = Mapping[str, Sequence[str]]
"""Documents and which of their sections."""


def open_questions(corpus: Corpus, between: tuple[str, str]) -> str:
    """A Markdown list of the open rows between two agencies, by the text that would settle them.

    A row is open where its headline is not assessed, and to confirm where its verdict rests on a
    recalled answer. Each stands once, under that of its texts that helps most rows.
    """
    result = compare(corpus, Request(between, corpus.date))
    rows = [row for row in result.rows if row.open]
    texts = {row.subject: {text.document: text.sections for text in row.settled_by} for row in rows}
    helped: dict[str, list[Row]] = {}
    for row in rows:
        for name in texts[row.subject]:
            helped.setdefault(name, []).append(row)
    ranked = sorted(helped, key=lambda name: (-len(helped[name]), name))
    number = sum(row.verdict == "unassessed" for row in rows)
    lines = [
        "# Open questions",
        "",
        f"Generated from the corpus of {corpus.date}. Between {between[0]} and {between[1]} "
        f"{number} of {len(result.rows)} rows are open: one side speaks or none, and no search of "
        f"the other is recorded. {len(rows) - number} more are to confirm: they rest on a recalled "
        "answer. Whoever has a text below at hand can settle the rows under it: read the section, "
        "then add or correct the statement, raise its grade, or record the absence.",
        "",
        f"These {NAMED_FIRST} texts would settle, or help to settle, most:",
        "",
    ]
    lines += [
        f"{place}. {inert(name)}, {inert(corpus.documents[name].title)}: {len(helped[name])} rows"
        for place, name in enumerate(ranked[:NAMED_FIRST], 1)
    ]
    left = list(rows)
    for name in ranked:
        here = [row for row in left if name in texts[row.subject]]
        if here:
            left = [row for row in left if row not in here]
            lines += ["", f"## {inert(name)}", "", inert(corpus.documents[name].title), ""]
            lines += [_line(row, name, texts[row.subject]) for row in here]
    if left:
        lines += ["", "## No text is known that would settle these", ""]
        lines += [f"- `{row.subject}`: {inert(row.title)}" for row in left]
    return "\n".join(lines) + "\n"


def _line(row: Row, name: str, texts: Texts) -> str:
    others = [other for other in texts if other != name]
    also = f"; also {', '.join(map(inert, others))}" if others else ""
    confirm = " (to confirm)" if row.verdict != "unassessed" else ""
    sections = inert("; ".join(texts[name]))
    return f"- `{row.subject}`{confirm}: {inert(row.title)}. {sections}{also}"
