"""What was said, line by line, before it is written: nothing is lost when a run is interrupted.

``settled.jsonl`` lies in the person's layer and only grows. Each act is one line before the layer's
files are touched, and a second line once they hold it. What has no second line was interrupted, and
is put in when the next run begins.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from atmp_gap.review.item import Item

JOURNAL = "settled.jsonl"
Outcome = Literal["done", "dropped", "undone"]


@dataclass(frozen=True)
class Act:
    """One thing that was said: its number, who said it, in words, and the items it makes."""

    number: int
    by: str
    at: str
    words: str
    items: tuple[Item, ...]


class JournalError(Exception):
    """A journal that cannot be read; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass
class Journal:
    """The journal of a layer. Raises OSError where it cannot be read or written."""

    path: Path
    acts: list[Act] = field(default_factory=list)
    became: dict[int, Outcome] = field(default_factory=dict)

    @classmethod
    def of(cls, layer: Path) -> Journal:
        """The journal of a layer, which may not be there yet. Raises JournalError."""
        journal = cls(layer / JOURNAL)
        if not journal.path.exists():
            return journal
        lines = journal.path.read_bytes().split(b"\n")
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                journal._take(json.loads(raw))
            except (ValueError, KeyError, TypeError, AttributeError):
                if not raw.endswith(b"}"):
                    # It broke off while it was written: nothing in the layer rests on it.
                    continue
                raise JournalError(
                    f"{journal.path}:{number}:1: is no line of a journal",
                    "put it back as it was, or move the file away: your layer stays as it is",
                ) from None
        return journal

    def _take(self, data: dict[str, Any]) -> None:
        if "items" in data:
            items = tuple(
                Item(str(i["file"]), str(i["head"]), str(i["key"]), tuple(map(str, i["lines"])))
                for i in data["items"]
            )
            act = Act(int(data["number"]), data["by"], data["at"], data["words"], items)
            self.acts.append(act)
        elif data["became"] in ("done", "dropped", "undone"):
            self.became[int(data["number"])] = data["became"]

    @property
    def interrupted(self) -> list[Act]:
        """What was said and not written."""
        return [act for act in self.acts if act.number not in self.became]

    @property
    def standing(self) -> list[Act]:
        """What was said, was written and was not taken back, the newest last."""
        return [act for act in self.acts if self.became.get(act.number) == "done"]

    def say(self, by: str, at: str, words: str, items: Sequence[Item]) -> Act:
        """Write down what is said, before anything else is written."""
        number = max((act.number for act in self.acts), default=0) + 1
        act = Act(number, by, at, words, tuple(items))
        self._append({"number": number, "by": by, "at": at, "words": words} | _items(act))
        self.acts.append(act)
        return act

    def end(self, act: Act, outcome: Outcome, by: str, at: str, why: str = "") -> None:
        """Write down what became of it."""
        line = {"number": act.number, "became": outcome, "by": by, "at": at}
        self._append(line | ({"why": why} if why else {}))
        self.became[act.number] = outcome

    def _append(self, data: dict[str, Any]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        begun = self.path.exists() and not self.path.read_bytes().endswith(b"\n")
        text = json.dumps(data, ensure_ascii=False)
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            # A line that broke off ends where the next one begins.
            file.write(("\n" if begun and self.path.stat().st_size else "") + text + "\n")
            file.flush()
            os.fsync(file.fileno())


def _items(act: Act) -> dict[str, Any]:
    return {"items": [asdict(item) for item in act.items]}
