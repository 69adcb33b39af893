"""A profile file to a scope: words resolved, contradictions refused, each with its position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.files import Loaded
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem, did_you_mean
from atmp_gap.corpus.words import Lexicon, UnknownWordError, scope_terms, topics
from atmp_gap.corpus.yaml_reader import Refused, decode, parse
from atmp_gap.corpus.yaml_texts import oddities
from atmp_gap.kinds.dose import Dose
from atmp_gap.model.record import FileRecord
from atmp_gap.model.scope import Axis, Box, Space
from atmp_gap.profile.dose import read_dose
from atmp_gap.profile.local_forms import with_date_help
from atmp_gap.profile.model import Profile
from atmp_gap.text.reading import read_regular

Content = TypeVar("Content", bound=FileRecord)


class InvalidProfileError(InvalidCorpusError):
    """A profile or a file of positions that cannot be used; ``problems`` holds all of it."""


@dataclass(frozen=True)
class Product:
    """A profile resolved: its scope in ids of the vocabulary, and its topics."""

    loaded: Loaded[Profile]
    scope: Mapping[str, tuple[str, ...]]
    topics: tuple[str, ...]
    dose: Dose | None = None
    """What one dose holds, as far as the profile says."""

    @property
    def name(self) -> str:
        """The product's name."""
        return self.loaded.model.name

    @property
    def only_reviewed(self) -> bool:
        """Whether only what a second person reviewed decides."""
        return self.loaded.model.decides == "reviewed"


NEW_PROFILE = "atmp-gap profile init --output FILE writes one"


def read_bytes(path: Path, missing: str = NEW_PROFILE) -> bytes:
    """The bytes of a file; ``missing`` says what to do without it. Raises InvalidProfileError."""
    try:
        return read_regular(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        place = Place(path.as_posix())
        help_ = missing if not path.exists() else None
        problem = Problem("AG001", f"cannot be read: {reason}", place, help_)
        raise InvalidProfileError([problem]) from None


def read_yaml(path: Path, model: type[Content], missing: str = NEW_PROFILE) -> Loaded[Content]:
    """One YAML file as a model. Raises InvalidProfileError with all that is wrong."""
    file = path.as_posix()
    raw = read_bytes(path, missing)
    try:
        text = decode(raw, file)
        node = parse(text, file)
    except Refused as refused:
        raise InvalidProfileError(refused.problems) from None
    lost = [
        Problem("AG237" if item.behind is None else "AG236", item.message, item.place, item.help)
        for item in oddities(text, file)
    ]
    if lost:
        raise InvalidProfileError(lost)
    if node is None:
        raise InvalidProfileError([Problem("AG005", "is empty", Place(file), missing)])
    from atmp_gap.corpus.validate import validated

    valid = validated(node, file, model)
    if isinstance(valid, list):
        raise InvalidProfileError(with_date_help(valid, node))
    return Loaded(file, valid, node=node)


def read_profile(path: Path, corpus: Corpus) -> Product:
    """Read a profile and resolve it. Raises InvalidProfileError with every problem found."""
    return resolved(read_yaml(path, Profile), corpus)


def resolved(loaded: Loaded[Profile], corpus: Corpus) -> Product:
    """A profile's words as ids of the vocabulary. Raises InvalidProfileError with every problem."""
    problems: list[Problem] = []
    scope = _scope(loaded, corpus, problems)
    known = topics(corpus)
    chosen: dict[str, None] = {}
    for index, word in enumerate(loaded.model.topics):
        name = _find(known, word, loaded.place("topics", index), problems)
        if name:
            chosen[name] = None
    dose = read_dose(loaded, corpus, problems)
    if not problems:
        problems.extend(_impossible(loaded, corpus.space, scope))
    if problems:
        raise InvalidProfileError(problems)
    return Product(loaded, scope, tuple(chosen), dose)


def _scope(
    loaded: Loaded[Profile], corpus: Corpus, problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    axes = {name: axis for axis in corpus.space.axes for name in (axis.option, axis.id)}
    scope: dict[str, tuple[str, ...]] = {}
    for fact, given in loaded.model.facts.items():
        axis = axes.get(fact)
        if axis is None:
            place = loaded.place("facts", fact, key=True)
            known = [item.id for item in corpus.space.axes]
            problems.append(
                Problem("AG009", f"unknown fact {fact!r}", place, did_you_mean(fact, known))
            )
            continue
        if axis.id in scope:
            place = loaded.place("facts", fact, key=True)
            problems.append(Problem("AG003", f"{axis.id} is given twice", place, "keep one"))
            continue
        words = (given,) if isinstance(given, str) else given
        lexicon = scope_terms(corpus, axis.id)
        found: dict[str, Place] = {}
        for index, word in enumerate(words):
            place = loaded.place("facts", fact, index)
            name = _find(lexicon, word, place, problems)
            if name:
                found.setdefault(name, place)
        problems.extend(_contradictions(axis, found))
        scope[axis.id] = tuple(found)
    return scope


def _find(lexicon: Lexicon, word: str, place: Place, problems: list[Problem]) -> str | None:
    try:
        return lexicon.one(word)
    except UnknownWordError as error:
        problems.append(Problem("AG009", str(error), place, error.hint))
        return None


def _contradictions(axis: Axis, found: Mapping[str, Place]) -> list[Problem]:
    """Where one product has one of these only, two words that share nothing contradict."""
    if not axis.single or len(found) < 2:
        return []
    first, *others = found
    return [
        Problem(
            "AG014",
            f"{first} and {other} contradict each other: one product has one {axis.title.lower()}",
            found[other],
            "keep the one that is meant, and write a profile of its own for another product",
        )
        for other in others
        if axis.masks[first] & axis.masks[other] == 0
    ]


def _impossible(
    loaded: Loaded[Profile], space: Space, scope: Mapping[str, tuple[str, ...]]
) -> list[Problem]:
    """Facts that no product combines, such as an AAV vector that integrates."""
    if space.meet(space.box(scope)) is not None:
        return []
    first = space.axes[0].id
    product = scope.get(first, ())
    problems: list[Problem] = []
    for axis in space.axes[1:]:
        if axis.id not in scope or not product:
            continue
        if space.meet(space.box({first: product, axis.id: scope[axis.id]})) is None:
            allowed = _allowed(space, axis, space.box({first: product}))
            problems.append(
                Problem(
                    "AG014",
                    f"{', '.join(scope[axis.id])} contradicts {first} {', '.join(product)}: "
                    "no such product exists",
                    loaded.place("facts", _written(loaded, axis)),
                    f"it goes with: {', '.join(allowed)}",
                )
            )
    return problems or [
        Problem(
            "AG014",
            "no product combines all these facts",
            loaded.place("facts"),
            "leave out the fact that is not certain, or name the product more closely",
        )
    ]


def _allowed(space: Space, axis: Axis, box: Box) -> Sequence[str]:
    at = space.axes.index(axis)
    mask = 0
    for index, implied in enumerate(space.implied):
        if box[0] >> index & 1:
            mask |= implied[at]
    return axis.names(mask)


def _written(loaded: Loaded[Profile], axis: Axis) -> str:
    return axis.id if axis.id in loaded.model.facts else axis.option
