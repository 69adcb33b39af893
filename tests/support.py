"""Small corpora for tests: a subject, both sides' entries, absences; written out and opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Part, Result, Row

VOCABULARY: dict[str, Any] = {
    "dimensions": [
        {
            "id": "product",
            "title": "Product",
            "option": "product",
            "terms": [
                {
                    "id": "vector",
                    "terms": [
                        {"id": "aav", "implies": {"genome": ["episomal"]}},
                        {"id": "lv", "implies": {"genome": ["integrating"]}},
                    ],
                },
                {"id": "cells"},
            ],
        },
        {
            "id": "genome",
            "title": "Genome",
            "option": "genome",
            "terms": [{"id": "integrating"}, {"id": "episomal"}, {"id": "edited"}],
        },
        {
            "id": "substrate",
            "title": "Substrate",
            "option": "substrate",
            "terms": [{"id": "non-tumorigenic"}, {"id": "tumorigenic"}],
        },
        {
            "id": "stage",
            "title": "Stage",
            "option": "stage",
            "terms": [
                {"id": "phase-1"},
                {"id": "phase-2"},
                {"id": "pivotal"},
                {"id": "marketing"},
                {"id": "post-approval"},
            ],
            "groups": [
                {"id": "investigational", "members": ["phase-1", "phase-2", "pivotal"]},
            ],
        },
    ],
    "units": [
        {"id": "pg", "dimension": "mass", "factor": "0.001"},
        {"id": "ng", "dimension": "mass", "factor": "1"},
        {"id": "mg", "dimension": "mass", "factor": "1000000"},
        {"id": "kg", "dimension": "mass", "factor": "1000000000000"},
        {"id": "dose", "dimension": "dose", "factor": "1"},
        {"id": "bp", "dimension": "length", "factor": "1"},
        {"id": "%", "dimension": "share", "factor": "1"},
        {"id": "cells", "dimension": "cells", "factor": "1"},
        {"id": "particles", "dimension": "particles", "factor": "1"},
        {"id": "copies", "dimension": "copies", "factor": "1"},
        {"id": "genome", "dimension": "genome", "factor": "1"},
        {"id": "EU", "dimension": "endotoxin", "factor": "1"},
        {"id": "IU", "dimension": "international-units", "factor": "1"},
        {"id": "h", "dimension": "time", "factor": "1/24"},
        {"id": "day", "dimension": "time", "factor": "1"},
        {"id": "month", "dimension": "time", "factor": "30.4375"},
        {"id": "year", "dimension": "time", "factor": "365.25"},
    ],
    "equal": [{"units": ["EU", "IU"], "dimension": "endotoxin"}],
    "conditions": [
        {"id": name, "title": name}
        for name in (
            "encapsidated-dna",
            "vector-lot-negative",
            "justified",
            "consult-division",
            "no-grade-available",
            "limited-material",
        )
    ],
    "methods": [{"id": "nat", "terms": [{"id": "validated-nat"}]}, {"id": "culture"}],
    "starts": [
        {"id": "administration", "title": "administration"},
        {"id": "product-expiry", "title": "expiry", "after": ["administration"]},
        {"id": "other", "title": "other"},
    ],
}
AGENCIES = {
    "agencies": [
        {"id": "FDA", "name": "FDA", "side": "US", "speaks_for": ["Congress", "USP"]},
        {"id": "EMA", "name": "EMA", "side": "EU", "speaks_for": ["EC", "EDQM"]},
        {"id": "ICH", "name": "ICH"},
    ]
}


def document(name: str, issuer: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": name,
        "issuer": issuer,
        "kind": "guidance",
        "status": "final",
        "effective": "2020-01-01",
        "sections_read": "full",
        **more,
    }


DOCUMENTS = [
    document("FDA-DOC", "FDA"),
    document("EMA-DOC", "EMA"),
    document("FDA-DRAFT", "FDA", status="draft"),
    document("EMA-DRAFT", "EMA", status="draft"),
    document("FDA-LAW", "Congress", kind="law"),
    document("EMA-PROPOSED", "EC", status="proposed", kind="law"),
    document(
        "ICH-DOC",
        "ICH",
        adopted={
            "FDA": {"reference": "r", "date": "2020-01-01"},
            "EMA": {"reference": "r", "date": "2021-01-01"},
        },
    ),
]


def entry(name: str, document: str, answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    grade = more.pop("grade", "reported")
    reading: dict[str, Any] = {"grade": grade, "date": "2026-01-01"}
    extra: dict[str, Any] = {}
    if grade == "reported":
        reading["via"] = "Somebody, a title, 2020"
    if grade == "read":
        extra["anchors"] = ["anchor"]
    return {
        "id": name,
        "subject": "s",
        "statement": f"Statement of {name}.",
        "obligation": "should",
        "answers": dict(answers),
        "source": {"document": document, "locator": "1"},
        "reading": reading,
        **extra,
        **more,
    }


def fda(answers: Mapping[str, Any], number: int = 1, **more: Any) -> dict[str, Any]:
    return entry(f"FDA-{number}", more.pop("document", "FDA-DOC"), answers, **more)


def ema(answers: Mapping[str, Any], number: int = 1, **more: Any) -> dict[str, Any]:
    return entry(f"EMA-{number}", more.pop("document", "EMA-DOC"), answers, **more)


def ich(answers: Mapping[str, Any], number: int = 1, **more: Any) -> dict[str, Any]:
    return entry(f"ICH-{number}", more.pop("document", "ICH-DOC"), answers, **more)


def absence(agency: str, **more: Any) -> dict[str, Any]:
    return {
        "subject": "s",
        "agency": agency,
        "searched": [{"document": f"{agency}-DOC", "sections": ["full"]}],
        "reading": {"grade": "reported", "via": "Somebody, a title, 2020", "date": "2026-01-01"},
        "by": "editors",
        **more,
    }


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """YAML without aliases, which the format refuses; written in C where that is there.

    In Python writing took four fifths of the time of a test.
    """

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(folder: Path, files: Mapping[str, Any]) -> Path:
    """Write a corpus folder from file names and their content, as data or as text."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (
            content
            if isinstance(content, str)
            else yaml.dump(content, Dumper=_Plain, sort_keys=False)
        )
        path.write_text(text, encoding="utf-8")
    return folder


