from __future__ import annotations

import pytest

from atmp_gap.check.waivers import Cover, find
from atmp_gap.corpus.problem import Place

TEXT = """a:
  - id: x  # atmp-gap: ignore[AG204, AG205] a good reason
    b: 1
    c:
      d: 2
  - id: y
  # atmp-gap: ignore[AG208] until 2026-06-30: another reason
  # a comment between
  - id: z
    b: 3
f: 4
"""


def test_a_waiver_covers_its_line_and_what_is_below() -> None:
    waivers, wrong = find({"f.yaml": TEXT})
    assert not wrong
    behind, above = waivers
    assert (behind.first, behind.last, behind.reason) == (2, 5, "a good reason")
    assert (above.first, above.last, above.until) == (9, 10, "2026-06-30")
    cover = Cover(waivers, "2026-01-01")
    assert cover.find("AG205", Place("f.yaml", 5, 7)) is behind
    assert cover.find("AG206", Place("f.yaml", 5, 7)) is None
    assert cover.find("AG205", Place("g.yaml", 5, 7)) is None
    assert cover.find("AG205", Place("f.yaml", 6, 5)) is None
    assert cover.find("AG205", Place("f.yaml", 1, 1)) is None


def test_a_waiver_counts_to_the_end_of_its_last_day() -> None:
    waivers, _ = find({"f.yaml": TEXT})
    place = Place("f.yaml", 9, 5)
    assert Cover(waivers, "2026-06-30").find("AG208", place) is waivers[1]
    assert Cover(waivers, "2026-07-01").find("AG208", place) is None


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("# atmp-gap: ignore", "names the rules"),
        ("# atmp-gap: ignore[]  because of it", "names the rules"),
        ("# atmp-gap: ignore[AG999] because of it", "unknown rule 'AG999'"),
        ("# atmp-gap: ignore[AG204]", "gives a reason"),
        ("# atmp-gap: ignore[AG204] because", "gives a reason"),
        ("# atmp-gap: ignore[AG204] until soon: because of it", "is no date"),
        ("# atmp-gap: ignore[AG204] until 2026-01-01", "gives a reason"),
    ],
)
def test_a_waiver_without_rule_reason_or_date_does_not_count(comment: str, says: str) -> None:
    waivers, (wrong,) = find({"f.yaml": f"a: 1  {comment}\n"})
    assert not waivers
    assert says in wrong.message
    assert wrong.place == Place("f.yaml", 1, 7)


def test_text_that_only_speaks_of_waivers_is_none() -> None:
    assert find({"f.yaml": "note: see#atmp-gap: ignore[AG204] here\n"}) == ([], [])
