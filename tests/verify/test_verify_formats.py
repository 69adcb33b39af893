"""Files of other formats than PDF and text: what stands in them, and the numbers they only show."""

import zipfile
from pathlib import Path

import pytest

from atmp_gap.verify.extract.errors import UnreadableError
from atmp_gap.verify.extract.file import extract
from atmp_gap.verify.sections.outline import Outline
from atmp_gap.verify.text import DocumentText

FILLER = "Some words that fill the page with text so that it is no scan. " * 6
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OTHERS = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f"<w:numbering {W}>"
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.", '<w:pStyle w:val="H1"/>')
    + level(1, "decimal", "%1.%2.", '<w:pStyle w:val="H2"/>')
    + level(2, "lowerLetter", "(%3)")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "upperRoman", "%1.")
    + level(1, "upperLetter", "%2.")
    + level(2, "decimal", "%3.")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    "</w:numbering>"
)
STYLES = (
    f"<w:styles {W}>"
    '<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:styleId="Mine"><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:styleId="Plain"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/>'
    "</w:numPr></w:pPr></w:style>"
    "</w:styles>"
)


def p(text: str, style: str = "", number: tuple[int, int] | None = None) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += (
            f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
        )
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(path: Path, body: str, numbering: str = NUMBERING, styles: str = STYLES) -> DocumentText:
    with zipfile.ZipFile(path, "w") as packed:
        document = f"<w:document {W} {OTHERS}><w:body>{p(FILLER)}{body}</w:body></w:document>"
        packed.writestr("word/document.xml", document)
        if numbering:
            packed.writestr("word/numbering.xml", numbering)
        if styles:
            packed.writestr("word/styles.xml", styles)
    return extract(path)


def lines(text: DocumentText) -> list[str]:
    return [line for line in text.full.split("\n")[1:] if line.strip()]


def test_headings_that_word_numbers_by_their_style(tmp_path: Path) -> None:
    body = "".join(
        [
            *(p("Scope", "H1"), p("Limits", "H1"), p("General", "H2"), p("Germs", "Mine")),
            *(p("first", number=(1, 2)), p("second", number=(1, 2)), p("Unnumbered", "Plain")),
            *(p("Samples", "H1"), p("Kept", "H2"), p("third", number=(1, 2))),
        ]
    )
    text = docx(tmp_path / "a.docx", body)
    assert lines(text) == [
        *("1. Scope", "2. Limits", "2.1. General", "2.2. Germs", "(a) first", "(b) second"),
        *("Unnumbered", "3. Samples", "3.1. Kept", "(a) third"),
    ]
    place = Outline(text).locate("2.2")
    assert place.found and "second" in "".join(text.full[a:b] for a, b in place.spans)


def test_headings_numbered_as_the_fda_does(tmp_path: Path) -> None:
    body = "".join(
        [
            *(p("Introduction", number=(2, 0)), p("Discussion", number=(2, 0))),
            *(p("Listed", number=(2, 1)), p("Reference", number=(2, 1))),
            *(p("What it is", number=(2, 2)), p("Choosing one", number=(2, 2)), p(FILLER)),
        ]
    )
    text = docx(tmp_path / "a.docx", body)
    place = Outline(text).locate("II.B.2")
    assert place.found
    assert "Choosing" in "".join(text.full[a:b] for a, b in place.spans)
    assert Outline(text).heading_at(text.find("Choosing one")[0][0]) == "II.B.2"


def test_a_list_may_start_anew_and_bullets_count_nothing(tmp_path: Path) -> None:
    body = p("One", number=(2, 0)) + p("Dot", number=(3, 0)) + p("Five", number=(4, 0))
    body += p("Six", number=(4, 0)) + p("None", number=(0, 0)) + p("Lost", number=(99, 0))
    assert lines(docx(tmp_path / "a.docx", body)) == [
        *("I. One", "Dot", "V. Five", "VI. Six", "None", "Lost")
    ]


def test_headings_of_a_list_that_does_not_say_how_it_counts(tmp_path: Path) -> None:
    body = p("Scope", "Heading1", (3, 0)) + p("Limits", "Heading1", (3, 0))
    body += p("Germs", "Heading2", (3, 1))
    assert lines(docx(tmp_path / "a.docx", body)) == ["1 Scope", "2 Limits", "2.1 Germs"]


