"""The briefing package of one meeting: its sections, what is asked, and of whom."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from syrupy.assertion import SnapshotAssertion

from atmp_gap.cli.run import run
from atmp_gap.profile.briefing import EMA_SECTIONS, FDA_SECTIONS, KINDS, MOST
from atmp_gap.report.briefing import EMA_QUESTIONS, TITLES, UNVERIFIED

ROOT = Path(__file__).parents[2]
CAR_T = str(ROOT / "examples" / "profiles" / "car-t-autologous.yaml")
MRNA = str(ROOT / "examples" / "profiles" / "mrna-lnp-editing.yaml")
Captured = pytest.CaptureFixture[str]


def packed(capsys: Captured, *arguments: str, profile: str = CAR_T) -> tuple[str, str]:
    code = run(["questions", "--profile", profile, *arguments])
    told = capsys.readouterr()
    assert code == 0, told.err
    return told.out, told.err


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.id))
def test_sections_stand_in_the_order_of_the_meeting(kind, capsys: Captured) -> None:  # type: ignore[no-untyped-def]
    out, _ = packed(capsys, "--for", kind.id)
    heads = re.findall(r"^## (.+)$", out, re.MULTILINE)
    wanted = [
        EMA_QUESTIONS if name == "questions" and kind.agency == "EMA" else TITLES[name]
        for name in (EMA_SECTIONS if kind.agency == "EMA" else FDA_SECTIONS)
    ]
    assert [head for head in heads if head in wanted] == wanted
    assert out.count("as you know it, check") >= 1
    assert re.search(r"^- .+; (read|reported).*\\\]$", out, re.MULTILINE)


def test_the_other_agency_is_not_quoted_unless_asked_for(capsys: Captured) -> None:
    out, _ = packed(capsys, "--for", "fda-type-b")
    questions = out.partition("## Questions")[2]
    assert "21 CFR" in questions
    for foreign in ("Dir. 2001", "Ph. Eur.", "EudraLex", "2017/1569", "EMA"):
        # The sponsor's own note may speak of sites in the EU; texts of the EU may not appear.
        assert foreign not in questions
    both, _ = packed(capsys, "--for", "fda-type-b", "--both-sides")
    assert "what the other agency says:" in both
    assert "Dir. 2001" in both or "EMA" in both


def test_hospital_exemption_and_qualified_person_are_not_asked_of_fda(capsys: Captured) -> None:
    out, _ = packed(capsys, "--for", "fda-type-c")
    assert "ospital" not in out and "ualified person" not in out


def test_more_than_ten_questions_are_warned_of(capsys: Captured) -> None:
    out, err = packed(capsys, "--for", "fda-type-b")
    assert "a meeting has room for a few" in err and "a meeting has room for a few" in out
    assert len(re.findall(r"^#### Question \d+", out, re.MULTILINE)) == MOST
    few, quiet = packed(capsys, "--for", "fda-type-b", "--subject", "comparability-statistics")
    assert "room for a few" not in few + quiet
    assert "the statistical approach and acceptance criteria proposed" in few


def test_what_rests_on_memory_is_marked(capsys: Captured) -> None:
    out, _ = packed(capsys, "--for", "fda-interact", profile=MRNA)
    for question in out.split("#### Question ")[1:]:
        if "; recalled" in question:
            assert UNVERIFIED in question.partition("Sponsor")[0]
    recalled, _ = packed(
        capsys, "--for", "fda-interact", "--subject", "ltfu-duration", profile=MRNA
    )
    assert UNVERIFIED in recalled


def test_positions_are_filled_and_blanks_are_marked_in_words(capsys: Captured) -> None:
    out, _ = packed(capsys, "--for", "fda-type-b")
    assert "tested: not done" in out
    assert "to be filled by the sponsor" in out
    assert not re.search(r"\b(?:FDA|EMA)-[A-Z]{3}-\d+|\b[a-z]+(?:-[a-z]+){2,}:", out)


def test_word_takes_the_meeting_of_the_stage(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "pack.docx"
    packed(capsys, "-o", str(file))
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as word:
        body = word.read("word/document.xml").decode()
    assert "FDA Type B meeting" in body and "by the profile" in body
    assert body.count("pageBreakBefore") >= MOST


@pytest.mark.parametrize(
    ("stage", "between", "meeting"),
    [
        ("phase-1", (), "FDA pre-IND meeting"),
        ("pivotal", (), "FDA Type B meeting"),
        ("post-approval", (), "FDA Type C meeting"),
        ("phase-1", ("--between", "EMA", "FDA"), "EMA scientific advice"),
    ],
)
def test_without_a_meeting_the_stage_names_it_in_markdown_too(
    stage: str, between: tuple[str, ...], meeting: str, tmp_path: Path, capsys: Captured
) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text(
        f"format: atmp-gap/profile/1\nname: X\nfacts: {{product: CAR-T, stage: {stage}}}\n"
    )
    out, _ = packed(capsys, *between, profile=str(profile))
    assert f"{meeting}" in out.partition("## ")[0] and "by the profile's stage" in out


def test_without_a_stage_the_meeting_has_to_be_named(tmp_path: Path, capsys: Captured) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_text("format: atmp-gap/profile/1\nname: X\nfacts: {product: CAR-T}\n")
    assert run(["questions", "--profile", str(profile)]) == 2
    told = capsys.readouterr().err
    assert "says no stage" in told and "--for with one of: fda-pre-ind, " in told
    assert run(["questions", "--profile", str(profile), "--between", "EMA", "MHRA"]) == 2
    assert "one of: ema-itf, ema-advice, prime-kickoff;" in capsys.readouterr().err


def test_a_profile_s_note_is_private_and_its_description_is_sent(
    tmp_path: Path, capsys: Captured
) -> None:
    """Without a description the product is told in the words of its facts."""
    profile = tmp_path / "p.yaml"
    head = "format: atmp-gap/profile/1\nname: X\nfacts: {product: CAR-T, stage: pivotal}\n"
    profile.write_text(f"{head}note: Our bank failed twice.\n")
    out, _ = packed(capsys, profile=str(profile))
    assert "bank failed" not in out
    (told,) = re.findall(r"^\*\*Description\.\*\* (.+)$", out, re.MULTILINE)
    assert told == "product: CAR-T and other engineered immune cells"
    profile.write_text(f"{head}note: Our bank failed twice.\ndescription: T cells, frozen.\n")
    out, _ = packed(capsys, profile=str(profile))
    assert "bank failed" not in out and "**Description.** T cells, frozen." in out


def test_refused(capsys: Captured) -> None:
    assert run(["questions", "--profile", CAR_T, "--for", "fda-type-x"]) == 2
    assert run(["questions", "--profile", CAR_T, "--for", "ema-itf", "--meeting", "itf"]) == 2
    assert "given more than once" in capsys.readouterr().err


def test_a_pack_that_was_filled_in_is_not_written_over(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "pack.docx"
    file.write_bytes(b"by hand")
    assert run(["questions", "--profile", CAR_T, "-o", str(file)]) == 2
    assert file.read_bytes() == b"by hand"
    assert "name another file" in capsys.readouterr().err


def test_a_whole_pack(capsys: Captured, snapshot: SnapshotAssertion) -> None:
    out, _ = packed(
        capsys,
        *("--for", "fda-type-b", "--as-of", "2026-11-28"),
        *("--subject", "autologous-donor-testing", "--subject", "comparability-statistics"),
    )
    assert out == snapshot


def test_a_note_is_the_company_s_own_and_a_justification_is_sent(
    tmp_path: Path, capsys: Captured
) -> None:
    text = Path(CAR_T).read_text("utf-8")
    assert "    note: " in text
    for key, sent in (("note", False), ("justification", True)):
        profile = tmp_path / f"{key}.yaml"
        told = text.replace("    note: ", f"    {key}: Seen in our secret run. ")
        profile.write_text(told, "utf-8")
        for asked in (["--for", "fda-type-b", "--subject", "autologous-donor-testing"], []):
            out, _ = packed(capsys, *asked, profile=str(profile))
            assert ("secret run" in out) == sent, asked


def test_a_pack_somebody_may_have_filled_is_written_over_on_request_alone(
    tmp_path: Path, capsys: Captured
) -> None:
    pack = tmp_path / "pack.docx"
    pack.write_bytes(b"filled")
    asked = ["questions", "--profile", CAR_T, "--for", "fda-type-b", "-o", str(pack)]
    assert run(asked) == 2
    assert "--force" in capsys.readouterr().err
    assert pack.read_bytes() == b"filled"
    assert run([*asked, "--force"]) == 0
    assert pack.read_bytes() != b"filled"


def test_positions_of_the_workbook_come_in_their_words_and_for_their_part(
    tmp_path: Path, capsys: Captured
) -> None:
    profile = tmp_path / "p.yaml"
    facts = "facts: {product: CAR-T, donor: autologous, stage: phase 1}\n"
    profile.write_text(f"format: atmp-gap/profile/1\nname: P\n{facts}", "utf-8")
    path = tmp_path / "gap.xlsx"
    assert run(["compare", "--profile", str(profile), "-o", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Rows"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    parts = 0
    for line in range(2, sheet.max_row + 1):
        key = str(sheet.cell(line, 1).value)
        if key.startswith("traceability-retention#"):
            parts += 1
            said = f"{10 + parts} year from administration"
            sheet.cell(line, heads["Our position"]).value = said
            sheet.cell(line, heads["Justification"]).value = f"reason {parts}"
            sheet.cell(line, heads["Owner"]).value = "J. Doe"
        elif key == "mycoplasma-test-method":
            sheet.cell(line, heads["Our position"]).value = "as our contractor does it"
        elif key == "batch-record-retention":
            sheet.cell(line, heads["Our position"]).value = "5 year from trial-end"
    book.save(path)
    assert parts > 1
    out, err = packed(
        capsys,
        *("--for", "fda-pre-ind", "--positions", str(path)),
        *("--subject", "traceability-retention", "--subject", "mycoplasma-test-method"),
        profile=str(profile),
    )
    assert "position.** as our contractor does it" in out
    for part in range(1, parts + 1):
        assert re.search(rf"\(material: [^)]+(\([^)]*\)[^)]*)*\) retention: {10 + part} years", out)
        assert re.search(rf"\(material: .+\) reason {part}", out)
    assert "J. Doe" not in out
    assert "not in the package" in err and "[batch-record-retention]: no text of FDA" in err
    assert "traceability-retention" not in err


def test_a_subject_that_was_named_and_is_not_asked_is_said(capsys: Captured) -> None:
    _, err = packed(capsys, "--for", "fda-type-b", "--subject", "mycoplasma-test-method")
    assert "not in the package" in err and "[mycoplasma-test-method]" in err
