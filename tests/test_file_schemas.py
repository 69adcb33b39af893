"""The JSON Schemas for editors accept the bundled files and refuse what the models refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "requirements").rglob("*.yaml"))
LINE = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)


class Core(yaml.SafeLoader):
    """YAML as editors read it: numbers and booleans, but no dates."""


Core.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith("timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema_of(path: Path) -> Any:
    found = LINE.search(path.read_text(encoding="utf-8"))
    assert found, f"{path} names no schema"
    return json.loads((path.parent / found[1]).resolve().read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_bundled_file_names_its_schema_and_fits_it(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=Core)
    jsonschema.validate(data, schema_of(path))


def test_a_schema_refuses_an_unknown_field() -> None:
    path = ROOT / "requirements" / "impurities" / "fda.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=Core)
    data["requirements"][0]["statment"] = "x"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema_of(path))
