"""``atmp-gap check``: what a keeper of requirement files should look at."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.check.formats import FORMATS
from atmp_gap.cli import completion, console, dates, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.check.config import Config
    from atmp_gap.check.paths import Target
    from atmp_gap.check.rule import CheckReport, Rule
    from atmp_gap.check.run import CheckOptions


Sources = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        metavar="DIR",
        help="Also find statements too close to the source texts in a folder.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=f"{options.either(FORMATS)}; in Actions github.",
        autocompletion=completion.fixed(lambda: FORMATS),
    ),
]


@dataclass(frozen=True)
class RuleOptions:
    """Which rules count, and whether their warnings fail a run."""

    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False
    select: Annotated[
        options.WordList,
        typer.Option(
            "--select",
            metavar="RULES",
            help="Only these rules: AG204,AG3 ...; repeatable.",
            autocompletion=completion.rules,
        ),
    ] = None
    ignore: Annotated[
        options.WordList,
        typer.Option(
            "--ignore",
            metavar="RULES",
            help="Not these rules; repeatable.",
            autocompletion=completion.rules,
        ),
    ] = None

    def rules(self, config: Config) -> dict[str, Rule]:
        """The rules that count. Stops at a word that names none."""
        from atmp_gap.check.rules import all_rules, chosen
        from atmp_gap.corpus.problem import did_you_mean

        select = options.split(self.select) or config.select
        try:
            return dict(chosen(select, [*config.ignore, *options.split(self.ignore)]))
        except KeyError as unknown:
            word = str(unknown.args[0])
            raise Stop(f"unknown rule {word!r}", did_you_mean(word, list(all_rules()))) from None


@dataclass(frozen=True)
class FixOptions:
    """What is mended in the files."""

    fix: Annotated[
        bool,
        typer.Option(
            "--fix",
            help="Mend layout and key order in the files, fill in missing fingerprints of "
            "judgements (never stale ones), then check.",
        ),
    ] = False
    diff: Annotated[
        bool,
        typer.Option(
            "--diff", help="With --fix: print what it would change, write nothing; 1 if anything."
        ),
    ] = False

    def check(self) -> None:
        """Stop where an option lacks the one it belongs to."""
        if self.diff and not self.fix:
            raise Stop("--diff needs --fix", "run: atmp-gap check --fix --diff")


@grouped
def check(
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]",
            help="Files or folders of requirements; else the folder `requirements` here, else the "
            "bundled ones.",
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="RULE",
            help="Explain a rule (AG204), or all; then stop.",
            autocompletion=completion.rule,
        ),
    ] = None,
    rules: RuleOptions,
    mending: FixOptions,
    sources: Sources = None,
    as_of: options.AsOf = None,
    layers: LayerOptions,
    format_: Format = None,
    output: options.Output = None,
) -> int:
    """Check requirement files: errors, contradictions, claims that were not earned, layout.

    Exits with 1 where there is an error (with --strict: a warning), 3 where there is no input.
    Rules of severity info never fail.
    """
    from atmp_gap.cli.output import show

    if explain is not None:
        show(_explain(explain), output)
        return ExitCode.DONE
    config = _config()
    name = _format(format_, output)
    mending.check()
    from atmp_gap.check.paths import target
    from atmp_gap.check.run import CheckOptions

    looked_at = target(
        paths or [], options.layers(layers.requirements), bundled=not layers.no_bundled
    )
    options.named_twice(looked_at.repeated)
    chosen = CheckOptions(
        rules=rules.rules(config),
        as_of=dates.any_day(as_of) if as_of is not None else None,
        strict=rules.strict or config.strict,
        sources=sources,
    )
    if mending.diff:
        return _diff(looked_at, chosen, output)
    if mending.fix:
        _fix(looked_at, chosen)
    report = _checked(looked_at, chosen)
    _print(report, name, output)
    return ExitCode.FOUND if report.failed else ExitCode.DONE


def _checked(looked_at: Target, chosen: CheckOptions) -> CheckReport:
    """The report of a run, with a bar on a terminal where it takes long."""
    from dataclasses import replace

    from atmp_gap.check.run import check as run

    with _Progress() as progress:
        return run(looked_at, replace(chosen, progress=progress.show))


def _print(report: CheckReport, name: str, output: Path | None) -> None:
    """Write the report; where people do not see it, also its summary as a line."""
    from atmp_gap.check.formats import MACHINE, formatter, summary
    from atmp_gap.cli.output import is_file, write

    if name == "text" and not is_file(output) and console.coloured(sys.stdout):
        from atmp_gap.check.formats.text import render

        write(render(report, colour=True), output)
        return
    write(formatter(name)(report), output)
    if is_file(output):
        console.note(f"wrote {output}: {summary(report)}")
    elif name in MACHINE:
        console.note(summary(report))


def _config() -> Config:
    """The project's settings. Stops where they cannot be used."""
    from atmp_gap.check.config import BadConfig, read_config

    try:
        return read_config(Path.cwd())
    except BadConfig as bad:
        raise Stop(str(bad), bad.hint) from None


