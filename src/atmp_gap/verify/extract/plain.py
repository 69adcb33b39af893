"""Plain text files: bytes to pages, whatever encoding they were saved in."""

from __future__ import annotations

from pathlib import Path

from atmp_gap.verify.extract.errors import UnreadableError

_WIDE = (b"\xff\xfe", b"\xfe\xff")


def decode(raw: bytes) -> str:
    """Bytes as text: UTF-16 by its mark, else UTF-8, else what old Windows programs write."""
    if raw[:2] in _WIDE:
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def pages_of(path: Path) -> list[str]:
    """The pages of a text file, cut at form feeds. Raises UnreadableError and OSError."""
    raw = path.read_bytes()
    if b"\0" in raw[:4096] and raw[:2] not in _WIDE:
        raise UnreadableError("is no text file")
    return decode(raw).split("\f")
