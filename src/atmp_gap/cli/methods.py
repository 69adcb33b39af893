"""``atmp-gap methods``: the pharmacopoeial chapters a product needs, in pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.model.method import Attribute, MethodPair


@grouped
def methods(
    *,
    word: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]", help="Words that title or chapters must hold."),
    ] = None,
    profile: options.Profile = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """List tests with both pharmacopoeias' chapters: edition, date, harmonised or not.

    With --profile those that the product's specification lists. Nothing licensed is copied.
    """
    from atmp_gap.report.methods_paper import methods_paper

    formatter = printed.formatter()
    corpus = layers.corpus()
    if not corpus.pairs:
        raise Stop("these requirements know no methods", "add methods.yaml, or the bundled ones")
    mine = options.product(profile, corpus) if profile else None
    attributes = list(corpus.attributes.values())
    if mine is not None:
        from atmp_gap.gap.compare import Request, compare
        from atmp_gap.profile.specification import specification

        request = Request(options.agencies(corpus, None), corpus.date, scope=mine.scope)
        listed = specification(corpus, compare(corpus, request), mine.name).listed
        attributes = [item.attribute for item in listed]
    used = {
        pair: [attribute.title for attribute in attributes if pair in attribute.pairs]
        for pair in corpus.pairs
    }
    pairs = [
        pair
        for pair in corpus.pairs.values()
        if (used[pair.id] or mine is None) and _holds(pair, corpus, attributes, word or ())
    ]
    if not pairs:
        raise Stop("no test holds these words", "atmp-gap methods lists all of them")
    product = mine.name if mine else "all products"
    printed.write(formatter.paper(methods_paper(corpus, pairs, used, product)), len(pairs))
    return ExitCode.DONE


def _holds(
    pair: MethodPair, corpus: Corpus, attributes: Sequence[Attribute], words: Sequence[str]
) -> bool:
    """Whether a pair, its chapters and the attributes it is for hold all of some words."""
    texts = [pair.title, *(corpus.documents[name].title for name in (*pair.us, *pair.eu))]
    for attribute in attributes:
        if pair.id in attribute.pairs:
            texts += [attribute.title, *attribute.synonyms]
    whole = " ".join(texts).casefold()
    return all(word.casefold() in whole for word in words)
