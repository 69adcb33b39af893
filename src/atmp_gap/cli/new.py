"""``atmp-gap new``: start a topic, a subject or a requirement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.command import Command, CommandGroup
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmp_gap.corpus.corpus import Corpus

new = typer.Typer(
    name="new",
    help="Start a topic, a subject or a requirement in files that `check` accepts.",
    no_args_is_help=True,
    rich_markup_mode=None,
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Folder = Annotated[
    Path,
    typer.Option("--in", metavar="DIR", help="Your folder of requirements; else `requirements`."),
]
_HERE = Path("requirements")
_NAME = r"[a-z0-9][a-z0-9-]*"


@new.command(cls=Command)
@grouped
def topic(
    *,
    name: Annotated[str, typer.Argument(metavar="ID", help="Kebab-case words: viral-safety.")],
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its title.")] = None,
    summary: Annotated[
        str | None, typer.Option("--summary", metavar="TEXT", help="A sentence on it.")
    ] = None,
    folder: Folder = _HERE,
) -> int:
    """Start a topic: a folder with its file, to which subjects are added."""
    from atmp_gap.scaffold import topic_text

    _check_name(name)
    path = folder / name / "topic.yaml"
    if path.exists():
        raise Stop(f"{path} is there already", "name another topic")
    if any(folder.glob("*.yaml")) or any(folder.glob("*/*.yaml")):
        known = _corpus(folder).topics
        if name in known:
            raise Stop(f"the topic {name!r} is known already", f"known: {', '.join(known)}")
    _write(path, topic_text(name, title or _title(name), summary))
    _said(path, f"atmp-gap new subject ID --topic {name}", folder)
    return ExitCode.DONE


@new.command(cls=Command)
@grouped
def subject(
    *,
    name: Annotated[str, typer.Argument(metavar="ID", help="Kebab-case words of the field.")],
    topic: Annotated[str, typer.Option("--topic", metavar="TOPIC", help="A topic of your folder.")],
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its title.")] = None,
    question: Annotated[
        str | None, typer.Option("--question", metavar="TEXT", help="What a scientist asks.")
    ] = None,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="ID", help="One of its groups; else the first."),
    ] = None,
    slot: Annotated[
        options.WordList,
        typer.Option(
            "--slot",
            metavar="NAME=KIND",
            help="What is answered: amount=limit:mass-per-dose:lower, test=asked ...; repeatable.",
        ),
    ] = None,
    folder: Folder = _HERE,
) -> int:
    """Add a subject to a topic of your folder."""
    from atmp_gap.scaffold import subject_lines

    _check_name(name)
    corpus = _corpus(folder)
    path = folder / topic / "topic.yaml"
    if not path.is_file():
        known = [item.parent.name for item in sorted(folder.glob("*/topic.yaml"))]
        hint = f"known here: {', '.join(known)}" if known else f"atmp-gap new topic {topic}"
        raise Stop(f"{path} does not exist", hint)
    if name in corpus.subjects:
        raise Stop(f"the subject {name!r} is known already", "name another one")
    groups = [item.id for item in corpus.topics[topic].groups]
    if group is not None and group not in groups:
        raise Stop(f"unknown group {group!r}", f"known: {', '.join(groups)}")
    slots = dict(_slot(item) for item in slot or ["expectation=asked"])
    lines = subject_lines(name, title or _title(name), question, group or groups[0], slots)
    _add(path, "subjects", lines, folder)
    _said(path, f"atmp-gap new requirement --subject {name} --agency FDA --document ID", folder)
    return ExitCode.DONE


@new.command(cls=Command)
@grouped
def requirement(
    *,
    subject: Annotated[
        str, typer.Option("--subject", metavar="WORD", help="The subject it answers.")
    ],
    agency: Annotated[str, typer.Option("--agency", metavar="ID", help="Who speaks: FDA, EMA ...")],
    document: Annotated[
        str, typer.Option("--document", metavar="ID", help="Where: a document of the register.")
    ],
    statement: Annotated[
        str | None,
        typer.Option("--statement", metavar="TEXT", help="One sentence in your own words."),
    ] = None,
    locator: Annotated[
        str | None, typer.Option("--locator", metavar="TEXT", help="Section, article or page.")
    ] = None,
    folder: Folder = _HERE,
) -> int:
    """Add a requirement to your folder, graded recalled until its text is read."""
    import datetime

    from atmp_gap.corpus import words
    from atmp_gap.corpus.problem import did_you_mean
    from atmp_gap.model.base import first_day
    from atmp_gap.scaffold import next_id, requirement_lines

    corpus = _corpus(folder)
    named = options.find(words.subjects(corpus), [subject], single=True)[0]
    if agency not in corpus.agencies:
        raise Stop(f"unknown agency {agency!r}", did_you_mean(agency, list(corpus.agencies)))
    if document not in corpus.documents:
        hint = did_you_mean(document, list(corpus.documents))
        raise Stop(f"unknown document {document!r}", hint)
    file = corpus.subjects[named]
    path = folder / file.topic / f"{agency.lower()}.yaml"
    here = [
        name
        for name, (speaker, _, spot) in corpus.requirements.items()
        if speaker == agency and Path(spot.place.file).resolve() == path.resolve()
    ]
    name = next_id(agency, file.topic, corpus.requirements, here)
    # Nothing can have been read after the day of which the corpus speaks.
    day = min(datetime.date.today().isoformat(), first_day(corpus.date))
    asks = file.subject.asks
    lines = requirement_lines(name, named, document, statement, locator, day, asks)
    _add(path, "requirements", lines, folder, f"agency: {agency}\ntopic: {file.topic}\n")
    _said(path, f"say what {document} asks, then: atmp-gap check {folder}", folder)
    return ExitCode.DONE


def _check_name(name: str) -> None:
    import re

    if not re.fullmatch(_NAME, name):
        raise Stop(f"{name!r} is no id", "write small letters, digits and hyphens: viral-safety")


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _slot(text: str) -> tuple[str, str]:
    """A slot as typed, ``name=kind[:dimension[:stricter]]``, as its name and YAML."""
    name, equals, rest = text.partition("=")
    kind, *more = rest.split(":")
    if not equals or not name or not kind or len(more) > 2:
        raise Stop(f"{text!r} is no slot", "write NAME=KIND, or NAME=limit:DIMENSION:lower")
    keys = [("kind", kind), *zip(("dimension", "stricter"), more, strict=False)]
    return name, "{" + ", ".join(f"{key}: {value}" for key, value in keys) + "}"


def _corpus(folder: Path) -> Corpus:
    """The corpus that a folder makes, with the bundled layer where it builds on that."""
    from atmp_gap.check.paths import target
    from atmp_gap.corpus.bundled import corpus_of
    from atmp_gap.corpus.sources import gather

    return corpus_of(gather(target([folder]).layers))


def _add(path: Path, key: str, lines: Sequence[str], folder: Path, head: str = "") -> None:
    """Put an item into a file, which is left as it was where the result would not be valid."""
    from atmp_gap.corpus.problem import InvalidCorpusError
    from atmp_gap.scaffold import CannotAdd, added

    before = path.read_bytes().decode("utf-8") if path.exists() else None
    try:
        text = added(before if before is not None else head, path.as_posix(), key, lines)
    except CannotAdd as cannot:
        raise Stop(str(cannot), cannot.hint) from None
    _write(path, text)
    try:
        _corpus(folder)
    except InvalidCorpusError:
        if before is None:
            path.unlink()
        else:
            _write(path, before)
        raise


def _write(path: Path, text: str) -> None:
    from atmp_gap.cli.output import write

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"cannot write {path}: {error.strerror}", "name another folder") from None
    write(text.encode(), path)


def _said(path: Path, then: str, folder: Path) -> None:
    from atmp_gap.cli.output import warn

    there = f" --in {folder}" if folder != _HERE and "atmp-gap new" in then else ""
    warn(f"wrote {path}; next: {then}{there}")
