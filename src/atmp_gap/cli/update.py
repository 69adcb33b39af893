"""``compare --update FILE``: a filled workbook brought to the present state."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import console
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import PrintOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmp_gap.gap.result import Result
    from atmp_gap.model.change import CorpusChange
    from atmp_gap.report.interface import Sheet


@dataclass(frozen=True)
class WorkbookOptions:
    """What one does with a workbook: ``--update`` and ``--clean``."""

    update: Annotated[
        Path | None,
        typer.Option(
            "--update",
            metavar="FILE",
            help="Bring this .xlsx to the present state; what people filled in is kept.",
        ),
    ] = None
    clean: Annotated[
        bool,
        typer.Option(
            "--clean",
            help="XLSX to share: without names of people, owners, decisions, comments and hidden "
            "sheets.",
        ),
    ] = False

    def check(self, printed: PrintOptions) -> PrintOptions:
        """Where to write and how. Stops where the options do not go together."""
        from atmp_gap.cli.output import is_file

        if self.update is None:
            return printed
        if self.update.suffix.lower() != ".xlsx":
            raise Stop(f"--update is for .xlsx files, not for {self.update}", "name a workbook")
        if printed.format_ not in (None, "xlsx"):
            raise Stop("--update writes a workbook", "leave --format out")
        if self.clean and not is_file(printed.output):
            raise Stop("--clean with --update writes a copy", "name it: -o COPY.xlsx")
        return PrintOptions("xlsx", printed.output or self.update, printed.force)

    def workbook(
        self,
        result: Result,
        listings: Sequence[Sheet],
        changes: Sequence[CorpusChange],
        printed: PrintOptions,
    ) -> None:
        """Write the workbook: a fresh one, a filled one brought up to date, or a clean copy."""
        from atmp_gap.changes.reasons import mark
        from atmp_gap.report.xlsx import Xlsx

        marks = [mark(change) for change in changes]
        fresh = Xlsx(self.clean, marks).comparison(result, listings)
        if self.update is None:
            printed.write(fresh, len(result.rows))
            return
        raw = _read(self.update)
        content, told = self._merged(raw, fresh, changes)
        same = printed.output is not None and _same(printed.output, self.update)
        _write(content, printed, same)
        console.note(f"wrote {printed.output}: {told}")

    def _merged(
        self, raw: bytes, fresh: bytes, changes: Sequence[CorpusChange]
    ) -> tuple[bytes, str]:
        from atmp_gap.report.xlsx.clean import clean_copy
        from atmp_gap.report.xlsx.update import updated
        from atmp_gap.workbook.package import UnusableWorkbook

        file = str(self.update)
        try:
            if self.clean:
                content, lacking = clean_copy(raw, file, fresh)
                for note in lacking:
                    console.note(f"{file}: {note}")
                return content, "a clean copy"
            done = updated(raw, file, fresh, changes)
        except UnusableWorkbook as unusable:
            raise told_all(unusable) from None
        for note in done.notes:
            console.note(f"{file}: {note}")
        return done.content, f"{done.changed} changed, {done.new} new, {done.gone} gone"


def told_all(unusable: Exception) -> Stop:
    """The end of a run on a workbook that cannot be used: all problems, in lines of their own."""
    problems = getattr(unusable, "problems", [])
    for problem in problems[:-1]:
        console.say(str(problem))
    last = problems[-1]
    return Stop(f"{last.place} {last.message}; nothing was written", last.help, ExitCode.USAGE)


def _read(path: Path) -> bytes:
    from atmp_gap.cli.overwrite import check_closed
    from atmp_gap.text.reading import read_regular

    check_closed(path)
    try:
        return read_regular(path)
    except FileNotFoundError:
        raise Stop(f"{path} does not exist", f"-o {path} writes a new one") from None
    except OSError as error:
        raise Stop(f"cannot read {path}: {error.strerror}", "name another file") from None


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _write(content: bytes, printed: PrintOptions, same: bool) -> None:
    from atmp_gap.cli.output import marked, write

    write(marked(content, printed.output, "xlsx"), printed.output, same or printed.force)
