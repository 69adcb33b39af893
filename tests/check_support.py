"""The clean example corpus, a way to break it, and a way to make it larger."""

from __future__ import annotations

import shutil
from pathlib import Path

BASE = Path(__file__).parent / "examples" / "base"
ENTRY = "t/fda.yaml"


def change(folder: Path, before: str, after: str, file: str = ENTRY) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def grown(folder: Path, times: int, before: str = "", after: str = "") -> Path:
    """The clean corpus so many times in one: topics, subjects, entries and documents of their own.

    In every copy of the topic's files one text can be changed into another.
    """
    shutil.copytree(BASE, folder, ignore=shutil.ignore_patterns("t", "documents"))
    (folder / "documents").mkdir()
    for number in range(times):
        (folder / f"t{number}").mkdir()
        for path in (*BASE.glob("t/*.yaml"), *BASE.glob("documents/*.yaml")):
            text = path.read_text("utf-8").replace("Residual", f"In case {chr(97 + number)} the")
            for name in ("-DOC", "-T-001", "subject: amount", "- id: amount"):
                text = text.replace(name, f"{name}-{number}")
            text = text.replace("topic: t\n", f"topic: t{number}\n").replace(
                "id: t\n", f"id: t{number}\n", 1
            )
            register = path.parent.name == "documents"
            if register:
                text = text.replace("title: ", f"title: Text {number} of ")
            inner = f"documents/{number}.yaml" if register else f"t{number}/{path.name}"
            changed = text if register or not before else text.replace(before, after)
            (folder / inner).write_text(changed, "utf-8")
    return folder
