"""A comparison whose every free text tries to be something else: formula, markup, table, trick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from atmp_gap.gap.result import Result
from atmp_gap.report.interface import Sheet
from support import absence, ema, fda, files, ich, open_files, result_of

NASTY = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "a | b || c",
    "`code` ``` *star* _under_ [link](javascript:alert(1))",
    "<script>document.title='owned'</script><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "right\u202eto left\u2066 marks\u200f",
    "emoji 🧬 and 👩‍🔬",
    "line one\nline two\n# heading\n- item\n| cell |",
    "\"quotes\" & 'more' </textarea></style>]]>--><!--",
)
WHOLE = " ~ ".join(NASTY)


def hostile(folder: Path, statement: str = WHOLE) -> Result:
    """One subject that diverges before marketing and is searched in vain after."""
    return result_of(open_files(folder, hostile_files(statement)))


def hostile_files(statement: str = WHOLE) -> dict[str, Any]:
    """The files of it."""
    return files(
        {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}},
        [
            fda({"amount": "< 10 ng/dose"}, statement=statement, note=WHOLE, document="FDA-X"),
            ema({"amount": "none"}, statement=statement, applies_to={"stage": ["marketing"]}),
            ich({"amount": "< 50 ng/dose"}, statement=statement),
        ],
        absences=[absence("EMA", applies_to={"stage": ["investigational"]}, note=WHOLE)],
        subject={"title": statement, "question": WHOLE, "note": WHOLE, "ctd": ["3.2.S.3.2"]},
        documents=[
            {
                "id": "FDA-X",
                "title": statement,
                "issuer": "FDA",
                "kind": "guidance",
                "status": "final",
                "effective": "2020-01-01",
                "sections_read": "full",
                "reference": "=1+1",
                "url": "javascript:alert(1)",
            }
        ],
    )


TERMS = Sheet("Terms", ("=US", "EU"), tuple((text, "=1+1") for text in NASTY), ("=note",))
