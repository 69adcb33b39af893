"""A row's headline, its parts, what is printed beside them, and what would settle it."""

from __future__ import annotations

from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

import atmp_gap.gap
import atmp_gap.kinds
import atmp_gap.model
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.gap.result import Row
from atmp_gap.gap.view import View
from support import absence, document, ema, fda, files, ich, open_files, result_of, row_of, write

pytestmark = pytest.mark.requirement("TR-03")

ASKED = {"asked": {"kind": "asked"}}
STAGES = {
    "a": {"stage": ["phase-1"]},
    "b": {"stage": ["phase-2"]},
    "c": {"stage": ["pivotal"]},
}
SAID: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    # The verdict wanted: what FDA and EMA say for it, and what is searched.
    "match": ([{"asked": "expected"}, {"asked": "expected"}], []),
    "diverge": ([{"asked": "expected"}, {"asked": "optional"}], []),
    "unjudged": ([{"asked": "expected"}, {}], []),
    "unassessed": ([{"asked": "expected"}], []),
    "no-counterpart": ([{"asked": "expected"}], [{}]),
    "out-of-scope": ([{"asked": "expected"}], [{"regulated_elsewhere": "member states"}]),
}


def row_with(folder: Path, verdicts: list[str]) -> Row:
    entries, absences = [], []
    for number, (verdict, scope) in enumerate(zip(verdicts, STAGES.values(), strict=False)):
        said, searched = SAID[verdict]
        for maker, answers in zip((fda, ema), said, strict=False):
            entries.append(maker(answers, number + 1, applies_to=scope))
        absences += [absence("EMA", applies_to=scope, **more) for more in searched]
    domain = {"stage": [STAGES[name]["stage"][0] for name in list(STAGES)[: len(verdicts)]]}
    return row_of(folder, ASKED, entries, absences=absences, domain=domain)


@pytest.mark.parametrize(
    ("parts", "headline", "coverage", "stricter"),
    [
        (["match", "diverge", "unjudged"], "diverge", [], "FDA"),
        (["unjudged", "match", "match"], "unjudged", [], None),
        (["match", "unassessed", "no-counterpart"], "match", ["unassessed", "no-counterpart"],
         "equal"),
        (["diverge", "no-counterpart"], "diverge", ["no-counterpart"], "FDA"),
        (["unjudged", "out-of-scope"], "unjudged", ["out-of-scope"], None),
        (["unassessed", "no-counterpart", "out-of-scope"], "unassessed",
         ["no-counterpart", "out-of-scope"], None),
        (["out-of-scope", "no-counterpart"], "no-counterpart", ["out-of-scope"], "FDA"),
        (["out-of-scope"], "out-of-scope", [], None),
        (["unassessed"], "unassessed", [], None),
        (["unassessed", "unassessed"], "unassessed", [], None),
        (["no-counterpart", "no-counterpart"], "no-counterpart", [], "FDA"),
    ],
)  # fmt: skip
def test_the_headline_and_what_is_beside_it(
    parts: list[str], headline: str, coverage: list[str], stricter: str | None, tmp_path: Path
) -> None:
    row = row_with(tmp_path, parts)
    assert (row.verdict, row.stricter) == (headline, stricter)
    assert sorted(part.verdict for part in row.coverage) == sorted(coverage)
    assert {part.verdict for part in row.headline_parts} == {headline}
    assert {part.verdict for part in row.parts} == set(parts)
    assert row.in_part is (headline == "unassessed" and len(set(parts)) > 1)


def test_parts_that_carry_the_headline_for_different_sides_are_mixed(tmp_path: Path) -> None:
    entries = [
        fda({"asked": "optional"}),
        ema({"asked": "expected"}, 1, applies_to={"stage": ["phase-1"]}),
        ema({"asked": "not-expected"}, 2, applies_to={"stage": ["phase-2"]}),
    ]
    row = row_of(tmp_path, ASKED, entries, domain={"stage": ["phase-1", "phase-2"]})
    assert (row.verdict, row.stricter) == ("diverge", "mixed")


