"""Options that belong together, each group as one argument of a command.

A command that says ``sides: SideOptions`` takes ``--between``, ``--as-of`` and ``--no-drafts``, in
the place where it says so, and finds them in one record. Groups keep what several commands ask in
one place, with the same words of help and the same way to what they lead to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from atmp_gap.cli import completion, console, dates, options

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.report.interface import Report


def grouped(command: Callable[..., int]) -> Callable[..., int]:
    """Let a command take groups of options: typer is shown the options, the command the groups.

    Every argument whose type is a dataclass is a group; its fields are declared as typer's options
    are. Every command takes ``ConsoleOptions`` besides, which are seen to here.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {}
    shown: list[Parameter] = []
    for name, parameter in signature(command).parameters.items():
        kind = hints[name]
        if is_dataclass(kind):
            groups[name] = kind
            shown += _options(kind)
        else:
            shown.append(parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=kind))
    shown += _options(ConsoleOptions)

    @wraps(command)
    def call(**given: Any) -> int:
        manner = ConsoleOptions(**{f.name: given.pop(f.name) for f in fields(ConsoleOptions)})
        console.begin(manner.color or "auto", manner.quiet, not manner.no_pager)
        for name, kind in groups.items():
            given[name] = kind(**{field.name: given.pop(field.name) for field in fields(kind)})
        return command(**given)

    del call.__wrapped__  # else typer would look at the groups
    call.__signature__ = Signature(shown)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
    return call


def _options(group: Any) -> list[Parameter]:
    """The options of a group, as a command would declare them."""
    hints = get_type_hints(group, include_extras=True)
    return [
        Parameter(f.name, Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name])
        for f in fields(group)
    ]


@dataclass(frozen=True)
class ConsoleOptions:
    """How every command talks: ``--color``, ``--quiet`` and ``--no-pager``."""

    color: Annotated[
        str | None,
        typer.Option(
            "--color",
            metavar="WHEN",
            autocompletion=completion.colours,
            help="auto, always or never; auto heeds NO_COLOR and FORCE_COLOR.",
        ),
    ] = None
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="No notes and warnings; results and errors stay."),
    ] = False
    no_pager: Annotated[
        bool,
        typer.Option("--no-pager", help="Print long reports without a pager (PAGER, else less)."),
    ] = False


@dataclass(frozen=True)
class SubjectOptions:
    """Which topics and subjects: ``--topic`` and ``--subject``."""

    topic: Annotated[
        options.WordList,
        typer.Option(
            "--topic",
            metavar="TOPIC",
            help="Repeatable; all topics if not said.",
            autocompletion=completion.topics,
        ),
    ] = None
    subject: Annotated[
        options.WordList,
        typer.Option(
            "--subject",
            metavar="WORD",
            help="These subjects only; repeatable.",
            autocompletion=completion.subjects,
        ),
    ] = None

    def topics_in(self, corpus: Corpus) -> tuple[str, ...]:
        """The topics named, as ids. Stops at a word that names none."""
        from atmp_gap.corpus.words import topics

        return options.find(topics(corpus), self.topic or ())

    def subjects_in(self, corpus: Corpus) -> tuple[str, ...]:
        """The subjects named, as ids. Stops at a word that names none."""
        from atmp_gap.corpus.words import subjects

        return options.find(subjects(corpus), self.subject) if self.subject else ()


@dataclass(frozen=True)
class SideOptions:
    """Between whom, and of which day: ``--between``, ``--as-of`` and ``--no-drafts``."""

    between: options.Between = None
    as_of: options.AsOf = None
    no_drafts: options.NoDrafts = False

    def agencies_in(self, corpus: Corpus) -> tuple[str, str]:
        """The two agencies. Stops where they are not two that the corpus knows."""
        return options.agencies(corpus, self.between)

    def day_in(self, corpus: Corpus) -> str:
        """The day as YYYY-MM-DD. Stops where it is none, or lies before every document."""
        return dates.day(corpus, self.as_of)


@dataclass(frozen=True)
class LayerOptions:
    """Which requirements: ``--requirements``, ``--no-bundled`` and ``--public``."""

    requirements: options.Requirements = None
    no_bundled: options.NoBundled = False
    public: options.Public = False

    def opening(self, remember: bool = True) -> options.Opening:
        """The files of these layers."""
        return options.opening(self.requirements, self.no_bundled, remember, self.public)

    def corpus(self) -> Corpus:
        """The corpus of these layers."""
        return self.opening().corpus


Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Write over an .xlsx, .csv, .docx or YAML file that somebody may have filled in; "
        "compare --update keeps what was filled in.",
    ),
]


@dataclass(frozen=True)
class PrintOptions:
    """How a report is printed and where: ``--format``, ``--output`` and ``--force``."""

    format_: options.Format = None
    output: options.Output = None
    force: Force = False

    def formatter(self) -> Report:
        """The formatter asked for. Stops where there is none."""
        from atmp_gap.cli.output import report

        return report(self.format_, self.output)

    def write(self, content: str | bytes, rows: int | None = None, name: str | None = None) -> None:
        """Write a report to where it was asked, and say so; on a terminal through the pager.

        ``name`` is its format, where that is not the one asked for.
        """
        from atmp_gap.cli.output import show

        show(content, self.output, rows, self.force, name or self.format_)
