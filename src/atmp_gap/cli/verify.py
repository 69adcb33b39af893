"""``atmp-gap verify``: hold statements against your own copies of the texts.

Three things in one command: look through a library, record what was seen, propose the edit
that records allow. The work is in `verify`, the words in `report.verification`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli import console, options, verify_record
from atmp_gap.cli import output as out
from atmp_gap.cli import verify_options as given
from atmp_gap.cli.confidential import Allowed, refuse
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import Force, grouped
from atmp_gap.cli.verify_record import Saving

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.report import Report
    from atmp_gap.verify.ledger import Ledger
    from atmp_gap.verify.outcome import VerifyOutcome


@grouped
def verify(
    *,
    library: given.Library = None,
    document: given.Documents = None,
    record: given.Record = None,
    sign: given.Sign = None,
    by: given.By = None,
    refute: given.Refute = False,
    page: given.Page = None,
    section: given.Section = "",
    passage: given.Passage = None,
    anchor: given.Anchors = None,
    note: given.Note = "",
    propose: given.Propose = False,
    revoke: given.Revoke = None,
    audit: given.Audit = False,
    fail_on: given.FailOn = None,
    again: given.Again = False,
    jobs: given.Jobs = None,
    limit: given.Limit = 60,
    ledger: options.LedgerFile = None,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    public: options.Public = False,
    confidential: Allowed = False,
    format_: given.Format = None,
    output: options.Output = None,
    force: Force = False,
) -> int:
    """Hold every statement against your own copies; record what you saw.

    Statements with anchors are confirmed, or not; all others get candidate passages to judge. So
    are precedents, which decide nothing. What was found is kept in the ledger you name, or in the
    one that is there; else nothing is written.
    Exit 0 whatever was found, 1 where `--fail-on` says so, 3 where no copy was recognised.
    """
    record = given.recording(record, sign)
    if not (library or record or propose or revoke or audit):
        library = given.own_library()
    if sum(map(bool, (library, record, propose, revoke, audit))) != 1:
        raise Stop(
            "verify takes exactly one of --library, --record, --revoke, --audit and --propose",
            "for example: atmp-gap verify --library my-guidelines --by NAME",
        )
    failing = given.failing(fail_on)
    if failing and not library:
        raise Stop("--fail-on belongs to --library", "add --library DIR")
    path = options.ledger_path(ledger)
    if audit:
        return verify_record.audit(_open(path, must=True), path)
    if revoke:
        return verify_record.revoke(path, tuple(revoke), by, note)
    if record and not by:
        raise Stop("a record needs a name", "add --by NAME")
    if record:
        verify_record.check_words(by=by or "", section=section, note=note)
    if not record and any((refute, page, section, passage, anchor, note)):
        raise Stop(
            "--refute, --page, --section, --passage, --anchor and --note belong to --record",
            "add --record ID --by NAME",
        )
    if library:
        _folders(library)
        formatter = _formatter(format_, output)
        keep = path if options.has_ledger(ledger) else None
        corpus = options.open_requirements(requirements, no_bundled, public)
        named = given.documents(corpus, document)
        outcome = _look(library, corpus, named, keep, by, again, (jobs, limit))
        _write(outcome, formatter, output, force)
        _tell(outcome, keep)
        if not outcome.copies:
            return ExitCode.INPUT
        return ExitCode.FOUND if _failed(outcome, failing) else ExitCode.DONE
    opened = options.opening(requirements, no_bundled, public=public)
    if propose:
        refuse(opened, confidential)
    corpus = opened.corpus
    book = _open(path, must=True)
    if propose:
        return _propose(book, corpus, output)
    from atmp_gap.verify.sign import Testimony

    said = Testimony(by or "", not refute, page, section, passage, note, tuple(anchor or ()))
    return verify_record.sign(book, corpus, tuple(record or ()), said, path)


def _folders(folders: list[Path]) -> None:
    """Stops where a folder is not there."""
    for folder in folders:
        if not folder.is_dir():
            raise Stop(
                f"there is no folder {folder}", "name the folder of your copies", ExitCode.INPUT
            )


def _look(
    folders: list[Path],
    corpus: Corpus,
    documents: tuple[str, ...],
    path: Path | None,
    by: str | None,
    again: bool,
    cost: tuple[int | None, float],
) -> VerifyOutcome:
    """Look through the files of some folders; a ledger that is kept grows as it goes on."""
    from atmp_gap.verify.ledger import Ledger
    from atmp_gap.verify.library import files_in
    from atmp_gap.verify.run import Run
    from atmp_gap.verify.workers import Limits

    besides = [path] if path else []
    files = files_in(folders, besides)
    if not files.readable:
        others = [f"{item.path.name} {item.why}" for item in files.others[:3]]
        raise Stop(
            f"no PDF, HTML, DOCX, ODT, RTF, TXT or XML file in {', '.join(map(str, folders))}"
            + (f": {'; '.join(others)}" if others else ""),
            "name the folder of your copies with --library",
            ExitCode.INPUT,
        )
    book = _open(path, must=False) if path else Ledger()
    if path:
        _check_writable(path)

    saving = Saving(path, book)

    jobs = cost[0] or os.cpu_count() or 1
    with _progress() as tell:
        run = Run(corpus, book, by or _user(), jobs, tell, saving.now_and_then, Limits(cost[1]))
        outcome = run.over(folders, documents, again, besides)
    if run.ledger.files:
        saving.save(run.ledger)
    return outcome


def _tell(outcome: VerifyOutcome, path: Path | None) -> None:
    """What to mind, and where the ledger is, on standard error."""
    from atmp_gap.report import verification
    from atmp_gap.verify.ledger import DEFAULT

    for line in (
        *verification.unread(outcome),
        *verification.gaps(outcome),
        *verification.lapsed(outcome),
    ):
        out.warn(f"warning: {line}")
    if path is None:
        out.warn(f"no ledger is kept; to keep one, and to record what you see: --ledger {DEFAULT}")
    elif path.exists():
        out.warn(f"ledger: {path}")


def _failed(outcome: VerifyOutcome, failing: tuple[str, ...]) -> bool:
    """Whether any statement is as ``--fail-on`` says; it is named on standard error."""
    found = False
    for result in failing:
        names = [item.lookup.key for item in outcome.looked_up if item.found.result == result]
        names += outcome.refuted if result == "refuted" else []
        if names:
            found = True
            out.warn(f"{result.replace('-', ' ')}, {len(names)}: {', '.join(names)}")
    return found


def _formatter(name: str | None, output: Path | None) -> Report | None:
    """The formatter asked for; None where that is JUnit, by name or by the file's ending."""
    by_ending = name is None and output is not None and output.suffix.lower() == ".xml"
    return None if name == "junit" or by_ending else out.report(name, output, more=("junit",))


