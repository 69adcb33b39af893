"""Precedents stand beside rows, nearest products first, in every format, and decide nothing."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from atmp_gap.cli.exits import ExitCode
from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import bundled_folder, corpus_of
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.fingerprint import of_precedent
from atmp_gap.corpus.sources import gather
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result

pytestmark = pytest.mark.requirement("TR-20")

EXAMPLES = Path(__file__).parent / "examples"
Call = Callable[..., tuple[int, bytes, str]]


def precedent(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"PREC-{number}",
        "agency": "EMA",
        "product": {"name": f"Product {number}", "kind": {"product": ["cells"]}},
        "procedure": "assessment-report",
        "date": "2022-12-01",
        "subject": "amount",
        "happened": "accepted",
        "statement": f"Statement {number}.",
        "source": {"document": "REPORT-A", "locator": "2.3, p. 17"},
        "reading": {"grade": "reported", "via": "A. Author, A title, 2021", "date": "2026-01-01"},
        **fields,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "corpus"
    shutil.copytree(EXAMPLES / "base", made)
    shutil.copytree(EXAMPLES / "good" / "AG015" / "one", made, dirs_exist_ok=True)
    return made


def given(folder: Path, *found: dict[str, Any]) -> Path:
    file = folder / "precedents" / "ema.yaml"
    file.write_text(yaml.safe_dump({"precedents": list(found)}), encoding="utf-8")
    return folder


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    def called(*words: str | Path) -> tuple[int, bytes, str]:
        code = run([str(word) for word in words])
        out = capfdbinary.readouterr()
        assert b"Traceback" not in out.err
        return code, out.out, out.err.decode()

    return called


def own(folder: Path) -> tuple[str, ...]:
    return ("--no-bundled", "--requirements", str(folder))


def undecorated(result: Result) -> Result:
    """A result without what stands beside its rows, and without the files' own hash."""
    rows = tuple(replace(row, precedents=(), feedback=()) for row in result.rows)
    return replace(result, rows=rows, corpus=replace(result.corpus, fingerprint=""))


def without(folders: list[Path], names: tuple[str, ...]) -> Corpus:
    sources = gather(folders)
    return corpus_of(replace(sources, files=[f for f in sources.files if f.folder not in names]))


def test_no_verdict_looks_at_precedents_or_feedback(tmp_path: Path) -> None:
    """Over every row of the bundled corpus: with ones on each subject, that say the contrary."""
    bare = without([bundled_folder()], ("precedents", "feedback"))
    layer = tmp_path / "layer"
    for name in ("documents", "precedents", "feedback"):
        (layer / name).mkdir(parents=True)
    record = {"kind": "product-record", "status": "final", "published": "2026-11-27"}
    documents = [
        {"id": f"RECORD-{agency}", "title": "A report on a product", "issuer": agency, **record}
        for agency in ("FDA", "EMA")
    ]
    answered: dict[str, dict[str, Any]] = {
        name: {slot: "none" for slot, asked in file.subject.asks.items() if asked.kind == "limit"}
        for name, file in bare.subjects.items()
    }
    found = [
        precedent(
            number,
            agency=agency,
            subject=name,
            answers=answered[name],
            source={"document": f"RECORD-{agency}", "locator": "p. 1"},
            product={"name": "A product", "kind": {"product": ["car-t"]}},
        )
        for number, (name, agency) in enumerate((n, a) for n in answered for a in ("FDA", "EMA"))
    ]
    told = [
        {
            "id": f"FB-{number}",
            "agency": "FDA",
            "procedure": "Type B meeting",
            "date": "2026-11-01",
            "subject": name,
            "question": "Is it so?",
            "said": "No.",
            "answers": answers,
            "status": "final",
        }
        for number, (name, answers) in enumerate(answered.items())
    ]
    for kind, records in (("documents", documents), ("precedents", found), ("feedback", told)):
        text = json.dumps({kind: records})
        (layer / kind / "all.yaml").write_text(text, encoding="utf-8")
    full = corpus_of(gather([bundled_folder(), layer]))
    for drafts in (True, False):
        request = Request(("FDA", "EMA"), bare.date, drafts=drafts)
        before, after = compare(bare, request), compare(full, request)
        assert all(len(row.precedents) >= 2 and row.feedback for row in after.rows)
        assert undecorated(after) == undecorated(before)


