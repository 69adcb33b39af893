"""The worked example: its ``console`` blocks, each filled with what the command in it prints."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

_BLOCK = re.compile(r"^```console\n\$ atmp-gap (?P<command>[^\n]*)\n.*?^```$", re.M | re.S)


def refreshed(root: Path) -> str:
    """The text of ``docs/example.md`` with the present output under every command."""
    text = (root / "docs" / "example.md").read_text(encoding="utf-8")
    with contextlib.chdir(root):
        return _BLOCK.sub(_filled, text)


def _filled(block: re.Match[str]) -> str:
    from atmp_gap.cli.run import run

    command = block["command"]
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()) as err:
        code = run(shlex.split(command))
    if code:
        raise SystemExit(
            f"docs/example.md: `atmp-gap {command}` ends with {code}: {err.getvalue()}"
        )
    # A fence inside the output would end the block.
    shown = out.getvalue().replace("```", "'''")
    return f"```console\n$ atmp-gap {command}\n{shown}```"
