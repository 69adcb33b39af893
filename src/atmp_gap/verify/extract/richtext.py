"""RTF files, by striprtf: their text, with the numbers that Word wrote beside list items."""

from __future__ import annotations

import re
from pathlib import Path

from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.raw import RawFile, plain_file

_NUMBER = re.compile(r"\{\\(?:\*\\)?(?:listtext|pntext)\b")
_PICTURE = re.compile(r"\{\\(?:\*\\shppict|pict)\b")


def read(path: Path) -> RawFile:
    """The text of an RTF file. Raises UnreadableError, OSError."""
    from striprtf.striprtf import rtf_to_text

    raw = path.read_bytes().decode("latin-1")
    # Word writes each automatic number as a group that plain readers leave out.
    raw = _NUMBER.sub("{", raw)
    try:
        text: str = rtf_to_text(raw, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError):
        raise UnreadableError("cannot be read as RTF; it is damaged") from None
    parts = ("pictures in it",) if _PICTURE.search(raw) else ()
    return plain_file(text, parts)
