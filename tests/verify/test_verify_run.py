import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_verify_text import pdf

from atmp_gap.cli.run import run
from support import absence, ema, entry, fda, files, write

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
FILL = "Nothing of interest is told in this sentence about the weather of the season.\n" * 12
GUIDE = (
    "Guidance on residual nucleic acid in products\nReference FDA/2020/17\n1. SCOPE\n"
    + FILL
    + "2. LIMITS\nResidual host cell DNA should be less than 10 ng per dose.\n"
    + FILL
)
DOCUMENTS = [
    {
        "id": "FDA-DOC",
        "title": "Guidance on residual nucleic acid in products",
        "issuer": "FDA",
        "reference": "FDA/2020/17",
        "kind": "guidance",
        "status": "final",
        "effective": "2020-01-01",
    }
]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of a read and a recalled statement and an absence, and a library with one PDF."""
    content = files(
        ASKS,
        [
            entry(
                "FDA-1",
                "FDA-DOC",
                {"amount": "< 10 ng/dose"},
                grade="read",
                anchors=["Residual host cell DNA"],
                source={"document": "FDA-DOC", "locator": "2"},
            ),
            fda(
                {"amount": "< 10 ng/dose"}, 2, statement="Residual host cell DNA stays below 10 ng."
            ),
            ema({"amount": "< 20 ng/dose"}),
        ],
        absences=[
            absence(
                "FDA",
                applies_to={"product": ["cells"]},
                searched=[{"document": "FDA-DOC", "sections": ["full"]}],
            )
        ],
        documents=DOCUMENTS,
    )
    write(tmp_path / "corpus", content)
    (tmp_path / "library").mkdir()
    pdf(tmp_path / "library" / "guide.pdf", [GUIDE])
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATMP_GAP_LEDGER", raising=False)
    return tmp_path


def cli(*words: str) -> int:
    return run([*words, "--requirements", "corpus", "--no-bundled"])


def verify(*words: str) -> int:
    usual = {"--library": "library", "--by": "First Reader", "--jobs": "1"}
    usual["--ledger"] = "atmp-gap-ledger.yaml"
    given = [word for pair in usual.items() if pair[0] not in words for word in pair]
    return cli("verify", *given, *words)


def looked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert verify("--format", "json", *words) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_files_are_told_by_title_and_reference(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = looked(capsys)
    assert [(item["document"], item["file"]) for item in data["files"]] == [
        ("FDA-DOC", "guide.pdf")
    ]
    assert "title" in data["files"][0]["why"]
    assert data["missing"] == ["EMA-DOC"]
    found = {item["id"]: item["result"] for item in data["statements"]}
    assert found["FDA-1"] == "confirmed"
    assert found["FDA-2"] == "candidates"
    assert any(name.startswith("absence FDA s") for name in found)


REPORT = (
    "1 December 2022\nEMA/100200/2022\nAssessment report\nMildura\nProcedure No. EMEA/H/C/004444\n"
    "1. Scope ........ 2\n2. Quality ........ 2\n3. Safety ........ 3\n"
    + FILL
    + "2. Quality\nThe steps are:\n4. Thaw the cells and wash them before anything else is done\n"
    + "A shelf life of 24 months was agreed for the vials.\n"
    + FILL
)


def case(number: int, **fields: Any) -> dict[str, Any]:
    """A precedent on the subject ``s`` in the report, as it was read at section 2."""
    return {
        "id": f"PREC-{number}",
        "agency": "EMA",
        "product": {"name": "Mildura", "kind": {"product": ["cells"]}},
        "procedure": "assessment-report",
        "date": "2022-12-01",
        "subject": "s",
        "happened": "accepted",
        "statement": "A shelf life of 24 months was taken.",
        "source": {"document": "REPORT", "locator": "2"},
        "reading": {"grade": "read", "date": "2026-01-01"},
        "anchors": ["agreed for the vials"],
        **fields,
    }


@pytest.fixture
def cases(place: Path) -> Path:
    """Precedents of a report, one of them with another number, one seen by somebody else."""
    told = {"grade": "reported", "via": "A. Author, A title, 2021", "date": "2026-01-01"}
    write(
        place / "corpus",
        {
            "precedents/ema.yaml": {
                "precedents": [
                    case(1),
                    case(2, statement="A shelf life of 36 months was taken."),
                    {
                        key: value
                        for key, value in case(3, reading=told).items()
                        if key != "anchors"
                    },
                ]
            },
            "documents/reports.yaml": {
                "documents": [
                    {
                        "id": "REPORT",
                        "title": "Assessment report: Mildura",
                        "issuer": "EMA",
                        "reference": "EMA/100200/2022 (EMEA/H/C/004444)",
                        "kind": "product-record",
                        "status": "final",
                        "published": "2022-12-01",
                        "sections_read": ["2"],
                    }
                ]
            },
        },
    )
    (place / "library" / "report.txt").write_text(REPORT, "utf-8")
    return place


def test_precedents_are_held_against_their_reports_too(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The item 4 of a list is no section, as the report's contents name none."""
    found = {item["id"]: item for item in looked(capsys)["statements"]}
    assert found["PREC-1"]["result"] == "confirmed"
    assert (found["PREC-2"]["result"], found["PREC-2"]["reason"]) == ("partly", "number-missing")
    assert found["PREC-3"]["result"] == "candidates"


