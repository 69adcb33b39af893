"""An OSCAL 1.2 mapping collection, as JSON.

Source: NIST OSCAL 1.2, control mapping model. Relationships as for the set-theory sheet: equal-to
for a text that both adopt, equivalent-to for two that say the same, intersects-with for what
differs or is to be judged. A gap summary lists only statements for which a search of the other side
is recorded; what nobody searched stands in neither, and the remarks say so. Every id is made of the
corpus' fingerprint, so that the same state gives the same file.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from atmp_gap.report.exchange import OPEN, loss_line
from atmp_gap.report.exchange.pair_words import cited, comment, weakest_grade
from atmp_gap.text.escape import one_line
from atmp_gap.views.relations import Pair, Relations

TITLE = "OSCAL 1.2 mapping collection"
ENDING = ".json"
CARRIED = frozenset({"searches that found nothing", "judgements of people"})
VERSION = "1.2.0"
NAMESPACE = "urn:x-atmp-gap:oscal"


def written(relations: Relations) -> str:
    """The collection as JSON, with one mapping from the first agency to the second."""
    result = relations.result
    name = f"{result.corpus.version} {result.corpus.fingerprint} {result.as_of}"
    made = _Uuids(f"{name} {' '.join(result.agencies)} {sorted(result.filters.items())}")
    first, second = result.agencies
    mapping: dict[str, Any] = {
        "uuid": made("mapping"),
        "source-resource": _resource(first, made),
        "target-resource": _resource(second, made),
        "maps": [_map(pair, relations, made) for pair in relations.pairs],
        "remarks": f"{loss_line(relations, CARRIED)}. {OPEN}",
    }
    mapped = {item.id for pair in relations.pairs for item in (pair.source, pair.target)}
    for agency, key in ((first, "source-gap-summary"), (second, "target-gap-summary")):
        gaps = [i for i in relations.alone if i.agency == agency and i.searched]
        ids = [name for name in dict.fromkeys(item.entry.id for item in gaps) if name not in mapped]
        if ids:
            mapping[key] = {"uuid": made(key), "unmapped-controls": [{"with-ids": ids}]}
    collection = {
        "uuid": made("collection"),
        "metadata": {
            "title": f"{first} and {second}: atmp-gap",
            "remarks": result.notice,
            "last-modified": f"{result.as_of}T00:00:00Z",
            "version": f"{result.corpus.version}+{result.corpus.fingerprint}",
            "oscal-version": VERSION,
            "props": [
                _prop("tool", result.tool),
                _prop("corpus-fingerprint", result.corpus.fingerprint),
                _prop("licence", "CC-BY-4.0"),
            ],
        },
        "provenance": {
            "method": "hybrid",
            "matching-rationale": "semantic",
            "status": "draft",
            "mapping-description": (
                "People assigned statements to questions and typed their answers; a program "
                "compared the answers where scopes overlap."
            ),
        },
        "mappings": [mapping],
        "back-matter": {
            "resources": [
                {
                    "uuid": made(agency),
                    "title": f"Requirements of {agency} in atmp-gap {result.corpus.version}",
                    "description": "Statements by id, each with document, locator and grade.",
                }
                for agency in result.agencies
            ]
        },
    }
    return json.dumps({"mapping-collection": collection}, ensure_ascii=False, indent=2) + "\n"


class _Uuids:
    """Ids that are the same for the same state and name."""

    def __init__(self, state: str) -> None:
        self._state = uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE} {state}")

    def __call__(self, name: str) -> str:
        return str(uuid.uuid5(self._state, name))


def _resource(agency: str, made: _Uuids) -> dict[str, Any]:
    return {"type": "catalog", "href": f"#{made(agency)}", "props": [_prop("agency", agency)]}


def _map(pair: Pair, relations: Relations, made: _Uuids) -> dict[str, Any]:
    part = pair.part
    if pair.the_same:
        relationship = "equal-to" if pair.same_text else "equivalent-to"
    else:
        relationship = "intersects-with"
    told = [pair.row.subject, pair.source.id, pair.target.id, part.verdict, str(part.provisional)]
    return {
        "uuid": made(" ".join(told)),
        "relationship": relationship,
        "sources": [_item(pair.source.id, cited(pair.source), pair.source.statement)],
        "targets": [_item(pair.target.id, cited(pair.target), pair.target.statement)],
        "props": [
            _prop("question", pair.row.subject),
            _prop("verdict", part.verdict),
            _prop("reading", weakest_grade(pair)),
            _prop("decided-by", part.decided_by),
        ],
        "remarks": comment(pair, relations.result),
    }


def _item(name: str, cite: str, statement: str) -> dict[str, Any]:
    return {
        "type": "control",
        "id-ref": name,
        "props": [_prop("citation", cite)],
        "remarks": one_line(statement),
    }


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": NAMESPACE, "value": one_line(value).strip() or "-"}
