"""Files read in processes of their own: ``Reading`` reads many, ``read_one`` a single one.

What a document costs is limited there (`workers`), and what comes of each is a ``ReadFile`` or an
``UnreadFile`` that says why not.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from atmp_gap.verify.digest import sha256
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.library import UnreadFile
from atmp_gap.verify.text import DocumentText
from atmp_gap.verify.workers import Limits, Stopped, Task, Workers

MOST_TEXT = 50_000_000
"""No document has more text than this: it is some ten thousand pages."""


@dataclass(frozen=True)
class ReadFile:
    """A file that was read."""

    path: Path
    sha256: str
    text: DocumentText


Reads = Callable[[Path], ReadFile | UnreadFile]
"""What reads a file: ``read_one``, or ``Reading.one`` for many."""


class Reading(Workers):
    """Processes that read files, for as long as the ``with`` lasts."""

    def all(self, paths: Sequence[Path]) -> Generator[ReadFile | UnreadFile]:
        """Read files, and give each as soon as those before it are done."""
        done = self.run([Task(_read, (path,)) for path in paths])
        for path, item in zip(paths, done, strict=True):
            yield UnreadFile(path, item.why) if isinstance(item, Stopped) else item

    def one(self, path: Path) -> ReadFile | UnreadFile:
        """Read a single file."""
        return next(self.all([path]))


def read_all(
    paths: Sequence[Path], jobs: int, limits: Limits | None = None
) -> Generator[ReadFile | UnreadFile]:
    """Read files, ``jobs`` at once, and give each as soon as those before it are done."""
    with Reading(min(jobs, len(paths)), limits) as reading:
        yield from reading.all(paths)


def read_one(path: Path, limits: Limits | None = None) -> ReadFile | UnreadFile:
    """Read a single file."""
    with Reading(1, limits) as reading:
        return reading.one(path)


def _read(path: Path) -> ReadFile | UnreadFile:
    """Read one file; runs in a process of its own."""
    try:
        text = extract(path)
        if len(text.full) > MOST_TEXT:
            return UnreadFile(path, f"stopped at the limit of {MOST_TEXT // 1_000_000} MB of text")
        return ReadFile(path, sha256(path), text)
    except UnreadableError as error:
        return UnreadFile(path, str(error))
    except (ModuleNotFoundError, MemoryError):
        # The installation is at fault, not the file; the limit is told by the process.
        raise
    except OSError as error:
        return UnreadFile(path, error.strerror or "cannot be read")
    except RecursionError:
        return UnreadFile(path, "is nested too deeply to be read")
    except Exception as error:
        # One broken file must not keep the others from being read.
        return UnreadFile(path, f"cannot be read ({type(error).__name__})")
