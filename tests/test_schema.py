"""The JSON Schema in schemas/ is the one generated from the result's own classes."""

from __future__ import annotations

from pathlib import Path

from atmp_gap.report.json import dump, schema

FILE = Path(__file__).parents[1] / "schemas" / "compare-1.schema.json"


def test_schema_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == dump(schema()), (
        "the JSON contract changed; write it anew with\n"
        '  python -c "from atmp_gap.report.json import *; '
        "open('schemas/compare-1.schema.json','w',encoding='utf-8').write(dump(schema()))\""
    )
