"""How the workbook is laid out: its sheets, its columns, and what the hidden sheet holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FORMAT = "atmp-gap/workbook/1"
ROWS = "Rows"
GONE = "Rows gone"
MEMO = "atmp-gap/memo/1"
MEMO_TAG = "atmp-gap-memo"
"""The part of a memo's file that says what it said."""
HIDDEN = "atmp-gap"
"""The hidden sheet with the identity of every row."""
REVIEW = "Review"
"""The sheet on which reviewers write what becomes a layer; it is empty at first."""
REVIEW_COLUMNS = (
    "record",
    "id",
    "subject",
    "scope",
    "between",
    "agency",
    "verdict",
    "stricter",
    "position",
    "confirms",
    "reason",
    "statement",
    "obligation",
    "slot",
    "answer",
    "document",
    "section",
    "grade",
    "via",
    "anchors",
    "file",
    "page",
    "replaces",
    "by",
    "date",
)

"""Its headings; columns that start with ``info`` are for people."""
STATUSES = ("open", "in work", "in review", "agreed", "not applicable")
PRIVATE = ("owner", "decision", "comment")
"""What a clean copy leaves out of what people filled."""


@dataclass(frozen=True)
class Column:
    """A column of the sheet "Rows": read by people, or filled by them."""

    id: str
    heading: str
    width: int
    filled: bool = False

    @property
    def defined(self) -> str:
        """The name defined for its heading, by which it is found when that is changed."""
        return f"atmp_gap_{self.id.replace('-', '_')}"


FILLED: tuple[Column, ...] = (
    Column("position", "Our position", 32, True),
    Column("justification", "Justification", 32, True),
    Column("evidence", "Evidence", 24, True),
    Column("owner", "Owner", 14, True),
    Column("status", "Status", 13, True),
    Column("due", "Due date", 12, True),
    Column("decision", "Decision", 24, True),
    Column("comment", "Comment", 28, True),
)


def columns(agencies: Sequence[str]) -> tuple[Column, ...]:
    """The columns in the order in which they are written."""
    sides = [
        column
        for number, agency in enumerate(agencies, 1)
        for column in (
            Column(f"answer-{number}", f"{agency} answer", 36),
            Column(f"citation-{number}", f"{agency} citation", 26),
        )
    ]
    return (
        Column("id", "ID", 16),
        Column("question", "Question", 32),
        Column("where", "Stage and scope", 24),
        Column("topic", "Topic", 15),
        Column("discipline", "Discipline", 11),
        Column("verdict", "Verdict", 15),
        Column("stricter", "Stricter", 10),
        *sides,
        Column("grade", "Read as", 10),
        Column("both", "Position for both", 30),
        *FILLED,
        Column("why", "Why", 44),
        Column("note", "Note", 32),
        Column("changed", "Changed", 40),
    )


COMPARED = (
    "verdict",
    "stricter",
    "answer-1",
    "citation-1",
    "answer-2",
    "citation-2",
    "grade",
    "both",
)
"""The columns whose change is marked."""
CLEAR = ("verdict", "stricter", "grade")
"""Those of which a memo says the words; of the others it has a mark."""


def key_of(subject: str, scope: Mapping[str, Sequence[str]]) -> str:
    """The id of a row: its subject, and a mark of the scope where it is a part of it."""
    if not scope:
        return subject
    return f"{subject}#{digest(json.dumps({k: list(v) for k, v in sorted(scope.items())}), 6)}"


def digest(text: str, length: int = 12) -> str:
    """A short mark of a text, by which a change of it is seen."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def fingerprint(cells: Mapping[str, str]) -> str:
    """The mark of what a row says, as far as a change of it matters."""
    return digest(json.dumps([cells.get(name, "") for name in COMPARED]))
