"""The manifest of a frozen state: what it is of, what it was made with, and a hash of every file.

``manifest.json`` in the zip. Its own SHA-256 is the *seal*: who keeps that apart can tell that
nothing at all was changed, the manifest included.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.frozen.archive import UnusableFrozen, unusable
from atmp_gap.model.base import Day, Text
from atmp_gap.model.record import FileRecord, plain, says

MANIFEST = "manifest.json"
SCHEMA = "atmp-gap/frozen/1"


@dataclass(frozen=True)
class Member(FileRecord):
    """A file of the zip."""

    name: Text
    sha256: Text
    size: int


@dataclass(frozen=True)
class LibraryCopy(FileRecord):
    """One of the user's own copies: told by its hash, never part of the zip."""

    file: Text
    sha256: Text
    size: int
    document: str = ""


@dataclass(frozen=True)
class FrozenLayer(FileRecord):
    """A layer of requirements, the lowest first; its files are below ``requirements/NUMBER``."""

    name: Text
    bundled: bool = False
    confidential: bool = False


@dataclass(frozen=True)
class FrozenCorpus(FileRecord):
    """Which requirements, of all layers together."""

    version: Text
    date: Day
    sha256: Text
    changes: tuple[str, ...] = ()
    """The marks of what its changelog held."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint that reports print."""
        return self.sha256[:12]


@dataclass(frozen=True)
class Mark(FileRecord):
    """What the ledger said beside an entry."""

    lines: tuple[str, ...] = ()
    signed: bool = False


@dataclass(frozen=True, kw_only=True)
class Question(FileRecord):
    """What was asked, in ids of the frozen vocabulary; the product is that of the profile."""

    between: tuple[Text, Text]
    as_of: Day
    topics: tuple[str, ...] = ()
    drafts: bool = True
    scope: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    stricter: tuple[str, ...] = ()
    reading: str = ""
    checked: bool = False
    reviewed: bool = False
    checks: dict[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True)
class MadeWith(FileRecord):
    """The program, and what it ran with."""

    version: Text
    python: Text
    system: str = ""
    packages: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Manifest(FileRecord):
    """The whole file."""

    schema_: Literal["atmp-gap/frozen/1"] = field(
        default="atmp-gap/frozen/1", metadata=says(alias="schema")
    )
    confidential: bool = False
    name: Text
    by: str = ""
    at: Text
    tool: MadeWith
    corpus: FrozenCorpus
    layers: tuple[FrozenLayer, ...]
    question: Question
    product: str = ""
    profile: str = ""
    """The member that holds the profile; empty where there is none."""
    positions: str = ""
    ledger: str = ""
    library: tuple[LibraryCopy, ...] = ()
    members: tuple[Member, ...]


def member(name: str, content: bytes) -> Member:
    """A file of the zip as the manifest names it."""
    return Member(name, hashlib.sha256(content).hexdigest(), len(content))


def written(manifest: Manifest) -> bytes:
    """The manifest as it stands in the zip."""
    data = plain(manifest, written=True)
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def seal_of(raw: bytes) -> str:
    """The seal of a manifest: the SHA-256 of its bytes."""
    return hashlib.sha256(raw).hexdigest()


def read_manifest(raw: bytes, file: str) -> Manifest:
    """A manifest of bytes. Raises UnusableFrozen with everything wrong in it."""
    from atmp_gap.corpus.validate import validated
    from atmp_gap.corpus.yaml_reader import Refused, decode, parse

    shown = f"{file}:{MANIFEST}"
    try:
        # JSON is YAML, so the reader with line numbers serves here too.
        node: Any = parse(decode(raw, shown), shown)
    except Refused as refused:
        raise UnusableFrozen(refused.problems) from None
    schema = node.get("schema") if isinstance(node, dict) else None
    if schema != SCHEMA:
        raise _other(node, schema, shown)
    valid = validated(node, shown, Manifest)
    if isinstance(valid, list):
        raise UnusableFrozen(valid)
    return valid


def _other(node: Any, schema: Any, shown: str) -> UnusableFrozen:
    """A manifest of another version, or of something else."""
    if not str(schema).startswith("atmp-gap/frozen/"):
        return unusable([f"is no manifest of {SCHEMA!r}"], shown)
    tool = node.get("tool")
    version = tool.get("version") if isinstance(tool, dict) else None
    told = f"was frozen by atmp-gap {str(version)[:20]}" if version else "is of another version"
    message = f"{told} as {str(schema)[:40]!r}, which this version does not read"
    help_ = "install the version that froze it, or a later one, and ask that"
    return UnusableFrozen([Problem("AG005", message, Place(shown, 1, 1), help_)])