def test_the_nearest_products_come_first_then_the_newest(folder: Path, call: Call) -> None:
    aav = {"product": {"name": "A vector", "kind": {"product": ["aav"]}}}
    given(
        folder,
        precedent(1, **aav),
        precedent(2, date="2020-01-01"),
        precedent(3, date="2024"),
    )
    words = ("compare", "--product", "cells", "--format", "json", *own(folder))
    row = json.loads(call(*words)[1])["rows"][0]
    assert [(p["id"], p["near"]) for p in row["precedents"]] == [
        ("PREC-3", True),
        ("PREC-2", True),
        ("PREC-1", False),
    ]


def content(path: Path) -> str:
    raw = path.read_bytes()
    if not raw.startswith(b"PK"):
        return raw.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )


@pytest.mark.parametrize("name", ["table", "markdown", "html", "docx", "xlsx", "json"])
def test_show_prints_them_under_the_row(
    name: str, folder: Path, call: Call, tmp_path: Path
) -> None:
    given(folder, precedent(1, answers={"amount": "< 20 ng/dose"}))
    path = tmp_path / "report"
    assert call("show", "amount", "--format", name, *own(folder), "-o", path)[0] == ExitCode.DONE
    said = content(path)
    for words in ("Product 1", "Statement 1.", "2.3, p. 17"):
        assert words in said
    assert ("20 ng" in said) and ("accepted" in said)


@pytest.mark.parametrize("name", ["table", "markdown", "csv"])
def test_a_comparison_prints_them_where_asked_for(name: str, folder: Path, call: Call) -> None:
    given(folder, precedent(1))
    words = ("compare", "--format", name, *own(folder))
    assert b"Product 1" not in call(*words)[1]
    assert b"Product 1" in call(*words, "--precedents")[1]


def test_an_open_row_shows_them_too(folder: Path, call: Call) -> None:
    given(folder, precedent(1))
    (folder / "t" / "fda.yaml").unlink()
    out = call("compare", "--precedents", *own(folder))[1].decode()
    assert "OPEN (1)" in out and "EMA accepted, for Product 1" in out


def test_the_listing_finds_by_word_agency_product_and_subject(folder: Path, call: Call) -> None:
    maker = {"happened": "reported", "procedure": "published-specification"}
    reported = precedent(2, **maker, product={"name": "Vectorin", "kind": {"product": ["aav"]}})
    del reported["agency"]
    given(folder, precedent(1), reported)

    def ids(*words: str) -> list[str]:
        code, out, err = call("precedents", *words, "--format", "json", *own(folder))
        assert code == ExitCode.DONE, err
        return [item["id"] for item in json.loads(out)]

    assert ids() == ["PREC-1", "PREC-2"]
    assert ids("vectorin") == ids("--product", "aav") == ids("--product", "Vectorin") == ["PREC-2"]
    assert ids("--agency", "EMA") == ids("statement 1") == ids("ema accepted"[:3]) == ["PREC-1"]
    assert ids("--subject", "amount", "--topic", "t", "accepted") == ["PREC-1"]
    code, _, err = call("precedents", "--product", "nothing", *own(folder))
    assert code == ExitCode.USAGE and "no product and no kind of product" in err


def test_own_values_stand_beside_those_of_others(folder: Path, call: Call, tmp_path: Path) -> None:
    aav = {"product": {"name": "A vector", "kind": {"product": ["aav"]}}}
    given(
        folder,
        precedent(1, answers={"amount": "< 20 ng/dose"}),
        precedent(2, answers={"amount": "< 5 ng/dose"}),
        precedent(3, answers={"amount": "< 5 ng/dose"}, **aav),
        precedent(4),
    )
    profile = tmp_path / "profile.yaml"
    profile.write_text(
        "format: atmp-gap/profile/1\nname: Mine\nfacts:\n  product: cells\n"
        "positions:\n  - subject: amount\n    answers:\n      amount: < 15 ng/dose\n",
        encoding="utf-8",
    )
    out = " ".join(call("assess", profile, *own(folder))[1].decode().split())
    assert (
        "cases yours below 15 ng/dose; 2 products: below 5 ng/dose (Product 2, EMA "
        "accepted, Assessment report on a product, 2.3, p. 17), below 20 ng/dose (Product 1, EMA "
        "accepted, Assessment report on a product, 2.3, p. 17); 1 product of another kind: below "
        "5 ng/dose (1)"
    ) in out


