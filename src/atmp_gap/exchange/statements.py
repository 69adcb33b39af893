"""The rows of a comparison table as reported statements, once a person chose their subjects.

``proposed`` lists what a person has to choose from; ``statements`` makes reviewers' rows of those
that were chosen, which become a layer as all reviewers' rows do. A subject is never chosen here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.words import fold
from atmp_gap.exchange.columns import Columns, SideColumns
from atmp_gap.profile.sheet import SheetLine

NOTHING = re.compile(
    r"[-–—.?\s]*|n\.?/?a\.?|none|no|nil|silent|tbd|unknown|unclear|"
    r"(is )?not (yet )?(explicitly |specifically )?(addressed|specified|applicable|mentioned|"
    r"covered|defined|stated|described|discussed|found|available|given|identified)|"
    r"no (specific |explicit |direct )?(guidance|requirement|guideline|counterpart|equivalent|"
    r"provision|mention|information|data|reference|recommendation)s?"
    r"( (available|found|given|identified|specified|exists?))?",
    re.IGNORECASE,
)
"""Cells that say that a side says nothing. That is no statement, and no recorded search either."""
POINTING = re.compile(
    r"(the )?same( as .*)?|idem|ibid|ditto|as (in )?(the )?(us|eu|fda|ema)|"
    r"(similar|identical|equivalent|comparable|equal) to (the )?(us|eu|fda|ema)|"
    r"see (us|eu|fda|ema)|(see|as) (above|below|left|right)|\"|''",
    re.IGNORECASE,
)
"""Cells that point at another cell instead of saying something."""
LABEL = re.compile(r"(?:^|[;.|/(]\s*)(\w+)\s*:\s")
"""A word with a colon that begins a sentence: where it is a side, that side speaks."""
SIDES = {"us": "FDA", "usa": "FDA", "eu": "EMA"}
"""What tables call a side, besides its name."""
UNLOCATED = "place not named in the table"


@dataclass(frozen=True)
class Proposed:
    """A row of the table: its key, what it is about and says, and the subjects nearest to it."""

    key: str
    number: int
    """Its place among all lines of the table, also those that say nothing: ids are made of it."""
    about: str
    said: str
    nearest: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Read:
    """A table, read: its rows with proposals, and how many cells said that there is nothing."""

    rows: tuple[Proposed, ...]
    lines: Mapping[str, SheetLine]
    nothing: int


def proposed(
    lines: Iterable[SheetLine],
    columns: Columns,
    nearest: Callable[[str], Sequence[str]],
    problems: list[Problem],
) -> Read:
    """The rows that say something, each with the subjects nearest to it, the best first."""
    rows: list[Proposed] = []
    kept: dict[str, SheetLine] = {}
    nothing = 0
    for number, line in enumerate(lines, 1):
        about = " - ".join(line.cells[name] for name in columns.question if name in line.cells)
        place = next(iter(line.places.values()))
        said = []
        for agency, side in columns.agencies.items():
            text = line.cells.get(side.statement, "")
            if says_nothing(text):
                nothing += bool(text)
            elif POINTING.fullmatch(text.rstrip(". ")):
                message = f"{text!r} is no statement"
                at = line.places[side.statement]
                problems.append(Problem("AG005", message, at, "write out what this side says"))
            elif other := _other(text, agency, columns):
                message = f"the cell of {agency} speaks for {other}: {text[:60]!r}"
                at = line.places[side.statement]
                hint = "write what each side says into its own column"
                problems.append(Problem("AG005", message, at, hint))
            else:
                said.append(f"{agency}: {text}")
        if not said:
            continue
        if not about:
            problems.append(Problem("AG005", "nothing says what this row is about", place))
            continue
        key = place_in_file(place)
        kept[key] = line
        near = tuple(nearest(" ".join([about, *said])))
        rows.append(Proposed(key, number, about, " | ".join(said), near, place))
    return Read(tuple(rows), kept, nothing)


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or says that its side says nothing."""
    return NOTHING.fullmatch(text.rstrip(". ")) is not None


def _other(text: str, agency: str, columns: Columns) -> str | None:
    """Another side for which a cell speaks in so many words."""
    known = SIDES | {name.lower(): name for name in columns.agencies}
    named = (known.get(word.lower()) for word in LABEL.findall(text))
    return next((name for name in named if name not in (None, agency)), None)


def statements(
    read: Read,
    chosen: Mapping[str, str],
    columns: Columns,
    corpus: Corpus,
    day: str,
    problems: list[Problem],
) -> list[SheetLine]:
    """Reviewers' rows of the rows whose subject was chosen, by their key; others are left out."""
    found: list[SheetLine] = []
    for row in read.rows:
        if not chosen.get(row.key):
            continue
        line = read.lines[row.key]
        for agency, side in columns.agencies.items():
            text = line.cells.get(side.statement, "")
            if says_nothing(text):
                continue
            document = _document(line, agency, side, columns, corpus, problems)
            cells = {
                "record": "statement",
                "id": f"{agency}-{columns.prefix}-{row.number:03}",
                "subject": chosen[row.key],
                "agency": agency,
                "statement": text,
                "document": document or "",
                "scope": _covered(corpus, document),
                "section": line.cells.get(side.locator or "", UNLOCATED),
                "grade": "reported",
                "via": columns.via,
                "by": columns.by,
                "date": columns.date or day,
            }
            places = dict.fromkeys(cells, line.places[side.statement])
            if document:
                found.append(SheetLine({k: v for k, v in cells.items() if v}, places))
    return found


def _document(
    line: SheetLine,
    agency: str,
    side: SideColumns,
    columns: Columns,
    corpus: Corpus,
    problems: list[Problem],
) -> str | None:
    """The register's id of the text that a row cites. What is wrong goes into ``problems``."""
    said = line.cells.get(side.document or "", "")
    place = line.places.get(side.document or "", line.places[side.statement])
    known = {
        fold(name): document.id
        for document in corpus.documents.values()
        for name in (document.id, document.short_name, document.title, document.reference or "")
        if name
    }
    known |= {fold(name): document for name, document in columns.documents.items()}
    if found := known.get(fold(said)):
        return found
    if not said:
        message = f"{agency} is said to ask for this, but no text of it is named"
        hint = "name a text in the table: a statement without one cannot be checked"
    else:
        from difflib import get_close_matches

        close = get_close_matches(fold(said), known, n=3, cutoff=0.5)
        near = ", ".join(dict.fromkeys(known[name] for name in close))
        message = f"no text of the register is called {said[:60]!r}"
        hint = "say which it is under `documents:` in the file of columns"
        hint += f"; near it: {near}" if near else ""
    problems.append(Problem("AG008", message, place, hint))
    return None


def _covered(corpus: Corpus, document: str | None) -> str:
    """What a document covers, as a reviewer's row says it: a statement reaches no further."""
    covers = corpus.documents[document].covers if document else {}
    return "; ".join(f"{name}: {', '.join(terms)}" for name, terms in covers.items())


def place_in_file(place: Place) -> str:
    """What names a row of the table again: its place, without the file's folder."""
    return str(place).rpartition("/")[2]
