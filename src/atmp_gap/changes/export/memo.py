"""A memo as an export: what it says about itself, unseen, in a part of the file of its own."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from typing import Any

from atmp_gap.changes.export.export import Export, Recorded, refused
from atmp_gap.corpus.problem import Place
from atmp_gap.text.zips import DamagedZip, unpacking
from atmp_gap.workbook import layout

MOST = 50_000_000
_PART = re.compile(r"customXml/item\d+\.xml")
_DATA = re.compile(rf"<{layout.MEMO_TAG}>(.*)</{layout.MEMO_TAG}>", re.DOTALL)
OTHER = "take the workbook, CSV or JSON of the same comparison"


def read_memo(raw: bytes, file: str) -> Export:
    """What a memo said of each row: its verdict, and marks of the other texts."""
    try:
        with unpacking(), zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = [item for item in packed.infolist() if _PART.fullmatch(item.filename)]
            if any(item.file_size > MOST for item in parts):
                raise refused("unpacks to more than 50 MB", file, OTHER)
            texts = [packed.read(item).decode("utf-8", "replace") for item in parts]
    except DamagedZip as error:
        raise refused(f"is broken: {error}", file, OTHER) from None
    data = next((found[1] for text in texts if (found := _DATA.search(text))), None)
    if data is None:
        message = "is a document without what a memo says about itself: a stranger's, an earlier "
        message += "version's, or saved by a program that drops it"
        raise refused(message, file, OTHER)
    try:
        return _export(json.loads(html.unescape(data)), file)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise refused("says something about itself that is no use by now", file, OTHER) from None


def _export(data: dict[str, Any], file: str) -> Export:
    if data["format"] != layout.MEMO:
        help_ = "use the version of atmp-gap that wrote it"
        raise refused(f"has the format {str(data['format'])[:40]}", file, help_)
    first, second = map(str, data["agencies"])
    version, fingerprint = map(str, data["corpus"])
    found = Export(
        file,
        "docx",
        str(data["tool"]),
        version,
        fingerprint,
        str(data["as_of"]),
        (first, second),
        dict(data["filters"]),
        notes=["all rows it was made of are looked at, those somebody cut from its text too"],
    )
    for key, subject, where, entries, *texts in data["rows"]:
        said = dict(zip(layout.COMPARED, map(str, texts), strict=True))
        names = tuple(map(str, entries))
        found.rows[key] = Recorded(str(key), str(subject), "", str(where), said, names, Place(file))
    return found
