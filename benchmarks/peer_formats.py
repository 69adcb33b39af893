"""Write N made-up requirement items in the formats of neighbouring tools, the same in each.

    python -m benchmarks.peer_formats N FOLDER

Half of the items are of one agency, half of the other. Every item of the second is linked to its
like of the first, but a fifth have no counterpart and a tenth have two. Deterministic.
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.items import SEED, TOPICS, Item, Work, work

IN_FILE = 50
"""Items in a file, where a format takes several."""
_RELATIONS = (
    ("skos:exactMatch", "equal-to"),
    ("skos:narrowMatch", "subset-of"),
    ("skos:broadMatch", "superset-of"),
    ("skos:relatedMatch", "intersects-with"),
    ("skos:closeMatch", "equivalent-to"),
)
_quoted = json.dumps
"""A JSON string is a YAML scalar too."""


def _put(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def _files(items: Sequence[Item]) -> Iterator[tuple[int, Sequence[Item]]]:
    for start in range(0, len(items), IN_FILE):
        yield start // IN_FILE, items[start : start + IN_FILE]


def yaml_files(made: Work, folder: Path) -> None:
    """Plain YAML and its JSON Schema, for check-jsonschema."""
    for side, items in made.sides:
        for number, some in _files(items):
            lines = ["requirements:"]
            for item in some:
                lines += [
                    f"  - id: {item.id}",
                    f"    agency: {item.agency}",
                    f"    topic: {item.topic}",
                    f"    subject: {_quoted(item.subject)}",
                    f"    stage: {_quoted(item.stage)}",
                    f"    text: {_quoted(item.text)}",
                    "    limit:",
                    f"      value: {item.value}",
                    f"      unit: {_quoted(item.unit)}",
                    "    source:",
                    f'      document: "{item.agency} guidance {item.number % 37}"',
                    f'      section: "{item.number % 9 + 1}.{item.number % 5 + 1}"',
                    f'      date: "20{10 + item.number % 15}-0{item.number % 9 + 1}-15"',
                ]
            _put(folder / "files" / f"{side}-{number:04}.yaml", "\n".join(lines) + "\n")
    text = {"type": "string", "minLength": 1}
    date = {"type": "string", "format": "date"}
    record = {
        "id": {"type": "string", "pattern": "^[A-Z]{2,6}-[0-9]{5}$"},
        "agency": {"enum": ["FDA", "EMA"]},
        "topic": {"enum": list(TOPICS)},
        "subject": text,
        "stage": text,
        "text": text,
        "limit": _closed({"value": {"type": "number"}, "unit": text}),
        "source": _closed({"document": text, "section": text, "date": date}),
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_closed({"requirements": {"type": "array", "minItems": 1, "items": _closed(record)}}),
    }
    _put(folder / "schema.json", json.dumps(schema, indent=1))


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def doorstop(made: Work, folder: Path) -> None:
    """A git repository with two doorstop documents, one file for each item.

    Items are stamped as reviewed and links as seen. Otherwise doorstop would write these stamps
    into every file on its first run, which costs more than the checking.
    """
    stamps = {item.number: _stamp(item) for item in made.first}
    for agency, items in (("FDA", made.first), ("EMA", made.second)):
        parent = "  parent: FDA\n" if agency == "EMA" else ""
        _put(
            folder / agency / ".doorstop.yml",
            f"settings:\n  digits: 5\n{parent}  prefix: {agency}\n  sep: '-'\n",
        )
        for item in items:
            links = "".join(f"\n- FDA-{number:05}: {stamps[number]}" for number in item.links)
            derived = "true" if agency == "EMA" and not links else "false"
            _put(
                folder / agency / f"{item.id}.yml",
                f"active: true\nderived: {derived}\nheader: ''\nlevel: '1.{item.number}'\n"
                f"links:{links or ' []'}\nnormative: true\nref: ''\n"
                f"reviewed: {_stamp(item, linked=True)}\ntext: |\n  {item.text}\n",
            )
    git = ("git", "-c", "user.name=benchmark", "-c", "user.email=benchmark@localhost")
    for command in (("init", "-q", "."), ("add", "-A"), ("commit", "-q", "-m", "Made up")):
        subprocess.run([*git, *command], cwd=folder, check=True)


def _stamp(item: Item, linked: bool = False) -> str:
    """The hash by which doorstop sees that an item changed: of its id, text and links."""
    links = [f"FDA-{number:05}" for number in item.links] if linked else []
    content = "".join([item.id, item.text, *links])
    return base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).decode()


def strictdoc(made: Work, folder: Path) -> None:
    """Two documents, with relations from the second's requirements to the first's."""
    for side, items in made.sides:
        lines = ["[DOCUMENT]", f"TITLE: {side.upper()} requirements", ""]
        for item in items:
            lines += [
                "[REQUIREMENT]",
                f"UID: {item.id}",
                "STATUS: Approved",
                f"TITLE: {item.subject} {item.number}",
                "STATEMENT: >>>",
                item.text,
                "<<<",
            ]
            if item.links:
                lines.append("RELATIONS:")
            for number in item.links:
                lines += ["- TYPE: Parent", f"  VALUE: FDA-{number:05}"]
            lines.append("")
        _put(folder / f"{side}.sdoc", "\n".join(lines))
    _put(
        folder / "strictdoc_config.py",
        "from strictdoc.core.project_config import ProjectConfig\n\n\n"
        "def create_config() -> ProjectConfig:\n"
        "    return ProjectConfig(project_title='Made up')\n",
    )


def oscal(made: Work, folder: Path) -> None:
    """A trestle workspace: a catalog for each agency and a collection of mappings."""
    rnd = random.Random(SEED)

    def some_id() -> str:
        return str(uuid.UUID(int=rnd.getrandbits(128), version=4))

    def head(title: str) -> dict[str, Any]:
        metadata = {
            "title": title,
            "last-modified": "2026-11-22T00:00:00+00:00",
            "version": "1.0",
            "oscal-version": "1.2.1",
        }
        return {"uuid": some_id(), "metadata": metadata}

    for side, items in made.sides:
        groups = [
            {
                "id": f"{side}-{topic}",
                "title": topic,
                "controls": [_control(item) for item in items if item.topic == topic],
            }
            for topic in TOPICS
        ]
        catalog = {"catalog": {**head(side), "groups": groups}}
        _put(folder / "catalogs" / side / "catalog.json", json.dumps(catalog, indent=1))
    maps = [
        {
            "uuid": some_id(),
            "relationship": rnd.choice(_RELATIONS)[1],
            "sources": [{"type": "control", "id-ref": item.id.lower()}],
            "targets": [{"type": "control", "id-ref": f"fda-{number:05}"}],
        }
        for item in made.second
        for number in item.links
    ]
    mapping = {
        "uuid": some_id(),
        "source-resource": {"type": "catalog", "href": "trestle://catalogs/ema/catalog.json"},
        "target-resource": {"type": "catalog", "href": "trestle://catalogs/fda/catalog.json"},
        "maps": maps,
    }
    provenance = {
        "method": "human",
        "matching-rationale": "semantic",
        "status": "complete",
        "mapping-description": "Made up",
    }
    collection = {**head("mappings"), "provenance": provenance, "mappings": [mapping]}
    _put(
        folder / "mapping-collections" / "fda-ema" / "mapping-collection.json",
        json.dumps({"mapping-collection": collection}, indent=1),
    )


def _control(item: Item) -> dict[str, Any]:
    name = item.id.lower()
    return {
        "id": name,
        "title": item.subject,
        "props": [{"name": "stage", "value": item.stage.replace(" ", "-")}],
        "parts": [{"id": f"{name}_smt", "name": "statement", "prose": item.text}],
    }


def sssom(made: Work, folder: Path) -> None:
    """A table of mappings; it has no room for the items' texts."""
    rnd = random.Random(SEED)
    lines = [
        "#curie_map:",
        "#  sssom: https://w3id.org/sssom/",
        "#  FDAR: https://example.org/fda/",
        "#  EMAR: https://example.org/ema/",
        "#  skos: http://www.w3.org/2004/02/skos/core#",
        "#  semapv: https://w3id.org/semapv/vocab/",
        "#mapping_set_id: https://example.org/made-up.sssom.tsv",
        "#license: https://creativecommons.org/publicdomain/zero/1.0/",
        "#mapping_date: '2026-11-22'",
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\t"
        "mapping_justification\tconfidence\tcomment",
    ]
    for item in made.second:
        for number in item.links or (0,):
            cells = [
                f"EMAR:{item.number:05}",
                item.subject,
                rnd.choice(_RELATIONS)[0],
                f"FDAR:{number:05}" if number else "sssom:NoTermFound",
                made.first[number - 1].subject if number else "",
                "semapv:ManualMappingCuration",
                f"{rnd.uniform(0.5, 1):.2f}",
                "made up",
            ]
            lines.append("\t".join(cells))
    _put(folder / "map.sssom.tsv", "\n".join(lines) + "\n")


