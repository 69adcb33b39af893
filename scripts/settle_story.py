"""The story of docs/settle.md: its commands in an empty folder, against a server on this machine.

Every ``console`` block holds one command and what it prints. The texts are made up, and served
where the register says that they lie; the clock stands still, so that the page stays the same.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

PAGE = "docs/settle.md"
NOW = "2026-11-28T10:{minute:02d}:00Z"
_HASH = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{12}(?:[0-9a-f]{52})?\b")
_BLOCK = re.compile(r"^```console\n\$ atmp-gap (?P<command>[^\n]*)\n.*?^```$", re.M | re.S)


def refreshed(root: Path) -> str:
    """The text of the page with the present output under every command."""
    text = (root / PAGE).read_text(encoding="utf-8")
    with _place(root) as clock:
        return _BLOCK.sub(lambda block: _filled(block, clock), text)


@contextlib.contextmanager
def _place(root: Path) -> Iterator[Iterator[str]]:
    """An empty folder with the made-up topic, its texts on a server, and a clock that stands."""
    for folder in ("tests/settle", "tests/library"):
        sys.path.append(str(root / folder))
    from library_server import body, page, serving
    from library_texts import CELLS, VECTOR, landing, pdf
    from settle_texts import lay_out

    title = "Guideline on the transport of made-up cells in cold boxes"
    with tempfile.TemporaryDirectory() as name, serving() as hosts:
        place = Path(name)
        lay_out(place / "team")
        hosts.answers["/www.fda.gov/media/1/download"] = body(pdf(VECTOR))
        link = ("/en/cells_en.pdf", f"{title} (PDF/427 KB)")
        hosts.answers["/www.ema.europa.eu/cells-page"] = page(landing(title, link))
        hosts.answers["/www.ema.europa.eu/en/cells_en.pdf"] = body(pdf(CELLS))
        words = {
            "ATMP_GAP_MIRROR": hosts.url,
            "ATMP_GAP_LIBRARY": "library",
            "ATMP_GAP_REQUIREMENTS": "team",
            "ATMP_GAP_CACHE": str(place / "cache"),
        }
        clock = (NOW.format(minute=minute) for minute in range(60))
        with mock.patch.dict(os.environ, words), contextlib.chdir(place):
            yield clock


def _filled(block: re.Match[str], clock: Iterator[str]) -> str:
    from atmp_gap.cli.run import run

    command = block["command"]
    told = io.StringIO()
    now = next(clock)
    with (
        mock.patch("atmp_gap.settle.records.now", lambda: now),
        contextlib.redirect_stdout(told),
        contextlib.redirect_stderr(told),
    ):
        code = run(shlex.split(command))
    if code not in (0, 2):
        raise SystemExit(f"{PAGE}: `atmp-gap {command}` ends with {code}: {told.getvalue()}")
    # What made the copies differs between machines, and with it their hash and the fingerprint.
    shown = _HASH.sub(lambda found: "0" * len(found[0]), told.getvalue().replace("```", "'''"))
    return f"```console\n$ atmp-gap {command}\n{shown}```"
