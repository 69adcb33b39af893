"""``atmp-gap import``: somebody's comparison table becomes a draft layer."""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import console, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, grouped
from atmp_gap.cli.layer_files import corpus_with, layers_below, put_checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.problem import Problem
    from atmp_gap.exchange.columns import Columns
    from atmp_gap.exchange.statements import Read
    from atmp_gap.profile.sheet import SheetLine
    from atmp_gap.review.item import Item


@grouped
def import_(
    *,
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="A .csv, .xlsx or .md file.")],
    map_: Annotated[
        Path,
        typer.Option("--map", metavar="FILE", help="What its columns hold, and who published it."),
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="The layer: new, or one to add to.")
    ],
    subjects: Annotated[
        Path | None,
        typer.Option(
            "--subjects",
            metavar="FILE",
            help="The sheet of choices, written first and then filled in by you; beside the table "
            "if not said.",
        ),
    ] = None,
    layers: LayerOptions,
) -> int:
    """Turn a comparison table into a draft layer: first what to choose, then what you chose.

    Every statement is graded `reported`, by the table. Subjects are proposed, the three nearest,
    and never chosen for you. Exits with 1 while rows have no subject.
    """
    from atmp_gap.corpus.words import subjects as lexicon
    from atmp_gap.exchange.choices import chosen
    from atmp_gap.exchange.columns import read_columns

    below, bundled = layers_below(into, layers.requirements), not layers.no_bundled
    corpus = corpus_with(into, below, bundled)
    with _usable("the columns"):
        columns = read_columns(map_, corpus)
    with _usable("the table"):
        read = _read(table, columns, corpus)
    sheet = subjects or table.with_name(f"{table.stem}.subjects.csv")
    if not sheet.exists():
        _propose(sheet, read, corpus)
        return ExitCode.FOUND
    problems: list[Problem] = []
    with _usable("the choices"):
        choices = chosen(sheet, read, lexicon(corpus), problems)
    _stop_at(problems, "mend these cells")
    found, stood = _items(read, choices, columns, corpus)
    if found:
        put_checked(found, into, below, bundled)
    said = f"; {len(stood)} stood there" if stood else ""
    console.note(f"wrote {len(found)} statements into {into}{said}; check accepts it")
    if other := [row.cells["id"] for row in stood if not _as_written(row, corpus)]:
        console.say(f"left as they stand, though the table says it otherwise: {', '.join(other)}")
    left = sum(row.key not in choices for row in read.rows)
    if left:
        console.note(f"{left} of {len(read.rows)} rows have no subject in {sheet}: left out")
    return ExitCode.FOUND if left else ExitCode.DONE


def _read(table: Path, columns: Columns, corpus: Corpus) -> Read:
    """The rows of the table, with the subjects nearest to each. Stops after naming all faults."""
    from atmp_gap.exchange.statements import place_in_file, proposed
    from atmp_gap.exchange.table import table as lines
    from atmp_gap.search.index import NoFullTextError, built
    from atmp_gap.search.nearest import nearest

    problems: list[Problem] = []
    found = lines(table, columns.headings, problems)
    _stop_at(problems, "mend these places")
    if found.others:
        places = _named([place_in_file(place) for place in found.others])
        console.note(f"not read, as headings lack that the file of columns names: {places}")
    if found.unread:
        console.note(f"not read, as the file of columns does not name them: {_named(found.unread)}")
    try:
        connection = built(corpus)
    except NoFullTextError:
        raise Stop(
            "the SQLite of this Python has no full-text search (FTS5), which proposes subjects",
            "use a Python from python.org or conda",
            ExitCode.INPUT,
        ) from None
    with connection:
        read = proposed(found.lines, columns, lambda text: nearest(connection, text), problems)
    connection.close()
    _stop_at(problems, "mend these places")
    if not read.rows:
        raise Stop(f"{table} has no row in which a side says something", None, ExitCode.INPUT)
    if read.nothing:
        console.note(
            f"{read.nothing} cells say that a side says nothing: left out, because an absence "
            "needs a search of its texts"
        )
    return read


def _named(headings: Sequence[str]) -> str:
    from atmp_gap.text.escape import one_line

    return ", ".join(one_line(heading) for heading in headings)


def _propose(sheet: Path, read: Read, corpus: Corpus) -> None:
    """Write the sheet on which subjects are chosen."""
    from atmp_gap.cli.output import write
    from atmp_gap.exchange.choices import COLUMNS, choice_rows
    from atmp_gap.report import Options, formatter
    from atmp_gap.report.interface import Sheet

    rows = choice_rows(read.rows, lambda name: corpus.subjects[name].subject.title)
    content = formatter("csv", Options()).sheet(Sheet("Choices", COLUMNS, tuple(rows)))
    write(content, sheet)
    console.note(
        f"wrote {sheet}: write a subject, or 1, 2 or 3 for one of the nearest, or - to leave a row "
        f"out, in its last column ({len(rows)} rows); then run this again"
    )


def _items(
    read: Read, choices: Mapping[str, str], columns: Columns, corpus: Corpus
) -> tuple[list[Item], list[SheetLine]]:
    """The statements of the rows that were chosen, as items of a layer; those that stand there.

    Stops after naming all that is wrong.
    """
    from atmp_gap.exchange.statements import statements
    from atmp_gap.review.layer import items

    problems: list[Problem] = []
    day = datetime.date.today().isoformat()
    rows = statements(read, choices, columns, corpus, day, problems)
    fresh = [row for row in rows if row.cells["id"] not in corpus.requirements]
    found = items(fresh, corpus, problems)
    _stop_at(problems, "mend these places")
    return found, [row for row in rows if row.cells["id"] in corpus.requirements]


def _as_written(row: SheetLine, corpus: Corpus) -> bool:
    """Whether an entry that stands in the layer still is what the row of the table says."""
    requirement = corpus.requirements[row.cells["id"]][1]
    subject, text = row.cells["subject"], row.cells["statement"]
    return requirement.statement == text and subject in requirement.subjects


@contextmanager
def _usable(what: str) -> Iterator[None]:
    """Stop after naming all that is wrong with a file, under what people call it."""
    from atmp_gap.profile.read import InvalidProfileError

    try:
        yield
    except InvalidProfileError as invalid:
        raise options.unusable(what, invalid) from None


def _stop_at(problems: Sequence[Problem], hint: str) -> None:
    """Name everything that is wrong, and stop; nothing where there is nothing."""
    if not problems:
        return
    for problem in problems:
        console.say(str(problem))
    raise Stop("nothing was written", hint, ExitCode.INPUT)
