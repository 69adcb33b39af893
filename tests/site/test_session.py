"""What the page's worker calls, outside a browser and without pydantic, as it is there."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from atmp_gap.browser.bundle import bundle
from atmp_gap.browser.form import filled_in
from atmp_gap.browser.session import Session
from atmp_gap.cache.shelves import opened
from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import example_profiles, gather_layers, open_corpus
from atmp_gap.profile.model import Profile
from atmp_gap.profile.read import read_profile, read_yaml

CORPUS = open_corpus()
PROFILES = example_profiles()
CAR_T = {"product": "CAR-T", "donor": "autologous", "stage": "phase 1/2"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    about = {
        "between": ["FDA", "EMA"],
        "as_of": CORPUS.date,
        "drafts": True,
        "confidential": False,
    }
    found = tmp_path_factory.mktemp("engine")
    packed = bundle(gather_layers(), about, opened()[0])
    zipfile.ZipFile(io.BytesIO(packed)).extractall(found)
    return found


@pytest.fixture(autouse=True)
def _as_in_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pydantic", "pydantic_core", "typer", "rich", "docx", "lxml"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture(scope="module")
def session(folder: Path) -> Session:
    return Session(folder)


def ask(session: Session, what: str, **data: Any) -> Any:
    return json.loads(session.ask(what, json.dumps(data)))


def told(answer: Any) -> list[tuple[str, str, str]]:
    return [(item["field"], item["message"], item["help"]) for item in answer["problems"]]


def test_the_requirements_are_those_of_the_site(session: Session) -> None:
    assert session.corpus.fingerprint == CORPUS.fingerprint
    assert session.corpus.version == CORPUS.version


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_files_to_keep_are_those_of_the_command_line(
    path: Path, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled_in(read_yaml(path, Profile).model)
    assert "problems" not in ask(session, "compare", **form)
    kept = {name: session.save("comparison", name)[2] for name in ("csv", "markdown")}
    held = session.save("assessment", "csv")[2] if session.assessed else b""
    monkeypatch.undo()
    for name, ending in (("csv", "csv"), ("markdown", "md")):
        out = tmp_path / f"out.{ending}"
        assert run(["compare", "--profile", str(path), "-o", str(out), "-q"]) == 0
        assert kept[name] == out.read_bytes()
    if held:
        assert run(["assess", str(path), "-o", str(tmp_path / "a.csv"), "-q"]) == 0
        assert held == (tmp_path / "a.csv").read_bytes()


def test_rows_their_bodies_and_what_would_settle_them(session: Session) -> None:
    answer = ask(session, "compare", name="A <b>", facts=CAR_T)
    assert answer["title"] == "A <b>"
    assert len(answer["rows"]) > 200
    for subject, _ in answer["rows"]:
        assert f'id="{subject}"' in answer["html"]
    assert "By the text that would settle them" in answer["html"]
    assert "profile: A &lt;b&gt;" in answer["html"]
    body = ask(session, "body", subject="gmp-at-phase-1")["html"]
    assert "21 CFR 210.2" in body
    assert 'href="../s/gmp-at-phase-1/index.html"' in body


def test_positions_that_were_typed(session: Session, tmp_path: Path) -> None:
    typed = [
        {"subject": "Full GMP at phase 1", "position": "not-done", "evidence": "SOP 1"},
        {"subject": "", "position": "", "evidence": ""},
    ]
    answer = ask(session, "compare", name="Mine", facts=CAR_T, typed=typed)
    assert "Full GMP at phase 1" in answer["assessment"]
    assert "SOP 1" in session.save("assessment", "csv")[2].decode()
    name, kind, raw = session.save("profile", "yaml")
    assert (name, kind) == ("mine.yaml", "application/yaml")
    (tmp_path / name).write_bytes(raw)
    again = read_profile(tmp_path / name, CORPUS)
    assert again.loaded.model.positions[0].answers == {"full-gmp": "not-done"}
    assert again.loaded.model.positions[0].evidence == "SOP 1"


def test_what_is_wrong_is_told_at_its_field(session: Session) -> None:
    facts = {"product": "AAV", "genome": "integrating"}
    (problem,) = told(ask(session, "compare", name="A", facts=facts))
    assert problem[0] == "fact-genome"
    assert "contradicts product" in problem[1]
    facts = {"product": "CAR-T", "donor": "autologous, alogeneic", "stage": "phase 9"}
    wrong = told(ask(session, "compare", name="A", facts=facts, dose={"volume": "70"}))
    assert {field for field, *_ in wrong} == {"fact-donor", "fact-stage", "dose-volume"}
    (problem,) = told(ask(session, "compare", name="A", facts={"product": " "}))
    assert problem[:2] == ("fact-", "nothing is said of the product")
    typed = [{"subject": "no such question", "position": "x"}, {"subject": "potency"}]
    wrong = told(ask(session, "compare", name="A", facts=CAR_T, typed=typed))
    assert [field for field, *_ in wrong] == ["typed-1", "typed-2"]
    (problem,) = told(ask(session, "compare", name="x" * 2001, facts=CAR_T))
    assert problem[:2] == ("name", "'name' is longer than 2000 characters")


def test_sheets_that_were_opened(session: Session) -> None:
    sheet = "subject;slot;answer\nFull GMP at phase 1;full-gmp;not-done\n"
    name = session.put("../../../etc/pos <i>.csv", sheet.encode())
    assert "/" not in name
    answer = ask(session, "compare", name="A", facts=CAR_T, sheet=name)
    assert "Full GMP at phase 1" in answer["assessment"]
    name = session.put("p.csv", b"subject,answer\nno-such,x\nFull GMP at phase 1,maybe\n")
    wrong = ask(session, "compare", name="A", facts=CAR_T, sheet=name)["problems"]
    assert [problem["place"] for problem in wrong] == ["p.csv:2:1", "p.csv:3:2"]


def test_the_workbook_comes_back_filled(session: Session) -> None:
    from atmp_gap.workbook.book import opened as opened_book

    ask(session, "compare", name="A", facts=CAR_T)
    book = opened_book(session.save("comparison", "xlsx")[2], "a.xlsx")
    line = next(n for n in book.lines() if (book.key(n) or "").startswith("gmp-at-phase-1"))
    book.sheet.cell(line, book.columns["position"]).value = "not done"
    book.sheet.cell(line, book.columns["evidence"]).value = "SOP 7"
    out = io.BytesIO()
    book.book.save(out)
    name = session.put("a.xlsx", out.getvalue())
    answer = ask(session, "compare", name="A", facts=CAR_T, sheet=name)
    assert "Full GMP at phase 1" in answer["assessment"]
    assert "SOP 7" in session.save("assessment", "csv")[2].decode()
    other = ask(session, "compare", name="B", facts=CAR_T, sheet=name)["problems"]
    assert "was written for the product 'A'" in other[0]["message"]
    assert other[0]["place"] == "a.xlsx"


def test_a_profile_that_was_opened(session: Session) -> None:
    raw = next(path for path in PROFILES if path.stem == "car-t-autologous").read_bytes()
    form = ask(session, "profile", file=session.put("mine.yaml", raw))["form"]
    assert form["facts"]["stage"] == "marketing-application, post-approval"
    assert len(form["positions"]) == 2
    wrong = ask(session, "profile", file=session.put("bad.yaml", b"format: x\nfacts: {a: b}\n"))
    assert [problem["place"] for problem in wrong["problems"]] == ["bad.yaml:1:1", "bad.yaml:1:9"]


def test_positions_of_a_profile_are_named_where_they_are_wrong(session: Session) -> None:
    positions = [
        {"subject": "gmp-at-phase-1", "answer": "done"},
        {"subject": "gmp-at-phase-2", "answer": "done"},
        {"subject": "potency", "due": "1.2.2027"},
    ]
    wrong = ask(session, "compare", name="A", facts=CAR_T, positions=positions)["problems"]
    assert [item["place"] for item in wrong] == ["the profile's position 3 (potency)"]
    wrong = ask(session, "compare", name="A", facts=CAR_T, positions=positions[:2])["problems"]
    assert [item["place"] for item in wrong] == ["the profile's position 2 (gmp-at-phase-2)"]


def test_everyday_words(session: Session) -> None:
    answer = ask(session, "words", text="autologous CD19 CAR-T, lentiviral, phase 3")
    assert answer["facts"]["donor"] == "autologous"
    assert any("not understood" in line and "CD19" in line for line in answer["lines"])


def test_what_nobody_foresaw_is_no_end(session: Session) -> None:
    assert "broken" in ask(session, "compare", name="A", facts={"product": 3})
    assert "rows" in ask(session, "compare", name="A", facts=CAR_T)


def test_confidential_material_is_marked(folder: Path) -> None:
    session = Session(folder)
    session.confidential = True
    ask(session, "compare", name="A", facts=CAR_T)
    assert session.save("comparison", "markdown")[2].startswith(b"CONFIDENTIAL")
    assert session.save("profile", "yaml")[2].startswith(b"# CONFIDENTIAL")
