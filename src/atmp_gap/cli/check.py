"""``atmp-gap check``: what a keeper of requirement files should look at."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.check.config import Config
    from atmp_gap.check.paths import Target
    from atmp_gap.check.rule import Rule
    from atmp_gap.check.run import Options

Words = list[str] | None


def check(
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
            "--explain", metavar="RULE", help="Explain a rule (AG204), or all; then stop."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")] = False,
    select: Annotated[
        Words,
        typer.Option(
            "--select", metavar="RULES", help="Only these rules: AG204,AG3 ...; repeatable."
        ),
    ] = None,
    ignore: Annotated[
        Words, typer.Option("--ignore", metavar="RULES", help="Not these rules; repeatable.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend layout and key order in the files, then check.")
    ] = False,
    fingerprints: Annotated[
        bool,
        typer.Option(
            "--fingerprints",
            help="With --fix: fill in `judged` where a judgement has none. Never a stale one.",
        ),
    ] = False,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="DIR",
            help="Also find statements too close to the source texts in a folder.",
        ),
    ] = None,
    as_of: options.AsOf = None,
    requirements: options.Requirements = None,
    no_bundled: options.NoBundled = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="text, github, sarif or json; in Actions github."
        ),
    ] = None,
    output: options.Output = None,
) -> int:
    """Check requirement files: errors, contradictions, claims that were not earned, layout.

    Exits with 1 where there is an error (with --strict: a warning), 3 where there is no input.
    Rules of severity info never fail.
    """
    from atmp_gap.check.config import BadConfig, read_config
    from atmp_gap.check.formats import FORMATS, formatter
    from atmp_gap.cli import output as out

    if explain is not None:
        out.write(_explain(explain), output)
        return ExitCode.DONE
    try:
        config = read_config(Path.cwd())
    except BadConfig as bad:
        raise Stop(str(bad), bad.hint) from None
    name = format_ or _format(output)
    if name not in FORMATS:
        from atmp_gap.corpus.problem import did_you_mean

        raise Stop(f"unknown format {name!r}", did_you_mean(name, FORMATS))
    if fingerprints and not fix:
        raise Stop("--fingerprints needs --fix", "run: atmp-gap check --fix --fingerprints")
    from atmp_gap.check.paths import target
    from atmp_gap.check.run import Options
    from atmp_gap.check.run import check as run

    looked_at = target(paths or [], options.layers(requirements), bundled=not no_bundled)
    chosen = Options(
        rules=_rules(config, select, ignore),
        as_of=_day(as_of),
        strict=strict or config.strict,
        sources=sources,
    )
    if fix:
        _fix(looked_at, chosen, fingerprints)
    with _Progress() as progress:
        from dataclasses import replace

        report = run(looked_at, replace(chosen, progress=progress.show))
    out.write(formatter(name)(report), output)
    if output is not None or name in ("sarif", "json"):
        from atmp_gap.check.formats import summary

        out.warn(summary(report))
    return ExitCode.FOUND if report.failed else ExitCode.DONE


def _format(output: Path | None) -> str:
    endings = {".sarif": "sarif", ".json": "json"}
    if output is not None:
        return endings.get(output.suffix.lower(), "text")
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def _split(words: Words) -> list[str]:
    return [item.strip() for word in words or () for item in word.split(",") if item.strip()]


def _rules(config: Config, select: Words, ignore: Words) -> dict[str, Rule]:
    from atmp_gap.check.rules import all_rules, chosen
    from atmp_gap.corpus.problem import did_you_mean

    try:
        return dict(chosen(_split(select) or config.select, [*config.ignore, *_split(ignore)]))
    except KeyError as unknown:
        word = str(unknown.args[0])
        raise Stop(f"unknown rule {word!r}", did_you_mean(word, list(all_rules()))) from None


def _day(as_of: str | None) -> str | None:
    return options.any_day(as_of) if as_of is not None else None


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


def _fix(looked_at: Target, chosen: Options, fingerprints: bool) -> None:
    from atmp_gap.check.fix import MissingExtra, fix
    from atmp_gap.cli import output as out

    try:
        changed = fix(looked_at, chosen, fingerprints)
    except MissingExtra as missing:
        raise Stop(str(missing), missing.hint) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Stop(f"cannot write {error.filename}: {reason}", "make the file writable") from None
    for file in changed:
        out.warn(f"fixed {file}")


class _Progress:
    """A bar on a terminal, once a run has taken longer than a moment."""

    def __init__(self) -> None:
        self._show: Callable[[int, int], None] | None = None
        self._stop: Callable[[], None] | None = None

    def show(self, done: int, total: int) -> None:
        """Say how far the run is."""
        import time

        if not sys.stderr.isatty():
            return
        now = time.monotonic()
        if not hasattr(self, "_began"):
            self._began = now
        if self._show is None and now - self._began > 1:
            from rich.console import Console
            from rich.progress import Progress

            bar = Progress(console=Console(stderr=True), transient=True)
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
