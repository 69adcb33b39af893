"""Records made without pydantic, as in a browser: the same, and the same sentences, as with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from atmp_gap.corpus.explained import explained
from atmp_gap.corpus.plain_records import made
from atmp_gap.corpus.validate import validated
from atmp_gap.corpus.yaml_reader import parse
from atmp_gap.profile.model import Position, PositionsFile, Profile

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "profiles").glob("*.yaml"))
HEAD = "format: atmp-gap/profile/1\nname: A\n"
FACTS = "facts: {product: CAR-T}\n"
WRONG = (
    "[a, list]\n",
    "name: A\n",
    HEAD,
    HEAD + "facts: {}\n",
    HEAD + "facts: [CAR-T]\n",
    HEAD + "facts: {product: {a: b}}\n",
    HEAD + "facts: {product: [CAR-T, [nested]]}\n",
    HEAD + "facts: {product: ''}\n",
    HEAD + f"facts: {{product: {'x' * 2001}}}\n",
    HEAD + "facts: {'<b>': CAR-T}\n",
    HEAD + "Facts: {product: CAR-T}\n",
    "format: atmp-gap/profile/2\nname: ' '\n" + FACTS,
    HEAD + FACTS + "decides: maybe\n",
    HEAD + FACTS + "topic: potency\ntopics: potency\n",
    HEAD + FACTS + "dose: {volumes: 1 mL, volume: [1 mL]}\n",
    HEAD + FACTS + "positions: {subject: potency}\n",
    HEAD + FACTS + "positions: [{answers: {a: b}, bogus: 1, due: 1.2.2027}]\n",
    HEAD + FACTS + "positions: [{subject: a, due: 2027-02-30, waiver: {expires: soon}}]\n",
    HEAD + FACTS + "positions: [{subject: a, for: EMA, waiver: why, answers: [b]}]\n",
    HEAD + FACTS + "positions: [{subject: a, waiver: {reasons: b, reason: c, expires: 2027}}]\n",
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_profiles_are_the_same_records(path: Path) -> None:
    node = parse(path.read_text(encoding="utf-8"), "f.yaml")
    assert made(Profile, node) == (validated(node, "f.yaml", Profile), [])


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_in_the_same_words(text: str) -> None:
    node = parse(text, "f.yaml")
    told = validated(node, "f.yaml", Profile)
    assert isinstance(told, list)
    assert told
    _, wrong = made(Profile, node)
    assert sorted(map(str, explained(wrong, node, "f.yaml", Profile))) == sorted(map(str, told))


def test_aliases_and_defaults_are_kept() -> None:
    data = {"subject": " potency ", "for": ["EMA"], "answers": {"a": None}}
    found, wrong = made(Position, data)
    assert wrong == []
    assert found == Position("potency", {"a": None}, for_=("EMA",))
    assert made(PositionsFile, {"positions": [data]}) == (PositionsFile((found,)), [])
