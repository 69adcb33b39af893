"""``atmp-gap verify``: hold statements against your own copies of the texts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.report import Report
    from atmp_gap.verify.ledger import Ledger
    from atmp_gap.verify.run import Outcome

Words = list[str] | None


def verify(
    library: Annotated[
        list[Path] | None,
        typer.Option(
            "--library",
            metavar="DIR",
            help="A folder with your copies (PDF, HTML, DOCX, TXT, XML); repeatable.",
        ),
    ] = None,
    document: Annotated[
        Words,
        typer.Option("--document", metavar="ID", help="Only these documents; repeatable."),
    ] = None,
    sign: Annotated[
        Words,
        typer.Option("--sign", metavar="ID", help="Sign statements as seen by you; repeatable."),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who looks, or who signs.")
    ] = None,
    refute: Annotated[
        bool, typer.Option("--refute", help="With --sign: the text does not say so.")
    ] = False,
    page: Annotated[
        int | None, typer.Option("--page", min=1, help="With --sign: the page you saw it on.")
    ] = None,
    section: Annotated[
        str, typer.Option("--section", metavar="TEXT", help="With --sign: the section.")
    ] = "",
    passage: Annotated[
        int | None,
        typer.Option("--passage", min=1, max=3, help="With --sign: which candidate it is."),
    ] = None,
    anchor: Annotated[
        Words,
        typer.Option(
            "--anchor",
            metavar="WORDS",
            help="With --sign: short words that stand there; repeatable.",
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="With --sign.")] = "",
    propose: Annotated[
        bool,
        typer.Option(
            "--propose", help="Print the edit that raises signed statements to `read`, as a diff."
        ),
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Look anew also where nothing changed.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", min=1, help="Files read at once; all processors if not said."),
    ] = None,
    ledger: options.LedgerFile = None,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    format_: options.Format = None,
    output: options.Output = None,
) -> int:
    """Hold every statement against your own copies, and keep a ledger of what was found and signed.

    Statements with anchors are confirmed, or not; all others get candidate passages to judge.
    """
    if sum(map(bool, (library, sign, propose))) != 1:
        raise Stop(
            "verify needs one of --library, --sign and --propose",
            "for example: atmp-gap verify --library my-guidelines --by NAME",
        )
    path = options.ledger_path(ledger)
    if sign and not by:
        raise Stop("a signature needs a name", "add --by NAME")
    if not sign and any((refute, page, section, passage, anchor, note)):
        raise Stop(
            "--refute, --page, --section, --passage, --anchor and --note belong to --sign",
            "add --sign ID --by NAME",
        )
    if library:
        return _look(
            library, document, by, again, jobs, path, requirements, no_bundled, format_, output
        )
    corpus = options.open_requirements(requirements, no_bundled)
    book = _open(path, must=True)
    if propose:
        return _propose(book, corpus, output)
    from atmp_gap.verify.sign import SignError, Word
    from atmp_gap.verify.sign import sign as put

    word = Word(by or "", not refute, page, section, passage, note, tuple(anchor or ()))
    try:
        signed = put(book, corpus, sign or [], word)
    except SignError as error:
        raise Stop(str(error), error.hint) from None
    _save(signed, path)
    said = "signed" if word.confirms else "disputed"
    _say(f"{said} by {word.by} in {path}: {', '.join(sign or [])}")
    for name in dict.fromkeys(sign or []):
        for before in signed.by_id[name].earlier[-1:]:
            verb = "signed" if before.verdict == "confirmed" else "disputed"
            _say(f"{name} was {verb} by {before.by} on {before.date}: kept; the newest counts")
    return ExitCode.DONE


def _look(
    folders: list[Path],
    document: Words,
    by: str | None,
    again: bool,
    jobs: int | None,
    path: Path,
    requirements: list[Path] | None,
    no_bundled: bool,
    format_: str | None,
    output: Path | None,
) -> int:
    import os

    from atmp_gap.cli import output as out
    from atmp_gap.report import verification
    from atmp_gap.verify.library import files_in
    from atmp_gap.verify.run import Run

    formatter = out.report(format_, output)
    for folder in folders:
        if not folder.is_dir():
            raise Stop(
                f"there is no folder {folder}", "name the folder of your copies", ExitCode.INPUT
            )
    corpus = options.open_requirements(requirements, no_bundled)
    files = files_in(folders)
    if not files:
        raise Stop(
            f"no PDF, HTML, DOCX, TXT or XML file in {', '.join(map(str, folders))}",
            "name the folder of your copies with --library",
            ExitCode.INPUT,
        )
    if any(file.suffix.lower() == ".pdf" for file in files):
        _need_pypdf()
    known = _documents(corpus, document)
    book = _open(path, must=False)
    # A ledger that cannot be written is told before the work, not after it.
    _save(book, path)
    with _progress() as tell:
        run = Run(
            corpus,
            book,
            by or _user(),
            jobs or os.cpu_count() or 1,
            tell,
            lambda ledger: _save(ledger, path),
        )
        outcome = run.over(folders, known, again)
    _save(run.ledger, path)
    _write(outcome, formatter, output)
    for line in verification.left(outcome):
        if line.startswith("skipped"):
            _say(f"warning: {line}")
    for line in verification.lapsed(outcome):
        _say(f"warning: {line}")
    _say(f"ledger: {path}")
    return ExitCode.DONE if outcome.copies else ExitCode.INPUT


def _write(outcome: Outcome, formatter: Report, output: Path | None) -> None:
    """The listing as text, or the sheet in another format; context on a terminal only."""
    import shutil

    from atmp_gap.cli import output as out
    from atmp_gap.report import verification

    if formatter.name != "table":
        out.write(formatter.sheet(verification.sheet(outcome)), output)
        return
    screen = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns if screen else 100
    out.write(verification.listing(outcome, width, screen), output)


def _propose(book: Ledger, corpus: Corpus, output: Path | None) -> int:
    from atmp_gap.cli import output as out
    from atmp_gap.verify.propose import propose

    made = propose(book, corpus)
    out.write(made.diff, output)
    for name, why in made.left_out:
        _say(f"left out {name}: {why}")
    _say(f"{len(made.raised)} statements raised to read; review the diff like any other change")
    return ExitCode.DONE


def _documents(corpus: Corpus, words: Words) -> tuple[str, ...]:
    from atmp_gap.corpus.problem import did_you_mean

    known = {name.casefold(): name for name in corpus.documents}
    for word in words or ():
        if word.casefold() not in known:
            raise Stop(f"unknown document {word!r}", did_you_mean(word, list(corpus.documents)))
    return tuple(known[word.casefold()] for word in words or ())


def _need_pypdf() -> None:
    from importlib.util import find_spec

    if find_spec("pypdf") is None:
        raise Stop("reading PDF needs pypdf", 'pip install "atmp-gap[verify]"')


def _open(path: Path, must: bool) -> Ledger:
    from atmp_gap.verify.ledger import Ledger, read

    try:
        return read(path)
    except FileNotFoundError:
        if not must:
            return Ledger()
        raise Stop(
            f"there is no ledger {path}",
            "atmp-gap verify --library DIR writes one; name another with --ledger",
            ExitCode.INPUT,
        ) from None
    except OSError as error:
        raise Stop(
            f"cannot read the ledger {path}: {error.strerror}", None, ExitCode.INPUT
        ) from None


def _save(book: Ledger, path: Path) -> None:
    from atmp_gap.verify.ledger import LedgerError, write

    try:
        write(book, path)
    except LedgerError as error:
        raise Stop(
            f"cannot write the ledger {error.path}: {error.reason}", "name another with --ledger"
        ) from None


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unnamed"


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total, words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("reading")
        yield lambda done, total, words: bar.update(
            task, completed=done + 1, total=total, description=words[:60]
        )


def _say(text: str) -> None:
    from atmp_gap.cli import output as out

    out.warn(text)