def test_a_precedent_that_was_seen_is_recorded_and_its_grade_left_to_hands(
    cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify()
    seen = ("--ledger", "atmp-gap-ledger.yaml", "--by", "A. Reader", "--anchor", "24 months")
    assert cli("verify", "--record", "PREC-3", "--passage", "1", *seen) == 0
    capsys.readouterr()
    cli("verify", "--propose", "--ledger", "atmp-gap-ledger.yaml")
    said = capsys.readouterr()
    assert "PREC-3: a precedent decides nothing: change its reading by hand" in said.err + said.out


def test_two_files_for_one_document_are_listed_not_guessed(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "library" / "other.txt").write_text(GUIDE + "Another revision.", "utf-8")
    capsys.readouterr()
    assert verify() == 3
    assert "several files look like it: guide.pdf, other.txt" in capsys.readouterr().out
    (place / "library" / "library.yaml").write_text("documents: {FDA-DOC: other.txt}", "utf-8")
    data = looked(capsys)
    assert [item["file"] for item in data["files"]] == ["other.txt"]


def test_library_yaml_is_checked_with_lines(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "library" / "library.yaml").write_text("documents:\n  FDA-DOK: a.pdf\n", "utf-8")
    assert verify() == 3
    said = capsys.readouterr().err
    assert "library.yaml:2:3: error[AG008] unknown document 'FDA-DOK'" in said
    assert "did you mean 'FDA-DOC'?" in said


def test_broken_files_are_reported_and_the_rest_goes_on(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "library" / "broken.pdf").write_bytes(b"%PDF broken")
    pdf(place / "library" / "locked.pdf", [GUIDE], "secret")
    assert verify("--jobs", "2") == 0
    said = capsys.readouterr()
    assert "broken.pdf: cannot be read as PDF" in said.err
    assert "locked.pdf: is encrypted" in said.err
    assert "FDA-1 (read): confirmed" in said.out


def test_no_passage_of_the_text_is_kept_or_piped(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify() == 0
    assert "less than 10 ng" not in capsys.readouterr().out
    assert "less than 10 ng" not in (place / "atmp-gap-ledger.yaml").read_text("utf-8")


def test_a_second_run_takes_over_what_is_known(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = looked(capsys)
    # Files are read in processes of their own, which a patch does not reach.
    monkeypatch.setattr(
        "atmp_gap.verify.workers._Worker.give", lambda *_: pytest.fail("read again")
    )
    second = looked(capsys)
    assert second["files"][0]["why"].endswith("unchanged since the last run")
    assert {i["id"]: i["result"] for i in second["statements"]} == {
        i["id"]: i["result"] for i in first["statements"]
    }


def test_a_signature_shows_in_reports_and_goes_stale(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify()
    capsys.readouterr()
    assert cli("compare", "--reading", "checked", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []
    sign = ("verify", "--by", "Second Reader", "--record")
    assert cli(*sign, "FDA-2") == 2
    assert "say where you saw it" in capsys.readouterr().err
    assert cli(*sign, "FDA-1") == 0
    assert cli(*sign, "FDA-2", "--passage", "1", "--anchor", "Residual host cell") == 0
    for form in ("table", "markdown", "csv", "json"):
        capsys.readouterr()
        assert cli("show", "s", "--format", form) == 0
        assert "by Second Reader on " in capsys.readouterr().out, form
    pdf(place / "library" / "guide.pdf", [GUIDE + "A new revision."])
    cli("show", "s")
    assert "stale: the file changed since" in capsys.readouterr().out
    verify()
    capsys.readouterr()
    cli("show", "s")
    assert "stale: the file changed since" in capsys.readouterr().out


def test_rows_are_kept_where_all_that_decides_is_signed(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "library" / "ema.txt").write_text(
        GUIDE.replace("10 ng", "20 ng").replace("FDA/2020/17", "EMA"), "utf-8"
    )
    (place / "library" / "library.yaml").write_text(
        "documents: {EMA-DOC: ema.txt, FDA-DOC: guide.pdf}", "utf-8"
    )
    verify()
    for name in ("FDA-1", "FDA-2", "EMA-1"):
        assert cli("verify", "--record", name, "--by", "B", "--page", "1") == 0
    capsys.readouterr()
    cli("compare", "--reading", "checked", "--format", "json")
    data = json.loads(capsys.readouterr().out)
    assert [row["subject"] for row in data["rows"]] == ["s"]
    assert data["filters"]["reading"] == "checked"
    assert data["rows"][0]["entries"][0]["checked"]
    path = place / "corpus" / "t" / "fda.yaml"
    path.write_text(path.read_text("utf-8").replace("stays below", "remains below"), "utf-8")
    cli("compare", "--reading", "checked", "--format", "json")
    assert json.loads(capsys.readouterr().out)["rows"] == []


def test_a_refused_statement_is_disputed_and_never_counts(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify()
    assert cli("verify", "--record", "FDA-1", "--by", "B", "--refute") == 0
    capsys.readouterr()
    cli("show", "s")
    assert "disputed by B" in capsys.readouterr().out


def test_a_build_fails_on_what_it_is_told_to(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify("--fail-on", "refuted,not-found") == 0
    cli("verify", "--record", "FDA-1", "--by", "B", "--refute")
    capsys.readouterr()
    assert verify() == 0
    assert verify("--fail-on", "not-found") == 0
    assert verify("--fail-on", "refuted, not-found") == 1
    assert "refuted, 1: FDA-1" in capsys.readouterr().err


def test_a_refutation_of_what_a_statement_said_before_does_not_fail(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify()
    cli("verify", "--record", "FDA-1", "--by", "B", "--refute")
    for path in (place / "corpus").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("10 ng/dose", "11 ng/dose"), "utf-8")
    assert verify("--fail-on", "refuted") == 0


def test_fail_on_names_what_it_knows(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli("verify", "--library", "library", "--fail-on", "refuted,wrong") == 2
    assert "unknown result 'wrong'" in capsys.readouterr().err
    assert cli("verify", "--library", "library", "--fail-on", "") == 2
    assert cli("verify", "--audit", "--fail-on", "refuted") == 2


def entry_of(place: Path, name: str) -> dict[str, Any]:
    data = yaml.safe_load((place / "atmp-gap-ledger.yaml").read_text("utf-8"))
    entry: dict[str, Any] = next(item for item in data["checks"] if item["id"] == name)
    return entry


def test_the_old_word_works_and_says_the_new_one(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify()
    capsys.readouterr()
    assert cli("verify", "--sign", "FDA-1", "--by", "Ann") == 0
    said = capsys.readouterr().err
    assert "--sign is called --record now" in said and "no electronic signature" in said
    assert entry_of(place, "FDA-1")["signed"]["by"] == "Ann"
    assert cli("verify", "--help") == 0
    shown = capsys.readouterr().out
    assert "--record" in shown and "--sign" not in shown


def test_every_earlier_signature_is_kept_and_the_newest_decides(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify()
    capsys.readouterr()
    assert cli("verify", "--record", "FDA-1", "--by", "Ann") == 0
    assert "recorded by Ann in atmp-gap-ledger.yaml: FDA-1" in capsys.readouterr().err
    assert "earlier" not in entry_of(place, "FDA-1")
    assert cli("verify", "--record", "FDA-1", "--by", "Bob", "--refute") == 0
    said = capsys.readouterr().err
    assert "disputed by Bob in atmp-gap-ledger.yaml: FDA-1" in said
    assert "recorded by Bob" not in said
    assert "FDA-1 was recorded by Ann on " in said
    assert cli("verify", "--record", "FDA-1", "--by", "Cleo") == 0
    assert "FDA-1 was disputed by Bob on " in capsys.readouterr().err
    verify("--again")
    pdf(place / "library" / "guide.pdf", [GUIDE + "A new revision."])
    verify()
    entry = entry_of(place, "FDA-1")
    assert (entry["signed"]["by"], entry["signed"]["verdict"]) == ("Cleo", "confirmed")
    assert [(item["by"], item["verdict"]) for item in entry["earlier"]] == [
        ("Ann", "confirmed"),
        ("Bob", "refuted"),
    ]
    capsys.readouterr()
    cli("show", "s")
    assert "by Cleo on " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "pages", "last"),
    [("guide.pdf", 2, 2), ("guide.txt", 1, 1), ("guide.txt", 3, 3), ("guide.html", 1, None)],
)
def test_a_page_that_the_file_does_not_have_is_refused(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    pages: int,
    last: int | None,
) -> None:
    (place / "library" / "guide.pdf").unlink()
    texts = [GUIDE] + [f"Page {number}.\n{FILL}" for number in range(2, pages + 1)]
    if file.endswith(".pdf"):
        pdf(place / "library" / file, texts)
    elif file.endswith(".html"):
        (place / "library" / file).write_text(f"<html><body><p>{GUIDE}</p></body></html>", "utf-8")
    else:
        # As text extractors write it: a page break ends the last page too.
        (place / "library" / file).write_text("\f".join([*texts, ""]), "utf-8")
    assert verify() == 0
    before = (place / "atmp-gap-ledger.yaml").read_text("utf-8")
    capsys.readouterr()
    sign = ("verify", "--record", "FDA-1", "--record", "FDA-2", "--by", "Ann", "--page")
    assert cli(*sign, str((last or 0) + 1)) == 2
    said = capsys.readouterr().err
    if last is None:
        assert f"{file} has no pages" in said and "--section" in said
        return
    assert f"{file} has no page {last + 1}: its last page is {last}" in said
    assert (place / "atmp-gap-ledger.yaml").read_text("utf-8") == before
    assert cli(*sign, str(last)) == 0
    (place / "library" / file).unlink()
    assert cli(*sign, "1") == 2
    assert f"{file} is not at hand, so page 1 cannot be looked up" in capsys.readouterr().err


def test_signatures_that_no_longer_hold_are_named(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify()
    assert cli("verify", "--record", "FDA-1", "--record", "FDA-2", "--by", "A", "--page", "1") == 0
    capsys.readouterr()
    verify()
    said = capsys.readouterr()
    assert "no longer hold" not in said.out + said.err
    pdf(place / "library" / "guide.pdf", [GUIDE + "A new revision."])
    verify()
    said = capsys.readouterr()
    line = (
        "changed since the last run: guide.pdf; "
        "2 records no longer hold: FDA-1, FDA-2; look again and record it"
    )
    assert f"warning: {line}" in said.err
    assert line in " ".join(said.out.split())
    # Told on every run until someone signs again.
    assert cli("verify", "--record", "FDA-1", "--by", "A") == 0
    data = looked(capsys)
    assert data["changed"] == []
    assert data["lapsed"] == [{"id": "FDA-2", "why": "the file changed since"}]
    verify()
    assert (
        "1 record no longer holds (the file changed since): FDA-2; look again and record it"
        in capsys.readouterr().err
    )
    assert cli("verify", "--record", "FDA-2", "--by", "A", "--page", "1") == 0
    path = place / "corpus" / "t" / "fda.yaml"
    path.write_text(path.read_text("utf-8").replace("stays below", "remains below"), "utf-8")
    assert looked(capsys)["lapsed"] == [{"id": "FDA-2", "why": "the statement changed since"}]


def test_a_proposal_is_a_diff_that_applies(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from atmp_gap.corpus.bundled import open_corpus

    verify()
    sign = ("verify", "--record", "FDA-2", "--by", "B", "--passage", "1")
    assert cli(*sign, "--anchor", "no such words") == 2
    assert cli(*sign) == 0
    capsys.readouterr()
    assert cli("verify", "--propose") == 0
    said = capsys.readouterr()
    assert said.out == "" and "record it again with --anchor" in said.err
    assert cli(*sign, "--anchor", "Residual host cell DNA") == 0
    capsys.readouterr()
    assert cli("verify", "--propose") == 0
    lines = capsys.readouterr().out.splitlines()
    path = place / "corpus" / "t" / "fda.yaml"
    text = path.read_text("utf-8")
    old = [line[1:] for line in lines[3:] if line[:1] in " -"]
    new = [line[1:] for line in lines[3:] if line[:1] in " +"]
    assert "\n".join(old) in text
    path.write_text(text.replace("\n".join(old), "\n".join(new)), "utf-8")
    _, requirement, _ = open_corpus([place / "corpus"], bundled=False).requirements["FDA-2"]
    assert requirement.reading.grade == "read"
    assert requirement.reading.by == "B"
    assert requirement.anchors == ("Residual host cell DNA",)
    assert (requirement.reading.file or "").startswith("sha256:")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "verify takes exactly one of --library, --record, --revoke, --audit and --propose"),
        (("--library", "nowhere"), 3, "there is no folder nowhere"),
        (("--library", "corpus/t"), 3, "no PDF, HTML, DOCX, ODT, RTF, TXT or XML file"),
        (("--library", "library", "--document", "FDA-DOK"), 2, "did you mean 'FDA-DOC'?"),
        (("--library", "library", "--ledger", "no/such/l.yaml"), 2, "cannot write the ledger"),
        (("--library", "library", "--ledger", "corpus/corpus.yaml"), 3, "is no ledger"),
        (("--library", "library", "--page", "3"), 2, "belong to --record"),
        (("--record", "FDA-1"), 2, "a record needs a name"),
        (("--record", "FDA-1", "--by", "B"), 3, "there is no ledger"),
        (("--propose",), 3, "there is no ledger"),
    ],
)
def test_mistakes_are_told_to_people(
    place: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, said: str
) -> None:
    assert cli("verify", *words) == code
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_a_missing_ledger_that_was_named_is_an_error(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli("compare", "--ledger", "none.yaml") == 3
    assert "cannot read the ledger none.yaml" in capsys.readouterr().err


def test_a_json_ledger_serves_as_well(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify("--ledger", "l.json") == 0
    assert json.loads((place / "l.json").read_text("utf-8"))["schema"] == "atmp-gap/ledger/1"
    assert cli("show", "s", "--ledger", "l.json") == 0
    assert "found in guide.pdf" in capsys.readouterr().out


def junit_tests(text: str) -> dict[str, tuple[str, str]]:
    """By suite and name of each test of a JUnit file: how it went, and with what message."""
    found = {}
    for case in ET.fromstring(text).iter("testcase"):
        (child,) = [*case] or [ET.Element("passed")]
        name = f"{case.get('classname')}: {case.get('name')}"
        found[name] = (child.tag, child.get("message") or "")
    return found


def test_junit_has_a_test_per_statement(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "library" / "broken.pdf").write_bytes(b"%PDF broken")
    path = place / "corpus" / "t" / "fda.yaml"
    wrong = path.read_text("utf-8").replace("locator: '2'", "locator: '1'", 1)
    path.write_text(wrong, "utf-8")
    assert verify("--format", "junit") == 0
    out = capsys.readouterr().out
    found = junit_tests(out)
    assert found["FDA-DOC: FDA-1 (read)"][0] == "failure"
    assert found["FDA-DOC: FDA-1 (read)"][1].startswith("elsewhere: not in 1, but at ")
    assert found["FDA-DOC: FDA-2 (reported)"] == ("skipped", "candidates: to be judged")
    assert found["documents without a copy: EMA-DOC"] == ("skipped", "no copy was found")
    assert found["files: library/broken.pdf"][0] == "skipped"
    assert "less than 10 ng" not in out


def test_junit_by_the_ending_of_the_file(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify("--output", "out.xml") == 0
    found = junit_tests((place / "out.xml").read_text("utf-8"))
    assert found["FDA-DOC: FDA-1 (read)"] == ("system-out", "")
    assert verify("--format", "junits") == 2
    assert "did you mean 'junit'?" in capsys.readouterr().err


def test_junit_fails_where_a_signature_no_longer_holds(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify()
    assert cli("verify", "--by", "Second Reader", "--record", "FDA-1") == 0
    pdf(place / "library" / "guide.pdf", [GUIDE + "A new revision."])
    capsys.readouterr()
    assert verify("--format", "junit") == 0
    kind, said = junit_tests(capsys.readouterr().out)["FDA-DOC: FDA-1: record of review"]
    assert (kind, "look again and record it" in said) == ("failure", True)
