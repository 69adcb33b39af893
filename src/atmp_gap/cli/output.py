"""Where reports go: standard output as bytes, or a file written whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from atmp_gap.cli.exits import Stop
from atmp_gap.report import ENDINGS, FORMATS, Report, formatter


def report(name: str | None, output: Path | None, group_by: str = "group") -> Report:
    """The formatter asked for: by name, by the file's ending, or a table."""
    if name is None and output is not None:
        name = ENDINGS.get(output.suffix.lower())
    name = name or "table"
    if name not in FORMATS:
        from atmp_gap.corpus.problem import did_you_mean

        raise Stop(f"unknown format {name!r}", did_you_mean(name, FORMATS))
    if name == "table":
        return _table(output, group_by)
    chosen = formatter(name)
    if hasattr(chosen, "group_by"):
        chosen.group_by = group_by
    return chosen


def _table(output: Path | None, group_by: str) -> Report:
    """A drawn table on a terminal, plain text everywhere else."""
    from atmp_gap.report.table import Table

    if output is not None or not sys.stdout.isatty():
        return Table(120, group_by)
    import shutil

    from atmp_gap.report.terminal import Terminal

    width = shutil.get_terminal_size((100, 24)).columns
    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Terminal(max(width, 20), colour, group_by)


def write(text: str, output: Path | None) -> None:
    """Write a report as UTF-8. A file appears complete or not at all. Stops where it cannot."""
    raw = text.encode("utf-8", "replace")
    if output is None:
        _to_stdout(text, raw)
        return
    if output.is_dir():
        raise Stop(f"{output} is a folder", "name a file with --output")
    temporary = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(output)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(f"cannot write {output}: {reason}", "name another file with --output") from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


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


def warn(text: str) -> None:
    """A line on standard error."""
    print(text, file=sys.stderr)
