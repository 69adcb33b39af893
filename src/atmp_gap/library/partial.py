"""Files that have come, or have begun to come: where they wait, and how to go on with them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True)
class Known:
    """What the host said of the copy that is there, to ask whether it has changed."""

    etag: str = ""
    modified: str = ""

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the file only where it has changed."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in headers.items() if value}


@dataclass(frozen=True)
class Fetched:
    """A file that came, or the news that it has not changed since (``path`` is None)."""

    address: str
    path: Path | None
    content_type: str = ""
    etag: str = ""
    modified: str = ""


class Partial:
    """A file that has begun to come, and what the host said of it."""

    def __init__(self, folder: Path, address: str) -> None:
        import hashlib

        name = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:16]
        self.path, self._notes = folder / f"{name}.part", folder / f"{name}.json"

    @property
    def size(self) -> int:
        """How much of it is there."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def _said(self) -> dict[str, str]:
        try:
            said = json.loads(self._notes.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}

    def range_headers(self) -> dict[str, str]:
        """What to ask so that it goes on where it broke off; nothing where that is unsafe."""
        said = self._said()
        same = said.get("etag") or said.get("modified")
        if not same or same.startswith("W/") or not self.size:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": same}

    def fits(self, headers: httpx.Headers) -> bool:
        """Whether the rest that comes begins where it broke off, and is of the same file."""
        said = self._said()
        same = headers.get("etag", said.get("etag")) == said.get("etag")
        begin: str = headers.get("content-range", "")
        return same and begin.startswith(f"bytes {self.size}-")

    def begin(self, fetched: Fetched, resumable: bool) -> None:
        """Note what the host says of the file, if it may be gone on with."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        said = {"etag": fetched.etag, "modified": fetched.modified} if resumable else {}
        self._notes.write_text(json.dumps(said), encoding="utf-8")

    def drop(self) -> None:
        """Forget it."""
        for path in (self.path, self._notes):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def forget(fetched: Fetched) -> None:
    """Remove what is left of a file that was dealt with."""
    if fetched.path is not None:
        for path in (fetched.path, fetched.path.with_suffix(".json")):
            with suppress(OSError):
                path.unlink(missing_ok=True)
