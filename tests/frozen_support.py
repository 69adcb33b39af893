"""States frozen of a small corpus, and zips in which something was changed afterwards."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.frozen.manifest import Manifest
from atmp_gap.frozen.state import listed, packed, read_frozen
from changes_support import Captured, call

PROFILE = """\
format: atmp-gap/profile/1
name: Product one
facts:
  product: aav
positions:
  - subject: s
    answers: {amount: < 20 ng/dose}
    evidence: 3.2.P.5.1
"""


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Puts a folder in the place of the requirements that come with the program."""
    return lambda folder: monkeypatch.setattr(
        "atmp_gap.corpus.bundled.bundled_folder", lambda: folder
    )


def freeze(capsys: Captured, path: Path, *more: str | Path) -> tuple[int, str, str]:
    return call(capsys, "freeze", "Study 1", "-o", path, *more)


def reproduce(capsys: Captured, path: Path, *more: str | Path) -> tuple[int, Any, str]:
    code, out, err = call(capsys, "reproduce", path, "--format", "json", *more)
    return code, json.loads(out) if out else None, err


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path: Path, changes: Mapping[str, bytes | None]) -> Path:
    """A copy of a zip with other members, of which its manifest knows nothing; None drops one."""
    content: dict[str, Any] = {**members(path), **changes}
    out = path.with_name(f"other-{path.name}")
    with zipfile.ZipFile(out, "w") as archive:
        for name, raw in content.items():
            if raw is not None:
                archive.writestr(name, raw)
    return out


def forged(path: Path, changes: Mapping[str, bytes], **manifest: Any) -> Path:
    """A copy of a zip with other members and a manifest that says they were there all along."""
    found = read_frozen(path.read_bytes(), str(path))
    content = {**found.members, **changes}
    told: Manifest = replace(found.manifest, members=listed(content), **manifest)
    out = path.with_name(f"forged-{path.name}")
    out.write_bytes(packed(told, content)[0])
    return out


def zip_of(items: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in items:
            archive.writestr(name, content)
    return out.getvalue()
