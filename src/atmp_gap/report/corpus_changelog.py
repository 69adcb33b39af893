"""The corpus' changelog as Markdown: what to take back of what was exported from earlier states."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.model.change import CHANGE_KINDS, CorpusChange
from atmp_gap.text.escape import escape_markdown as markdown

HEADINGS = {
    "wrong": "We were wrong",
    "law": "The law changed",
    "edition": "A new edition was read",
    "settled": "Settled since",
    "new": "New",
}
_HEAD = """\
# Changelog and errata of the corpus

Generated from changes.yaml. Whoever exported an earlier state sees here what to take back, and
which rows to look at again. Rows are named by the id that every report prints.
"""


def corpus_changelog(corpus: Corpus) -> str:
    """The whole page, the latest version first, each by kind from what was wrong to what is new."""
    lines = [_HEAD]
    versions = list(dict.fromkeys((change.version, change.date) for change in corpus.changes))
    for version, date in versions:
        here = [change for change in corpus.changes if change.version == version]
        lines += [f"## {version} ({date})", "", _counted(here), ""]
        for kind in CHANGE_KINDS:
            found = [change for change in here if change.kind == kind]
            if found:
                lines += [f"### {HEADINGS[kind]}", "", *map(_line, found), ""]
    return "\n".join(lines).rstrip() + "\n"


def _counted(changes: Sequence[CorpusChange]) -> str:
    counts = {kind: sum(change.kind == kind for change in changes) for kind in CHANGE_KINDS}
    told = [f"{HEADINGS[kind].lower()} {number}" for kind, number in counts.items() if number]
    return f"{len(changes)} changes: {', '.join(told)}."


def _line(change: CorpusChange) -> str:
    days = ""
    if change.from_ or change.to:
        ends = (change.from_ and f"from {change.from_}", change.to and f"until {change.to}")
        days = f" Days asked about: {' '.join(end for end in ends if end)}."
    since = f" So since version {markdown(change.since)}." if change.since else ""
    rows = ", ".join(f"`{name}`" for name in change.subjects)
    entries = f" Entries: {', '.join(change.entries)}." if change.entries else ""
    return f"- {markdown(change.what)}{since}{days} Rows: {rows}.{entries}"
