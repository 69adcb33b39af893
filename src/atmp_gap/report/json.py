"""The JSON format: the contract ``atmp-gap/compare/1``, and listings as plain data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from atmp_gap.gap.result import Result
from atmp_gap.model.record import plain
from atmp_gap.report.interface import Sheet

if TYPE_CHECKING:
    from atmp_gap.report.paper import Paper


def dump(data: Any) -> str:
    """Data, with records in it, as indented JSON text."""
    return json.dumps(plain(data), ensure_ascii=False, indent=2) + "\n"


class Json:
    """JSON, for programs."""

    name = "json"
    wants_listings = False

    def comparison(self, result: Result, listings: Sequence[Sheet] = ()) -> str:
        """The whole result, as ``schemas/compare-1.schema.json`` describes it."""
        return dump(result)

    def detail(self, result: Result) -> str:
        """The same: nothing is left out of it anyway."""
        return self.comparison(result)

    def sheet(self, sheet: Sheet) -> str:
        """The listing's data, or its columns as records."""
        if sheet.data is not None:
            return dump(sheet.data)
        return dump([dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows])

    def paper(self, paper: Paper) -> str:
        """What programs read of it."""
        return self.sheet(paper.sheet)


def schema() -> dict[str, Any]:
    """The JSON Schema of a comparison, generated from the result's own classes."""
    from atmp_gap.corpus.validate import json_schema

    generated = json_schema(Result, output=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **generated,
        "title": "atmp-gap compare, version 1",
    }
