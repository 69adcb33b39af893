"""What an assistant is told: no verdict without meaning, no silence read as no requirement."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from atmp_gap.assistant.desk import LONGEST, MOST, Desk, Unanswerable
from atmp_gap.assistant.server import served
from atmp_gap.cli import options, search
from atmp_gap.report.told_to_programs import NOT_ASSESSED
from support import fda, write

CAR_T = "autologous CD19 CAR-T, lentiviral, phase 3"


@pytest.fixture(scope="module")
def desk() -> Desk:
    opened = options.opening(None, no_bundled=False)
    return Desk(opened.corpus, ("FDA", "EMA"), lambda words: search.find(opened, words))


def every(found: Any, key: str) -> Iterator[Any]:
    """Every value of a key, however deep."""
    if isinstance(found, dict):
        yield from (value for name, value in found.items() if name == key)
        for value in found.values():
            yield from every(value, key)
    elif isinstance(found, list):
        for value in found:
            yield from every(value, key)


def pages(desk: Desk, **asked: Any) -> list[dict[str, Any]]:
    """All rows of a comparison, page by page."""
    rows: list[dict[str, Any]] = []
    while True:
        answer = desk.compare(**asked, offset=len(rows), limit=MOST)
        rows += answer["rows"]
        if "next_offset" not in answer:
            assert len(rows) == answer["rows_in_all"]
            return rows
        assert answer["next_offset"] == len(rows)


def test_paging_gives_every_row_of_the_comparison_once(desk: Desk) -> None:
    from atmp_gap import Request, compare

    asked = Request(("FDA", "EMA"), desk._day)
    wanted = {row.subject for row in compare(desk._corpus, asked).rows}
    names = [row["subject"] for row in pages(desk)]
    assert len(names) == len(set(names))
    assert set(names) == wanted


def test_every_verdict_says_what_it_means_and_every_statement_how_it_was_read(desk: Desk) -> None:
    rows = pages(desk)
    for said in every(rows, "sides"):
        for side in said:
            assert side["status"] in ("speaks", "searched, nothing found", NOT_ASSESSED)
            for statement in side["statements"]:
                assert statement["text"] and statement["cite"] and statement["reading_means"]
                assert statement["reading"] in ("read", "reported", "recalled")
    assert len(list(every(rows, "verdict"))) == len(list(every(rows, "verdict_means")))
    assert all(every(rows, "verdict_means"))


def test_where_nobody_looked_the_answer_cannot_be_taken_for_no_requirement(desk: Desk) -> None:
    rows = [row for row in pages(desk) if row["verdict"] == NOT_ASSESSED]
    assert len(rows) > 50
    for row in rows:
        assert "not known whether" in row["verdict_means"]
        assert all(text["cite"] for text in row["would_be_settled_by"])
    silent = [
        side
        for said in every(pages(desk), "sides")
        for side in said
        if side["status"] == NOT_ASSESSED
    ]
    assert silent
    for side in silent:
        assert side["says"].startswith(NOT_ASSESSED)
        assert "not known whether" in side["says"]
        for wrong in ("nothing recorded", "not required", "no requirement"):
            assert wrong not in side["says"]


def test_what_rests_on_memory_says_so_at_the_verdict(desk: Desk) -> None:
    from atmp_gap import Request, compare

    recalled = {
        row.subject
        for row in compare(desk._corpus, Request(("FDA", "EMA"), desk._day)).rows
        if row.provisional
    }
    assert recalled
    for row in pages(desk):
        assert ("UNVERIFIED" in row["verdict_means"]) == (row["subject"] in recalled)


def test_a_product_in_words_is_the_same_as_its_facts(desk: Desk) -> None:
    in_words = desk.compare("autologous CAR-T", limit=MOST)
    facts = {"product": ["car-t"], "donor": ["autologous"]}
    in_facts = desk.compare(facts=facts, limit=MOST)
    assert in_words["rows"] == in_facts["rows"]
    assert any("autologous" in line for line in in_words["product_as_read"])
    assert desk.compare(CAR_T, limit=1)["rows_in_all"] < desk.compare(limit=1)["rows_in_all"]


def test_facts_are_named_as_the_options_of_the_command_line(desk: Desk) -> None:
    """Some are called otherwise in the vocabulary."""
    for option, word in (("substrate", "HEK293"), ("vector", "lentiviral"), ("stage", "BLA")):
        cut = desk.compare(facts={option: [word]}, limit=1)["rows_in_all"]
        assert 0 < cut < desk.compare(limit=1)["rows_in_all"], option


def test_only_rows_of_a_verdict(desk: Desk) -> None:
    rows = pages(desk, topic="impurities", verdict="differ")
    assert rows
    assert {row["verdict"].partition(" (")[0] for row in rows} == {"differ"}


def test_what_is_open_names_the_texts_that_settle_it(desk: Desk) -> None:
    answer = desk.open_questions(CAR_T, "impurities", limit=MOST)
    assert answer["texts_that_settle_most"][0]["open_rows"] > 10
    assert all(row["would_be_settled_by"] for row in answer["rows"])


def test_a_statement_and_a_document_are_cited(desk: Desk) -> None:
    assert desk.cite("21 CFR 610.12")["document"]["id"] == "CFR-21-610.12"
    row = desk.cite("FDA-IMP-700")["rows"][0]
    assert row["subject"] == "gmp-at-phase-1"
    assert "FDA-IMP-700" in list(every(row, "statement"))


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda desk: desk.subject("unicorn test"), "no subject is called 'unicorn test'"),
        (lambda desk: desk.compare(topic="unicorns"), "unknown topic"),
        (lambda desk: desk.compare(verdict="unicorn"), "unknown verdict"),
        (lambda desk: desk.compare("a unicorn"), "no word was understood"),
        (lambda desk: desk.compare("AAV, autologous T cells"), "contradict"),
        (lambda desk: desk.compare(facts={"horn": ["long"]}), "unknown fact 'horn'"),
        (lambda desk: desk.compare(facts={"donor": ["moon"]}), "'moon'"),
        (lambda desk: desk.compare(limit=10**6), f"limit is from 1 to {MOST}"),
        (lambda desk: desk.compare(limit=0), f"limit is from 1 to {MOST}"),
        (lambda desk: desk.search(" "), "nothing was asked"),
        (lambda desk: desk.search("x" * (LONGEST + 1)), f"at most {LONGEST} characters"),
        (lambda desk: desk.compare(offset=-1), "offset is from 0"),
        (lambda desk: desk.cite("FDA-IMP-0"), "unknown document"),
        (lambda desk: desk.cite("FDA-2008-D-0205"), "names several documents"),
    ],
)
def test_what_cannot_be_answered_says_why(desk: Desk, ask: Any, said: str) -> None:
    with pytest.raises(Unanswerable) as refused:
        ask(desk)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 700


def test_an_unknown_word_is_no_finding(desk: Desk) -> None:
    with pytest.raises(Unanswerable, match="says nothing on whether an agency asks"):
        desk.subject("unicorn test")
    answer = desk.search("zzzunicorn")
    assert answer["holds_the_words"] == []
    assert "says nothing on whether" in answer["said"]


def test_an_answer_without_rows_is_no_finding(desk: Desk) -> None:
    answer = desk.compare(topic="potency", verdict="differ")
    assert answer["rows"] == []
    assert "That is no finding" in answer["said"]
    assert "said" not in desk.compare(topic="potency", limit=1)
    assert "begin again at 0" in desk.compare(topic="potency", offset=1000)["said"]


def test_a_silent_side_is_not_said_to_have_no_statement_where_one_stands_beside_it(
    desk: Desk,
) -> None:
    (row,) = desk.subject("residual-host-cell-dna-amount")["rows"]
    silent = [
        side
        for part in row["parts"]
        for side in part["sides"]
        if side["agency"] == "FDA" and side["status"] == NOT_ASSESSED
    ]
    assert silent
    for side in silent:
        assert "no statement of FDA decides this" in side["says"]
        assert "FDA-IMP-102" in [beside["statement"] for beside in side["recorded_beside_it"]]
        assert all(beside["marks"] for beside in side["recorded_beside_it"])
    for said in every(pages(desk), "sides"):
        for side in said:
            if "is recorded here" in side["says"]:
                assert "recorded_beside_it" not in side


def test_a_statement_is_cited_though_it_decides_nothing(desk: Desk) -> None:
    for name in ("FDA-IMP-103", "MHRA-EXP-023"):
        answer = desk.cite(name)
        assert answer["statement"]["id"] == name
        assert answer["statement"]["reading"]["grade"]
        told = [found for sides in every(answer["rows"], "statements") for found in sides]
        assert name not in [found["statement"] for found in told]


def test_tools_only_read_and_bound_their_answers(desk: Desk) -> None:
    async def listed() -> Any:
        async with Client(served(desk)) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert len(tools) == 6
    assert all(tool.annotations.read_only_hint for tool in tools)


def test_it_serves_over_standard_input_and_output() -> None:
    async def asked() -> tuple[Any, Any]:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "atmp_gap", "mcp"], env=dict(os.environ)
        )
        async with Client(stdio_client(server)) as client:
            good = await client.call_tool("show_subject", {"subject": "gmp-at-phase-1"})
            bad = await client.call_tool("show_subject", {"subject": "unicorn"})
        return good, bad

    good, bad = asyncio.run(asked())
    answer = json.loads(good.content[0].text)
    assert answer["rows"][0]["title"] == "Full GMP at phase 1"
    assert bad.is_error
    assert "no subject is called" in bad.content[0].text


def test_without_the_package_it_says_how_to_install_it() -> None:
    code = (
        "import sys; sys.modules['mcp'] = None; sys.argv = ['atmp-gap', 'mcp'];"
        "from atmp_gap.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'atmp-gap[mcp]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("allowed", [False, True])
def test_confidential_layers_stay_out_unless_it_was_started_with_them(
    tmp_path: Path, allowed: bool
) -> None:
    layer = write(
        tmp_path / "own",
        {
            "corpus.yaml": {"version": "1", "date": "2026-11-28", "confidential": True},
            "impurities/fda.yaml": {
                "agency": "FDA",
                "topic": "impurities",
                "requirements": [
                    {
                        **fda({}),
                        "id": "FDA-OWN-1",
                        "subject": "cell-viability-minimum",
                        "statement": "Planted secret.",
                        "source": {"document": "CFR-21-610.12", "locator": "(a)"},
                        "applies_to": {"stage": ["licensed"]},
                    }
                ],
            },
        },
    )

    async def asked() -> str:
        words = ["mcp", "--requirements", str(layer), *(["--confidential"] * allowed)]
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "atmp_gap", *words], env=dict(os.environ)
        )
        async with Client(stdio_client(server)) as client:
            given = await client.call_tool("show_subject", {"subject": "cell-viability-minimum"})
        return str(given.content[0].text)

    answer = asyncio.run(asked())
    assert ("Planted secret" in answer) is allowed
    assert json.loads(answer).get("confidential", False) is allowed


def test_precedents_stand_apart_and_say_that_they_decide_nothing(desk: Desk) -> None:
    row = desk.subject("cell-viability-minimum")["rows"][0]
    (title,) = [name for name in row if "decides nothing" in name]
    assert row[title]
    assert all(case["who"] and case["said"] and case["source"] for case in row[title])
