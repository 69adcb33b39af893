"""Files that are generated are current; the failure names the command that writes them anew."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("generate", ROOT / "scripts" / "generate.py")
assert SPEC is not None and SPEC.loader is not None
GENERATE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(GENERATE)


@pytest.mark.parametrize("name", list(GENERATE.GENERATED))
def test_generated_file_is_current(name: str) -> None:
    text = GENERATE.GENERATED[name]()
    assert (ROOT / name).read_text(encoding="utf-8") == text, (
        f"{name} differs from what is generated; run: python scripts/generate.py"
    )
