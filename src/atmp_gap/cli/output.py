"""Where reports go: standard output as bytes, or a file written whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from atmp_gap.cli import console
from atmp_gap.cli.exits import Stop
from atmp_gap.report import ENDINGS, FORMATS, Options, Report, formatter
from atmp_gap.text.writing import write_whole


def report(
    name: str | None,
    output: Path | None,
    options: Options | None = None,
    more: tuple[str, ...] = (),
) -> Report:
    """The formatter asked for: by name, by the file's ending, or a table.

    ``more`` are names that the command knows besides. Stops where the format is unknown, or needs
    a package that is not installed.
    """
    options = options or Options()
    if name is None and output is not None:
        name = ENDINGS.get(output.suffix.lower())
        if name is None and output.suffix and output != Path("-"):
            raise Stop(
                f"no format is known for files that end in {output.suffix}",
                f"known endings: {', '.join(ENDINGS)}; or say --format",
            )
    name = name or "table"
    if name not in FORMATS:
        from atmp_gap.corpus.problem import did_you_mean

        raise Stop(f"unknown format {name!r}", did_you_mean(name, (*FORMATS, *more)))
    if name == "table":
        return _table(output, options)
    return formatter(name, options)


def _table(output: Path | None, options: Options) -> Report:
    """A drawn table on a terminal that can show one, or in colour; plain text everywhere else."""
    colour = console.coloured(sys.stdout)
    if output is not None or not (colour or console.is_terminal(sys.stdout)):
        return formatter("table", options)
    import shutil

    from atmp_gap.report.terminal import BOX, Terminal

    try:
        str(BOX).encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return formatter("table", options)
    width = shutil.get_terminal_size((100, 24)).columns
    return Terminal(max(width, 20), colour, options.group_by, options.full, options.precedents)


def is_file(output: Path | None) -> bool:
    """Whether a report goes to a file, not to standard output."""
    return output is not None and output != Path("-")


def marked(content: str | bytes, output: Path | None, name: str | None = None) -> str | bytes:
    """A report, which says that it is confidential where something confidential was opened."""
    if not console.holds_confidential():
        return content
    from atmp_gap.report.confidential import marked as mark

    return mark(content, name or (output and ENDINGS.get(output.suffix.lower())) or "table")


def show(
    content: str | bytes,
    output: Path | None,
    rows: int | None = None,
    force: bool = False,
    name: str | None = None,
) -> None:
    """Write a report and say how many rows a file got; on a terminal it is shown in a pager.

    ``name`` is its format, where that is not the one that its file's ending says.
    """
    content = marked(content, output, name)
    if not is_file(output) and isinstance(content, str) and console.pages():
        from atmp_gap.cli.pager import paged

        if paged(content):
            return
    write(content, output, force)
    if is_file(output):
        many = "" if rows is None else f": {rows} row{'s' if rows != 1 else ''}"
        console.note(f"wrote {output}{many}")


def write(content: str | bytes, output: Path | None, force: bool = False) -> None:
    """Write a report, text as UTF-8. A file appears complete or not at all.

    Stops where it cannot, where bytes would go to a terminal, and, unless ``force``, where a file
    is there that somebody may have filled in.
    """
    from atmp_gap.cli import overwrite

    raw = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    if output is None or not is_file(output):
        _print(content, raw)
        return
    if output.is_dir():
        raise Stop(f"{output} is a folder", "name a file with --output")
    if force:
        overwrite.check_closed(output)
    else:
        overwrite.check(output, raw)
    try:
        write_whole(output, raw)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(f"cannot write {output}: {reason}", "name another file with --output") from None
    overwrite.remember(output, raw)


def _print(content: str | bytes, raw: bytes) -> None:
    """Write to standard output. Stops where it is closed or full."""
    if sys.stdout is None:
        raise Stop("standard output is closed", "name a file with --output")
    try:
        if isinstance(content, str):
            _to_stdout(content, raw)
        else:
            _bytes_to_stdout(raw)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        # What is left in the buffer must not fail once more when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Stop(f"cannot write to standard output: {reason}", "name a file with -o") from None


def _to_stdout(text: str, raw: bytes) -> None:
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    elif sys.stdout.isatty():
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    else:
        sys.stdout.flush()
        buffer.write(raw)
    sys.stdout.flush()


def _bytes_to_stdout(raw: bytes) -> None:
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or sys.stdout.isatty():
        raise Stop(
            "this format is no text, and is not printed on a terminal",
            "name a file with --output, or send it into a pipe",
        )
    sys.stdout.flush()
    buffer.write(raw)
    sys.stdout.flush()


def warn(text: str) -> None:
    """A note or a warning on standard error, which --quiet leaves out."""
    console.note(text)