def test_what_word_does_not_show_is_not_read(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>struck</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>inserted</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5</w:t><w:noBreakHyphen/></w:r></w:p>'
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
        f"{p('boxed once')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        f"{p('boxed once')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    text = docx(tmp_path / "a.docx", body, "", "")
    assert lines(text) == ["kept inserted≥ 5-", "boxed once"]
    assert not text.gaps


def test_what_is_struck_out_or_hidden_is_no_text(tmp_path: Path) -> None:
    def run(text: str, how: str) -> str:
        return f"<w:r><w:rPr>{how}</w:rPr><w:t>{text} </w:t></w:r>"

    off = '<w:strike w:val="false"/>'
    body = (
        f"<w:p>{run('kept', '')}{run('struck', '<w:strike/>')}{run('twice', '<w:dstrike/>')}"
        f"{run('hidden', '<w:vanish/>')}{run('shown', off)}"
        "</w:p>"
    )
    assert lines(docx(tmp_path / "a.docx", body)) == ["kept shown "]
    (tmp_path / "a.html").write_text(f"<p>{FILLER}<p>at least <del>10</del> <s>11</s> 12", "utf-8")
    assert extract(tmp_path / "a.html").find("at least 12")


@pytest.mark.parametrize("body", ["word/document.xml", "word/document2.xml"])
@pytest.mark.parametrize(
    "space",
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ],
)
def test_word_files_of_other_programs(tmp_path: Path, body: str, space: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr(body, f'<w:document xmlns:w="{space}">{p(FILLER)}</w:document>')
    assert extract(tmp_path / "a.docx").find("so that it is no scan")


@pytest.mark.parametrize("ending", [".txt", ".html"])
def test_letters_that_were_encoded_twice_are_read(tmp_path: Path, ending: str) -> None:
    said = f"{FILLER}\nviability ≥ 70 % of the sponsor’s cells, é\nplain line"
    (tmp_path / f"a{ending}").write_text(said.encode().decode("cp1252"), "utf-8")
    text = extract(tmp_path / f"a{ending}")
    assert "viability ≥ 70 % of the sponsor's cells, é" in text.full


def test_a_picture_in_a_word_file_is_told_where_it_stands(tmp_path: Path) -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/></wp:inline></w:drawing>'
        "</w:r></w:p>"
    )
    body = p("Scope", "H1") + drawing.format(300000, 300000) + p("Limits", "H1")
    body += drawing.format(5000000, 3000000) + p("End", "H1")
    text = docx(tmp_path / "a.docx", body)
    assert [gap.kind for gap in text.gaps] == ["holds-picture"]
    assert Outline(text).heading_at(text.gaps[0].start) == "2"


def test_endnotes_of_a_word_file_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {W}>{p(FILLER)}</w:document>")
        packed.writestr("word/endnotes.xml", f"<w:endnotes {W}>{p('told at the end')}</w:endnotes>")
        packed.writestr("word/embeddings/oleObject1.bin", b"x")
    text = extract(tmp_path / "a.docx")
    assert text.find("told at the end")
    assert [gap.part for gap in text.gaps] == ["embedded oleObject1.bin"]


def test_lists_and_raised_numbers_of_a_web_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        f"<p>{FILLER}</p><ol><li>One<li>Two<ol type=a start=3><li>c<li>d</ol></li>"
        "<li value=7>Seven</ol><ul><li>dot</ul>"
        "<p>2 x 10<sup>6</sup> cells, 95 %<sup>1</sup> of them"
        "<img src=logo.png width=60 height=40><img src=table.png width=700 height=400>"
        "<iframe src=annex.html></iframe>",
        "utf-8",
    )
    text = extract(tmp_path / "a.html")
    assert lines(text)[1:7] == ["1. One", "2. Two", "c. c", "d. d", "7. Seven", "dot"]
    assert text.find("2 x 10^6 cells, 95 %")
    assert [gap.kind for gap in text.gaps] == ["holds-picture", "part"]


