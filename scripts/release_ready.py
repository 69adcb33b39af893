"""Say what still keeps a version from being released: files that name another one.

python scripts/release_ready.py [VERSION]     without VERSION: whether the files agree at all
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def problems(root: Path, version: str | None = None) -> list[str]:
    """What is wrong, a line each; nothing where a release may be made.

    The tool's version is of the package and its changelog, the corpus' of corpus.yaml, its
    changelog, CITATION.cff and .zenodo.json, because what is cited is the corpus.
    """
    tool = _one(root / "src/atmp_gap/__init__.py", r'^__version__ = "(.*)"$')
    corpus = _one(root / "requirements/corpus.yaml", r"^version: *[\"']?([^\"'\n]+)")
    day = _one(root / "requirements/corpus.yaml", r"^date: *[\"']?([^\"'\n]+)")
    cited = root / "CITATION.cff"
    found = []
    if (said := _one(cited, r'^version: "(.*)"$')) != corpus:
        found.append(f"CITATION.cff names corpus {said}, corpus.yaml {corpus}")
    if (said := _one(cited, r'^date-released: "(.*)"$')) != day:
        found.append(f"CITATION.cff is of {said}, corpus.yaml of {day}")
    archived = json.loads((root / ".zenodo.json").read_text(encoding="utf-8"))["version"]
    if archived != corpus:
        found.append(f".zenodo.json names corpus {archived}, corpus.yaml {corpus}")
    if version is None:
        return found
    if version != tool:
        found.append(f"the tag is of {version}, the package of {tool}")
    for name, number in (("CHANGELOG.md", tool), ("requirements/CHANGELOG.md", corpus)):
        text = (root / name).read_text(encoding="utf-8")
        if not re.search(rf"^## \[?{re.escape(number)}\b", text, re.MULTILINE):
            found.append(f"{name} has no section of {number}")
    return found


def _one(path: Path, pattern: str) -> str:
    found = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip() if found else "none"


if __name__ == "__main__":
    wrong = problems(ROOT, *sys.argv[1:2])
    print("\n".join(wrong) or "ready")
    sys.exit(1 if wrong else 0)