def _format(asked: str | None, output: Path | None) -> str:
    """The format asked for, else by the file's ending, else by where the command runs."""
    from atmp_gap.check.formats import ENDINGS

    if asked is not None:
        if asked not in FORMATS:
            from atmp_gap.corpus.problem import did_you_mean

            raise Stop(f"unknown format {asked!r}", did_you_mean(asked, FORMATS))
        return asked
    if output is not None:
        return ENDINGS.get(output.suffix.lower(), "text")
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def _explain(word: str) -> str:
    from atmp_gap.check.page import explained
    from atmp_gap.check.rules import all_rules
    from atmp_gap.corpus.problem import did_you_mean

    rules = all_rules()
    if word.casefold() == "all":
        return "\n".join(explained(rule) for rule in rules.values())
    if word.upper() not in rules:
        raise Stop(f"unknown rule {word!r}", did_you_mean(word, list(rules)))
    return explained(rules[word.upper()])


def _fix(looked_at: Target, chosen: CheckOptions) -> None:
    """Put the files right, and name those changed."""
    from atmp_gap.check.fix import MissingExtra, fix
    from atmp_gap.cli import output as out

    try:
        changed = fix(looked_at, chosen)
    except MissingExtra as missing:
        raise Stop(str(missing), missing.hint) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(f"cannot write {error.filename}: {reason}", "make the file writable") from None
    for file in changed:
        out.warn(f"fixed {file}")


def _diff(looked_at: Target, chosen: CheckOptions, output: Path | None) -> int:
    """Print what would be put right."""
    from atmp_gap.check.fix import MissingExtra, diff
    from atmp_gap.cli.output import show

    try:
        changes = diff(looked_at, chosen)
    except MissingExtra as missing:
        raise Stop(str(missing), missing.hint) from None
    show(changes, output)
    return ExitCode.FOUND if changes else ExitCode.DONE


class _Progress:
    """A bar on a terminal, once a run has taken longer than a moment."""

    def __init__(self) -> None:
        self._show: Callable[[int, int], None] | None = None
        self._stop: Callable[[], None] | None = None

    def show(self, done: int, total: int) -> None:
        """Say how far the run is."""
        import time

        if not console.shows_progress():
            return
        now = time.monotonic()
        if not hasattr(self, "_began"):
            self._began = now
        if self._show is None and now - self._began > 1:
            from rich.progress import Progress

            bar = Progress(console=console.progress_console(), transient=True)
            task = bar.add_task("comparing", total=total)
            bar.start()
            self._show = lambda done, total: bar.update(task, completed=done, total=total)
            self._stop = bar.stop
        if self._show is not None:
            self._show(done, total)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stop is not None:
            self._stop()
