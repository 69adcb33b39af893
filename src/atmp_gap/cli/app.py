"""The commands, and the options they share."""

from __future__ import annotations

import typer

from atmp_gap.cli.assess import assess
from atmp_gap.cli.check import check
from atmp_gap.cli.compare import compare
from atmp_gap.cli.documents import documents
from atmp_gap.cli.impact import impact
from atmp_gap.cli.profile import profile
from atmp_gap.cli.questions import questions
from atmp_gap.cli.show import show
from atmp_gap.cli.terms import terms
from atmp_gap.cli.topics import topics
from atmp_gap.cli.verify import verify

app = typer.Typer(
    name="atmp-gap",
    help="Where FDA and EMA ask the same of cell and gene therapies, and where they do not.",
    epilog="Exit codes: 0 done, 1 --fail-on hit or check found errors, 2 wrong usage, "
    "3 no usable requirements, 70 internal error, 130 interrupted. No legal advice.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from atmp_gap import __version__

        typer.echo(f"atmp-gap {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Where FDA and EMA ask the same of cell and gene therapies, and where they do not."""


for command in (compare, show, topics, documents, terms, verify, check):
    app.command()(command)
app.command()(impact)
app.command()(assess)
app.command()(questions)
app.add_typer(profile)
