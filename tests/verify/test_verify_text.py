import re
import zipfile
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import assume, given
from hypothesis import strategies as st

from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.extract.pages import joined
from atmp_gap.verify.gaps import Gap
from atmp_gap.verify.text import DocumentText, clean

FILLER = "Some words that fill the page with text so that it is no scan. " * 6


def pdf(path: Path, pages: list[str], password: str | None = None) -> Path:
    made = FPDF()
    made.set_font("Helvetica", size=11)
    for page in pages:
        made.add_page()
        made.multi_cell(0, 6, page)
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    made.output(str(path))
    return path


def test_hyphens_ligatures_soft_hyphens_and_powers() -> None:
    text = joined(["The e\ufb03cacy of con\u00ad\nfirmed and compa-\nrability at 1 × 10⁸ cells."])
    for words in ("efficacy", "confirmed", "comparability", "10^8 cells"):
        assert text.find(words), words


def test_a_power_is_not_a_longer_number() -> None:
    assert "10^8" in clean("10⁸")
    assert not DocumentText(clean("10⁸ cells")).find("108 mg")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("110 ng", "10 ng", False),
        ("2.10 ng", "10 ng", False),
        ("10 ng/dose", "10 ng", True),
        ("impure", "pure", False),
        ("batches", "batch", False),
        ("lots", "lot", True),
        ("side-by-\nside", "side by side", True),
    ],
)
def test_whole_words_only(text: str, words: str, found: bool) -> None:
    assert bool(DocumentText(f"x {text} x").find(words)) is found


def test_offsets_lead_back_to_the_text_also_after_odd_letters() -> None:
    text = DocumentText("İİİ then the anchor stands")
    ((start, end),) = text.find("the anchor")
    assert text.full[start:end] == "the anchor"


def test_pages_of_a_pdf_without_their_headers(tmp_path: Path) -> None:
    pages = [f"The Running Header\n{FILLER}\nUnique words {n}" for n in "abcdef"]
    text = extract(pdf(tmp_path / "a.pdf", pages))
    ((start, _),) = text.find("Unique words d")
    assert text.page(start) == 4
    assert not text.find("The Running Header")


def test_an_anchor_across_a_page_end_is_found() -> None:
    pages = [f"Header\nfill {n}\nmore {n}\nwords\nend of one {n}\n{n}" for n in range(1, 7)]
    pages[2] = "Header\nfill\nmore\nwords\nthe limit is ten\n3"
    pages[3] = "Header\nnanograms per dose\nmore\nwords\nmore\n4"
    text = joined(pages)
    ((start, _),) = text.find("limit is ten nanograms")
    assert text.page(start) == 3


def test_line_numbers_of_drafts_go() -> None:
    lines = [f"{n} word{n} of the draft" for n in range(1, 30)]
    assert joined(["\n".join(lines)]).find("word4 of the draft word5")


def test_html_and_its_raised_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><script>hidden()</script><p>{FILLER}</p><p>1 x 10<sup>8</sup> cells<p>limit",
        "utf-8",
    )
    text = extract(path)
    assert text.find("10^8 cells") and not text.find("hidden")
    assert text.page(0) is None


def test_docx(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{FILLER}</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>1 x 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
        "<w:t>8</w:t></w:r><w:r><w:t> cells</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", body)
    assert extract(path).find("10^8 cells")


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    def reason(path: Path) -> str:
        with pytest.raises(UnreadableError) as caught:
            extract(path)
        return str(caught.value)

    def raw(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    assert "is empty" in reason(raw("a.txt", b""))
    assert "cannot be read as PDF" in reason(raw("b.pdf", b"%PDF-1.7 broken"))
    assert "cannot be read as DOCX" in reason(raw("c.docx", b"PK broken"))
    assert "no text file" in reason(raw("d.txt", b"ab\0cd" * 400))
    assert "encrypted" in reason(pdf(tmp_path / "e.pdf", [FILLER], "secret"))
    blank = FPDF()
    blank.add_page()
    blank.output(str(tmp_path / "f.pdf"))
    assert "scan" in reason(tmp_path / "f.pdf")


def test_a_very_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atmp_gap.verify.extract.file.MAX_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_text(FILLER, "utf-8")
    with pytest.raises(UnreadableError, match="very large"):
        extract(path)


def test_a_letter_that_grows_in_lower_case_moves_no_place() -> None:
    """U+0130 is the only one, and becomes one sign here."""
    grows = [
        code
        for code in range(0x110000)
        if not 0xD800 <= code < 0xE000 and len(chr(code).lower()) != 1
    ]
    assert grows == [0x130]
    text = DocumentText("\u0130zmir, \u0130stanbul: the residual DNA stays low")
    (place,) = text.find("residual DNA")
    assert text.full[slice(*place)] == "residual DNA"
    (place,) = text.find("\u0130stanbul")
    assert text.full[slice(*place)] == "\u0130stanbul"


@given(st.text(alphabet="ab1 -\n%\u0130ifl", max_size=60), st.data())
def test_words_are_found_where_they_stand(full: str, data: st.DataObject) -> None:
    words = list(re.finditer(r"[^\W_]+|%", full))
    assume(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = words[first].start(), words[last].end()
    found = DocumentText(full).find(full[start:end])
    assert (start, end) in found
    assert {bare(full[a:b]) for a, b in found} == {bare(full[start:end])}


def bare(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+|%", text)).replace("\u0130", "i").lower()


@given(st.text(alphabet="afil 1-", max_size=60))
def test_letters_keep_their_places_where_ligatures_are_lost(full: str) -> None:
    text = DocumentText(full, gaps=(Gap("lost-ligatures", 0, 0),))
    for compact in (text._whole_text, *text._bare):
        places = [compact.offset(at) for at in range(len(compact.letters))]
        assert "".join(full[place] for place in places) == compact.letters
        assert places == sorted(set(places))
    assert text._bare[0].letters == re.sub("ffi|ffl|ff|fi|fl", "", text._whole_text.letters)
