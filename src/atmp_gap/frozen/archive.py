"""A zip as its members, read whole or not at all: nothing in it can reach outside, or swell.

Use ``members_of`` for every zip that somebody hands over, and ``zipped`` to write one. The same
members give the same bytes, so that two zips of one state can be told to be one.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import category, normalize

from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem
from atmp_gap.text.zips import DamagedZip, unpacking

MOST_MEMBERS = 5_000
MOST_BYTES = 200_000_000
"""What a zip may unpack to."""
MOST_NAME = 200
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ANEW = "ask for the file again, as atmp-gap freeze wrote it; nothing of it was used"


class UnusableFrozen(InvalidCorpusError):
    """A frozen state that cannot be used; ``problems`` holds every reason."""


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Some members as a zip. Raises ValueError where a name cannot be read back everywhere."""
    wrong = [f"{name!r} {why}" for name, why in _odd(members)]
    if wrong:
        raise ValueError("; ".join(wrong))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in sorted(members.items()):
            # A fixed day: when it was frozen stands in the manifest, and equal states stay equal.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            info.create_system = 3
            archive.writestr(info, content)
    return out.getvalue()


def members_of(raw: bytes, file: str) -> dict[str, bytes]:
    """The members of a zip by name. Raises UnusableFrozen with every reason found."""
    if not raw.startswith(b"PK"):
        raise unusable(["is no zip"], file, "name a file that atmp-gap freeze wrote")
    try:
        with unpacking(), zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            wrong = [*_too_much(infos), *(f"{name!r} {why}" for name, why in _odd_infos(infos))]
            if wrong:
                raise unusable(wrong, file)
            # What a member really unpacks to ends at the size that was added up above.
            return {info.filename: archive.read(info) for info in infos}
    except DamagedZip as error:
        raise unusable([f"is broken: {error}"], file) from None


def unusable(messages: Iterable[str], file: str, help_: str = ANEW) -> UnusableFrozen:
    """A frozen state that is refused, with its reasons."""
    return UnusableFrozen([Problem("AG001", text, Place(file), help_) for text in messages])


def _too_much(infos: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(infos) > MOST_MEMBERS:
        yield f"holds {len(infos)} files; at most {MOST_MEMBERS} are read"
    size = sum(info.file_size for info in infos)
    if size > MOST_BYTES:
        yield f"unpacks to {size // 1_000_000} MB; at most {MOST_BYTES // 1_000_000} are read"


def _odd_infos(infos: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            yield info.filename, "is a link or a device, and no file"
        if info.flag_bits & 1:
            yield info.filename, "is protected by a password"
        elif info.compress_type not in METHODS:
            yield info.filename, "is packed in a way that is not read"
    # The name as it stands in the zip: the library cuts one at a zero and turns separators.
    yield from _odd([info.orig_filename for info in infos])


def _odd(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names that lead out of a folder, or that some disk cannot hold, or that collide on one."""
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for name in names:
        why = _odd_name(name)
        if why:
            yield name, why
            continue
        folded = _folded(name)
        other = seen.setdefault(folded, name)
        if other is not name or folded in folders:
            yield name, "stands twice, or once more in other letters"
        steps = folded.split("/")[:-1]
        folders.update("/".join(steps[: end + 1]) for end in range(len(steps)))
    for folded in sorted(folders & set(seen)):
        yield seen[folded], "is a file and a folder"


def _odd_name(name: str) -> str:
    if len(name) > MOST_NAME:
        return f"has a name of more than {MOST_NAME} characters"
    steps = name.split("/")
    if "\\" in name or ":" in name or any(step in ("", ".", "..") for step in steps):
        return "has a name that leads out of its folder"
    if any(category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") or char in '<>"|?*' for char in name):
        return "has a name with a character that not every disk takes"
    if any(step.endswith((" ", ".")) for step in steps):
        return "has a name that ends in a blank or a dot"
    return ""


def _folded(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())
