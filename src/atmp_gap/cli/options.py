"""Options that several commands take, and the corpus and agencies they lead to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion
from atmp_gap.cli.exits import Stop
from atmp_gap.report import FORMATS

if TYPE_CHECKING:
    from atmp_gap.cache.store import Store
    from atmp_gap.corpus.confidential import Confidential
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.sources import Sources
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.gap.result import CheckMark
    from atmp_gap.profile.positions import Held
    from atmp_gap.profile.read import InvalidProfileError, Product

WordList = list[str] | None
"""What an option that may be repeated gives."""


def either(names: Sequence[str]) -> str:
    """Names as a help text lists them: csv, json or html."""
    return f"{', '.join(names[:-1])} or {names[-1]}"


Requirements = Annotated[
    list[Path] | None,
    typer.Option(
        "--requirements",
        metavar="DIR",
        help="A folder of requirements to lay over the bundled ones; repeatable. "
        "Also ATMP_GAP_REQUIREMENTS.",
    ),
]
NoBundled = Annotated[
    bool, typer.Option("--no-bundled", help="Leave the bundled requirements out.")
]
Public = Annotated[
    bool,
    typer.Option(
        "--public",
        help="Leave out what is confidential: your feedback, and layers whose corpus.yaml says so.",
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Work everything out anew: use and keep nothing of earlier runs. "
        "ATMP_GAP_CACHE=DIR moves what is kept, an empty one switches it off.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=completion.fixed(lambda: FORMATS),
        help=f"{either(FORMATS)}; guessed from the ending of --output.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the report to a file, whole or not at all."
    ),
]
Between = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--between",
        metavar="A B",
        help="The two agencies to compare; FDA EMA if not said.",
        autocompletion=completion.agencies,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="What counted on that day: YYYY, YYYY-MM or YYYY-MM-DD; else the corpus' date.",
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        metavar="FILE",
        help="A product profile; scope options replace its facts. See `profile init`.",
    ),
]
Positions = Annotated[
    Path | None,
    typer.Option(
        "--positions",
        metavar="FILE",
        help="Further positions: your workbook (.xlsx), .csv or YAML.",
    ),
]
NoDrafts = Annotated[bool, typer.Option("--no-drafts", help="Recompute without drafts; rows stay.")]

LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help="Your record of what was checked in your own copies (see verify). Also "
        "ATMP_GAP_LEDGER; else atmp-gap-ledger.yaml in this folder, where there is one.",
    ),
]


def has_ledger(given: Path | None) -> bool:
    """Whether there is a ledger to look at."""
    return given is not None or bool(os.environ.get("ATMP_GAP_LEDGER")) or _default_ledger()


def ledger_path(given: Path | None) -> Path:
    """Where the ledger is: as said, else of the environment, else in this folder."""
    from atmp_gap.verify.ledger import DEFAULT

    return given or Path(os.environ.get("ATMP_GAP_LEDGER") or DEFAULT)


def checks(corpus: Corpus, given: Path | None) -> Mapping[str, CheckMark]:
    """What the ledger says beside requirements; nothing where there is no ledger."""
    from atmp_gap.cli.exits import ExitCode

    if not has_ledger(given):
        return {}
    from atmp_gap.verify.ledger_file import read
    from atmp_gap.verify.marks import marks

    path = ledger_path(given)
    try:
        return marks(read(path), corpus)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(
            f"cannot read the ledger {path}: {reason}",
            f"atmp-gap verify --library DIR --ledger {path} writes one",
            ExitCode.INPUT,
        ) from None


def _default_ledger() -> bool:
    return Path("atmp-gap-ledger.yaml").is_file()


def layers(folders: list[Path] | None) -> list[Path]:
    """The folders to lay over the bundled ones: those of the environment, then the command's."""
    named = os.environ.get("ATMP_GAP_REQUIREMENTS", "")
    return [Path(item) for item in named.split(os.pathsep) if item] + list(folders or [])


def _once(folders: list[Path], bundled: bool) -> list[Path]:
    """The folders without those that were named before, which is said."""
    from atmp_gap.corpus.bundled import bundled_folder
    from atmp_gap.corpus.folder import distinct

    below = [bundled_folder()] if bundled else []
    kept, again = distinct([*below, *folders])
    named_twice(again)
    return kept[len(below) :]


