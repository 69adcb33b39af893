"""The question of a frozen state, asked: when it is frozen, and whenever somebody asks again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.frozen.manifest import Manifest, Mark, Question
from atmp_gap.gap.compare import Request, compare, view_of
from atmp_gap.gap.result import CheckMark, Result
from atmp_gap.model.base import GRADES
from atmp_gap.profile.assess import assess
from atmp_gap.profile.assessment import Assessment
from atmp_gap.profile.positions import Held, read_positions
from atmp_gap.profile.read import Product, read_profile


@dataclass(frozen=True)
class Answered:
    """A comparison, and the positions held against it where there are any."""

    result: Result
    assessment: Assessment | None


def answered(corpus: Corpus, request: Request, name: str, held: list[Held]) -> Answered:
    """Ask a question, and hold positions of a product of some name against the same."""
    result = compare(corpus, request)
    if not held:
        return Answered(result, None)
    scope = {name: tuple(terms) for name, terms in request.scope.items()}
    found = assess(view_of(corpus, request), name, scope, held, request.topics, request.subjects)
    return Answered(result, found)


def question_of(request: Request) -> Question:
    """What a request asks, as the manifest keeps it."""
    return Question(
        between=request.between,
        as_of=request.as_of,
        topics=request.topics,
        drafts=request.drafts,
        scope=dict(request.scope),
        subjects=request.subjects,
        disciplines=request.disciplines,
        only=request.only,
        stricter=request.stricter,
        reading=request.reading or "",
        checked=request.checked,
        reviewed=request.reviewed,
        checks={name: Mark(mark.lines, mark.signed) for name, mark in request.checks.items()},
    )


def request_of(question: Question, product: Product | None) -> Request:
    """The request that a manifest keeps, for the product of its profile."""
    return Request(
        question.between,
        question.as_of,
        topics=question.topics,
        drafts=question.drafts,
        scope=question.scope,
        subjects=question.subjects,
        disciplines=question.disciplines,
        only=question.only,
        stricter=question.stricter,
        reading=question.reading or None,
        profile=product.name if product else None,
        checks={name: CheckMark(mark.lines, mark.signed) for name, mark in question.checks.items()},
        dose=product.dose if product else None,
        checked=question.checked,
        reviewed=question.reviewed,
        only_reviewed=bool(product and product.only_reviewed),
    )


def asked_again(manifest: Manifest, folder: Path, corpus: Corpus) -> Answered:
    """The question of a state that is laid out in a folder, asked of some requirements.

    Raises InvalidCorpusError where profile or positions do not fit them, and UnknownTermError
    where the scope names what their vocabulary lacks.
    """
    if not manifest.profile:
        return answered(corpus, request_of(manifest.question, None), "", [])
    product = read_profile(folder / manifest.profile, corpus)
    file = folder / manifest.positions if manifest.positions else None
    held = read_positions(product, file, corpus)
    return answered(corpus, request_of(manifest.question, product), product.name, held)


def unknown_words(question: Question, corpus: Corpus) -> list[str]:
    """What a question names that some requirements do not know, in words."""
    sides = {side.id for side in corpus.sides}
    axes = {axis.id: axis for axis in corpus.space.axes}
    grades = ("", *GRADES)
    return [
        *(f"the agency {name}" for name in question.between if name not in sides),
        *(f"the topic {name}" for name in question.topics if name not in corpus.topics),
        *(
            f"{name} {word}"
            for name, words in question.scope.items()
            for word in words
            if name not in axes or word not in axes[name].masks
        ),
        *([] if question.reading in grades else [f"the grade {question.reading}"]),
    ]
