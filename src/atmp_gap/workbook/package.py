"""The file of a workbook, before anything reads it: what it is, and what cannot be used."""

from __future__ import annotations

import io
import re
import zipfile

from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.text.zips import DamagedZip, unpacking

OLE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
MOST_ROWS = 50_000
MOST_BYTES = 400_000_000
"""What a workbook may unpack to."""
SAVE = "save it as an Excel workbook (.xlsx)"
_LOST = {
    "xl/slicers/": "slicers",
    "xl/timelines/": "timelines",
    "xl/threadedComments/": "threaded comments",
    "xl/ctrlProps/": "form controls",
    "xl/activeX/": "controls",
    "xl/embeddings/": "embedded files",
    "xl/queryTables/": "queries",
    "xl/diagrams/": "diagrams",
    "xl/richData/": "pictures within cells",
    "_xmlsignatures/": "a signature",
}
"""Parts that an update could not write back."""


class UnusableWorkbook(Exception):
    """A workbook that cannot be used, with every reason found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def is_workbook(raw: bytes) -> bool:
    """Whether bytes are a workbook of whatever kind, and no text."""
    return raw.startswith((OLE, ZIP))


def check_package(raw: bytes, file: str) -> None:
    """Refuse what is no plain .xlsx: passwords, macros, old and other formats, what is broken.

    Raises UnusableWorkbook.
    """

    def refuse(message: str, help_: str) -> None:
        raise UnusableWorkbook([Problem("AG001", message, Place(file), help_)])

    if raw.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            refuse("is protected by a password", "save a copy without one")
        refuse("is a workbook of the old format (.xls)", SAVE)
    try:
        with unpacking(), zipfile.ZipFile(io.BytesIO(raw)) as book:
            names = set(book.namelist())
            if any(item.flag_bits & 1 for item in book.infolist()):
                refuse("is protected by a password", "save a copy without one")
            if sum(item.file_size for item in book.infolist()) > MOST_BYTES:
                refuse("unpacks to more than 400 MB", "delete what is no part of the comparison")
            if "mimetype" in names and b"opendocument" in book.read("mimetype"):
                refuse("is an OpenDocument file", SAVE)
            if "xl/workbook.bin" in names:
                refuse("is a binary workbook (.xlsb)", SAVE)
            if "xl/workbook.xml" not in names:
                refuse("is no workbook", "name one that atmp-gap compare -o FILE.xlsx wrote")
            if any(name.endswith("vbaProject.bin") for name in names):
                refuse("holds macros", f"{SAVE}, which drops them")
            for name in sorted(names):
                # Pictures are read too: an update writes them back.
                part = book.read(name)
                if name.endswith((".xml", ".rels")):
                    _check_part(part, name, file)
    except DamagedZip as error:
        refuse(f"is broken: {error}", "open it in Excel or LibreOffice and save it anew")


def _check_part(part: bytes, name: str, file: str) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        message = f"holds a document type in {name}, which no spreadsheet program writes"
        raise UnusableWorkbook([Problem("AG001", message, Place(file), SAVE)])
    rows = len(re.findall(rb"<(?:x:)?row\b", part)) if name.startswith("xl/worksheets/") else 0
    if rows > MOST_ROWS:
        message = f"holds a sheet of {rows} rows; at most {MOST_ROWS} are read"
        help_ = "delete empty rows at its end, or what is no part of the comparison"
        raise UnusableWorkbook([Problem("AG001", message, Place(file), help_)])


def lost(raw: bytes) -> list[str]:
    """What of a workbook an update could not write back, in words."""
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        found = [
            words
            for prefix, words in _LOST.items()
            if any(name.startswith(prefix) for name in book.namelist())
        ]
        drawings = [name for name in book.namelist() if name.startswith("xl/drawings/drawing")]
        if any(re.search(rb"<xdr:(sp|cxnSp|grpSp)\b", book.read(name)) for name in drawings):
            found.append("drawn shapes")
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        marks = (b"x14:sparkline", "sparklines"), (b"x14:dataValidation", "lists of other sheets")
        for mark, words in marks:
            if any(mark in book.read(name) for name in sheets):
                found.append(words)
    return found