def named_twice(folders: Iterable[Path]) -> None:
    """Say which folders were named more than once."""
    from atmp_gap.cli.output import warn

    for folder in folders:
        warn(f"note: {folder} is named twice, and counts once")


class Opening:
    """The files of the given layers, and their corpus once somebody asks for it."""

    def __init__(self, sources: Sources, store: Store | None) -> None:
        self.sources, self.store = sources, store

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus of the files."""
        from atmp_gap.corpus.bundled import corpus_of

        return corpus_of(self.sources, self.store)

    @cached_property
    def confidential(self) -> Confidential:
        """What of the files is confidential."""
        from atmp_gap.corpus.confidential import confidential

        return confidential(self.sources, self.store)


def opening(
    folders: list[Path] | None, no_bundled: bool, remember: bool = True, public: bool = False
) -> Opening:
    """The files of the given layers; those of the environment lie below those of the command.

    ``public`` leaves out what is confidential; else reports of this run are marked where it is.
    """
    from atmp_gap.cache.shelves import opened
    from atmp_gap.cli.confidential import opened_for
    from atmp_gap.cli.output import warn
    from atmp_gap.corpus.bundled import gather_layers

    named = _once(layers(folders), bundled=not no_bundled)
    if no_bundled and not named:
        raise Stop(
            "--no-bundled leaves no requirements at all", "name a folder with --requirements DIR"
        )
    store, unused = opened(bundled=not no_bundled) if remember else (None, None)
    if unused:
        warn(f"nothing is remembered: {unused}")
    return opened_for(Opening(gather_layers(named, bundled=not no_bundled), store), public)


def open_requirements(folders: list[Path] | None, no_bundled: bool, public: bool = False) -> Corpus:
    """The corpus of the given layers."""
    return opening(folders, no_bundled, public=public).corpus


def split(words: Iterable[str] | None) -> list[str]:
    """The words of an option that may be repeated or hold several, separated by commas."""
    return [item.strip() for word in words or () for item in word.split(",") if item.strip()]


def find(lexicon: Lexicon, words: Iterable[str], single: bool = False) -> tuple[str, ...]:
    """The ids some words stand for, in the order asked. Stops with the nearest known word."""
    from atmp_gap.corpus.words import UnknownWordError

    found: dict[str, None] = {}
    for word in words:
        try:
            ids = [lexicon.one(word)] if single else lexicon.find(word)
        except UnknownWordError as error:
            raise Stop(str(error), error.hint) from None
        found.update(dict.fromkeys(ids))
    return tuple(found)


def agencies(corpus: Corpus, between: tuple[str, str] | None) -> tuple[str, str]:
    """The two agencies to compare."""
    from atmp_gap.corpus.words import agencies as lexicon

    known = [agency.id for agency in corpus.sides]
    asked = between or (("FDA", "EMA") if {"FDA", "EMA"} <= set(known) else tuple(known[:2]))
    if len(asked) < 2:
        raise Stop("two agencies are needed for a comparison", "add them to agencies.yaml")
    a, b = (find(lexicon(corpus), [word], single=True)[0] for word in asked)
    if a == b:
        raise Stop(f"{a} cannot be compared with itself", f"known: {', '.join(known)}")
    return a, b


def product(path: Path, corpus: Corpus) -> Product:
    """A profile, read and resolved. Stops after naming everything wrong with it."""
    from atmp_gap.profile.read import InvalidProfileError, read_profile

    try:
        return read_profile(path, corpus)
    except InvalidProfileError as invalid:
        raise unusable("the profile", invalid) from None


def positions(product: Product, file: Path | None, corpus: Corpus) -> list[Held]:
    """The positions of a profile and a further file. Stops after naming all that is wrong."""
    from atmp_gap.profile.positions import read_positions
    from atmp_gap.profile.read import InvalidProfileError

    try:
        return read_positions(product, file, corpus)
    except InvalidProfileError as invalid:
        raise unusable("the positions", invalid) from None


def unusable(what: str, invalid: InvalidProfileError) -> Stop:
    """Print all problems, and return the error that ends the command."""
    from atmp_gap.cli.console import say
    from atmp_gap.cli.exits import ExitCode

    for problem in invalid.problems:
        say(str(problem))
    number = len(invalid.problems)
    verb = "are" if what.endswith("s") else "is"
    text = f"{what} {verb} not usable: {number} error{'s' if number != 1 else ''}"
    return Stop(text, code=ExitCode.INPUT)
