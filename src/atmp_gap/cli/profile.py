"""``atmp-gap profile``: write, check and compare product profiles."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import console, options
from atmp_gap.cli.command import Command, CommandGroup
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SideOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.corpus.words import Lexicon

profile = typer.Typer(
    name="profile",
    help="Write, check and compare product profiles.",
    no_args_is_help=True,
    rich_markup_mode=None,
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@profile.command(cls=Command)
@grouped
def init(
    *,
    name: Annotated[
        str | None, typer.Option("--name", metavar="TEXT", help="The product's name.")
    ] = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(
            "--fact",
            metavar="DIMENSION=WORD",
            help="Such as product=aav, donor=autologous, stage=BLA; repeatable.",
        ),
    ] = None,
    layers: LayerOptions,
    output: options.Output = None,
) -> int:
    """Write a commented profile, from --fact options or by asking a few questions."""
    from atmp_gap.cli import output as out
    from atmp_gap.profile.template import profile_text

    if fact is not None or (name is not None and not console.is_terminal(sys.stdin)):
        _free(output, "name a new file with --output")
        corpus = layers.corpus()
        facts = _given(corpus, fact)
        if corpus.space.meet(corpus.space.box(facts)) is None:
            raise Stop(
                "these facts contradict each other: no such product exists",
                _way_out(corpus, facts),
            )
        out.write(profile_text(corpus, name or "My product", facts), output, force=True)
    elif not console.is_terminal(sys.stdin):
        raise Stop(
            "there is nobody to ask", "say --name TEXT --fact product=WORD --fact stage=WORD ..."
        )
    else:
        from atmp_gap.cli import interview

        corpus = layers.corpus()
        name = name or interview.ask_name()
        facts = interview.ask_facts(corpus)
        output = interview.ask_file(name, output, profile_text(corpus, name, facts))
    if output is not None and output != Path("-"):
        out.warn(f"wrote {output}; next: atmp-gap compare --profile {output}")
    return ExitCode.DONE


@profile.command("from", cls=Command)
@grouped
def from_words(
    *,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help='Such as "autologous CD19 CAR-T, lentiviral, phase 3".'
        ),
    ],
    name: Annotated[
        str | None, typer.Option("--name", metavar="TEXT", help="The product's name.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there.")
    ] = False,
    layers: LayerOptions,
    output: options.Output = None,
) -> int:
    """Propose a profile from everyday words, and say how each word was read."""
    from atmp_gap.cli import output as out
    from atmp_gap.profile.phrase import propose
    from atmp_gap.profile.template import profile_text
    from atmp_gap.report.proposal import contradiction, proposal_lines

    if not force:
        _free(output, "name a new file with --output, or add --force")
    corpus = layers.corpus()
    text = " ".join(" ".join(words).split())
    proposal = propose(text, corpus)
    for line in proposal_lines(proposal, corpus.space):
        console.say(line)
    if proposal.of("against"):
        raise Stop(contradiction(proposal, corpus.space), "leave one of them out")
    if not proposal.facts:
        raise Stop(
            "no word was understood as a fact of a product",
            "say the kind of product first: AAV, CAR-T, TIL, mesenchymal stromal cells ...",
        )
    told = "".join(char if char.isprintable() else " " for char in text)
    content = profile_text(corpus, name or told[:60].rstrip(" ,;"), proposal.facts, told)
    out.write(content, output, force=True)
    if output is not None and output != Path("-"):
        out.warn(f"wrote {output}; next: atmp-gap compare --profile {output}")
    return ExitCode.DONE


def _way_out(corpus: Corpus, facts: Mapping[str, Sequence[str]]) -> str:
    """What to do about facts that contradict each other: the kinds of products each goes with."""
    from atmp_gap.report.proposal import goes_with

    axes = {axis.id: axis for axis in corpus.space.axes}
    lines = [
        f"{axes[dimension].titles[term]} goes with: {'; '.join(fitting)}"
        for dimension, terms in facts.items()
        for term in terms
        if dimension != corpus.space.axes[0].id
        and (fitting := goes_with(corpus.space, dimension, term))
    ]
    return "; ".join(["leave one out", *lines])


def _free(output: Path | None, hint: str) -> None:
    """Stop where a file would be written over; a device has nothing to lose."""
    if output is not None and output.is_file():
        raise Stop(f"{output} is there already", hint)


def _lexicon(corpus: Corpus, dimension: str) -> Lexicon:
    from atmp_gap.corpus.words import scope_terms

    return scope_terms(corpus, dimension)


def _given(corpus: Corpus, facts: list[str] | None) -> dict[str, tuple[str, ...]]:
    from atmp_gap.corpus.problem import did_you_mean

    axes = {name: axis for axis in corpus.space.axes for name in (axis.option, axis.id)}
    scope: dict[str, tuple[str, ...]] = {}
    for item in facts or ():
        dimension, equals, word = item.partition("=")
        if not equals:
            raise Stop(f"{item!r} is no fact", "write DIMENSION=WORD, such as product=aav")
        axis = axes.get(dimension.strip())
        if axis is None:
            known = [axis.id for axis in corpus.space.axes]
            raise Stop(f"unknown fact {dimension!r}", did_you_mean(dimension, known))
        found = options.find(_lexicon(corpus, axis.id), [word], single=True)
        scope[axis.id] = tuple(dict.fromkeys((*scope.get(axis.id, ()), *found)))
        if axis.single and len(scope[axis.id]) > 1:
            raise Stop(
                f"{' and '.join(scope[axis.id])}: one product has one {axis.title.lower()}",
                "keep the one that is meant",
            )
    return scope


@profile.command(cls=Command)
@grouped
def check(
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A product profile.")],
    layers: LayerOptions,
) -> int:
    """Check a profile and its positions, and say what they were understood as."""
    from atmp_gap.cli import output as out

    corpus = layers.corpus()
    mine = options.product(file, corpus)
    held = options.positions(mine, None, corpus)
    lines = [f"{mine.name}: a usable profile with {len(held)} positions"]
    lines += [f"  {name}: {', '.join(terms)}" for name, terms in mine.scope.items()]
    lines += [f"  dose: {fact}" for fact in mine.dose or ()]
    out.write("\n".join(lines) + "\n", None)
    return ExitCode.DONE


@profile.command(cls=Command)
@grouped
def overview(
    *,
    file: Annotated[list[Path], typer.Argument(metavar="FILE", help="Product profiles.")],
    sides: SideOptions,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Profiles side by side: rows kept and dropped, and the verdicts."""
    from atmp_gap.gap.compare import Request, compare
    from atmp_gap.report.views import overview_sheet

    formatter = printed.formatter()
    corpus = layers.corpus()
    between, day = sides.agencies_in(corpus), sides.day_in(corpus)
    total = len(corpus.subjects)
    found = []
    for path in file:
        mine = options.product(path, corpus)
        request = Request(
            between,
            day,
            mine.topics,
            not sides.no_drafts,
            scope=mine.scope,
            profile=mine.name,
            dose=mine.dose,
            only_reviewed=mine.only_reviewed,
        )
        found.append((mine.name, compare(corpus, request), total))
    printed.write(formatter.sheet(overview_sheet(found)), len(found))
    return ExitCode.DONE