def files(
    asks: Mapping[str, Any],
    entries: Sequence[Mapping[str, Any]],
    *,
    absences: Sequence[Mapping[str, Any]] = (),
    judgements: Sequence[Mapping[str, Any]] = (),
    domain: Any = "all",
    group: str = "g",
    documents: Sequence[Mapping[str, Any]] = (),
    subject: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The files of a corpus with one topic ``t`` and one subject ``s``."""
    by_agency: dict[str, list[Mapping[str, Any]]] = {"FDA": [], "EMA": [], "ICH": []}
    for item in entries:
        by_agency[item["id"].split("-")[0]].append(item)
    extra = {item["id"] for item in documents}
    register = [item for item in DOCUMENTS if item["id"] not in extra]
    result: dict[str, Any] = {
        "corpus.yaml": {"version": "1", "date": "2026-06-01"},
        "agencies.yaml": AGENCIES,
        "vocabulary.yaml": VOCABULARY,
        "documents/all.yaml": {"documents": [*register, *documents]},
        "t/topic.yaml": {
            "id": "t",
            "title": "Topic",
            "summary": "A topic.",
            "groups": [{"id": "g", "title": "Group"}, {"id": "general", "title": "General"}],
            "subjects": [
                {
                    "id": "s",
                    "title": "Subject",
                    "question": "What is asked?",
                    "group": group,
                    "domain": domain,
                    "asks": dict(asks),
                    **(subject or {}),
                }
            ],
        },
        "t/judgements.yaml": {"judgements": list(judgements), "absences": list(absences)},
    }
    for agency, items in by_agency.items():
        if items:
            result[f"t/{agency.lower()}.yaml"] = {
                "agency": agency,
                "topic": "t",
                "requirements": items,
            }
    return result


def open_files(folder: Path, content: Mapping[str, Any]) -> Corpus:
    return open_corpus([write(folder, content)], bundled=False)


def result_of(corpus: Corpus, **more: Any) -> Result:
    between = more.pop("between", ("FDA", "EMA"))
    return compare(corpus, Request(between, more.pop("as_of", corpus.date), **more))


def row_of(folder: Path, asks: Mapping[str, Any], entries: Sequence[Any], **more: Any) -> Row:
    """The row of a one-subject corpus; options of the view go in ``view``."""
    view = more.pop("view", {})
    rows = result_of(open_files(folder, files(asks, entries, **more)), **view).rows
    assert len(rows) == 1
    return rows[0]


def facets(part: Part) -> list[tuple[str, str | None]]:
    """The material facets of a part: kind and stricter side."""
    return [(facet.kind, facet.stricter) for facet in part.facets if facet.material]


def notes(part: Part) -> set[str]:
    """The kinds of what is not material."""
    return {facet.kind for facet in part.facets if not facet.material}