@pytest.mark.parametrize(
    ("grades", "provisional", "reading", "settled"),
    [
        (("read", "read"), False, "read", []),
        (("read", "reported"), False, "reported", []),
        (("recalled", "read"), True, "recalled", ["FDA-DOC"]),
        (("recalled", "recalled"), True, "recalled", ["FDA-DOC", "EMA-DOC"]),
    ],
)
def test_a_row_on_memory_names_the_texts_that_would_settle_it(
    grades: tuple[str, str], provisional: bool, reading: str, settled: list[str], tmp_path: Path
) -> None:
    entries = [
        maker({"asked": "expected"}, grade=grade)
        for maker, grade in zip((fda, ema), grades, strict=True)
    ]
    row = row_of(tmp_path, ASKED, entries)
    assert (row.provisional, row.reading, row.open) == (provisional, reading, provisional)
    assert {text.document for text in row.settled_by} == set(settled)
    assert [text.sections for text in row.settled_by] == [("1",)] * len(settled)


def test_texts_named_on_the_subject_come_before_those_recalled(tmp_path: Path) -> None:
    named = [
        {"document": "EMA-DOC", "sections": ["4.2"]},
        {"document": "EMA-DOC", "sections": ["4.3", "4.2"]},
    ]
    entries = [fda({"asked": "expected"}, grade="recalled")]
    row = row_of(tmp_path, ASKED, entries, subject={"settled_by": named})
    assert [(text.document, text.sections) for text in row.settled_by] == [
        ("EMA-DOC", ("4.2", "4.3"))
    ]


def test_a_recalled_convention_settles_nothing(tmp_path: Path) -> None:
    entries = [fda({"asked": "expected"}, grade="recalled", standing="convention")]
    row = row_of(tmp_path, ASKED, entries)
    assert (row.open, row.settled_by) == (True, ())


@pytest.mark.parametrize(
    ("searched", "believed"),
    [
        ([absence("EMA", suspected=True)], ("no-counterpart", "FDA")),
        ([absence("EMA", suspected=True, regulated_elsewhere="x")], ("out-of-scope", None)),
        ([absence("EMA", suspected=True, slots=["asked"])], ("no-counterpart", "FDA")),
        ([absence("EMA", suspected=True, slots=["asked"]), absence("EMA")], None),
        ([absence("EMA")], None),
        ([], None),
    ],
)
def test_what_would_follow_from_belief(
    searched: list[Any], believed: tuple[str, str | None] | None, tmp_path: Path
) -> None:
    row = row_of(tmp_path, ASKED, [fda({"asked": "expected"})], absences=searched)
    (part,) = row.parts
    found = part.believed and (part.believed.verdict, part.believed.stricter)
    assert found == believed
    sure = absence("EMA") in searched
    assert part.verdict == ("no-counterpart" if sure else "unassessed")


def test_entries_stand_in_a_row_with_their_answers_as_written(tmp_path: Path) -> None:
    asks = {**ASKED, "years": {"kind": "effort"}, "points": {"kind": "all-of"}}
    row = row_of(
        tmp_path, asks, [fda({"years": "up to  5 year", "points": ["nat", "bank"]}), ema({})]
    )
    assert {entry.id: entry.answers for entry in row.entries} == {
        "FDA-1": {"years": "up to  5 year", "points": ("nat", "bank")},
        "EMA-1": {},
    }


