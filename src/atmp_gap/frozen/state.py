"""A frozen state as its files: put together, read back, and laid out in a folder to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from atmp_gap.corpus.sources import SourceFile, Sources, digest_of
from atmp_gap.frozen.archive import members_of, unusable, zipped
from atmp_gap.frozen.manifest import (
    MANIFEST,
    Manifest,
    Member,
    member,
    read_manifest,
    seal_of,
    written,
)

REQUIREMENTS = "requirements/"
REPORTS = "reports/"
README = "README.txt"


@dataclass(frozen=True)
class Altered:
    """A file of the zip that is not what was frozen."""

    name: str
    added: bool = False
    """Whether it came in later; else it was changed."""


@dataclass(frozen=True)
class Frozen:
    """A frozen state that was read: its manifest, its files, and what of them was altered."""

    file: str
    manifest: Manifest
    seal: str
    members: Mapping[str, bytes]
    altered: tuple[Altered, ...] = ()

    def unpack(self, folder: Path) -> None:
        """Lay the files out in an empty folder. Raises OSError."""
        for name, content in self.members.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def layers(self, folder: Path) -> list[Path]:
        """The folders of the requirements, where the state is laid out; the lowest first."""
        return [folder / REQUIREMENTS / str(n) for n, _ in enumerate(self.manifest.layers)]


def without_empty_layers(sources: Sources) -> Sources:
    """The files of the layers that have any: one that was left out whole has no folder in a zip."""
    used = sorted({file.layer for file in (*sources.files, *(item[0] for item in sources.unread))})
    if len(used) == len(sources.folders):
        return sources
    number = {layer: index for index, layer in enumerate(used)}
    return replace(
        sources,
        folders=tuple(sources.folders[layer] for layer in used),
        files=[replace(file, layer=number[file.layer]) for file in sources.files],
        unread=[(replace(file, layer=number[file.layer]), why) for file, why in sources.unread],
    )


def requirement_files(sources: Sources) -> dict[str, bytes]:
    """The files of all layers as members of a zip, named by layer and place in it."""
    return {f"{REQUIREMENTS}{file.key}": file.raw for file in sources.files}


def packed(manifest: Manifest, members: Mapping[str, bytes]) -> tuple[bytes, str]:
    """A zip of a manifest and its members, and the seal. Raises ValueError for odd names."""
    raw = written(manifest)
    return zipped({MANIFEST: raw, **members}), seal_of(raw)


def listed(members: Mapping[str, bytes]) -> tuple[Member, ...]:
    """Members as the manifest names them."""
    return tuple(member(name, content) for name, content in sorted(members.items()))


def read_frozen(raw: bytes, file: str) -> Frozen:
    """A frozen state of bytes. Raises UnusableFrozen with every reason found.

    A file that was altered is no reason: what it changes is what one wants to know.
    """
    members = members_of(raw, file)
    if MANIFEST not in members:
        help_ = "name a file that atmp-gap freeze wrote"
        raise unusable([f"is a zip without {MANIFEST}"], file, help_)
    head = members.pop(MANIFEST)
    manifest = read_manifest(head, file)
    known = {item.name: item for item in manifest.members}
    wanted = (manifest.profile, manifest.positions, manifest.ledger)
    missing = [
        *(f"lacks {name}, which its manifest names" for name in known if name not in members),
        *(f"names {name!r} and no hash of it" for name in wanted if name and name not in known),
    ]
    if missing:
        raise unusable(missing, file)
    altered = [
        Altered(name, added=name not in known)
        for name, content in sorted(members.items())
        if known.get(name) != member(name, content)
    ]
    # What came in later was never asked, and is not asked now.
    kept = {name: content for name, content in members.items() if name in known}
    return Frozen(file, manifest, seal_of(head), kept, tuple(altered))


def is_frozen(raw: bytes) -> bool:
    """Whether bytes look like a frozen state, and like no workbook or memo."""
    return raw.startswith(b"PK") and MANIFEST.encode() in raw and README.encode() in raw


def bundled_digest(frozen: Frozen) -> str:
    """SHA-256 over the bundled requirements of a state, as ``Sources.digest`` is of a folder."""
    folder = f"{REQUIREMENTS}0/"
    files = [
        SourceFile(name, 0, None, name.removeprefix(folder), content, digest_of(content))
        for name, content in frozen.members.items()
        if name.startswith(folder)
    ]
    return Sources((), files).digest
