"""``atmp-gap library``: your own copies of the texts; each of its commands has a file here."""

from __future__ import annotations

import typer

from atmp_gap.cli.command import Command, CommandGroup
from atmp_gap.cli.library.add import add
from atmp_gap.cli.library.diff import diff
from atmp_gap.cli.library.get import get
from atmp_gap.cli.library.list import list_
from atmp_gap.cli.library.search import search
from atmp_gap.cli.library.state import state
from atmp_gap.cli.library.watch import watch

library = typer.Typer(
    name="library",
    help="Your own copies of the texts: get, add, list and search them; alone it says what is "
    "there.",
    invoke_without_command=True,
    rich_markup_mode=None,
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
)
library.callback(cls=CommandGroup, invoke_without_command=True)(state)
library.command("get", cls=Command)(get)
library.command("add", cls=Command)(add)
library.command("list", cls=Command)(list_)
library.command("search", cls=Command)(search)
library.command("diff", cls=Command)(diff)
library.command("watch", cls=Command)(watch)