@pytest.mark.parametrize("name", ["iso-8859-2", "windows-1252", "utf-16"])
def test_a_web_page_says_how_it_is_encoded(tmp_path: Path, name: str) -> None:
    said = f'<meta charset="{name}"><p>{FILLER} é der Prüfung ß</p>'
    (tmp_path / "a.html").write_bytes(said.encode(name))
    assert extract(tmp_path / "a.html").find("é der Prüfung ß")


def test_the_xml_of_codes_of_law_has_lines(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        '<?xml version="1.0"?><DIV8 N="§ 312.23" TYPE="SECTION"><HEAD>§ 312.23   IND content.'
        f"</HEAD><P>(a) <I>General.</I> {FILLER}</P><P>(7) Chemistry</P></DIV8>"
        "<DIV8><HEAD>§ 312.30   Protocol amendments.</HEAD><P>(a) Later words</P></DIV8>",
        "utf-8",
    )
    text = extract(tmp_path / "a.xml")
    place = Outline(text).locate("21 CFR 312.30(a)")
    assert place.found
    assert "Later" in text.full[slice(*place.spans[0])]
    assert "Chemistry" not in text.full[slice(*place.spans[0])]


def odt(path: Path, content: str, styles: str = "") -> DocumentText:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for name, full in (
            *(("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing")),
        )
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("content.xml", f"<office:document{names}>{content}</office:document>")
        packed.writestr("styles.xml", f"<office:styles{names}>{styles}</office:styles>")
    return extract(path)


def test_an_odt_with_its_outline_numbers_and_lists(tmp_path: Path) -> None:
    styles = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" '
        'text:display-levels="2"/></text:outline-style><text:list-style style:name="L1">'
        '<text:list-level-style-number text:level="1" style:num-format="a" style:num-prefix="(" '
        'style:num-suffix=")"/></text:list-style>'
    )
    content = (
        f'<text:p>{FILLER}</text:p><text:h text:outline-level="1">Scope</text:h>'
        '<text:h text:outline-level="1">Limits</text:h>'
        '<text:h text:outline-level="2">Germs</text:h>'
        '<text:list text:style-name="L1"><text:list-item><text:p>first</text:p></text:list-item>'
        "<text:list-item><text:p>second<text:tab/>word</text:p></text:list-item></text:list>"
        "<text:tracked-changes><text:p>struck</text:p></text:tracked-changes>"
        "<text:p><draw:frame><draw:image/></draw:frame></text:p>"
    )
    text = odt(tmp_path / "a.odt", content, styles)
    assert lines(text) == ["1. Scope", "2. Limits", "2.1 Germs", "(a) first", "(b) second word"]
    assert [gap.kind for gap in text.gaps] == ["holds-picture"]


def test_an_rtf_with_the_numbers_word_wrote(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}\pard " + FILLER.encode() + rb"\par "
        rb"{\listtext\pard\plain 4.2\tab}Endotoxin\par at most 2 IU/kg \'e9\par}"
    )
    text = extract(tmp_path / "a.rtf")
    assert text.find("4.2 Endotoxin at most 2 IU/kg é")


@pytest.mark.parametrize("ending", [".doc", ".docx", "", ".txt"])
def test_what_a_file_begins_with_says_what_it_is(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(rb"{\rtf1\ansi " + FILLER.encode() + rb"told in it\par}")
    assert extract(path).find("told in it")
    path.write_text(f"<!DOCTYPE html><html><p>{FILLER} told in it</html>", "utf-8")
    assert extract(path).find("told in it")


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" * 40, "is an old Word file; save it as DOCX or PDF"),
        ("a.odt", b"PK broken", "cannot be read as ODT"),
        ("a.rtf", b"{\\rtf1 }", "holds no text"),
        ("a.xlsx", b"PK\x03\x04" * 40, "is a spreadsheet"),
        ("a.tif", b"II*\x00" * 40, "is a picture"),
        ("a.xyz", b"what" * 40, "is of a kind that is not read (.xyz)"),
    ],
)
def test_what_is_not_read_says_what_it_is(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnreadableError) as caught:
        extract(tmp_path / name)
    assert said in str(caught.value)
