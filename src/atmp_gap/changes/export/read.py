"""A file of bytes to an export, by what it is, whatever its name says."""

from __future__ import annotations

import io
import zipfile

from atmp_gap.changes.export.export import Export, refused
from atmp_gap.text.zips import DamagedZip, unpacking
from atmp_gap.workbook.package import OLE, ZIP

WRITTEN = "name a workbook, CSV, JSON or memo that atmp-gap compare -o FILE wrote"


def read_export(raw: bytes, file: str) -> Export:
    """What an export of ours said. Raises UnusableExport with every reason found."""
    if not raw.strip():
        raise refused("is empty", file, WRITTEN)
    if raw.startswith(ZIP):
        names = _members(raw, file)
        if "word/document.xml" in names:
            from atmp_gap.changes.export.memo import read_memo

            return read_memo(raw, file)
        if not any(name.startswith("xl/") or name == "mimetype" for name in names):
            raise refused("is a zip, and no workbook or memo", file, WRITTEN)
    if raw.startswith((ZIP, OLE)):
        from atmp_gap.changes.export.book import read_workbook

        return read_workbook(raw, file)
    if raw.startswith(b"%PDF"):
        raise refused("is a PDF, which holds no rows to read", file, WRITTEN)
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        from atmp_gap.changes.export.json import read_json

        return read_json(raw, file)
    from atmp_gap.changes.export.csv import read_csv

    return read_csv(raw, file)


def _members(raw: bytes, file: str) -> list[str]:
    try:
        with unpacking(), zipfile.ZipFile(io.BytesIO(raw)) as found:
            return found.namelist()
    except DamagedZip as error:
        raise refused(f"is broken: {error}", file, WRITTEN) from None
