"""Python for browsers, taken from the npm package ``pyodide``: one version, held against digests.

Call ``engine_files`` on the tarball that ``npm pack`` got, or on the folder it unpacks to.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

from atmp_gap.text.reading import read_regular

VERSION = "314.0.7"
GET = f"npm pack pyodide@{VERSION}"
"""The command that gets the tarball."""
TARBALL = f"pyodide-{VERSION}.tgz"
"""The file that this command writes."""
SHA512 = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
"""The SHA-512 of the tarball, as ``npm view pyodide@VERSION dist.integrity`` tells it."""
FILES: Mapping[str, str] = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    "pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
    "package.json": "40ca48e43ce4ddc68412d5b7a7ca9e2477cd4f0e672277ae468ac2245717079b",
}
"""The files of the package that a page needs, each with its SHA-256; the last names the licence."""


class EngineError(Exception):
    """A file or folder that is not this engine: why, and what to do."""

    def __init__(self, why: str, hint: str = f"get it with: {GET}") -> None:
        super().__init__(why)
        self.why, self.hint = why, hint


def engine_files(place: Path) -> dict[str, bytes]:
    """The files of the engine by name, of a tarball or of its folder. Raises EngineError."""
    found = _of_folder(place) if place.is_dir() else _of_tarball(place)
    wrong = [name for name, digest in FILES.items() if _sha256(found[name]) != digest]
    if wrong:
        differ = "differs" if len(wrong) == 1 else "differ"
        raise EngineError(f"{place} is not pyodide {VERSION}: {', '.join(wrong)} {differ}")
    return found


def _of_folder(place: Path) -> dict[str, bytes]:
    inner = place / "package"
    folder = inner if inner.is_dir() else place
    return _each(place, lambda name: read_regular(folder / name))


def _of_tarball(place: Path) -> dict[str, bytes]:
    """The files of a tarball, which is only opened where it is the very one."""
    try:
        raw = read_regular(place)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EngineError(f"cannot read {place}: {reason}") from None
    if base64.b64encode(hashlib.sha512(raw).digest()).decode() != SHA512:
        raise EngineError(f"{place} is not the package pyodide {VERSION}: its SHA-512 differs")
    with tarfile.open(fileobj=io.BytesIO(raw), mode="r:gz") as package:

        def read(name: str) -> bytes:
            file = package.extractfile(f"package/{name}")
            return file.read() if file else b""

        return _each(place, read)


def _each(place: Path, read: Callable[[str], bytes]) -> dict[str, bytes]:
    try:
        return {name: read(name) for name in FILES}
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise EngineError(f"{place} is not the package pyodide: {reason}") from None


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
