"""The clean example corpus, and a way to break it."""

from __future__ import annotations

from pathlib import Path

BASE = Path(__file__).parent / "examples" / "base"
ENTRY = "t/fda.yaml"


def change(folder: Path, before: str, after: str, file: str = ENTRY) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
