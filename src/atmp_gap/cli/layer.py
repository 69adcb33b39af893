"""``atmp-gap layer``: reviewers' rows become a layer of requirements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import console
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.review.layer import Item


@grouped
def layer(
    *,
    from_: Annotated[
        Path,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Reviewers' rows (.xlsx with a sheet Review, or .csv): record (judgement, "
            "absence, statement), subject, by, date ...",
        ),
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="The layer: new, or one to add to.")
    ],
) -> int:
    """Turn reviewers' rows into a layer that `check` accepts; what stands there stays."""
    from atmp_gap.corpus.problem import InvalidCorpusError, Problem
    from atmp_gap.review.layer import items
    from atmp_gap.review.rows import review_rows

    problems: list[Problem] = []
    found = items(list(review_rows(from_, problems)), _corpus(into), problems)
    if problems:
        for problem in problems:
            console.say(str(problem))
        raise Stop("nothing was written", "mend these cells", ExitCode.INPUT)
    if not found:
        raise Stop(f"{from_} has no filled row", "fill one line per decision", ExitCode.INPUT)
    before = _write(found, into)
    try:
        _corpus(into)
    except InvalidCorpusError:
        _restore(before)
        raise
    console.note(f"wrote {len(found)} records into {into}; next: atmp-gap check {into}")
    return ExitCode.DONE


def _corpus(folder: Path) -> Corpus:
    """The corpus that a layer makes with what it builds on."""
    from atmp_gap.check.paths import target
    from atmp_gap.corpus.bundled import corpus_of, open_corpus
    from atmp_gap.corpus.sources import gather

    if not folder.is_dir() or not any(folder.rglob("*.yaml")):
        return open_corpus()
    return corpus_of(gather(target([folder]).layers))


def _write(found: Sequence[Item], into: Path) -> dict[Path, bytes | None]:
    """Add the items; what every file held before, to be put back. Stops where one cannot be."""
    from atmp_gap.cli.output import write
    from atmp_gap.scaffold import CannotAdd, added

    before: dict[Path, bytes | None] = {}
    texts: dict[Path, str] = {}
    for item in found:
        path = into / item.file
        if path not in texts:
            before[path] = path.read_bytes() if path.exists() else None
            there = before[path]
            texts[path] = item.head if there is None else there.decode("utf-8")
        if _stands(item, texts[path]):
            console.note(f"{path}: {' '.join(item.lines[:1])} stands there already, as in the row")
            continue
        try:
            texts[path] = added(texts[path], path.as_posix(), item.key, list(item.lines))
        except CannotAdd as cannot:
            raise Stop(str(cannot), cannot.hint) from None
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Stop(f"cannot write {path}: {error.strerror}", "name another folder") from None
        write(text.encode(), path, force=True)
    return before


def _stands(item: Item, text: str) -> bool:
    """Whether an item was added before, word by word."""
    return "\n".join(f"    {line}" for line in item.lines[1:]) in text


def _restore(before: dict[Path, bytes | None]) -> None:
    from atmp_gap.cli.output import write

    for path, content in before.items():
        if content is None:
            path.unlink()
        else:
            write(content, path, force=True)
