"""Lines are counted as YAML counts them: U+0085, U+2028 and U+2029 end one too."""

from __future__ import annotations

import pytest

from atmp_gap.corpus.yaml_reader import lines_of, parse
from atmp_gap.corpus.yaml_texts import oddities
from atmp_gap.scaffold import CannotAdd, added

ENDS = ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", ENDS)
def test_the_lines_are_those_that_yaml_counts(end: str) -> None:
    text = f"a: one{end}b: two{end}c: three"
    assert lines_of(text) == ["a: one", "b: two", "c: three"]
    assert [parse(text, "f").marks[key][0] for key in "abc"] == [1, 2, 3]


@pytest.mark.parametrize("end", ENDS)
def test_what_a_comment_took_away_is_found_behind_any_end(end: str) -> None:
    (found,) = oddities(f"title: whole{end}note: lot #4 is meant", "f")
    assert (found.place.line, found.value, found.behind) == (2, "lot", "#4 is meant")


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_a_null_within_odd_lines_is_no_internal_error(end: str) -> None:
    found = list(oddities(f'[{{"due": "a{end}b{end}c", "note": null}}]', "f"))
    assert [item.value for item in found] == ["null"]
    assert list(oddities(f'[{{"due": "a{end}b{end}c", "n": one two #x\n}}]', "f"))


@pytest.mark.parametrize("end", ["\r", "\x85", "\u2028"])
def test_nothing_is_added_where_lines_are_counted_otherwise(end: str) -> None:
    with pytest.raises(CannotAdd, match="f: a line ends in another character"):
        added(f"note: 'a{end}b'\nitems:\n  - id: one\n", "f", "items", ["id: two"])
