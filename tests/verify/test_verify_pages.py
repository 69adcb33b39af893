"""What stands on pages beside their sentences: line numbers, heads, footnotes, odd letters."""

from pathlib import Path

import pytest
from fpdf import FPDF

from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.extract.pages import joined
from atmp_gap.verify.sections.outline import Outline

LEFT = (
    "the finished suspension should hold",
    "no more than 2 IU of endotoxin per kg",
    "of body mass, given within one hour",
    "and each maker of such suspensions has",
    "to think about before the first batch",
    "is made and again after each change so",
    "that nothing is lost on the way to the",
    "clinic where it is to be used by those",
    "who have been told how to do this well",
)
RIGHT = (
    "process water should not exceed ten",
    "colonies when examined by membrane",
    "filtration as is told in the chapter",
    "on water for such uses in the text of",
    "the pharmacopoeia that holds in the",
    "country where it is made or used by",
    "those who are named in the licence as",
    "makers of the product or of its parts",
    "and by nobody who is not named in it",
)
TABLE = (
    ("Test", "Limit"),
    ("Endotoxin", "NMT 5 EU/kg"),
    ("Sterility", "No growth"),
    ("Mycoplasma", "Not detected"),
    ("Viability", "NLT 70 %"),
    ("Identity", "Positive"),
    ("Potency", "80 to 120 %"),
    ("Residual DNA", "NMT 10 ng"),
    ("Vector copies", "NMT 5 per cell"),
    ("Appearance", "Clear"),
)


