"""What a memo says about itself, unseen: by it the memo is held against a later state.

Of each row there is the id, the scope, the entries it rests on, its verdict, and marks of what else
it says.
"""

from __future__ import annotations

import html
import json

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from atmp_gap.gap.result import Result
from atmp_gap.report.decisions import PartTold, RowTold, each_part
from atmp_gap.report.part_cells import part_cells
from atmp_gap.workbook import layout

_NAME = "/customXml/item%d.xml"


def add_identity(document: Document, result: Result) -> None:
    """Put it into a document, as a part of the file that word processors keep."""
    data = {
        "format": layout.MEMO,
        "tool": result.tool,
        "corpus": [result.corpus.version, result.corpus.fingerprint],
        "as_of": result.as_of,
        "agencies": list(result.agencies),
        "filters": result.filters,
        "rows": [_row(told, part) for told, part in each_part(result)],
    }
    text = html.escape(json.dumps(data, separators=(",", ":")), quote=False)
    xml = f"<{layout.MEMO_TAG}>{text}</{layout.MEMO_TAG}>".encode()
    package = document.part.package
    part = Part(package.next_partname(_NAME), "application/xml", xml, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _row(told: RowTold, part: PartTold) -> list[object]:
    """Key, subject, scope, entries, then the compared texts: a few in words, else a mark."""
    cells = part_cells(told, part)
    used = dict.fromkeys(name for side in part.part.sides for name in side.entries)
    texts = [
        cells[name] if name in layout.CLEAR else layout.digest(cells[name], 6)
        for name in layout.COMPARED
    ]
    key = layout.key_of(told.row.subject, part.part.scope)
    return [key, told.row.subject, part.where, list(used), *texts]
