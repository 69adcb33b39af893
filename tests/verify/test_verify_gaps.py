"""Could not be read is never not there: what a gap in a file means for each statement."""

import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from atmp_gap.report.verification_words import detail
from atmp_gap.verify import anchors, candidates
from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.extract.pages import joined, joined_file
from atmp_gap.verify.extract.raw import RawFile, RawPage
from atmp_gap.verify.gaps import Gap
from atmp_gap.verify.lookup import Lookup, LookupResult
from atmp_gap.verify.needs import Need, NumberReader
from atmp_gap.verify.sections.outline import Outline
from atmp_gap.verify.text import DocumentText

pytestmark = pytest.mark.requirement("TR-11")

READER = NumberReader({"ng": ("mass", Fraction(1))})
FILL = "Nothing of interest is told in this sentence about the weather of the season.\n" * 12
PAGES = (
    f"Guideline on limits\n1. Scope\n{FILL}",
    f"4. Limits\n4.1 Endotoxin\nThe finished suspension holds little.\n{FILL}\n4.2 Germs\n"
    f"Process water is filtered.\n{FILL}",
    "",
    f"6. Reports\nReports reach the agency in time.\n{FILL}",
)
LOOKUP = Lookup("X-1", "D", "4.1", "It holds little.", "f", "read", ("finished suspension",))


def scanned(**what: object) -> DocumentText:
    """Four pages, the third of which gave no text."""
    pages = [RawPage(page, blank=True) for page in PAGES]
    pages[2] = RawPage("", **what)  # type: ignore[arg-type]
    return joined_file(RawFile(pages, paged=True))


def result(text: DocumentText, **change: object) -> LookupResult:
    return anchors.check(Outline(text), replace(LOOKUP, **change), READER)  # type: ignore[arg-type]


PICTURE = scanned(pictures=1.0)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "confirmed"),
        # Neither the words nor the section were seen.
        ({"anchors": ("retained samples",), "locator": "5.1"}, "cannot-tell"),
        # The section was seen whole, but its locator may be wrong.
        ({"anchors": ("retained samples",), "locator": "4.1"}, "cannot-tell"),
        ({"anchors": ("finished suspension", "retained"), "locator": "4.1"}, "cannot-tell"),
        # The section may go on on the page that was not seen.
        ({"locator": "4.2"}, "cannot-tell"),
        # What was cited was seen, and what was looked for stands elsewhere.
        ({"locator": "6"}, "elsewhere"),
        ({"locator": "5.1"}, "cannot-tell"),
        # The words were seen in the section, which was read whole, without the number.
        ({"needs": (Need(Fraction(10), "mass", None, "10 ng"),)}, "partly"),
    ],
)
def test_what_may_stand_on_a_scanned_page_cannot_be_told(
    change: dict[str, object], expected: str
) -> None:
    found = result(PICTURE, **change)
    assert found.result == expected
    if expected == "cannot-tell":
        assert "cannot be told: page 3 is a picture" in detail(LOOKUP, found)


def test_a_file_that_was_read_whole_is_told_as_before() -> None:
    text = joined_file(RawFile([RawPage(page, blank=True) for page in PAGES], paged=True))
    assert not text.gaps
    assert result(text, anchors=("retained samples",)).result == "not-found"


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ({"pictures": 0.6}, "picture"),
        ({"drawn": True}, "drawn"),
        ({"failed": True}, "unreadable"),
        ({}, "empty"),
    ],
)
def test_every_page_without_text_says_why(what: dict[str, object], kind: str) -> None:
    text = scanned(**what)
    assert [(gap.kind, gap.page) for gap in text.gaps] == [(kind, 3)]
    assert result(text, anchors=("retained samples",)).result == "cannot-tell"


def test_a_picture_on_a_page_bears_on_its_section_alone() -> None:
    pages = [RawPage(page, blank=True) for page in PAGES]
    pages[1] = replace(pages[1], pictures=0.3)
    text = joined_file(RawFile(pages, paged=True))
    assert [gap.kind for gap in text.gaps] == ["holds-picture"]
    assert result(text, anchors=("retained samples",), locator="4.2").result == "cannot-tell"
    assert result(text, anchors=("retained samples",), locator="6").result == "not-found"


@pytest.mark.parametrize(
    "said",
    [
        "\ue123\ue124 \ue125\ue126\ue127 \ue128" * 30,
        "7KLV WH[W VSHDNV RI PDWWHUV WKDW QRERG\\ FDQ UHDG " * 10,
        "(cid:12)(cid:7)(cid:33) " * 40,
        "/g12/g7/g33 " * 40,
        "\ufffd\ufffd\ufffd words \ufffd\ufffd " * 30,
    ],
)
def test_damaged_text_is_no_text(said: str) -> None:
    text = joined([PAGES[0], PAGES[1], said, PAGES[3]])
    assert [(gap.kind, gap.page) for gap in text.gaps] == [("damaged", 3)]
    found = result(text, anchors=("retained samples",), locator="5.1")
    assert "the text of page 3 is damaged" in detail(LOOKUP, found)


def test_a_few_damaged_letters_bear_on_their_section_alone() -> None:
    page = PAGES[1].replace("Process water is", "Process water \ue123\ue124\ue125 is")
    text = joined([PAGES[0], page, PAGES[3]])
    assert [gap.kind for gap in text.gaps] == ["damaged-letters"]
    assert result(text, anchors=("retained samples",), locator="4.2").result == "cannot-tell"
    assert result(text, anchors=("retained samples",), locator="6").result == "not-found"