def test_a_fingerprint_covers_what_is_said_and_no_grade(folder: Path) -> None:
    def print_of(**fields: Any) -> str:
        corpus = corpus_of(gather([given(folder, precedent(1, **fields))]))
        return of_precedent(corpus.subjects["amount"].precedents[0], corpus)

    read = {"grade": "read", "date": "2026-02-02", "by": "somebody"}
    same = print_of(reading=read, anchors=["Statement"], note="x")
    assert same == print_of()
    others = [
        print_of(statement="Another."),
        print_of(happened="refused"),
        print_of(answers={"amount": "< 20 ng/dose"}),
        print_of(product={"name": "Product 1", "kind": {"product": ["aav"]}}),
    ]
    assert same not in others and len(set(others)) == len(others)


def test_a_record_on_one_product_lists_its_precedents_and_counts_for_nothing(
    folder: Path, call: Call
) -> None:
    given(folder, precedent(1), precedent(2))
    out = " ".join(call("show", "REPORT-A", *own(folder))[1].decode().split())
    assert "2 precedents cite it. It is about one product and states no requirement." in out
    assert "Statement 2. (2.3, p. 17; reported)" in out
    row = json.loads(call("documents", "REPORT-A", "--format", "json", *own(folder))[1])[0]
    assert row["counts"] == "-"
    assert "Amount" in call("show", "PREC-1", *own(folder))[1].decode()


def test_a_record_on_one_product_makes_no_search_doubtful(folder: Path) -> None:
    """However new and unread it is: nobody looks for a requirement in it."""
    (folder / "t" / "ema.yaml").unlink()
    absence = {
        "subject": "amount",
        "agency": "EMA",
        "searched": [{"document": "EMA-DOC", "sections": ["4.2"]}],
        "reading": {"grade": "read", "date": "2020-01-01", "by": "somebody"},
        "by": "somebody",
    }
    (folder / "t" / "judgements.yaml").write_text(
        yaml.safe_dump({"absences": [absence]}), encoding="utf-8"
    )
    given(folder, precedent(1))
    row = compare(corpus_of(gather([folder])), Request(("FDA", "EMA"), "2026-06-01")).rows[0]
    assert (row.verdict, row.parts[0].absences[0].suspect) == ("no-counterpart", None)


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
def test_what_they_say_is_only_text(name: str, folder: Path, call: Call) -> None:
    nasty = "<script>alert(1)</script> [x](javascript:alert) \u202e | `a`"
    given(
        folder,
        precedent(1, statement=nasty, product={"name": nasty, "kind": {"genome": ["episomal"]}}),
    )
    out = call("show", "amount", "--format", name, *own(folder))[1].decode()
    assert "\u202e" not in out
    if name == "html":
        assert "<script>alert" not in out
    if name == "markdown":
        assert "[x](java" not in out and "<script>" not in out


def test_questions_quote_the_agency_asked_and_no_other_kind_of_product(
    folder: Path, call: Call, tmp_path: Path
) -> None:
    given(
        folder,
        precedent(1, agency="FDA"),
        precedent(2),
        precedent(3, agency="FDA", product={"name": "A vector", "kind": {"product": ["aav"]}}),
    )
    text = (folder / "t" / "ema.yaml").read_text(encoding="utf-8").replace("< 10 ng", "< 5 ng")
    (folder / "t" / "ema.yaml").write_text(text, encoding="utf-8")
    profile = tmp_path / "profile.yaml"
    profile.write_text(
        "format: atmp-gap/profile/1\nname: Mine\nfacts:\n  product: cells\n", encoding="utf-8"
    )
    words = ("questions", "--profile", profile, "--for", "fda-type-b", *own(folder))
    code, out, err = call(*words)
    assert code == ExitCode.DONE, err
    assert [f"Statement {n}.".encode() in out for n in (1, 2, 3)] == [True, False, False]
    _, out, _ = call(*words, "--both-sides")
    assert [f"Statement {n}.".encode() in out for n in (1, 2, 3)] == [True, True, False]
