"""Whatever a text holds, it comes out as text: no formula, no markup, no broken table."""

from __future__ import annotations

import csv
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from markdown_it import MarkdownIt

from atmp_gap.report import FORMATS, Options, formatter
from report_hostile import NASTY, TERMS, hostile

pytestmark = pytest.mark.requirement("TR-14")

TRICKS = "\u202e\u2066\u200f\u200d"


@pytest.mark.parametrize("statement", NASTY)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_every_text_and_repeats_itself(
    name: str, statement: str, tmp_path: Path
) -> None:
    result = hostile(tmp_path, statement)
    first = formatter(name).comparison(result, [TERMS])
    assert first == formatter(name).comparison(result, [TERMS])
    assert formatter(name).detail(result)
    assert formatter(name).sheet(TERMS)
    if isinstance(first, str) and name != "json":
        assert not set(first[1:]) & set(TRICKS)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_has_one_script_and_no_foreign_markup(tmp_path: Path) -> None:
    page = formatter("html").comparison(hostile(tmp_path))
    assert isinstance(page, str)
    tags = _Tags()
    tags.feed(page)
    names = [tag for tag, _ in tags.seen]
    assert names.count("script") == 1
    assert not set(names) & {"img", "textarea", "iframe", "object", "base"}
    for tag, attributes in tags.seen:
        assert not [name for name in attributes if name.startswith("on")], tag
        address = attributes.get("href") or ""
        assert address.startswith(("https://", "http://", "#", "data:,")) or not address
    assert "document.title='owned'" in "".join(tags.text)
    assert "{{ 7 * 7 }}" in "".join(tags.text)


def test_xlsx_holds_texts_and_no_formula(tmp_path: Path) -> None:
    raw = formatter("xlsx").comparison(hostile(tmp_path), [TERMS])
    assert isinstance(raw, bytes)
    book = openpyxl.load_workbook(io.BytesIO(raw))
    risky = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), cell.coordinate
                if isinstance(cell.value, str):
                    assert not set(cell.value) & set(TRICKS)
                    if cell.value[:1] in "=+-@":
                        risky += 1
                        assert cell.quotePrefix or cell.row == 1
    assert risky >= 4
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        for name in parts.namelist():
            if "worksheets/sheet" in name:
                assert b"<f>" not in parts.read(name)


def test_docx_is_readable_and_whole(tmp_path: Path) -> None:
    raw = formatter("docx").comparison(hostile(tmp_path))
    assert isinstance(raw, bytes)
    memo = docx.Document(io.BytesIO(raw))
    text = "\n".join(cell.text for table in memo.tables for row in table.rows for cell in row.cells)
    assert "<script>document.title='owned'</script>" in text
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert b"javascript:" not in parts.read("word/_rels/document.xml.rels")


@pytest.mark.parametrize("flat", [False, True])
def test_markdown_tables_keep_their_columns(flat: bool, tmp_path: Path) -> None:
    text = formatter("markdown", Options(flat=flat)).comparison(hostile(tmp_path))
    assert isinstance(text, str)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    widths: list[int] = []
    html: list[str] = []
    links: list[str] = []
    for token in tokens:
        if token.type == "table_open":
            widths = []
        if token.type == "tr_open":
            widths.append(0)
        if token.type in ("td_open", "th_open"):
            widths[-1] += 1
        if token.type == "table_close":
            assert len(set(widths)) == 1
        for child in token.children or []:
            if child.type == "html_inline":
                html.append(child.content)
            if child.type == "link_open":
                links.append(str(child.attrs["href"]))
            assert child.type != "image"
            assert child.type != "code_inline" or child.content == "s"
        assert token.type not in ("fence", "code_block", "html_block") or "<a id=" in token.content
    assert set(html) <= {'<a id="s">', "</a>"}
    assert all(link.startswith(("#", "https://", "http://")) for link in links)


def test_csv_lines_have_all_columns_and_no_formula(tmp_path: Path) -> None:
    text = formatter("csv", Options(bom=False)).comparison(hostile(tmp_path))
    assert isinstance(text, str)
    assert text.startswith("id,topic,")
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
