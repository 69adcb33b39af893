"""What ``compare`` was asked: the words as typed, and the request they make on a corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atmp_gap.cli import options
from atmp_gap.cli.exits import Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.compare import Request

Words = Sequence[str] | None


@dataclass(frozen=True)
class Asked:
    """The words of a command line that decide which rows there are."""

    between: tuple[str, str] | None = None
    as_of: str | None = None
    topic: Words = None
    subject: Words = None
    scope: Mapping[str, Words] = field(default_factory=dict)
    """By the option's name."""
    only: Words = None
    stricter: Words = None
    reading: str | None = None
    no_drafts: bool = False
    profile: Path | None = None
    ledger: Path | None = None
    whole_course: bool = False
    """Whether all stages are wanted, whatever the profile says of the next filing."""

    def words(self) -> dict[str, object] | None:
        """All that was typed, by option; None where files of the user's have a say as well."""
        if self.profile is not None or options.has_ledger(self.ledger):
            return None
        typed: dict[str, Any] = dict(vars(self))
        typed |= typed.pop("scope")
        return {name: value for name, value in typed.items() if value}

    def check(self) -> None:
        """Stop where words are wrong whatever the corpus holds."""
        from atmp_gap.model.base import GRADES

        if self.reading is not None and self.reading not in (*GRADES, "checked"):
            raise Stop(f"unknown grade {self.reading!r}", f"known: {', '.join(GRADES)}, checked")
        if self.only:
            verdicts(self.only)

    def request(self, corpus: Corpus) -> Request:
        """The request these words make. Stops at the first that names nothing."""
        from atmp_gap.corpus import words
        from atmp_gap.gap.compare import Request

        sides = options.agencies(corpus, self.between)
        mine = options.product(self.profile, corpus) if self.profile else None
        scope = {**(mine.scope if mine else {}), **_scopes(corpus, self.scope)}
        if self.whole_course and not self.scope.get("stage"):
            # The profile's next filing would leave one column of the whole course.
            scope.pop("stage", None)
        if corpus.space.meet(corpus.space.box(scope)) is None:
            raise Stop(
                "no product combines the profile's facts with these options"
                if mine
                else "these options contradict each other: no such product exists",
                "an option replaces the fact of the same dimension; leave it out"
                if mine
                else "leave one of them out",
            )
        topics = options.find(words.topics(corpus), self.topic or ())
        return Request(
            sides,
            options.day(corpus, self.as_of),
            topics=topics or (mine.topics if mine else ()),
            drafts=not self.no_drafts,
            scope=scope,
            subjects=options.find(words.subjects(corpus), self.subject) if self.subject else (),
            only=verdicts(self.only),
            stricter=_sides(corpus, self.stricter),
            reading=None if self.reading == "checked" else self.reading,
            profile=mine.name if mine else None,
            checks=options.checks(corpus, self.ledger),
            checked=self.reading == "checked",
        )


def verdicts(words: Words) -> tuple[str, ...]:
    """Verdicts by id or by the words they are printed with."""
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.report.wording import VERDICT_LABELS

    lexicon = Lexicon("verdict", ((name, (label,)) for name, label in VERDICT_LABELS.items()))
    asked = [item for word in words or () for item in word.split(",") if item.strip()]
    if words and not asked:
        raise Stop("no verdict is named", f"known: {', '.join(VERDICT_LABELS)}")
    return options.find(lexicon, asked)


def _sides(corpus: Corpus, words: Words) -> tuple[str, ...]:
    from atmp_gap.corpus.words import Lexicon

    lexicon = Lexicon(
        "side",
        [
            *((agency.id, (agency.side or agency.id, *agency.synonyms)) for agency in corpus.sides),
            *((name, ()) for name in ("equal", "mixed", "not-comparable")),
        ],
    )
    return options.find(lexicon, words or ())


def _scopes(corpus: Corpus, asked: Mapping[str, Words]) -> dict[str, tuple[str, ...]]:
    """The scope filters as vocabulary terms, by dimension."""
    from atmp_gap.corpus.words import scope_terms

    by_option = {axis.option: axis.id for axis in corpus.space.axes}
    scope: dict[str, tuple[str, ...]] = {}
    for option, words in asked.items():
        if not words:
            continue
        if option not in by_option:
            raise Stop(f"these requirements know no --{option}", f"known: {', '.join(by_option)}")
        dimension = by_option[option]
        scope[dimension] = options.find(scope_terms(corpus, dimension), words)
    return scope
