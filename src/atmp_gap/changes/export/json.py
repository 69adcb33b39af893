"""The JSON format as an export: ``atmp-gap/compare/1``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from atmp_gap.changes.export.export import Export, Recorded, refused
from atmp_gap.corpus.problem import Place
from atmp_gap.gap.result import SCHEMA
from atmp_gap.workbook import layout

ANEW = "name a file that atmp-gap compare --format json wrote"


def read_json(raw: bytes, file: str) -> Export:
    """What a comparison in JSON said."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise refused(f"is no JSON: {str(error)[:80]}", file, ANEW) from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        told = f"is JSON of {str(schema)[:60]!r}" if schema else "is JSON of somebody else"
        raise refused(f"{told}, not of {SCHEMA!r}", file, ANEW)
    try:
        return _export(data, file)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        told = f"lacks what {SCHEMA!r} has: {str(error)[:60]}"
        raise refused(told, file, f"it was cut or changed; {ANEW}") from None


def _export(data: Mapping[str, Any], file: str) -> Export:
    first, second = map(str, data["agencies"])
    found = Export(
        file,
        "json",
        str(data["tool"]),
        str(data["corpus"]["version"]),
        str(data["corpus"]["fingerprint"]),
        str(data["as_of"]),
        (first, second),
        dict(data["filters"]),
    )
    for number, row in enumerate(data["rows"]):
        entries = {entry["id"]: entry for entry in row["entries"]}
        for part in row["parts"]:
            key = layout.key_of(row["subject"], part["scope"])
            used = tuple(dict.fromkeys(name for side in part["sides"] for name in side["entries"]))
            where = "; ".join(f"{k}: {', '.join(v)}" for k, v in part["scope"].items())
            place = Place(f"{file}:rows[{number}]")
            said = _said(part, entries)
            found.rows[key] = Recorded(
                key, str(row["subject"]), str(row["title"]), where, said, used, place
            )
    return found


def _said(part: Mapping[str, Any], entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """A part in fields as the workbook has them."""
    said = {
        "verdict": f"{part['verdict']}{' (recalled)' if part['provisional'] else ''}",
        "stricter": str(part["stricter"] or ""),
        "both": _mapping(part["global_position"]),
        "grade": str(part["reading"] or ""),
    }
    for number, side in enumerate(part["sides"], 1):
        speaking = [entries[name] for name in side["entries"]]
        said[f"answer-{number}"] = "; ".join(map(_answers, speaking))
        said[f"citation-{number}"] = "; ".join(
            f"{entry['document']['id']}, {entry['locator']}" for entry in speaking
        )
    return said


def _answers(entry: Mapping[str, Any]) -> str:
    """An entry's answers, and what it says."""
    return f"{_mapping(entry['answers'])} ({entry['statement']})".strip()


def _mapping(items: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {_listed(value)}" for name, value in items.items())


def _listed(value: Any) -> str:
    if isinstance(value, str):
        return value
    return ", ".join(map(str, value)) if isinstance(value, Iterable) else str(value)