def needs(made: Work, folder: Path) -> None:
    """A Sphinx project whose pages hold the items as needs."""
    _put(
        folder / "conf.py",
        "extensions = ['sphinx_needs']\nproject = 'Made up'\nneeds_id_regex = '^[A-Z0-9_]{5,}$'\n"
        "html_theme = 'alabaster'\n",
    )
    pages = []
    for side, items in made.sides:
        for page, some in _files(items):
            lines = [f"{side.upper()} {page}", "=" * 20, ""]
            for item in some:
                lines += [
                    f".. req:: {item.subject} {item.agency} {item.number}",
                    f"   :id: {item.agency}_{item.number:05}",
                    "   :status: open",
                ]
                if item.links:
                    names = "; ".join(f"FDA_{number:05}" for number in item.links)
                    lines.append(f"   :links: {names}")
                lines += ["", f"   {item.text}", ""]
            pages.append(f"{side}-{page:04}")
            _put(folder / f"{pages[-1]}.rst", "\n".join(lines))
    tree = "".join(f"   {page}\n" for page in pages)
    _put(folder / "index.rst", f"Made up\n=======\n\n.. toctree::\n\n{tree}")


WRITERS: dict[str, Callable[[Work, Path], None]] = {
    "check-jsonschema": yaml_files,
    "doorstop": doorstop,
    "strictdoc": strictdoc,
    "compliance-trestle": oscal,
    "sssom": sssom,
    "sphinx-needs": needs,
}
"""Who takes what, by the peer's name on PyPI."""


def write(count: int, folder: Path) -> None:
    """Write the items for every peer, each into a folder of its name."""
    made = work(count)
    for name, writer in WRITERS.items():
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
        writer(made, folder / name)


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
