"""Which documents count on a day: dates, status, successors read and unread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.gap.view import View
from support import absence, document, ema, fda, files, open_files, row_of

pytestmark = pytest.mark.requirement("TR-06")

ASKED = {"asked": {"kind": "asked"}}
NEXT = document("NEXT", "FDA", effective="2022-03-01")


def view_of(tmp_path: Path, *documents: dict[str, Any], as_of: str = "2023-01-01") -> View:
    corpus = open_files(tmp_path, files(ASKED, [fda({"asked": "expected"})], documents=documents))
    return View(corpus, ("FDA", "EMA"), as_of)


def old(*successors: Any, **more: Any) -> dict[str, Any]:
    named = [item if isinstance(item, dict) else {"document": item} for item in successors]
    return document("OLD", "FDA", **({"superseded_by": named} if named else {}), **more)


@pytest.mark.parametrize(
    ("more", "as_of", "state"),
    [
        ({}, "2019-12-31", None),
        ({}, "2020-01-01", "final"),
        ({"status": "draft"}, "2019-12-31", None),
        ({"status": "draft"}, "2020-01-01", "draft"),
        ({"status": "withdrawn"}, "2023-01-01", None),
        ({"status": "proposed"}, "2023-01-01", None),
        ({"status": "superseded"}, "2023-01-01", None),
        ({"superseded": "2022"}, "2021-12-31", "final"),
        ({"superseded": "2022"}, "2022-01-01", None),
        ({"status": "superseded", "superseded": "2022-02"}, "2022-01-31", "final"),
        ({"status": "superseded", "superseded": "2022-02"}, "2022-02-01", None),
    ],
)
def test_a_document_on_a_day(
    more: dict[str, Any], as_of: str, state: str | None, tmp_path: Path
) -> None:
    view = view_of(tmp_path, old(**more), as_of=as_of)
    assert view.state(view.corpus.documents["OLD"]) == state


def test_a_text_published_but_not_yet_effective_does_not_count(tmp_path: Path) -> None:
    later = old(published="2022-01-01", effective="2023-06-01")
    for as_of, state in (("2023-05-31", None), ("2023-06-01", "final")):
        view = view_of(tmp_path / as_of, later, as_of=as_of)
        assert view.state(view.corpus.documents["OLD"]) == state


def test_all_drafts_final(tmp_path: Path) -> None:
    view = view_of(tmp_path, old(status="draft"))
    assert view.adopted.state(view.corpus.documents["OLD"]) == "final"
    assert view.adopted.adopted.all_final


@pytest.mark.parametrize(
    ("successor", "as_of", "replaced"),
    [
        (NEXT, "2022-02-28", False),
        (NEXT, "2022-03-01", True),
        ({**NEXT, "status": "draft"}, "2023-01-01", False),
        ({**NEXT, "status": "withdrawn"}, "2023-01-01", False),
        ({**NEXT, "status": "superseded"}, "2023-01-01", True),
        ({k: v for k, v in NEXT.items() if k != "effective"}, "2023-01-01", True),
    ],
)
def test_a_text_is_replaced_when_its_successor_counts(
    successor: dict[str, Any], as_of: str, replaced: bool, tmp_path: Path
) -> None:
    view = view_of(tmp_path, old("NEXT"), successor, as_of=as_of)
    text = view.corpus.documents["OLD"]
    assert view.replaced(text) is replaced
    assert view.state(text) == (None if replaced else "final")
    assert view.unread_successor(text) is None


def test_any_successor_that_counts_replaces(tmp_path: Path) -> None:
    draft = document("DRAFT", "FDA", status="draft")
    for order in (("DRAFT", "NEXT"), ("NEXT", "DRAFT")):
        view = view_of(tmp_path / order[0], old(*order), NEXT, draft)
        assert view.replaced(view.corpus.documents["OLD"])


@pytest.mark.parametrize(
    ("read", "stays"),
    [(("none", "none"), True), (("none", "full"), False), (("full", "none"), False)],
)
def test_a_text_stays_while_no_successor_was_read(
    read: tuple[str, str], stays: bool, tmp_path: Path
) -> None:
    view = view_of(
        tmp_path,
        old("NEXT", "OTHER", status="superseded"),
        {**NEXT, "sections_read": read[0]},
        document("OTHER", "FDA", effective="2022-03-01", sections_read=read[1]),
    )
    text = view.corpus.documents["OLD"]
    assert view.unread_successor(text) == ("NEXT" if stays else None)
    assert view.state(text) == ("final" if stays else None)
    assert view.standing(text).successor_unread == view.unread_successor(text)


def test_an_unread_successor_is_of_no_matter_before_it_counts(tmp_path: Path) -> None:
    view = view_of(tmp_path, old("NEXT"), {**NEXT, "sections_read": "none"}, as_of="2022-02-28")
    assert view.unread_successor(view.corpus.documents["OLD"]) is None


@pytest.mark.parametrize(
    ("more", "read", "as_of", "gone", "unread"),
    [
        ({}, "full", "2022-03-01", 1, 0),
        ({}, "full", "2022-02-28", 0, 0),
        ({}, "none", "2022-03-01", 0, 1),
        ({}, "none", "2022-02-28", 0, 0),
        # A day on which it was superseded counts before that of the successor.
        ({"superseded": "2022-02"}, "full", "2022-02-01", 1, 0),
        ({"superseded": "2022-02"}, "full", "2022-01-31", 0, 0),
        ({"status": "superseded", "superseded": "2022-02"}, "none", "2022-02-01", 0, 1),
    ],
)
def test_a_part_of_its_scope_is_replaced(
    more: dict[str, Any], read: str, as_of: str, gone: int, unread: int, tmp_path: Path
) -> None:
    part = {"document": "NEXT", "for": {"stage": ["phase-1"]}}
    view = view_of(tmp_path, old(part, **more), {**NEXT, "sections_read": read}, as_of=as_of)
    standing = view.standing(view.corpus.documents["OLD"])
    box = view.corpus.space.box({"stage": ["phase-1"]})
    assert standing.state == "final"
    assert standing.except_for == (box,) * gone
    assert standing.unread_in == ((box, "NEXT"),) * unread
    assert standing.successor_unread is None


def test_with_a_successor_for_all_and_one_for_a_part_the_one_for_all_decides(
    tmp_path: Path,
) -> None:
    part = {"document": "OTHER", "for": {"stage": ["phase-1"]}}
    other = document("OTHER", "FDA", effective="2021-01-01")
    for as_of, state in (("2022-02-28", "final"), ("2022-03-01", None)):
        view = view_of(tmp_path / as_of, old(part, "NEXT"), NEXT, other, as_of=as_of)
        assert view.standing(view.corpus.documents["OLD"]).state == state


def test_unread_texts_by_the_day_they_came(tmp_path: Path) -> None:
    def unread(name: str, issuer: str = "FDA", **more: Any) -> dict[str, Any]:
        made = document(name, issuer, sections_read="none", **more)
        return {field: value for field, value in made.items() if value is not None}

    view = view_of(
        tmp_path,
        unread("LATE", effective="2022-05"),
        unread("EARLY", effective="2021-01-01"),
        unread("PUBLISHED", effective=None, published="2022-02-01"),
        unread("TO-COME", effective="2023-01-02"),
        unread("TODAY", effective="2023-01-01"),
        unread("OTHERS", "EMA", effective="2022-06-01"),
        document("READ", "FDA", effective="2022-07-01"),
    )

    def names(issuer: str, day: str) -> list[tuple[str, str]]:
        return [(name, begins) for _, name, begins in view.unread_since(issuer, day)]

    late, today = ("LATE", "2022-05"), ("TODAY", "2023-01-01")
    assert names("FDA", "2021-01-01") == [("PUBLISHED", "2022-02-01"), late, today]
    assert names("FDA", "2022-05-01") == [today]
    assert names("FDA", "2023-01-01") == []
    assert names("EMA", "2021-01-01") == [("OTHERS", "2022-06-01")]
    assert names("EC", "2000-01-01") == []


@pytest.mark.parametrize(
    ("searched", "beside", "doubt"),
    [
        (old(), [], None),
        (old(superseded="2022-05"), [], "OLD was superseded since 2022-05"),
        (old(status="superseded"), [], "OLD is superseded"),
        (old("NEXT"), [NEXT], "OLD is superseded"),
        (old(status="withdrawn"), [], "OLD is withdrawn"),
        (old(status="draft"), [], None),
        (
            old(),
            [
                document("NEW", "Congress", effective="2026-02-01", sections_read="none"),
                document("NEWER", "FDA", effective="2026-01-02", sections_read="none"),
            ],
            # Of several the one that the register names first.
            "NEW (2026-02-01) came after the search and is unread",
        ),
        (old(), [document("NEW", "FDA", effective="2026-02-01")], None),
        (
            old(),
            [document("SAME-DAY", "FDA", effective="2026-01-01", sections_read="none")],
            None,
        ),
    ],
)
def test_what_makes_a_search_doubtful(
    searched: Any, beside: list[Any], doubt: str | None, tmp_path: Path
) -> None:
    found = absence("FDA", searched=[{"document": "OLD", "sections": ["full"]}])
    row = row_of(
        tmp_path,
        ASKED,
        [ema({"asked": "expected"})],
        absences=[found],
        documents=[searched, *beside],
    )
    (shown,) = row.parts[0].absences
    assert shown.suspect == doubt
    # It counts all the same, with the warning.
    assert row.verdict == "no-counterpart"


@pytest.mark.parametrize(
    ("more", "today"),
    [
        ({}, True),
        ({"as_of": "2026-05-31"}, False),
        ({"drafts": False}, False),
        ({"all_final": True}, False),
    ],
)
def test_only_the_plain_view_of_its_own_day_is_today(
    more: dict[str, Any], today: bool, tmp_path: Path
) -> None:
    corpus = open_files(tmp_path, files(ASKED, []))
    view = View(corpus, ("FDA", "EMA"), **{"as_of": corpus.date, **more})
    assert view.today is today


@pytest.mark.parametrize(
    ("as_of", "printed"),
    [("2022-02-28", ()), ("2022-03-01", ("EMA-1",)), ("2022-03-02", ("EMA-1",))],
)
def test_a_proposal_is_printed_from_its_day_on(
    as_of: str, printed: tuple[str, ...], tmp_path: Path
) -> None:
    proposal = document("BILL", "EC", status="proposed", effective="2022-03-01")
    entries = [fda({"asked": "expected"}), ema({"asked": "expected"}, document="BILL")]
    row = row_of(tmp_path, ASKED, entries, documents=[proposal], view={"as_of": as_of})
    assert row.verdict == "unassessed"
    assert row.parts[0].sides[1].also == printed


@pytest.mark.parametrize(
    ("more", "as_of", "speaks"),
    [
        ({"from": "2022-03"}, "2022-02-28", False),
        ({"from": "2022-03"}, "2022-03-01", True),
        ({"to": "2022-03"}, "2022-03-31", True),
        ({"to": "2022-03"}, "2022-04-01", False),
    ],
)
def test_an_entry_in_force(more: dict[str, str], as_of: str, speaks: bool, tmp_path: Path) -> None:
    entries = [fda({"asked": "expected"}), ema({"asked": "expected"}, in_force=more)]
    row = row_of(tmp_path, ASKED, entries, view={"as_of": as_of})
    assert row.parts[0].sides[1].entries == (("EMA-1",) if speaks else ())


@pytest.mark.parametrize(
    ("invoked_by", "state", "decides", "draft"),
    [
        ("FDA-DOC", {}, True, False),
        ("FDA-LAW", {}, True, False),
        ("FDA-DRAFT", {}, True, True),
        ("EMA-DOC", {}, False, False),
        ("GONE", {"status": "withdrawn"}, False, False),
        ("LATER", {"effective": "2030-01-01"}, False, False),
    ],
)
def test_a_text_by_analogy_decides_where_an_own_text_in_force_invokes_it(
    invoked_by: str, state: dict[str, str], decides: bool, draft: bool, tmp_path: Path
) -> None:
    more = [document(invoked_by, "FDA", **state)] if state else []
    invoked = {"by_analogy": True, "invoked_by": invoked_by}
    entries = [fda({"asked": "expected"}, **invoked), ema({"asked": "expected"})]
    row = row_of(tmp_path, ASKED, entries, documents=more)
    assert row.verdict == ("match" if decides else "unassessed")
    assert (row.parts[0].rests_on == "draft") is draft


def test_a_partly_replaced_text_still_gives_its_name_where_the_successor_is_unread(
    tmp_path: Path,
) -> None:
    part = {"document": "NEXT", "for": {"stage": ["phase-1"]}}
    texts = [old(part), {**NEXT, "sections_read": "none"}]
    entries = [fda({"asked": "expected"}, document="OLD"), ema({"asked": "expected"})]
    row = row_of(tmp_path, ASKED, entries, documents=texts)
    marked = {
        part.scope["stage"]: [f.note for f in part.facets if f.kind == "successor-unread"]
        for part in row.parts
    }
    (note,) = marked.pop(("phase-1",))
    assert "OLD" in note and "NEXT" in note
    assert list(marked.values()) == [[]]


def test_each_part_names_the_unread_successor_for_that_part_alone(tmp_path: Path) -> None:
    parts = {"NEXT": "phase-1", "THEN": "phase-2", "LAST": "pivotal"}
    texts = [
        old(*[{"document": name, "for": {"stage": [stage]}} for name, stage in parts.items()]),
        *[{**NEXT, "id": name, "sections_read": "none"} for name in parts],
    ]
    entries = [fda({"asked": "expected"}, document="OLD"), ema({"asked": "expected"})]
    row = row_of(tmp_path, ASKED, entries, documents=texts)
    said = {
        part.scope["stage"]: [
            {name for name in parts if name in facet.note}
            for facet in part.facets
            if facet.kind == "successor-unread"
        ]
        for part in row.parts
    }
    for name, stage in parts.items():
        assert said.pop((stage,)) == [{name}]
    assert list(said.values()) == [[]]
