"""A person's own layer: items put into its files, `check` run on the whole, and all of it undone.

`layer` and `settle` write through here, so that neither leaves a layer that `check` refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli import console
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.check.rule import Diagnostic
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.review.item import Item

Before = Mapping[Path, bytes | None]
"""What every file held before, None where it was not there."""


def layers_below(into: Path, named: list[Path] | None) -> list[Path]:
    """The layers on which another one builds: those that are named, without itself."""
    from atmp_gap.cli import options

    return [folder for folder in options.layers(named) if folder.resolve() != into.resolve()]


def corpus_with(folder: Path, below: Sequence[Path], bundled: bool) -> Corpus:
    """The corpus that a layer makes with what it builds on; the folder may be empty or new."""
    from atmp_gap.check.paths import target
    from atmp_gap.corpus.bundled import corpus_of, open_corpus
    from atmp_gap.corpus.sources import gather

    if not folder.is_dir() or not any(folder.rglob("*.yaml")):
        return open_corpus(list(below), bundled)
    return corpus_of(gather(target([folder], below, bundled).layers))


@contextmanager
def held(into: Path | None) -> Iterator[None]:
    """Hold a layer against other runs. Stops where one is at work, or it cannot be written to."""
    if into is None:
        yield
        return
    from filelock import FileLock, Timeout

    try:
        into.mkdir(parents=True, exist_ok=True)
        lock = FileLock(into / ".settle.lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise Stop(f"another run is at work in {into}", "wait until it is done") from None
    except OSError as error:
        raise Stop(f"cannot write to {into}: {error.strerror}", "name another folder") from None
    try:
        yield
    finally:
        lock.release()


def put_checked(items: Sequence[Item], into: Path, below: Sequence[Path], bundled: bool) -> None:
    """Add items, and take all of them out again where `check` would not accept the layer.

    Stops then, after naming what it would not accept.
    """
    with held(into):
        before = put(items, into)
        try:
            wrong = faults(into, below, bundled)
        except BaseException:
            restore(before)
            raise
        if wrong:
            restore(before)
            raise refused(wrong)


def put(items: Sequence[Item], into: Path, tell: bool = True) -> Before:
    """Add items to the files of a layer; what stands there word by word is left out, and said.

    Gives what every file held before. Stops where one cannot be written.
    """
    from atmp_gap.scaffold import CannotAdd, added

    before: dict[Path, bytes | None] = {}
    texts: dict[Path, str] = {}
    for item in items:
        path = into / item.file
        if path not in texts:
            there = _bytes(path)
            before[path] = there
            texts[path] = item.head if there is None else _text(there, path)
        if stands(item, texts[path], path.as_posix()):
            if tell:
                said = " ".join(item.lines[:1])
                console.note(f"{path}: {said} stands there already, as in the row")
            continue
        try:
            texts[path] = added(texts[path], path.as_posix(), item.key, list(item.lines))
        except CannotAdd as cannot:
            raise Stop(str(cannot), cannot.hint) from None
    write_all(texts, before)
    return before


def take_out(items: Sequence[Item], into: Path) -> Before:
    """Take items out of the files of a layer. Stops where one was edited since it was added."""
    before: dict[Path, bytes | None] = {}
    texts: dict[Path, str] = {}
    for item in items:
        path = into / item.file
        if path not in texts:
            before[path] = _bytes(path)
            texts[path] = _text(before[path] or b"", path)
        rest = _without(item, texts[path])
        if rest is None:
            raise Stop(
                f"{path}: {item.lines[0]} was edited since it was written",
                "take it out by hand; nothing was changed",
            )
        texts[path] = rest
    write_all(texts, before)
    return before


def restore(before: Before) -> None:
    """Put back what every file held before."""
    from atmp_gap.cli.output import write

    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write(content, path, force=True)


def faults(into: Path, below: Sequence[Path] = (), bundled: bool = True) -> list[Diagnostic]:
    """The errors that `check` finds in a layer. Raises InvalidCorpusError where it is no corpus."""
    from atmp_gap.check.paths import target
    from atmp_gap.check.run import CheckOptions, check

    report = check(target([into], below, bundled), CheckOptions())
    return [finding for finding in report.findings if finding.severity == "error"]


def refused(found: Sequence[Diagnostic]) -> Stop:
    """Say what `check` would not accept, and return the error that ends the command."""
    for fault in found:
        console.say(f"{fault.place}: error[{fault.rule}] {fault.message}")
        if fault.help:
            console.say(f"  help: {fault.help}")
    return Stop("nothing was written: check would not accept it", "see above", ExitCode.INPUT)


def stands(item: Item, text: str, file: str = "") -> bool:
    """Whether a file holds an item already: all of it, however it is indented or laid out."""
    from atmp_gap.corpus.yaml_reader import Map, Refused, parse

    try:
        node = parse(text.removeprefix("\ufeff"), file)
        mine = parse("\n".join(item.lines), file)
    except Refused:
        return False
    return isinstance(node, Map) and mine in (node.get(item.key) or ())


def write_all(texts: Mapping[Path, str], before: Before) -> None:
    """Write files whole; where one cannot be written, those before it are put back."""
    from atmp_gap.cli.output import write

    done: dict[Path, bytes | None] = {}
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(text.lstrip("\n").encode(), path, force=True)
        except (OSError, Stop) as error:
            restore(done)
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise Stop(f"cannot write {path}: {why}", "name another folder") from None
        done[path] = before[path]


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Stop(f"cannot read {path}: {error.strerror}", None, ExitCode.INPUT) from None


def _text(content: bytes, path: Path) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Stop(f"{path} is not UTF-8", "save it as UTF-8", ExitCode.INPUT) from None


def _without(item: Item, text: str) -> str | None:
    """A text without an item; None where it does not stand there as it was added."""
    newline = "\r\n" if "\r\n" in text else "\n"
    rows = text.replace("\r\n", "\n").split("\n")
    for start in range(len(rows) - 1, -1, -1):
        blanks = len(rows[start]) - len(rows[start].lstrip(" "))
        indent = rows[start][:blanks]
        wanted = [f"{indent}- {item.lines[0]}", *(f"{indent}  {line}" for line in item.lines[1:])]
        end = start + len(wanted)
        if rows[start:end] != wanted:
            continue
        above = [n for n in range(start) if rows[n].startswith(f"{item.key}:")]
        if not above:
            continue
        start -= start > 0 and not rows[start - 1].strip()
        rest = rows[:start] + rows[end:]
        key = above[-1]
        below = rest[key + 1] if key + 1 < len(rest) else ""
        if not below.lstrip().startswith(("- ", "#")):
            rest[key] = f"{item.key}: []"
        return newline.join(rest)
    return None
