"""``atmp-gap precedents``: what agencies asked of single products, and what they accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, SubjectOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.model.scope import Box


@grouped
def precedents(
    *,
    word: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]", help="Words that product, agency, subject or statement must hold."
        ),
    ] = None,
    agency: Annotated[
        options.WordList,
        typer.Option(
            "--agency",
            metavar="AGENCY",
            help="Who asked or accepted; repeatable.",
            autocompletion=completion.agencies,
        ),
    ] = None,
    product: Annotated[
        options.WordList,
        typer.Option(
            "--product",
            metavar="WORD",
            help="A product's name, or a kind: car-t, aav, allogeneic ...; repeatable.",
            autocompletion=completion.scope("product"),
        ),
    ] = None,
    subjects: SubjectOptions,
    profile: options.Profile = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """List what agencies asked of single products, accepted or refused; nearest products first."""
    from atmp_gap.corpus.words import agencies
    from atmp_gap.report.precedents import precedents_sheet
    from atmp_gap.views.precedents import Asked, find

    formatter = printed.formatter()
    corpus = layers.corpus()
    names, kinds = _products(corpus, product)
    asked = Asked(
        word or (),
        options.find(agencies(corpus), agency or ()),
        subjects.topics_in(corpus),
        subjects.subjects_in(corpus),
        names,
        kinds,
        corpus.space.box(options.product(profile, corpus).scope) if profile else None,
    )
    sheet = precedents_sheet(corpus, find(corpus, asked))
    printed.write(formatter.sheet(sheet), len(sheet.rows))
    return ExitCode.DONE


def _products(corpus: Corpus, words: options.WordList) -> tuple[list[str], list[Box]]:
    """The names and the kinds of products that words mean. Stops at one that means none."""
    from atmp_gap.corpus.words import UnknownWordError, scope_terms
    from atmp_gap.text.holding import holds

    known = {placed.precedent.product.name for placed in corpus.precedents.values()}
    names: list[str] = []
    kinds: list[Box] = []
    for word in words or ():
        if any(holds([name], [word]) for name in known):
            names.append(word)
            continue
        unknown: UnknownWordError | None = None
        for axis in corpus.space.axes:
            try:
                kinds.append(corpus.space.box({axis.id: scope_terms(corpus, axis.id).find(word)}))
                break
            except UnknownWordError as error:
                unknown = unknown or error
        else:
            hint = unknown.hint if unknown else None
            raise Stop(f"no product and no kind of product is called {word!r}", hint)
    return names, kinds