@pytest.mark.parametrize(
    ("absences", "searched"),
    [
        ([], False),
        ([absence("FDA")], False),
        ([absence("EMA")], False),
        ([absence("FDA"), absence("EMA")], True),
        ([absence("FDA"), absence("EMA", suspected=True)], False),
    ],
)
def test_own_texts_are_searched_only_where_both_sides_were(
    absences: list[Any], searched: bool, tmp_path: Path
) -> None:
    row = row_of(tmp_path / "a", ASKED, [ich({"asked": "expected"})], absences=absences)
    (part,) = row.parts
    assert (part.same_ich_text, part.own_texts_searched) == (True, searched)
    # Of a match through own texts, of one side or both, that is never said.
    one, other = fda({"asked": "expected"}), ema({"asked": "expected"})
    shared = ich({"asked": "expected"})
    for folder, entries in (("b", [one, other]), ("c", [shared, one]), ("d", [shared, other])):
        (own,) = row_of(tmp_path / folder, ASKED, entries, absences=absences).parts
        assert own.verdict == "match"
        assert (own.same_ich_text, own.own_texts_searched) == (False, False)


@pytest.mark.parametrize(
    ("first", "second", "force", "obligation"),
    [
        (("FDA-DOC", "should"), ("EMA-DOC", "should"), False, False),
        (("FDA-DOC", "must"), ("EMA-DOC", "should"), False, True),
        (("FDA-LAW", "should"), ("EMA-DOC", "should"), True, False),
        (("FDA-DOC", "should"), ("EMA-GUIDELINE", "should"), False, False),
        (("FDA-LAW", "must"), ("EMA-GUIDELINE", "should"), True, True),
    ],
)
def test_force_and_wording(
    first: tuple[str, str], second: tuple[str, str], force: bool, obligation: bool, tmp_path: Path
) -> None:
    entries = [
        maker({"asked": "expected"}, document=text, obligation=word)
        for maker, (text, word) in zip((fda, ema), (first, second), strict=True)
    ]
    guideline = document("EMA-GUIDELINE", "EMA", kind="guideline")
    (part,) = row_of(tmp_path, ASKED, entries, documents=[guideline]).parts
    kinds = [facet.kind for facet in part.facets]
    assert ("force" in kinds, "obligation" in kinds) == (force, obligation)
    assert part.verdict == "match"


def test_a_side_speaks_with_its_strongest_text_and_wording(tmp_path: Path) -> None:
    # In either order of the entries.
    for folder, numbers in (("a", (1, 2)), ("b", (2, 1))):
        entries = [
            fda({"asked": "expected"}, numbers[0], document="FDA-LAW", obligation="must"),
            fda({"asked": "expected"}, numbers[1]),
            ema({"asked": "expected"}),
        ]
        entries.sort(key=lambda item: item["id"])
        (part,) = row_of(tmp_path / folder, ASKED, entries).parts
        said = {
            facet.kind: [item.answer for item in facet.answers]
            for facet in part.facets
            if facet.kind in ("force", "obligation")
        }
        assert said == {"force": ["law", "guidance"], "obligation": ["must", "should"]}


