"""The JSON format: the contract ``atmp-gap/compare/1``, and listings as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps
from json.encoder import encode_basestring as quoted
from typing import Any

from atmp_gap.gap.result import Result
from atmp_gap.model.record import Record
from atmp_gap.report.interface import Sheet


def dump(data: Any) -> str:
    """Data, with records in it, as indented JSON text.

    The text is that of ``json.dumps`` with an indent of 2, whose encoder is several times slower
    as soon as it indents. Names are texts.
    """
    return f"{_Writer().text(data, chr(10))}\n"


class _Writer:
    """Writes values; ``line`` is a line end with the indent of the value's own line."""

    def __init__(self) -> None:
        self._labels: dict[type, tuple[tuple[str, str], ...] | None] = {}

    def text(self, value: Any, line: str) -> str:
        if value is None:
            return "null"
        if value is True or value is False:
            return "true" if value else "false"
        inner = f"{line}  "
        # Texts are the most by far: they are written where they stand, without a call of their own.
        if isinstance(value, (list, tuple)):
            items = [
                quoted(item) if type(item) is str else self.text(item, inner) for item in value
            ]
            return f"[{inner}{f',{inner}'.join(items)}{line}]" if items else "[]"
        if isinstance(value, dict):
            items = [
                f"{quoted(name)}: {quoted(item) if type(item) is str else self.text(item, inner)}"
                for name, item in value.items()
            ]
            return f"{{{inner}{f',{inner}'.join(items)}{line}}}" if items else "{}"
        labels = self._labels_of(type(value))
        if labels is None:
            return dumps(value, ensure_ascii=False)
        items = [
            label + (quoted(item) if type(item) is str else self.text(item, inner))
            for name, label in labels
            for item in (getattr(value, name),)
        ]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"

    def _labels_of(self, kind: type) -> tuple[tuple[str, str], ...] | None:
        """The fields of a class of records, each with its name as it is written."""
        if kind not in self._labels:
            self._labels[kind] = None
            if issubclass(kind, Record):
                self._labels[kind] = tuple((name, f"{quoted(name)}: ") for name in kind._fields)
        return self._labels[kind]


class Json:
    """JSON, for programs."""

    name = "json"
    wants_listings = False
    piecewise = None

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


def schema() -> dict[str, Any]:
    """The JSON Schema of a comparison, generated from the result's own classes."""
    from atmp_gap.model.forms import output_schema

    generated = output_schema(Result)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **generated,
        "title": "atmp-gap compare, version 1",
    }
