"""What is wrong with a corpus, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Place:
    """A position in a file; lines and columns count from 1, and 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``file:line:col``, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __lt__(self, other: Place) -> bool:
        """In the order of files, then of lines and columns."""
        return (self.file, self.line, self.column) < (other.file, other.line, other.column)


About = Literal["topic", "subject", "document", "agency", "entry", "start", "word", "domain"]
"""What a name stands for that a problem says is unknown."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: a stable code, a sentence, a place, and what to do."""

    code: str
    message: str
    place: Place
    help: str | None = None
    about: About | None = None
    """What the unknown name would have stood for, where that is what is wrong."""

    def __str__(self) -> str:
        """The printed form: one line, and one for the help."""
        line = f"{self.place}: error[{self.code}] {self.message}"
        return f"{line}\n  help: {self.help}" if self.help else line


CODES: dict[str, str] = {
    "AG001": "a file or folder that cannot be read, or is not UTF-8",
    "AG002": "text that is not YAML",
    "AG003": "a key that stands twice in one mapping",
    "AG004": "anchors, aliases, tags and merge keys, which the format does without",
    "AG005": "a missing field, or a value of the wrong form",
    "AG006": "a field that the format does not know",
    "AG007": "an id that is used twice",
    "AG008": "a name that is defined nowhere: topic, subject, document, agency, entry",
    "AG009": "a word that the vocabulary lacks",
    "AG010": "an answer that does not fit its slot",
    "AG011": "an answer graded too low for what it claims",
    "AG013": "an absence whose search cannot support it: another agency's texts, unread sections",
    "AG012": "a file where the layout of the corpus has no place for it",
    "AG014": "facts of a product profile that contradict each other",
    "AG015": "a requirement that rests on a record of one product, or a precedent that does not",
}
"""The codes of everything that makes a corpus invalid."""


class InvalidCorpusError(Exception):
    """A corpus that cannot be used; ``problems`` holds all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda item: (item.place, item.code, item.message))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def spelling(word: str) -> str:
    """A word without what people write differently: case, blanks, hyphens, underscores."""
    return re.sub(r"[\s_\-]+", "", word.casefold())


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word most like a given one, or None where none is near."""
    from difflib import get_close_matches

    if len(word) > 120:
        return None
    same = next((item for item in known if spelling(item) == spelling(word)), None)
    if same is not None:
        return same
    folded = {item.casefold(): item for item in known}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Sequence[str]) -> str | None:
    """A help line that names the nearest known word, or lists a few known ones."""
    near = nearest(word, known)
    if near:
        return f"did you mean {near!r}?"
    if not known:
        return None
    some = ", ".join(sorted(known)[:12])
    return f"known: {some}{', ...' if len(known) > 12 else ''}"
