"""Which rows ``compare`` is asked for: the words as typed, and the request they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import completion, options
from atmp_gap.cli.exits import Stop
from atmp_gap.cli.groups import SideOptions, SubjectOptions
from atmp_gap.cli.options import WordList

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.compare import Request


REVIEWED = ("checked", "reviewed")
"""What ``--reading`` takes beside the grades: what people said after a look."""
SCOPE = (
    "product",
    "donor",
    "genome",
    "administration",
    "substrate",
    "material",
    "vector",
    "stage",
)
"""The options that cut the scope."""


def _scope(option: str, text: str) -> typer.models.OptionInfo:
    info: typer.models.OptionInfo = typer.Option(
        f"--{option}",
        metavar="WORD",
        help=text,
        rich_help_panel="Scope",
        autocompletion=completion.scope(option),
    )
    return info


@dataclass(frozen=True)
class RowOptions(SubjectOptions):
    """Which rows to compute and to show: topic, subject, the scope, and filters."""

    subject: Annotated[
        WordList,
        typer.Option(
            "--subject",
            metavar="WORD",
            help="Show these subjects only; repeatable.",
            autocompletion=completion.subjects,
        ),
    ] = None
    product: Annotated[
        WordList, _scope("product", "Cut the scope to a product: aav, car-t, ipsc ...; repeatable.")
    ] = None
    donor: Annotated[WordList, _scope("donor", "autologous, allogeneic")] = None
    genome: Annotated[WordList, _scope("genome", "integrating, edited, episomal ...")] = None
    administration: Annotated[
        WordList, _scope("administration", "intravenous, intrathecal ...")
    ] = None
    substrate: Annotated[WordList, _scope("substrate", "cell substrate: HEK293, Vero, Sf9 ...")] = (
        None
    )
    material: Annotated[WordList, _scope("material", "raw-material, drug-substance ...")] = None
    vector: Annotated[
        WordList, _scope("vector", "lentiviral, AAV, none ...: of modified cells too")
    ] = None
    stage: Annotated[WordList, _scope("stage", "phase-1, pivotal, BLA, post-approval ...")] = None
    discipline: Annotated[
        WordList,
        typer.Option(
            "--discipline",
            metavar="WORD",
            help="Show this work only: cmc, nonclinical, clinical or procedural; repeatable.",
        ),
    ] = None
    only: Annotated[
        WordList,
        typer.Option(
            "--only",
            metavar="VERDICT",
            autocompletion=completion.verdicts,
            help="Show rows with these verdicts only; repeatable or separated by commas.",
        ),
    ] = None
    stricter: Annotated[
        WordList,
        typer.Option(
            "--stricter",
            metavar="SIDE",
            autocompletion=completion.stricter,
            help="Show rows where this side is stricter (FDA, EMA, mixed, equal ...).",
        ),
    ] = None
    reading: Annotated[
        str | None,
        typer.Option(
            "--reading",
            metavar="GRADE",
            autocompletion=completion.grades,
            help="Show rows read at least so: read, reported or recalled; or checked: recorded as "
            "seen in your ledger; or reviewed: by a second person in your layer.",
        ),
    ] = None

    @property
    def scope(self) -> Mapping[str, Sequence[str]]:
        """The words on the scope, by option; only those said."""
        return {name: words for name in SCOPE if (words := getattr(self, name))}


@dataclass(frozen=True)
class Selection(RowOptions, SideOptions):
    """All words of a command line that decide which rows there are."""

    profile: Path | None = None
    ledger: Path | None = None
    whole_course: bool = False
    """Whether all stages are wanted, whatever the profile says of the next filing."""

    def words(self) -> dict[str, object] | None:
        """All that was typed, by option; None where files of the user's have a say as well."""
        if self.profile is not None or options.has_ledger(self.ledger):
            return None
        return {name: value for name, value in vars(self).items() if value}

    def check(self) -> None:
        """Stop where words are wrong whatever the corpus holds."""
        from atmp_gap.model.base import GRADES

        if self.reading is not None and self.reading not in (*GRADES, *REVIEWED):
            raise Stop(
                f"unknown grade {self.reading!r}", f"known: {', '.join((*GRADES, *REVIEWED))}"
            )
        if self.only:
            verdicts(self.only)
        _disciplines(self.discipline)

    def request(self, corpus: Corpus) -> Request:
        """The request these words make. Stops at the first that names nothing."""
        from atmp_gap.gap.compare import Request

        sides = self.agencies_in(corpus)
        mine = options.product(self.profile, corpus) if self.profile else None
        scope = {**(mine.scope if mine else {}), **_scopes(corpus, self.scope)}
        if self.whole_course and not self.stage:
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
        topics = self.topics_in(corpus) or (mine.topics if mine else ())
        return Request(
            sides,
            self.day_in(corpus),
            topics=topics,
            drafts=not self.no_drafts,
            scope=scope,
            subjects=self.subjects_in(corpus),
            disciplines=_disciplines(self.discipline),
            only=verdicts(self.only),
            stricter=_sides(corpus, self.stricter),
            reading=None if self.reading in REVIEWED else self.reading,
            profile=mine.name if mine else None,
            dose=mine.dose if mine else None,
            checks=options.checks(corpus, self.ledger),
            checked=self.reading == "checked",
            reviewed=self.reading == "reviewed",
            only_reviewed=bool(mine and mine.only_reviewed),
        )


def verdicts(words: WordList) -> tuple[str, ...]:
    """Verdicts by id or by the words they are printed with."""
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.report.wording import VERDICT_LABELS, VERDICT_WORDS

    lexicon = Lexicon(
        "verdict", ((name, (label, *VERDICT_WORDS[name])) for name, label in VERDICT_LABELS.items())
    )
    asked = options.split(words)
    if words and not asked:
        raise Stop("no verdict is named", f"known: {', '.join(VERDICT_LABELS)}")
    return options.find(lexicon, asked)


def _disciplines(words: WordList) -> tuple[str, ...]:
    from atmp_gap.corpus.words import Lexicon
    from atmp_gap.model.subject import DISCIPLINES

    lexicon = Lexicon("discipline", ((name, ()) for name in DISCIPLINES))
    return options.find(lexicon, options.split(words))


def _sides(corpus: Corpus, words: WordList) -> tuple[str, ...]:
    from atmp_gap.corpus.words import Lexicon

    lexicon = Lexicon(
        "side",
        [
            *((agency.id, (agency.side or agency.id, *agency.synonyms)) for agency in corpus.sides),
            *((name, ()) for name in ("equal", "mixed", "not-comparable")),
        ],
    )
    return options.find(lexicon, words or ())


def _scopes(corpus: Corpus, asked: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The scope filters as vocabulary terms, by dimension."""
    from atmp_gap.corpus.words import scope_terms

    by_option = {axis.option: axis.id for axis in corpus.space.axes}
    scope: dict[str, tuple[str, ...]] = {}
    for option, words in asked.items():
        if option not in by_option:
            raise Stop(f"these requirements know no --{option}", f"known: {', '.join(by_option)}")
        dimension = by_option[option]
        scope[dimension] = options.find(scope_terms(corpus, dimension), words)
    return scope
