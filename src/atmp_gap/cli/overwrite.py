"""Files that people fill are not written over: workbooks, sheets, memos, profiles, positions."""

from __future__ import annotations

from pathlib import Path

from atmp_gap.cli.exits import Stop

KEPT = (".xlsx", ".xlsm", ".csv", ".tsv", ".docx", ".yaml", ".yml")
"""Endings of files that people edit; reports in other formats are written over."""


def check(output: Path, content: bytes) -> None:
    """Stop where a file is there that somebody may have filled, or that is open elsewhere.

    Exactly what the program wrote there before may be written over.
    """
    check_closed(output)
    if not is_kept(output) or not output.is_file():
        return
    from atmp_gap.cache.written import untouched

    try:
        there = output.read_bytes()
    except OSError as error:
        raise Stop(f"cannot read {output}: {error.strerror}", "name another file") from None
    if there == content or untouched(output, there):
        return
    update = f"compare --update {output} keeps what was filled in; " if _has_ids(there) else ""
    raise Stop(
        f"{output} is there already, and may hold what somebody filled in",
        f"{update}name another file with -o, or write over it with --force",
    )


def _has_ids(content: bytes) -> bool:
    """Whether it is the workbook of a comparison: no other can be brought up to date."""
    import io
    import zipfile

    from atmp_gap.workbook.layout import HIDDEN

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return f'name="{HIDDEN}"'.encode() in book.read("xl/workbook.xml")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return False


def check_closed(path: Path) -> None:
    """Stop where a spreadsheet or word program has a file open, by the lock file beside it."""
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".docx", ".csv"):
        return
    names = (f".~lock.{path.name}#", f"~${path.name}", f"~${path.name[2:]}")
    for name in names:
        if path.with_name(name).exists():
            raise Stop(
                f"{path} is open in another program: {name} stands beside it",
                "close it there, or delete that file where nobody has it open; nothing was written",
            )


def is_kept(path: Path) -> bool:
    """Whether people fill files of this ending."""
    return path.suffix.lower() in KEPT


def remember(path: Path, content: bytes) -> None:
    """Note what was written to a file that people fill."""
    if is_kept(path):
        from atmp_gap.cache.written import remember as note

        note(path, content)