def test_other_languages_are_not_damaged() -> None:
    for said in ("Überprüfung der Gewebezubereitungen durch Prüfer ", "検査の結果は記録される。",
                 "Los procedimientos deben describirse en el expediente "):  # fmt: skip
        assert not joined([PAGES[0], said * 20]).gaps


@pytest.mark.parametrize("absence", [True, False])
def test_silence_cannot_be_told_of_a_file_with_a_scanned_page(absence: bool) -> None:
    lookup = replace(
        LOOKUP, anchors=(), locator="", absence=absence, words=(("zebrafish cohort quorum", 1.0),)
    )
    found = candidates.look(candidates.Windows(PICTURE, READER), Outline(PICTURE), lookup)
    assert found.result == "cannot-tell"
    whole = joined([*PAGES[:2], PAGES[3]])
    found = candidates.look(candidates.Windows(whole, READER), Outline(whole), lookup)
    assert found.result == "no-passage"


def test_candidates_say_what_was_not_read() -> None:
    lookup = replace(LOOKUP, anchors=(), words=(("The finished suspension holds little", 1.0),))
    found = candidates.look(candidates.Windows(PICTURE, READER), Outline(PICTURE), lookup)
    assert found.result == "candidates"
    assert detail(lookup, found) == "to be judged; not read: page 3 is a picture"


def picture(size: tuple[int, int] = (400, 300)) -> io.BytesIO:
    raw = io.BytesIO()
    Image.new("RGB", size, "grey").save(raw, "PNG")
    raw.seek(0)
    return raw


def test_pages_of_a_pdf_that_are_pictures(tmp_path: Path) -> None:
    pdf = FPDF(format="A4")
    pdf.set_font("Helvetica", size=11)
    for number in range(1, 6):
        pdf.add_page()
        if number in (2, 4):
            pdf.image(picture(), 0, 0, 210, 297)
        if number == 4:
            pdf.multi_cell(0, 6, "Committee for Advanced Therapies 4/5")
        if number in (1, 3):
            pdf.multi_cell(0, 6, FILL)
        if number == 3:
            pdf.image(picture(), 40, 200, 120, 60)
            pdf.image(picture(), 10, 270, 20, 10)
    pdf.output(str(tmp_path / "a.pdf"))
    gaps = [(gap.kind, gap.page) for gap in extract(tmp_path / "a.pdf").gaps]
    # Nothing stands on page 5: there is nothing to miss on it.
    assert gaps == [("picture", 2), ("holds-picture", 3), ("picture", 4)]


def test_an_empty_page_of_a_text_file_may_have_been_a_scan(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\f".join([*PAGES, ""]), "utf-8")
    assert [(gap.kind, gap.page) for gap in extract(tmp_path / "a.txt").gaps] == [("empty", 3)]


def test_a_file_inside_a_pdf_is_told(tmp_path: Path) -> None:
    (tmp_path / "annex.txt").write_text(FILL, "utf-8")
    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    pdf.add_page()
    pdf.multi_cell(0, 6, FILL)
    pdf.embed_file(tmp_path / "annex.txt")
    pdf.output(str(tmp_path / "a.pdf"))
    assert [gap.part for gap in extract(tmp_path / "a.pdf").gaps] == ["attachment annex.txt"]


@pytest.mark.parametrize("user", ["", "secret"])
@pytest.mark.parametrize("method", ["RC4", "AES_128", "AES_256"])
def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path, method: str, user: str) -> None:
    from fpdf.enums import AccessPermission, EncryptionMethod

    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    pdf.add_page()
    pdf.multi_cell(0, 6, FILL)
    pdf.set_encryption(
        "owner", user, getattr(EncryptionMethod, method), permissions=AccessPermission.none()
    )
    pdf.output(str(tmp_path / "a.pdf"))
    if user:
        with pytest.raises(UnreadableError, match="needs a password"):
            extract(tmp_path / "a.pdf")
    else:
        assert extract(tmp_path / "a.pdf").find("weather of the season")


def test_one_broken_page_leaves_the_others_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf import PageObject

    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    for page in ("first", "second", "third"):
        pdf.add_page()
        pdf.multi_cell(0, 6, f"The {page} page.\n{FILL}")
    pdf.output(str(tmp_path / "a.pdf"))
    read = PageObject.extract_text

    def broken(page: PageObject, **options: object) -> str:
        text = read(page, **options)
        if "second" in text:
            raise ValueError("broken")
        return text

    monkeypatch.setattr(PageObject, "extract_text", broken)
    text = extract(tmp_path / "a.pdf")
    assert text.find("The third page")
    assert [(gap.kind, gap.page) for gap in text.gaps] == [("unreadable", 2)]


def test_every_kind_of_gap_has_words() -> None:
    from typing import get_args

    from atmp_gap.verify.gaps import GapKind

    for kind in get_args(GapKind):
        for page, section in ((3, ""), (None, "4.2"), (None, "")):
            gap = Gap(kind, page, section, "attachment a.pdf")
            found = LookupResult("X", "cannot-tell", "no-anchor", gaps=(gap,))
            said = detail(LOOKUP, found)
            assert said.startswith("cannot be told: ") and "{" not in said and "None" not in said