def words(count: int) -> list[str]:
    return [f"this line tells matter {chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(count)]


@pytest.mark.parametrize("where", ["start", "end", "spaced end", "glued column"])
@pytest.mark.parametrize("first", [1, 178])
def test_line_numbers_go_wherever_they_stand(where: str, first: int) -> None:
    lines = words(24)
    numbers = range(first, first + len(lines))
    if where == "start":
        page = [f"{n} {line}" for n, line in zip(numbers, lines, strict=True)]
    elif where == "end":
        page = [f"{line} {n}" for n, line in zip(numbers, lines, strict=True)]
    elif where == "spaced end":
        page = [f"{line:60}{n}   " for n, line in zip(numbers, lines, strict=True)]
    else:
        page = [*map(str, numbers), *lines]
    text = joined(["\n".join(page)])
    assert text.find("matter ba this line tells matter ca")


def test_line_numbers_go_on_over_a_short_last_page() -> None:
    pages, number = [], 0
    for size in (24, 25, 3):
        page = []
        for line in words(size):
            number += 1
            page.append(f"{'abc'[len(pages)] * 9}{line[-2:]} {line} {number}")
        pages.append("\n".join([*page, "", f"{size} a footnote of this page"]))
    text = joined(pages)
    assert not text.find("ca 52")
    assert text.find("tells matter aa cccccccccba this line tells matter ba cccccccccca this line")


def test_every_fifth_line_has_its_number() -> None:
    lines = [f"{line} {n}" if n % 5 == 0 else line for n, line in enumerate(words(40), 1)]
    text = joined(["\n".join(lines)])
    assert text.find("matter ea this line tells matter fa")


def test_numbers_of_a_table_are_no_line_numbers() -> None:
    lines = [f"{line} {n * 7 % 50}" for n, line in enumerate(words(24), 1)]
    assert joined(["\n".join(lines)]).find("matter ca 21")


def test_a_list_of_eight_points_keeps_its_numbers() -> None:
    lines = [f"{n}. point of the list" for n in range(1, 9)]
    assert joined(["\n".join([*words(20), *lines])]).find("4. point of the list")


def test_the_heads_of_chapters_go_as_those_of_the_whole_text() -> None:
    pages = [
        f"Chapter {'one' if n < 4 else 'two'} of the guideline\nthe text of page {name}\n"
        f"goes on {name}\nand further\n\nto its very\nend {name}\n"
        f"Guideline of the committee {n}/8\n"
        for n, name in enumerate("abcdefgh")
    ]
    text = joined(pages)
    assert not text.find("Chapter one of the guideline")
    assert not text.find("Guideline of the committee")
    assert text.find("to its very end c the text of page d")


def test_alternating_heads_of_left_and_right_pages_go() -> None:
    pages = [
        f"{'Left side head' if n in 'acegi' else 'Right side head'}\nbegins {n}\n"
        f"middle\nmore\nwords\nend {n}"
        for n in "abcdefghij"
    ]
    assert joined(pages).find("end c begins d")


NOTED = [
    "1. SCOPE\nThe limit applies to suspensions.1 It was chosen with care and is kept by\n"
    "most makers of such products in the region, who say that it\n\n"
    "1 Suspensions are all products with cells.\n2 Not used.",
    "should not be raised without reason.3 Other limits follow.\n"
    "Products hold 95 %4 of the cells.\nMore of the text.\nAnd more.\n\n"
    "3 Reasons are told elsewhere.\n4 As counted.",
]


def test_a_sentence_that_a_footnote_cuts_in_two_is_whole() -> None:
    text = joined(NOTED)
    assert text.find("who say that it should not be raised without reason. Other limits")
    ((start, _),) = text.find("who say that it should not be raised")
    assert text.page(start) == 1
    assert text.find("suspensions. It was chosen")
    assert "95 % " in text.full


def test_a_footnote_is_short_name_one_and_is_no_heading() -> None:
    text = joined(NOTED)
    outline = Outline(text)
    ((start, _),) = text.find("Reasons are told elsewhere")
    assert outline.heading_at(start) == "footnote 3"
    ((start, _),) = text.find("And more")
    assert outline.heading_at(start) == "1"
    place = outline.locate("1, footnote 4")
    assert any(text.full[a:b].startswith("4 As counted") for a, b in place.spans)


def test_numbers_are_no_footnote_marks_where_no_note_follows() -> None:
    text = joined(["The assay CD34 and log10 hold 95 %1 here.\nMore text.\n" * 5])
    assert "95 %1" in text.full and "CD34" in text.full


def columns_pdf(path: Path, order: str, rows: list[tuple[str, str]]) -> Path:
    pdf = FPDF(format="A4")
    pdf.set_font("Times", size=9)
    pdf.add_page()
    pdf.text(15, 20, "A heading that runs over both of the columns of this page of the text")
    spots = [
        (x, 30 + i * 5, row[side]) for i, row in enumerate(rows) for side, x in ((0, 15), (1, 110))
    ]
    if order == "columns":
        spots.sort()
    for x, y, said in spots:
        pdf.text(x, y, said)
    pdf.output(str(path))
    return path


@pytest.mark.parametrize("order", ["rows", "columns"])
def test_columns_are_read_one_by_one_however_they_were_painted(tmp_path: Path, order: str) -> None:
    rows = list(zip(LEFT, RIGHT, strict=True))
    text = extract(columns_pdf(tmp_path / "a.pdf", order, rows))
    assert text.find("should hold no more than 2 IU of endotoxin per kg of body mass")
    assert text.find("should not exceed ten colonies when examined by membrane filtration")
    assert text.find("A heading that runs over both")[0] < text.find("finished suspension")[0]


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    text = extract(columns_pdf(tmp_path / "a.pdf", "rows", list(TABLE)))
    assert text.find("Residual DNA NMT 10 ng")


def test_columns_of_a_text_file_are_read_one_by_one(tmp_path: Path) -> None:
    page = "\n".join(f"{a:44}{b}" for a, b in zip(LEFT, RIGHT, strict=True))
    (tmp_path / "a.txt").write_text(f"{page}\n", "utf-8")
    assert extract(tmp_path / "a.txt").find("endotoxin per kg of body mass")


@pytest.mark.parametrize("sign", ["\ue001", "\uf001", "\uf0f0", "\ufb03"])
def test_a_ligature_of_a_number_of_its_own_is_spelled_out(sign: str) -> None:
    said = f"The e{sign}cacy is su{sign}ciently shown and di{sign}cult to tell. " * 8
    assert joined([said]).find("efficacy is sufficiently shown and difficult")


def test_each_odd_ligature_is_told_by_its_own_words() -> None:
    said = (
        "A speci\ue001c and signi\ue001cant limit re\ue002ects the in\ue002uence of e\ue003ects. "
        * 5
    )
    text = joined([said])
    assert text.find("specific and significant limit reflects the influence of effects")
    assert not text.gaps


@pytest.mark.parametrize("gap", ["", " "])
def test_words_without_their_ligatures_are_found_and_told(gap: str) -> None:
    said = (
        f"The speci{gap}ed e{gap}cacy is signi{gap}cant; retained at least {gap}fteen years. " * 8
    )
    text = joined([said])
    assert text.find("specified efficacy is significant")
    assert [gap.kind for gap in text.gaps] == ["lost-ligatures"]


def test_whole_ligatures_are_no_sign_of_lost_ones() -> None:
    text = joined(["The specified efficacy is significant and the profile is flat. " * 20])
    assert not text.gaps and not text.find("speci ed")


def test_signs_of_the_symbol_font_are_read() -> None:
    text = joined(
        [
            "\uf0b7 viability \uf0b3 70 % at 5 \uf0b0C \uf0b1 3\n"
            "\uf06e growth of \uf061-gal \uf0a3 1\n" * 4
        ]
    )
    assert text.full.startswith("• viability ≥ 70 % at 5 °C ± 3")
    assert "α-gal ≤ 1" in text.full
    assert not text.gaps
