"""AG232: a synonym that means nothing known."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.corpus.problem import did_you_mean


def _check(context: Context) -> Iterator[Violation]:
    corpus = context.valid
    known = {*corpus.topics, *corpus.subjects, *corpus.agencies, *corpus.documents}
    known |= {name for axis in corpus.space.axes for name in axis.masks}
    known |= {*corpus.conditions, *corpus.words.ancestors}
    for loaded in context.layers.vocabulary:
        for index, synonym in enumerate(loaded.model.synonyms):
            if synonym.means not in known:
                yield Violation(
                    loaded.place("synonyms", index, "means"),
                    f"{synonym.word!r} means {synonym.means!r}, which is defined nowhere",
                    did_you_mean(synonym.means, sorted(known)),
                )


RULE = Rule(
    id="AG232",
    severity="error",
    title="a synonym that means nothing known",
    why=("A search word that leads to no topic, subject or term of the vocabulary is never found."),
    remedy="Correct what it means.",
    check=_check,
    needs_all=True,
)
