"""The user's own copies of the texts, each told by its hash: no copy goes into a frozen state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from atmp_gap.frozen.manifest import LibraryCopy
from atmp_gap.model.document import Document
from atmp_gap.text.escape import one_line
from atmp_gap.verify.digest import sha256
from atmp_gap.verify.library import files_in, named, records


def copies_in(folders: Iterable[Path], known: Mapping[str, Document]) -> tuple[LibraryCopy, ...]:
    """The copies of some folders, with their documents as far as ``library.yaml`` names them.

    Raises OSError where a file cannot be read, and InvalidCorpusError for a library.yaml that is
    not valid.
    """
    found = []
    for folder in folders:
        documents = {path.resolve(): record.document for record, path in records(folder, known)}
        # What a person said of a file counts before what was written down when it came.
        documents |= {copy.path.resolve(): copy.document for copy in named([folder], known)}
        for path in files_in([folder]).readable:
            inner = one_line(path.relative_to(folder).as_posix())
            document = documents.get(path.resolve(), "")
            found.append(LibraryCopy(inner, sha256(path), path.stat().st_size, document))
    return tuple(sorted(found, key=lambda copy: (copy.file, copy.sha256)))
