"""What a wheel brings along: the requirements ready for use and to search, and comparisons.

Called by ``hatch_build.py`` when a wheel is built. All of it is known by the hash of the files
it was made from, and says nothing that they do not; a test holds it against the YAML.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from atmp_gap.cache.results import result_key
from atmp_gap.cache.store import (
    FILES,
    RESULTS,
    SEARCH,
    entry,
    entry_of_bytes,
    name_of,
    shipped_stamp,
)
from atmp_gap.corpus.link import link
from atmp_gap.corpus.read import key_of, read
from atmp_gap.corpus.sources import gather
from atmp_gap.gap.compare import Request, compare
from atmp_gap.search.index import NoFullTextError, built, packed
from atmp_gap.search.open import index_key

PACKAGE = "atmp_gap"


def release_list(root: Path, made: Mapping[str, bytes]) -> bytes:
    """The hashes of all files that a wheel brings, by their place in the package, as JSON.

    ``root`` is the checkout; ``made`` are files made for the wheel, by their place in it.
    """
    from atmp_gap import __version__

    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    hashes = {name: hashlib.sha256(raw).hexdigest() for name, raw in made.items()}
    sources = {package: Path(package).name for package in wheel["packages"]}
    for source, target in {**sources, **wheel["force-include"]}.items():
        for path in _files(root / source):
            inner = Path(target, path.relative_to(root / source)).as_posix()
            name = inner.removeprefix(f"{PACKAGE}/")
            hashes[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    listed = {"version": __version__, "files": dict(sorted(hashes.items()))}
    return (json.dumps(listed, indent=0) + "\n").encode()


def _files(path: Path) -> list[Path]:
    """A file, or all files below a folder but those that Python and others leave there."""
    if path.is_file():
        return [path]
    return [
        item
        for item in sorted(path.rglob("*"))
        if item.is_file()
        and item.suffix != ".pyc"
        and not any(part.startswith((".", "__pycache__")) for part in item.relative_to(path).parts)
    ]


def ready_made(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The entries to ship for the requirements in a folder: file names and contents.

    Raises InvalidCorpusError where the requirements are not valid.
    """
    sources = gather([folder])
    layers = read(sources)
    records = {loaded.file: loaded.model for loaded in layers.all()}
    for source in sources.files:
        record = records[source.file]
        key = key_of(source, type(record))
        yield name_of(FILES, key), entry(shipped_stamp(), FILES, key, record)
    corpus = link(layers)
    for topics in ((), *((topic,) for topic in corpus.topics)):
        request = Request(("FDA", "EMA"), corpus.date, topics=topics)
        result = compare(corpus, request)
        assert not result.findings, "the bundled requirements have findings"
        key = result_key(sources, {"topic": list(topics)} if topics else {})
        yield name_of(RESULTS, key), entry(shipped_stamp(), RESULTS, key, result)
    key = index_key(sources)
    # Where it is built without full-text search, those who have it make the index themselves.
    with suppress(NoFullTextError):
        index = packed(built(corpus))
        yield name_of(SEARCH, key), entry_of_bytes(shipped_stamp(), SEARCH, key, index)
