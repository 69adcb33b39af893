"""Where pages stand: addresses that stay, and that differ on a disk that is blind to case, too."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

_LONGEST = 100
"""Names of folders are cut here; file systems take 255 bytes."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")
"""What Windows takes for a device, whatever folder it stands in."""


def addresses(folder: str, names: Iterable[str]) -> Mapping[str, str]:
    """Per name the page that it has in a folder: ``s/gmp-at-phase-1/index.html``.

    A name in small letters and hyphens has its own, whatever else there is. Where others are the
    same but for their case or their signs, a digest tells them apart.
    """
    known = tuple(dict.fromkeys(names))
    alike = Counter(map(_plain, known))
    return {name: f"{folder}/{_own(name, alike)}/index.html" for name in known}


def _own(name: str, alike: Mapping[str, int]) -> str:
    plain = _plain(name)
    if plain == name or (alike[plain] == 1 and plain):
        return plain
    digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{plain}-{digest}".strip("-")


def _plain(name: str) -> str:
    """A name of a folder on any disk: small letters, digits and hyphens."""
    found = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    found = found[:_LONGEST].strip("-")
    return f"{found}-" if _RESERVED.match(found) else found


def root_of(path: str) -> str:
    """The way from a page to the root of the site: ``../../`` or nothing."""
    return "../" * path.count("/")
