"""Reports that say that they hold what is confidential, on their first line, in every format."""

from __future__ import annotations

import csv
import io
import json
import re

from atmp_gap.report.json import dump

MARK = "CONFIDENTIAL"
LINE = f"{MARK}: made with confidential material of your own; --public leaves it out."


def marked(content: str | bytes, name: str) -> str | bytes:
    """A report in a format of this name, with its mark.

    Text begins with it; CSV has a first column that says so, JSON a first field, a workbook a first
    sheet, a memo a first paragraph; files say so in their properties and on every page as well.
    """
    if isinstance(content, bytes):
        return _workbook(content) if name == "xlsx" else _memo(content)
    kinds = {"csv": _csv, "json": _json, "html": _html, "junit": _junit, "yaml": _yaml}
    return {**kinds, "ics": _calendar}.get(name, _text)(content)


def _text(content: str) -> str:
    return f"{LINE}\n\n{content}"


def _yaml(content: str) -> str:
    return f"# {LINE}\n{content}"


def _junit(content: str) -> str:
    head, end, rest = content.partition("?>")
    return f"{head}{end}\n<!-- {LINE} -->{rest}" if end else f"<!-- {LINE} -->\n{content}"


def _calendar(content: str) -> str:
    """By the class that calendars have for it, on every entry, and in a field of its own."""
    begin = "BEGIN:VCALENDAR\r\n"
    content = content.replace(begin, f"{begin}X-{MARK}:YES; --public leaves it out\r\n", 1)
    return content.replace("BEGIN:VEVENT\r\n", f"BEGIN:VEVENT\r\nCLASS:{MARK}\r\n")


def _csv(content: str) -> str:
    from atmp_gap.report.csv import BOM

    rows = csv.reader(io.StringIO(content.removeprefix(BOM), newline=""))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, row in enumerate(rows):
        writer.writerow(["yes" if number else "confidential", *row])
    return BOM * content.startswith(BOM) + out.getvalue()


def _json(content: str) -> str:
    data = json.loads(content)
    return dump({"confidential": True, **(data if isinstance(data, dict) else {"items": data})})


def _html(content: str) -> str:
    content = content.replace("<title>", f"<title>{MARK}: ", 1)
    return re.sub(r"(<body[^>]*>)", rf"\1\n<p><strong>{LINE}</strong></p>", content, count=1)


def _workbook(content: bytes) -> bytes:
    """A first sheet, the properties, and the head of every printed page."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    if MARK not in book.sheetnames:
        sheet = book.create_sheet(MARK, 0)
        sheet["A1"] = LINE
        sheet.column_dimensions["A"].width = len(LINE)
    for sheet in book.worksheets:
        sheet.oddHeader.center.text = MARK
    book.properties.keywords = MARK
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _memo(content: bytes) -> bytes:
    """A first paragraph, the properties, and the head of every page."""
    from docx import Document

    memo = Document(io.BytesIO(content))
    first = memo.paragraphs[0] if memo.paragraphs else memo.add_paragraph()
    first.insert_paragraph_before().add_run(LINE).bold = True
    for section in memo.sections:
        section.header.paragraphs[0].text = MARK
    memo.core_properties.keywords = MARK
    out = io.BytesIO()
    memo.save(out)
    return out.getvalue()
