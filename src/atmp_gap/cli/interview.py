"""Ask for a product on a terminal, in words: its name, then one question for each dimension.

Nothing is written while questions are asked, so that an interrupt leaves nothing half. Answers that
were given are kept: what cannot be understood, or cannot be written, is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli.console import say
from atmp_gap.cli.exits import Stop
from atmp_gap.text.escape import one_line

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.model.scope import Axis

Facts = dict[str, tuple[str, ...]]


def _prompt(text: str, default: str = "") -> str:
    """One answer, without blanks around it."""
    import typer

    said = typer.prompt(text, default=default, show_default=bool(default), err=True)
    return str(said).strip()


def ask_name() -> str:
    """The product's name; asked until there is one."""
    while True:
        name = _prompt("Name of the product")
        if name:
            return name
        say("  a name is needed: reports are titled with it")


def ask_facts(corpus: Corpus) -> Facts:
    """The facts of a product, a question for each dimension that is still open."""
    facts: Facts = {}
    say("Answer with a number, or in your own words; an empty answer leaves the question open.")
    for axis in corpus.space.axes:
        choices = _possible(corpus, axis, facts)
        if len(choices) > 1:
            found = _ask(corpus, axis, choices, facts)
            if found:
                facts[axis.id] = found
    return facts


def _possible(corpus: Corpus, axis: Axis, facts: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The terms that products with these facts may have."""
    return [leaf for leaf in axis.leaves if _exists(corpus, {**facts, axis.id: (leaf,)})]


def _exists(corpus: Corpus, facts: Mapping[str, tuple[str, ...]]) -> bool:
    return corpus.space.meet(corpus.space.box(facts)) is not None


def _ask(corpus: Corpus, axis: Axis, choices: list[str], facts: Facts) -> tuple[str, ...]:
    """The answer to one question; asked again until it is understood."""
    say("")
    say(f"{one_line(axis.title)}:")
    for number, choice in enumerate(choices, 1):
        say(f"  {number:2}  {one_line(axis.titles[choice])}")
    several = "" if axis.single else ", or several with commas between"
    while True:
        said = _prompt(f"Which (1-{len(choices)}{several})")
        if not said:
            return ()
        try:
            found = _understood(corpus, axis, choices, said)
        except Stop as unclear:
            say(f"  {unclear}{'; ' + unclear.hint if unclear.hint else ''}")
            continue
        if not _exists(corpus, {**facts, axis.id: found}):
            say("  no such product exists with the answers before; choose another")
            continue
        say(f"  taken as: {', '.join(one_line(axis.titles[name]) for name in found)}")
        return found


def _understood(corpus: Corpus, axis: Axis, choices: list[str], said: str) -> tuple[str, ...]:
    """The terms an answer names. Stops where it names none, or more than a product has."""
    from atmp_gap.cli.options import find
    from atmp_gap.corpus.words import scope_terms

    found: dict[str, None] = {}
    for word in (item.strip() for item in said.split(",")):
        if word.isdecimal() and len(word) < 5:
            if not 1 <= int(word) <= len(choices):
                raise Stop(f"there is no {word}", f"choose from 1 to {len(choices)}")
            found[choices[int(word) - 1]] = None
        elif word:
            found.update(dict.fromkeys(find(scope_terms(corpus, axis.id), [word], single=True)))
    if not found:
        raise Stop("nothing is named", f"choose from 1 to {len(choices)}")
    if axis.single and len(found) > 1:
        raise Stop(f"one product has one {axis.title.lower()}", "keep the one that is meant")
    return tuple(found)


def ask_file(name: str, output: Path | None, text: str) -> Path:
    """Write a profile to a file, the one given or one that is asked for; the file written.

    No file that is there is replaced unless that is asked for, and said so.
    """
    from atmp_gap.cli.output import write

    path = output
    while True:
        if path is None:
            path = Path(_prompt("\nFile to write", proposed(name)))
        if not path.exists() or _replaces(path):
            try:
                write(text, path)
                return path
            except Stop as cannot:
                say(f"  {cannot}")
        path = None


def _replaces(path: Path) -> bool:
    import typer

    return bool(typer.confirm(f"{path} is there already. Replace it?", default=False, err=True))


def proposed(name: str) -> str:
    """A file name for a product: AAV8 factor IX becomes aav8-factor-ix.yaml."""
    words = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60]
    return f"{words or 'product'}.yaml"
