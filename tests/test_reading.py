"""Reading: text stays text, everything has a place, and all that is wrong is said in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.problem import InvalidCorpusError, Problem
from atmp_gap.corpus.yaml_reader import Refused, parse, place_of
from support import absence, ema, fda, files, write


def problems_of(folder: Path, content: dict[str, Any]) -> list[Problem]:
    with pytest.raises(InvalidCorpusError) as caught:
        open_corpus([write(folder, content)], bundled=False)
    return caught.value.problems


def test_text_stays_text() -> None:
    text = "a: NO\nb: 1.10\nc: 12:30\nd: 2026-01-01\ne: true\nf:\ng: ''\n"
    assert parse(text, "f") == {
        "a": "NO",
        "b": "1.10",
        "c": "12:30",
        "d": "2026-01-01",
        "e": "true",
        "f": None,
        "g": "",
    }


values = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcxyz", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(values)
def test_reads_what_was_written(value: Any) -> None:
    assert parse(yaml.safe_dump(value, default_style='"'), "f") == value


def test_every_item_knows_its_place() -> None:
    text = "top:\n  - id: A\n    deep: {x: 1,\n           y: [p, q]}\n"
    node = parse(text, "f.yaml")
    assert str(place_of(node, ("top", 0, "id"), "f.yaml")) == "f.yaml:2:9"
    assert str(place_of(node, ("top", 0, "deep", "y", 1), "f.yaml")) == "f.yaml:4:19"
    assert str(place_of(node, ("top", 0, "deep", "y"), "f.yaml", key=True)) == "f.yaml:4:12"
    assert str(place_of(node, ("top", 0, "gone"), "f.yaml")) == "f.yaml:2:5"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\na: 2\n", "AG003", "f:2:1"),
        ("a: &x 1\n", "AG004", "f:1:4"),
        ("a: *x\n", "AG004", "f:1:4"),
        ("a: !!int 1\n", "AG004", "f:1:4"),
        ("<<: {a: 1}\n", "AG004", "f:1:1"),
        ("a: [1\n", "AG002", "f:2:1"),
        ("a: \x00\n", "AG002", "f:1:4"),
        ("a: 1\n---\nb: 2\n", "AG002", "f:2:1"),
        ("? [a]\n: b\n", "AG005", "f:1:3"),
        ("[" * 50, "AG002", "f:1:41"),
    ],
)
def test_what_the_format_refuses(text: str, code: str, place: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(text, "f")
    assert [(p.code, str(p.place)) for p in caught.value.problems] == [(code, place)]


ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}


def with_entry(**more: Any) -> dict[str, Any]:
    return files(ASKS, [{**fda({"amount": "< 10 ng/dose"}), **more}])


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ({"colour": "red"}, "AG006", "unknown field 'colour'"),
        ({"statment": "x"}, "AG006", "unknown field 'statment'"),
        ({"obligation": "shall"}, "AG005", "'obligation' must be one of"),
        ({"statement": ["x"]}, "AG005", "'statement' must be text"),
        ({"statement": ""}, "AG005", "'statement' is empty"),
        ({"overrides": "FDA-2"}, "AG005", "'overrides' must be a list"),
        ({"general": "perhaps"}, "AG005", "'general' must be true or false"),
        ({"subject": "t"}, "AG008", "unknown subject 't'"),
        ({"source": {"document": "FDA-DOCK", "locator": "1"}}, "AG008", "'FDA-DOCK'"),
        ({"source": {"document": "FDA-DOC"}}, "AG005", "'locator' is missing"),
        ({"overrides": ["FDA-9"]}, "AG008", "unknown entry 'FDA-9'"),
        ({"applies_to": {"stages": ["phase-1"]}}, "AG009", "unknown dimension 'stages'"),
        ({"applies_to": {"stage": ["phase1"]}}, "AG009", "unknown stage 'phase1'"),
        ({"unless": [{"id": "justifed"}]}, "AG009", "unknown condition 'justifed'"),
        ({"answers": {"ammount": "< 1 ng/dose"}}, "AG008", "no slot 'ammount'"),
        ({"answers": {"amount": "< 10 ngs/dose"}}, "AG009", "unknown unit 'ngs'"),
        ({"answers": {"amount": "10 ng/dose"}}, "AG010", "has no bound"),
        ({"answers": {"amount": "lots"}}, "AG010", "'lots' is not a quantity"),
        ({"answers": {"amount": "< 1 % | < 2 %"}}, "AG010", "`least of`"),
        ({"answers": {"amount": "5..1 %"}}, "AG010", "ends before it begins"),
        ({"answers": {"amount": "< 1 ng/0 dose"}}, "AG010", "divides by nothing"),
        ({"answers": {"amount": ["< 1 ng/dose"]}}, "AG010", "not a list"),
        ({"answers": {"amount": "< 1 ng/dose from birth"}}, "AG010", "unknown start 'birth'"),
        ({"complete": ["amount"]}, "AG010", "no all-of slot"),
        ({"reading": {"grade": "reported", "date": "2026"}}, "AG005", "needs `via`"),
        ({"reading": {"grade": "read", "date": "2026"}}, "AG005", "needs `anchors`"),
        ({"anchors": ["10 ng"]}, "AG005", "`anchors` belong to grade `read`"),
        ({"reading": {"grade": "recalled", "date": "2026-02-30"}}, "AG005", "calendar"),
        ({"invoked_by": "FDA-DOC"}, "AG005", "needs `by_analogy: true`"),
        (
            {"answers": {"amount": "none"}, "reading": {"grade": "recalled", "date": "2026"}},
            "AG011",
            "must be read or reported",
        ),
    ],
)
def test_what_is_wrong_with_an_entry(
    more: dict[str, Any], code: str, words: str, tmp_path: Path
) -> None:
    (problem,) = problems_of(tmp_path, with_entry(**more))
    assert problem.code == code
    assert words in problem.message
    assert problem.place.file.endswith("t/fda.yaml")
    assert problem.place.line > 0


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, with_entry(statment="x"))
    assert problem.help == "did you mean 'statement'?"


def test_an_id_used_twice_says_where_it_stood_first(tmp_path: Path) -> None:
    entry = fda({"amount": "< 10 ng/dose"})
    (problem,) = problems_of(tmp_path, files(ASKS, [entry, entry]))
    assert problem.code == "AG007"
    assert "t/fda.yaml:4:7" in problem.message


def test_an_absence_that_is_only_recalled_must_say_suspected(tmp_path: Path) -> None:
    record = absence("EMA", reading={"grade": "recalled", "date": "2026"})
    (problem,) = problems_of(tmp_path, files(ASKS, [], absences=[record]))
    assert "must be read or reported" in problem.message


def test_all_errors_come_in_one_run_sorted_by_place(tmp_path: Path) -> None:
    content = with_entry(obligation="shall")
    content["t/ema.yaml"] = "agency: EMA\ntopic: t\nrequirements: [\n"
    content["documents/more.yaml"] = "documents:\n  - {id: X, id: Y}\n"
    content["notes.yaml"] = "a: 1\n"
    problems = problems_of(tmp_path, content)
    assert [problem.code for problem in problems] == ["AG003", "AG012", "AG002", "AG005"]
    assert problems == sorted(problems, key=lambda problem: problem.place)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("é".encode("latin-1"), "byte 0xe9"),
        ("a: 1".encode("utf-16"), "is not UTF-8"),
    ],
)
def test_other_encodings_are_refused_with_a_place(raw: bytes, words: str, tmp_path: Path) -> None:
    folder = write(tmp_path, with_entry())
    (folder / "t" / "ema.yaml").write_bytes(b"agency: EMA\nx: " + raw)
    with pytest.raises(InvalidCorpusError) as caught:
        open_corpus([folder], bundled=False)
    (problem,) = caught.value.problems
    assert words in problem.message
    assert (problem.place.line, problem.place.column) == (2, 4)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path, with_entry())
    path = folder / "t" / "fda.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(open_corpus([folder], bundled=False).requirements) == ["FDA-1"]


def test_a_folder_where_a_file_is_expected(tmp_path: Path) -> None:
    folder = write(tmp_path, with_entry())
    (folder / "t" / "ema.yaml").mkdir()
    with pytest.raises(InvalidCorpusError) as caught:
        open_corpus([folder], bundled=False)
    assert "folder where a file is expected" in str(caught.value.problems[0])


def test_layers_add_and_never_repeat_an_id(tmp_path: Path) -> None:
    base = write(tmp_path / "base", with_entry())
    more = write(
        tmp_path / "more",
        {"t/ema.yaml": {"agency": "EMA", "topic": "t", "requirements": [ema({"amount": "none"})]}},
    )
    corpus = open_corpus([base, more], bundled=False)
    assert list(corpus.requirements) == ["FDA-1", "EMA-1"]
    again = write(
        tmp_path / "again",
        {"t/fda.yaml": {"agency": "FDA", "topic": "t", "requirements": [fda({})]}},
    )
    with pytest.raises(InvalidCorpusError) as caught:
        open_corpus([base, again], bundled=False)
    assert [problem.code for problem in caught.value.problems] == ["AG007"]


def test_a_private_layer_replaces_only_by_overrides(tmp_path: Path) -> None:
    from support import result_of

    base = write(
        tmp_path / "base",
        files(ASKS, [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 10 ng/dose"})]),
    )
    private = write(
        tmp_path / "private",
        {
            "t/ours.yaml": {
                "agency": "FDA",
                "topic": "t",
                "requirements": [fda({"amount": "< 50 ng/dose"}, 2, overrides=["FDA-1"])],
            }
        },
    )
    row = result_of(open_corpus([base, private], bundled=False)).rows[0]
    assert (row.verdict, row.stricter) == ("diverge", "EMA")
