"""What the page loads besides Python: this package, what it needs, and a site's requirements.

One zip, the same bytes for the same files. The requirements stand in it as they were read, each
with its record ready for use, so that nothing is validated in the browser.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import files as files_of
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from atmp_gap.cache.store import FILES, Store, entry, name_of, shipped_stamp
from atmp_gap.corpus.read import key_of, read
from atmp_gap.corpus.sources import Sources

LEFT_OUT = ("assistant", "check", "cli", "library", "settle", "verify")
"""Rooms that nothing asks for in a page."""
NEEDED = {
    "jinja2": "jinja2",
    "markupsafe": "markupsafe",
    "yaml": "pyyaml",
    "xlsxwriter": "xlsxwriter",
    "openpyxl": "openpyxl",
    "et_xmlfile": "et_xmlfile",
}
"""Packages that the engine needs there, and what they are called where they are got.

All of them also run without compiled parts.
"""
PARTS = (".py", ".html", ".css", ".js")
READY, LAYERS, LISTED, ABOUT = "ready", "layers", "sources.json", "about.json"
"""Where the records and the files of the requirements stand in the zip, the list of them, and what
is asked of them: between whom, on which day."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file, so that the same files make the same zip."""


def bundle(sources: Sources, about: Mapping[str, Any], store: Store | None = None) -> bytes:
    """The zip for the requirements of a site; ``about`` is what it asks of them.

    ``about`` holds ``between``, ``as_of``, ``drafts`` and ``confidential``. Raises
    InvalidCorpusError where the requirements are not valid, FileNotFoundError where a package that
    the engine needs is not installed as files.
    """
    out = io.BytesIO()
    # Two files of the same content share a record.
    files = {**dict(_code()), **dict(_requirements(sources, store))}
    files[ABOUT] = json.dumps(about).encode()
    with zipfile.ZipFile(out, "w") as packed:
        for name, raw in files.items():
            item = zipfile.ZipInfo(name, _DAY)
            item.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(item, raw)
    return out.getvalue()


def _code() -> Iterator[tuple[str, bytes]]:
    """This package, then those that it needs, as they are installed here."""
    yield from _files(Path(__file__).resolve().parents[1], LEFT_OUT)
    for name, distribution in NEEDED.items():
        spec = find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise FileNotFoundError(name)
        yield from _files(Path(spec.submodule_search_locations[0]))
        # They are handed on, and so are their terms.
        for file in files_of(distribution) or ():
            if file.name.upper().startswith(("LICEN", "COPYING")):
                yield f"licences/{name}/{file.name}", file.read_binary()


def _files(package: Path, left_out: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package).parts
        # What a wheel ships beside the modules has names that begin so: requirements, the guide.
        shipped = len(inside) > 1 and inside[0].startswith("_")
        if path.suffix in PARTS and inside[0] not in left_out and not shipped:
            yield "/".join((package.name, *inside)), path.read_bytes()


def _requirements(sources: Sources, store: Store | None) -> Iterator[tuple[str, bytes]]:
    """Every file of the requirements, its record, and the list from which ``Sources`` are made."""
    records = {loaded.file: loaded.model for loaded in read(sources, store).all()}
    listed = []
    for source in sources.files:
        record = records[source.file]
        key = key_of(source, type(record))
        yield f"{READY}/{name_of(FILES, key)}", entry(shipped_stamp(), FILES, key, record)
        yield f"{LAYERS}/{source.key}", source.raw
        listed.append((source.layer, source.folder, source.name))
    yield LISTED, json.dumps(listed).encode()