def _write(
    outcome: VerifyOutcome, formatter: Report | None, output: Path | None, force: bool
) -> None:
    """The listing as text, or the sheet in another format; context on a terminal only."""
    import shutil

    from atmp_gap.report import verification

    looked = len(outcome.looked_up)
    if formatter is None:
        from atmp_gap.report.verification_junit import junit

        out.show(junit(outcome), output, looked, name="junit")
        return
    if formatter.name != "table":
        sheet = formatter.sheet(verification.sheet(outcome))
        out.show(sheet, output, looked, force, formatter.name)
        return
    screen = output is None and console.is_terminal(sys.stdout)
    width = shutil.get_terminal_size((100, 24)).columns if screen else 100
    out.show(verification.listing(outcome, width, screen), output, looked)


def _propose(book: Ledger, corpus: Corpus, output: Path | None) -> int:
    from atmp_gap.verify.propose import propose

    made = propose(book, corpus)
    out.show(made.diff, output, name="yaml")
    for name, why in made.left_out:
        out.warn(f"left out {name}: {why}")
    out.warn(f"{len(made.raised)} statements raised to read; review the diff like any other change")
    return ExitCode.DONE


def _open(path: Path, must: bool) -> Ledger:
    from atmp_gap.verify.ledger import Ledger
    from atmp_gap.verify.ledger_file import read

    try:
        return read(path)
    except FileNotFoundError:
        if not must:
            return Ledger()
        raise Stop(
            f"there is no ledger {path}",
            f"atmp-gap verify --library DIR --ledger {path} writes one; name another with --ledger",
            ExitCode.INPUT,
        ) from None
    except OSError as error:
        raise Stop(
            f"cannot read the ledger {path}: {error.strerror}", None, ExitCode.INPUT
        ) from None


def _check_writable(path: Path) -> None:
    """A ledger that cannot be written is told before the work, not after it."""
    from atmp_gap.verify.ledger_file import LedgerError, check_writable

    try:
        check_writable(path)
    except LedgerError as error:
        raise verify_record.not_written(error) from None


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unnamed"


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not console.shows_progress():
        yield lambda done, total, words: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=console.progress_console(),
        transient=True,
    ) as bar:
        task = bar.add_task("reading")
        yield lambda done, total, words: bar.update(
            task, completed=done + 1, total=total, description=words[:60]
        )
