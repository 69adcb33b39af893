"""Requirements as a revision of a git repository holds them: ``HEAD~3:requirements``.

Files are read from git itself, never checked out; places name them as git does. Call
``gather_revision`` for their files, as ``corpus.sources.gather`` gives those of a folder.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.folder import MAX_BYTES
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem
from atmp_gap.corpus.sources import SourceFile, Sources, digest_of

_FILE_MODES = ("100644", "100755")


def is_revision(word: str) -> bool:
    """Whether a word is written as a revision, REVISION:FOLDER."""
    revision, colon, _ = word.partition(":")
    return bool(colon and revision) and not word.startswith("-")


def gather_revision(word: str, layer: int = 0) -> Sources:
    """The files of a folder in a revision, as a layer of that number.

    Raises InvalidCorpusError where there is no git, no such revision or no corpus in it.
    """
    revision, _, folder = word.partition(":")
    commit = _resolved(revision, word)
    sources = Sources((Path(word),))
    top = f"{folder.rstrip('/')}/" if folder.rstrip("/") else ""
    for item in _listed(f"{commit}:{folder.rstrip('/')}", word):
        if item.kind == "blob" and _belongs(item.path):
            _add(sources, f"{commit}:{top}", f"{revision}:{top}", item, layer)
    if not (sources.files or sources.unread):
        help_ = "name the folder that holds topic folders, as in HEAD~3:requirements"
        raise _refused("holds no requirement files", word, help_)
    return sources


@dataclass(frozen=True)
class _Item:
    """A line of git's listing of a tree."""

    mode: str
    kind: str
    path: str
    size: int


def _belongs(path: str) -> bool:
    """Whether the layout of a corpus has a place for a file: what a folder's listing would give."""
    steps = path.split("/")
    hidden = any(step.startswith(".") for step in steps)
    return len(steps) <= 2 and not hidden and path.endswith((".yaml", ".yml"))


def _add(sources: Sources, real: str, shown: str, item: _Item, layer: int) -> None:
    """Read a file; ``real`` is what git knows its folder by, ``shown`` what people do."""
    file = f"{shown}{item.path}"
    folder, slash, name = item.path.rpartition("/")
    inner = folder if slash else None
    why, raw = "", b""
    if item.mode not in _FILE_MODES:
        why = "it is a link; what is compared has to be a file itself"
    elif item.size > MAX_BYTES:
        why = "it is larger than 64 MB; split it"
    else:
        try:
            raw = _git("cat-file", "blob", f"{real}{item.path}", word=file)
        except subprocess.CalledProcessError as error:
            why = f"git says: {_told(error)}"
    if why:
        problem = Problem("AG001", f"cannot be read: {why}", Place(file))
        sources.unread.append((SourceFile(file, layer, inner, name, b"", b""), problem))
        return
    sources.files.append(SourceFile(file, layer, inner, name, raw, digest_of(raw)))


def _resolved(revision: str, word: str) -> str:
    """The commit that a revision names."""
    try:
        done = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", word=word)
    except subprocess.CalledProcessError as error:
        told = _told(error)
        if "not a git repository" in told:
            help_ = "run it inside of the repository that holds the requirements"
            raise _refused("no git repository is here", word, help_) from None
        if told:
            raise _refused(f"git says: {told}", word, None) from None
        help_ = "git log names revisions; a shallow copy lacks the earlier (git fetch --unshallow)"
        raise _refused(f"there is no revision {revision!r}", word, help_) from None
    return done.decode().strip()


def _listed(tree: str, word: str) -> Iterator[_Item]:
    """Everything in a tree, however deep."""
    try:
        raw = _git("ls-tree", "-r", "-l", "-z", "--full-tree", tree, word=word)
    except subprocess.CalledProcessError:
        folder = word.partition(":")[2] or "."
        help_ = "the folder is named from the top of the repository, as in HEAD~3:requirements"
        raise _refused(f"has no folder {folder!r} there", word, help_) from None
    for line in raw.decode("utf-8", "surrogateescape").split("\0"):
        if line:
            facts, _, path = line.partition("\t")
            mode, kind, _, size = facts.split()
            yield _Item(mode, kind, path, int(size) if size.isdigit() else 0)


def _git(*arguments: str, word: str) -> bytes:
    """What git prints. It fetches nothing, asks nothing and writes nothing."""
    surroundings = os.environ | {
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(
            ["git", *arguments],
            capture_output=True,
            check=True,
            env=surroundings,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        help_ = "install git, or name a folder"
        raise _refused("git is not installed, which reads revisions", word, help_) from None
    return done.stdout


def _told(error: subprocess.CalledProcessError) -> str:
    lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else ""


def _refused(message: str, word: str, help_: str | None) -> InvalidCorpusError:
    return InvalidCorpusError([Problem("AG001", message, Place(word), help_)])
