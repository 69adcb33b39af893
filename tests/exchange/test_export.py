"""Exports in neighbours' formats: nothing open becomes a gap; what is not carried is counted."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from atmp_gap import Request, compare
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.report.exchange import NAMES, exchange, loss_line, not_carried
from atmp_gap.report.told_to_programs import NOT_ASSESSED
from atmp_gap.views.relations import Relations, relations
from support import absence, document, ema, fda, files, open_files, result_of, write

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}


def made(tmp_path: Path, entries: Sequence[Any]) -> Relations:
    return relations(result_of(open_files(tmp_path, files(ASKS, entries))))


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "atmp_gap", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def bundled() -> Relations:
    corpus = open_corpus()
    return relations(compare(corpus, Request(("FDA", "EMA"), corpus.date)))


def sssom(found: Relations) -> tuple[dict[str, Any], list[dict[str, str]]]:
    text = str(exchange("sssom").written(found))
    head = yaml.safe_load("\n".join(line[1:] for line in text.splitlines() if line[0] == "#"))
    body = "\n".join(line for line in text.splitlines() if line[0] != "#")
    return head, list(csv.DictReader(io.StringIO(body), delimiter="\t", quoting=csv.QUOTE_NONE))


def oscal(found: Relations) -> dict[str, Any]:
    text = str(exchange("oscal").written(found))
    mapping: dict[str, Any] = json.loads(text)["mapping-collection"]["mappings"][0]
    return mapping


def test_what_is_the_same_is_close_and_equivalent(tmp_path: Path) -> None:
    found = made(tmp_path, [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 10 ng/dose"})])
    _, (line,) = sssom(found)
    assert line["predicate_id"] == "skos:closeMatch"
    (item,) = oscal(found)["maps"]
    assert item["relationship"] == "equivalent-to"
    sheet: Any = exchange("strm").written(found)
    assert sheet.rows[0][4] == "Equal"


@pytest.mark.parametrize(
    "entries",
    [
        [
            fda({"amount": "< 10 ng/dose"}),
            fda({"amount": "none"}, 2),
            ema({"amount": "< 10 ng/dose"}),
        ],
        [fda({"amount": "< 10 ng/dose"}, grade="recalled"), ema({"amount": "< 10 ng/dose"})],
    ],
    ids=["two of a side answer together", "by memory"],
)
def test_sides_that_say_the_same_are_not_two_statements_that_do(
    entries: list[Any], tmp_path: Path
) -> None:
    found = made(tmp_path, entries)
    assert {pair.part.verdict for pair in found.pairs} == {"match"}
    assert {line["predicate_id"] for line in sssom(found)[1]} == {"skos:relatedMatch"}
    assert {item["relationship"] for item in oscal(found)["maps"]} == {"intersects-with"}
    sheet: Any = exchange("strm").written(found)
    assert {row[4] for row in sheet.rows} == {"Intersects With"}


def test_what_differs_is_never_a_match(tmp_path: Path) -> None:
    found = made(tmp_path, [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 5 ng/dose"})])
    _, (line,) = sssom(found)
    assert line["predicate_id"] == "skos:relatedMatch"
    assert "verdict=diverge" in line["other"]
    assert oscal(found)["maps"][0]["relationship"] == "intersects-with"
    sheet: Any = exchange("strm").written(found)
    assert sheet.rows[0][4] == "Intersects With"


TWO = {
    "amount": ASKS["amount"],
    "size": {"kind": "limit", "dimension": "length", "stricter": "lower"},
}


def test_only_statements_that_answer_the_same_are_a_pair(tmp_path: Path) -> None:
    entries = [
        fda({"amount": "< 10 ng/dose"}),
        fda({"size": "< 200 bp"}, 2),
        ema({"amount": "< 10 ng/dose"}),
        ema({"size": "< 100 bp"}, 2),
    ]
    found = relations(result_of(open_files(tmp_path, files(TWO, entries))))
    pairs = {(pair.source.id, pair.target.id) for pair in found.pairs}
    assert pairs == {("FDA-1", "EMA-1"), ("FDA-2", "EMA-2")}


def test_a_search_that_is_only_believed_is_not_told_as_one(tmp_path: Path) -> None:
    believed = {
        "reading": {"grade": "recalled", "date": "2026-01-01"},
        "suspected": True,
        "searched": [{"document": "EMA-OLD", "sections": ["full"]}],
    }
    content = files(
        ASKS,
        [fda({"amount": "< 10 ng/dose"})],
        absences=[absence("EMA"), absence("EMA", **believed)],
        documents=[document("EMA-OLD", "EMA", title="Believed text")],
    )
    (item,) = relations(result_of(open_files(tmp_path, content))).alone
    assert item.searched
    assert [search.suspected for search in item.searches] == [False]


def test_what_nobody_searched_is_in_no_gap_and_is_counted(tmp_path: Path) -> None:
    pair = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 10 ng/dose"})]
    lone = {**fda({"amount": "< 1 ng/dose"}), "id": "FDA-9", "subject": "other"}
    written = files(ASKS, pair)
    topic = next(name for name in written if name.endswith("topic.yaml"))
    second = {**written[topic]["subjects"][0], "id": "other", "title": "Other"}
    written[topic]["subjects"].append(second)
    sheet = next(name for name in written if name.endswith("fda.yaml"))
    written[sheet]["requirements"].append(lone)
    found = relations(result_of(open_files(tmp_path, written)))
    assert [item.searched for item in found.alone] == [False]
    for name in ("sssom", "oscal"):
        text = str(exchange(name).written(found))
        assert "FDA-9" not in text
        assert "1 statements whose counterpart nobody searched for" in text
    assert "source-gap-summary" not in oscal(found)
    assert "FDA-9" in str(exchange("reqif").written(found))
    assert NOT_ASSESSED in str(exchange("reqif").written(found))


def test_a_recorded_search_is_a_gap(bundled: Relations) -> None:
    searched = [item for item in bundled.alone if item.searched]
    assert searched
    _, lines = sssom(bundled)
    none = [line for line in lines if line["object_id"] == "sssom:NoTermFound"]
    assert len(none) == len(searched)
    told = ("nothing found for", "no counterpart, as recorded")
    assert all(any(words in line["comment"] for words in told) for line in none)
    assert any(told[0] in line["comment"] for line in none)
    gaps = oscal(bundled)
    mapped = {
        item["id-ref"] for each in gaps["maps"] for item in (*each["sources"], *each["targets"])
    }
    for key in ("source-gap-summary", "target-gap-summary"):
        ids = gaps[key]["unmapped-controls"][0]["with-ids"]
        assert ids and not mapped & set(ids)
        assert set(ids) <= {item.entry.id for item in searched}


def test_every_pair_that_was_compared_is_carried_once(bundled: Relations) -> None:
    _, lines = sssom(bundled)
    pairs = {(p.source.id, p.target.id, p.row.subject, p.part.verdict) for p in bundled.pairs}
    carried = {
        (
            line["subject_id"].removeprefix("atmpgap:"),
            line["object_id"].removeprefix("atmpgap:"),
            line["other"].partition("question=")[2].partition(";")[0],
            line["other"].partition("verdict=")[2].partition(";")[0],
        )
        for line in lines
        if line["object_id"] != "sssom:NoTermFound"
    }
    assert carried == pairs
    assert len(bundled.pairs) == len(oscal(bundled)["maps"])


def test_what_rests_on_memory_has_no_justification_of_its_own(bundled: Relations) -> None:
    recalled = [pair for pair in bundled.pairs if pair.part.provisional]
    assert recalled
    _, lines = sssom(bundled)
    unspecified = [x for x in lines if x["mapping_justification"] == "semapv:UnspecifiedMatching"]
    assert len(unspecified) == len(recalled)
    assert all("recalled" in line["comment"] for line in unspecified)


@pytest.mark.parametrize("name", NAMES)
def test_each_format_says_what_it_cannot_carry(bundled: Relations, name: str) -> None:
    module = exchange(name)
    line = loss_line(bundled, module.CARRIED)
    assert not_carried(bundled, module.CARRIED)
    content = module.written(bundled)
    told = content if isinstance(content, str) else " ".join(content.notes)
    assert line in told
    assert bundled.result.corpus.fingerprint in told


def test_kinds_that_are_carried_are_kinds_that_are_counted(bundled: Relations) -> None:
    for name in NAMES:
        assert set(bundled.counts()) >= exchange(name).CARRIED


def test_the_same_state_gives_the_same_file(bundled: Relations) -> None:
    again = compare(open_corpus(), Request(("FDA", "EMA"), open_corpus().date))
    for name in NAMES:
        assert exchange(name).written(relations(again)) == exchange(name).written(bundled)


def test_reqif_holds_every_row_and_every_reference_leads_somewhere(bundled: Relations) -> None:
    root = ElementTree.fromstring(str(exchange("reqif").written(bundled)).encode())
    space = "{http://www.omg.org/spec/ReqIF/20110401/reqif.xsd}"
    named = [item.get("IDENTIFIER") for item in root.iter() if item.get("IDENTIFIER")]
    assert len(named) == len(set(named))
    for item in root.iter():
        if item.tag.endswith("-REF"):
            assert item.text in named, item.text
    questions = [name for name in named if name and name.startswith("question-")]
    assert len(questions) == len(bundled.result.rows)
    assert len(list(root.iter(f"{space}SPEC-RELATION"))) == len(bundled.pairs)


HOSTILE = 'a\tb\nc <x>&"\u202e \x1b[31m =1+1'


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    first = {**fda({"amount": "< 10 ng/dose"}), "statement": HOSTILE}
    found = made(tmp_path, [first, ema({"amount": "< 10 ng/dose"})])
    _, (line,) = sssom(found)
    assert set(line) == set(exchange("sssom").COLUMNS)  # type: ignore[attr-defined]
    ElementTree.fromstring(str(exchange("reqif").written(found)).encode())
    json.loads(str(exchange("oscal").written(found)))
    for name in NAMES:
        content = exchange(name).written(found)
        text = content if isinstance(content, str) else " ".join(map(" ".join, content.rows))
        assert "\x1b" not in text and "\u202e" not in text


def test_the_command_writes_a_file_and_says_what_is_lost(tmp_path: Path) -> None:
    done = ran("export", "--as", "strm", "--topic", "potency", "-o", str(tmp_path / "x.csv"))
    assert done.returncode == 0, done.stderr
    assert "not carried:" in done.stderr
    assert (tmp_path / "x.csv").read_text(encoding="utf-8-sig").startswith("Focal Document,")
    done = ran(
        "export", "--as", "sssom", "--subject", "hcDNA", "--product", "aav", "--stage", "BLA"
    )
    assert done.returncode == 2
    assert "reqif carries open questions" in done.stderr
    done = ran("export", "--as", "sssomm")
    assert (done.returncode, "sssom" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", NAMES)
def test_a_confidential_layer_is_exported_only_if_asked_and_marked(
    tmp_path: Path, name: str
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
    asked = ("export", "--as", name, "--topic", "impurities", "--requirements", str(layer))
    refused = ran(*asked)
    assert refused.returncode == 2
    assert refused.stdout == ""
    public = ran(*asked, "--public")
    assert public.returncode == 0, public.stderr
    assert "Planted secret" not in public.stdout and "FDA-OWN-1" not in public.stdout
    own = ran(*asked, "--confidential")
    assert own.returncode == 0, own.stderr
    head = own.stdout.splitlines()[:12]
    assert "confidential" in " ".join(head).casefold()
    if name == "oscal":
        json.loads(own.stdout)
