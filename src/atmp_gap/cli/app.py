"""The commands by name. Only the one that is asked for is imported."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Any

import typer

from atmp_gap.cli.command import Command, CommandGroup

COMMANDS: dict[str, str] = {
    "compare": "Compare two agencies, topic by topic: match, diverge, unjudged, no counterpart, "
    "not assessed.",
    "show": "Show a subject: what both sides say, where it stands, and why the verdict came out "
    "so.",
    "search": "Search everything for words: subjects, statements, documents, terms, products, "
    "sections.",
    "topics": "List the topics with their counts of verdicts and reading grades.",
    "documents": "List the documents: what they are, whether they count on the day, what was "
    "read of them.",
    "precedents": "List what agencies asked of single products, accepted or refused; nearest "
    "products first.",
    "terms": "List what the two sides call the same, or nearly the same, thing.",
    "verify": "Hold every statement against your own copies, and keep a ledger of what was found "
    "and seen.",
    "check": "Check requirement files: errors, contradictions, claims that were not earned, "
    "layout.",
    "diff": "Compare two states of the requirements: entries, answers, reading grades and "
    "verdicts.",
    "recall": "Say which rows of an old export would be different today, and why.",
    "freeze": "Freeze a comparison: product, positions, requirements, hashes of your copies, all "
    "reports.",
    "reproduce": "Prove that the rows of a frozen state come out again, or say which differ and "
    "why.",
    "qualify": "Check this installation and its results, and write what a quality unit asks for.",
    "impact": "Say which documents, requirements and verdicts change between two days or two "
    "corpora.",
    "assess": "Compare what you hold with what each side asks, by your product's dose where bases "
    "differ.",
    "questions": "Write the briefing package of one meeting with FDA or EMA: its sections and "
    "questions.",
    "spec": "Write a specification skeleton: per attribute both sides' limits, methods and "
    "validation.",
    "methods": "List tests with both pharmacopoeias' chapters: edition, date, harmonised or not.",
    "calendar": "List dates: comments that close, texts that begin or cease to count. -o FILE.ics "
    "for a diary.",
    "new": "Start a topic, a subject or a requirement in files that `check` accepts.",
    "site": "Write the requirements as a static site: pages to read, search and cite, from disk or "
    "any host.",
    "layer": "Turn reviewers' rows into a layer that `check` accepts; what stands there stays.",
    "library": "Your own copies of the texts: get, add, list and search them; alone it says "
    "what is there.",
    "settle": "Settle open rows: see the passages of your copies, and say what you saw there.",
    "profile": "Write, check and compare product profiles.",
    "export": "Write a comparison in a neighbour's format: SSSOM, OSCAL, an IR 8477 sheet, or "
    "ReqIF.",
    "import": "Turn a comparison table into a draft layer: first what to choose, then what you "
    "chose.",
    "mcp": "Answer an assistant's questions, read-only, as a server of the Model Context Protocol.",
}
"""Every command, a module of its own, with the first sentence of its help."""


def app(asked: str | None = None) -> typer.Typer:
    """The program, with the command asked for; without one with the names of them all."""
    root = typer.Typer(
        name="atmp-gap",
        help="Where FDA and EMA ask the same of cell and gene therapies, and where they do not.",
        epilog="Exit codes: 0 done, 1 --fail-on hit or check found errors, 2 wrong usage, "
        "3 no usable requirements, 70 internal error, 130 interrupted. No legal advice.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    root.callback(cls=CommandGroup)(_root)
    if asked in COMMANDS:
        add(root, asked)
    else:
        for name, summary in COMMANDS.items():
            root.command(name, help=summary)(_named_only)
    return root


def add(root: typer.Typer, name: str) -> None:
    """Add one command, or a group of them, to the program."""
    # A word of Python's cannot name a function: that of `import` is called import_.
    function = f"{name}_" if iskeyword(name) else name
    command: Any = getattr(import_module(f"atmp_gap.cli.{function}"), function)
    if isinstance(command, typer.Typer):
        root.add_typer(command)
        return
    root.command(name, cls=Command)(command)


def _named_only() -> None:
    """Stands for a command where only its name is wanted."""


def _version(asked: bool) -> None:
    if asked:
        from atmp_gap import __version__

        typer.echo(f"atmp-gap {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Where FDA and EMA ask the same of cell and gene therapies, and where they do not."""