CODES: dict[str, tuple[list[Any], list[Any], list[str]]] = {
    "nothing odd": ([fda({"x": "allowed"}), ema({"x": "allowed"})], [], []),
    "two of one side disagree": (
        [fda({"x": "allowed"}, 1), fda({"x": "not-allowed"}, 2), ema({"x": "allowed"})],
        [],
        ["AG102 FDA-1, FDA-2"],
    ),
    "both sides disagree": (
        [
            fda({"x": "allowed"}, 1),
            fda({"x": "not-allowed"}, 2),
            ema({"x": "allowed"}, 1),
            ema({"x": "not-allowed"}, 2),
        ],
        [],
        ["AG102 EMA-1, EMA-2", "AG102 FDA-1, FDA-2"],
    ),
    "an absence beside an own entry": (
        [fda({"x": "allowed"}), ema({})],
        [absence("EMA")],
        ["AG103 EMA is recorded as silent, but EMA-1"],
    ),
    "an absence elsewhere in scope": (
        [fda({"x": "allowed"}), ema({}, applies_to={"stage": ["phase-1"]})],
        [absence("EMA", applies_to={"stage": ["phase-2"]})],
        [],
    ),
    "an absence of a slot": (
        [fda({"x": "allowed"}), ema({})],
        [absence("EMA", slots=["x"])],
        [],
    ),
    "a text that one agency never adopted, cited by it, before others": (
        [
            fda({"x": "allowed"}, 1, document="ICH-DOC"),
            fda({"x": "allowed"}, 2, document="ICH-EU"),
            fda({"x": "allowed"}, 3),
            fda({"x": "allowed"}, 4, document="ICH-EU"),
            ema({"x": "allowed"}, document="ICH-EU"),
        ],
        [],
        ["AG106 FDA-2 decides nothing", "AG106 FDA-4 decides nothing"],
    ),
    "several overrides that may not be": (
        [
            fda({"x": "allowed"}, 1, document="FDA-LAW"),
            fda({"x": "allowed"}, 2, overrides=["FDA-1"]),
            fda({"x": "allowed"}, 3, document="FDA-LAW", overrides=["FDA-2"]),
            fda({"x": "allowed"}, 4, document="FDA-LAW", obligation="may", overrides=["FDA-3"]),
            ema({"x": "allowed"}, overrides=["FDA-1"]),
        ],
        [],
        [
            "AG101 EMA-1 may not override FDA-1: it is of another side",
            "AG101 FDA-2 may not override FDA-1",
            "AG101 FDA-4 may not override FDA-3",
        ],
    ),
    "two that override each other": (
        [
            fda({"x": "allowed"}, 1, overrides=["FDA-2"]),
            fda({"x": "allowed"}, 2, overrides=["FDA-1"]),
        ],
        [],
        ["AG101 FDA-1 may not override FDA-2", "AG101 FDA-2 may not override FDA-1"],
    ),
}


@pytest.mark.parametrize("case", CODES)
def test_what_a_keeper_is_told(case: str, tmp_path: Path) -> None:
    entries, absences, told = CODES[case]
    eu = document("ICH-EU", "ICH", adopted={"EMA": {"reference": "r", "date": "2020-01-01"}})
    content = files({"x": {"kind": "permission"}}, entries, absences=absences, documents=[eu])
    found = result_of(open_files(tmp_path, content)).findings
    said = sorted(f"{finding.code} {finding.message}" for finding in found)
    assert len(said) == len(told)
    for message, start in zip(said, told, strict=True):
        assert message.startswith(start)


@pytest.mark.parametrize("absences", [[], [absence("EMA")]])
def test_where_one_side_alone_speaks_nothing_is_compared(absences: Any, tmp_path: Path) -> None:
    for folder, entry in (("a", fda({"asked": "expected"})), ("b", fda({}))):
        (part,) = row_of(tmp_path / folder, ASKED, [entry], absences=absences).parts
        assert part.facets == ()
        assert not part.conflict


def test_a_corpus_with_a_layer_of_ones_own_is_not_the_corpus_of_today(tmp_path: Path) -> None:
    base = write(tmp_path / "base", files(ASKED, [fda({"asked": "expected"})]))
    own = {"agency": "EMA", "topic": "t", "requirements": [ema({"asked": "expected"})]}
    layer = write(tmp_path / "layer", {"t/ema.yaml": own})
    for layers, today in (([base], True), ([base, layer], False)):
        corpus = open_corpus(layers, bundled=False)
        assert View(corpus, ("FDA", "EMA"), corpus.date).today is today


ROOMS = (atmp_gap.gap, atmp_gap.kinds, atmp_gap.model)
RECORDS = {
    f"{item.__module__}.{item.__name__}": item
    for room in ROOMS
    for found in iter_modules(room.__path__, f"{room.__name__}.")
    for item in vars(import_module(found.name)).values()
    if is_dataclass(item) and isinstance(item, type)
}


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_records_cannot_be_changed(name: str) -> None:
    assert RECORDS[name].__dataclass_params__.frozen  # type: ignore[attr-defined]
