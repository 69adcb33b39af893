"""One file over HTTP: asked politely, taken whole or not at all, and never under a false name.

``Downloader.fetch`` is what everything else calls; it raises ``NotFetchedError`` with the kind of
failure as data. How it works: each address is judged (`address`), asked (`connection`) under a name
that says who asks, and followed through redirects, each of which is judged anew. What a host
answers only to programs (403, a challenge, a redirect to no page) is "refused", and
is not asked a second time. A file that breaks off is gone on with where the host says that it is
still the same.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from atmp_gap.library.address import Addresses, RefusedAddressError, host_of
from atmp_gap.library.connection import Connections
from atmp_gap.library.partial import Fetched, Known, Partial

if TYPE_CHECKING:
    import httpx

FailureKind = Literal[
    "address",
    "redirects",
    "refused",
    "not-there",
    "server",
    "unreachable",
    "busy",
    "too-large",
    "too-slow",
    "cut-off",
    "not-kept",
]
"""Why nothing came: the address or where it led may not be asked; it leads in a circle; the host
refuses programs; nothing is at the address; the server fails; nobody answers; it asks to wait too
long; the file is too large, comes too slowly, breaks off, or cannot be kept on this computer.
"""
_AGAIN = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class NotFetchedError(Exception):
    """A file that did not come; ``kind`` is why, the text adds what is known."""

    def __init__(self, kind: FailureKind, detail: str = "") -> None:
        super().__init__(detail)
        self.kind, self.detail = kind, detail


@dataclass(frozen=True)
class Limits:
    """What one file may take. Seconds, but for ``bytes``, ``attempts`` and ``redirects``."""

    bytes: int = 150_000_000
    total: float = 900
    silence: float = 30
    attempts: int = 4
    backoff: float = 2
    longest_wait: float = 120
    pause: float = 1
    """Between two requests to one host."""
    redirects: int = 8


class Downloader:
    """Fetches files into a folder for half-fetched ones, one request at a time."""

    def __init__(
        self,
        addresses: Addresses,
        partial: Path,
        limits: Limits | None = None,
        tell: Callable[[int, int | None], None] = lambda done, total: None,
    ) -> None:
        self.addresses, self.partial, self.tell = addresses, partial, tell
        self.limits = limits or Limits()
        self._asked: dict[str, float] = {}
        self._busy: dict[str, str] = {}

    def fetch(self, address: str, known: Known | None = None) -> Fetched:
        """Fetch one file. Raises NotFetchedError, and lets KeyboardInterrupt through."""
        deadline = time.monotonic() + self.limits.total
        connections = Connections(self.addresses, self.limits.silence)
        # A host that trickles its headers never lets a timeout of one read run out.
        watch = threading.Timer(self.limits.total, connections.close)
        watch.daemon = True
        watch.start()
        try:
            return self._attempts(connections, address, known or Known(), deadline)
        finally:
            watch.cancel()
            connections.close()

    def _attempts(
        self, connections: Connections, address: str, known: Known, deadline: float
    ) -> Fetched:
        """Ask again, ever later, where that may help."""
        import httpx

        for attempt in range(1, self.limits.attempts + 1):
            try:
                return self._follow(connections, address, known, deadline)
            except _Again as again:
                wait, failure = again.wait, again.failure
            except (httpx.TransportError, httpx.DecodingError, RuntimeError) as error:
                if time.monotonic() >= deadline:
                    raise NotFetchedError("too-slow", f"{self.limits.total:g}") from None
                if isinstance(error, RuntimeError):
                    raise
                wait, failure = None, _failure(error)
            if wait is None:
                wait = self.limits.backoff * 2 ** (attempt - 1)
            if attempt == self.limits.attempts:
                break
            if time.monotonic() + wait > deadline:
                failure = NotFetchedError("busy", f"{wait:.0f}")
                break
            time.sleep(wait)
        raise failure

    def _follow(
        self, connections: Connections, address: str, known: Known, deadline: float
    ) -> Fetched:
        """Follow an address to its end; each station is judged before it is asked."""
        seen: list[str] = []
        here = address
        while True:
            if here in seen or len(seen) > self.limits.redirects:
                raise NotFetchedError("redirects", host_of(here))
            seen.append(here)
            try:
                real = self.addresses.asked(here)
            except RefusedAddressError as error:
                raise NotFetchedError("address", f"{here} {error}") from None
            self._pause(host_of(here))
            part = Partial(self.partial, here)
            headers = part.range_headers()
            if not headers:
                headers = known.conditions()
            self._asked[host_of(here)] = time.monotonic()
            with self._stream(connections, here, real, headers) as answer:
                if answer.status_code in _REDIRECTS and "location" in answer.headers:
                    there = urljoin(here, answer.headers["location"])
                    self._judge_step(here, there)
                    here = there
                    continue
                self._judge_status(answer, part, redirected=len(seen) > 1)
                if answer.status_code == 304:
                    return Fetched(here, None, etag=known.etag, modified=known.modified)
                return self._keep(answer, here, part, deadline)

    def _judge_step(self, here: str, there: str) -> None:
        """Whether a redirect may be followed. Raises NotFetchedError."""
        try:
            self.addresses.asked(there)
        except RefusedAddressError as error:
            raise NotFetchedError("address", f"{there} {error}") from None
        if here.startswith("https:") and there.startswith("http:"):
            raise NotFetchedError("address", f"{there} is not encrypted")

    def _pause(self, host: str) -> None:
        rest = self._asked.get(host, 0) + self.limits.pause - time.monotonic()
        if host in self._asked and rest > 0:
            time.sleep(rest)

    @contextmanager
    def _stream(
        self, connections: Connections, here: str, real: str, headers: dict[str, str]
    ) -> Iterator[httpx.Response]:
        """Ask; what a name stands for is judged as the address itself was."""
        try:
            with connections.stream(real, headers) as answer:
                yield answer
        except RefusedAddressError as error:
            raise NotFetchedError("address", f"{here} {error}") from None

    def _judge_status(self, answer: httpx.Response, part: Partial, redirected: bool) -> None:
        """What a status means. Raises NotFetchedError or _Again where no file follows."""
        status = answer.status_code
        if status in (200, 206, 304):
            return
        if status in _AGAIN:
            kind: FailureKind = "busy" if status in (429, 503) else "server"
            wait = _retry_after(answer.headers.get("retry-after", ""))
            failure = NotFetchedError(kind, f"{wait:.0f}" if wait is not None else f"{status}")
            if wait is not None and wait > self.limits.longest_wait:
                raise failure
            raise _Again(wait, failure)
        if status in (404, 410) and not redirected:
            raise NotFetchedError("not-there", f"{status}")
        if status in (401, 402, 403, 404, 405, 406, 407, 410, 418, 451):
            after = " after a redirect" if redirected else ""
            raise NotFetchedError("refused", f"{status}{after}")
        if status == 416:
            # What was kept is no beginning of what is there now.
            part.drop()
            raise _Again(0, NotFetchedError("server", f"{status}"))
        raise NotFetchedError("server", f"{status}")

    def _keep(
        self, answer: httpx.Response, address: str, part: Partial, deadline: float
    ) -> Fetched:
        """Write what comes into the folder for half-fetched files."""
        headers = answer.headers
        begun = part.size if answer.status_code == 206 and part.fits(headers) else 0
        if answer.status_code == 206 and not begun:
            part.drop()
            raise _Again(0, NotFetchedError("cut-off", ""))
        length = headers.get("content-length", "")
        total = begun + int(length) if length.isdigit() else None
        if total is not None and total > self.limits.bytes:
            raise NotFetchedError("too-large", f"{total}")
        fetched = Fetched(
            address,
            part.path,
            headers.get("content-type", "").partition(";")[0].strip().lower(),
            headers.get("etag", ""),
            headers.get("last-modified", ""),
        )
        try:
            part.begin(fetched, resumable="content-encoding" not in headers)
            with part.path.open("ab" if begun else "wb") as file:
                done = begun
                for chunk in answer.iter_bytes():
                    done += len(chunk)
                    if done > self.limits.bytes:
                        raise NotFetchedError("too-large", f"{done}")
                    if time.monotonic() > deadline:
                        raise NotFetchedError("too-slow", f"{self.limits.total:g}")
                    file.write(chunk)
                    self.tell(done, total)
        except NotFetchedError as failure:
            if failure.kind == "too-large":
                part.drop()
            raise
        except OSError as error:
            part.drop()
            raise NotFetchedError("not-kept", error.strerror or type(error).__name__) from None
        return replace(fetched, path=part.path)


class _Again(Exception):
    """Something that may go away by itself: wait so long, or as long as is usual."""

    def __init__(self, wait: float | None, failure: NotFetchedError) -> None:
        super().__init__()
        self.wait, self.failure = wait, failure


def _failure(error: Exception) -> NotFetchedError:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return NotFetchedError("unreachable", "no answer in time")
    if isinstance(error, (httpx.RemoteProtocolError, httpx.ReadError, httpx.DecodingError)):
        return NotFetchedError("cut-off", "")
    return NotFetchedError("unreachable", " ".join(str(error).split())[:200])


def _retry_after(said: str) -> float | None:
    """How long a host asks to wait: seconds or a day; None where it does not say."""
    if said.strip().isdigit():
        return float(min(int(said), 10**6))
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
