"""The story of docs/regulated-desk.md: a row settled, reviewed, frozen, corrected and recalled.

As ``settle_story``, of which it takes the made-up texts; between its two halves the keepers of the
requirements correct a sentence.
"""

from __future__ import annotations

from pathlib import Path

from settle_story import filled, place

PAGE = "docs/regulated-desk.md"
CORRECTED = "<!-- here the sentence is corrected -->"
CHANGES = """\
changes:
  - kind: wrong
    version: 0.2.1
    date: 2026-11-28
    subjects: [freezer-records]
    entries: [EMA-COLD-001]
    what: The EMA sentence was taken from a handbook that misquotes the guideline; it says 15 years.
"""


def refreshed(root: Path) -> str:
    """The text of the page with the present output under every command."""
    before, mark, after = (root / PAGE).read_text(encoding="utf-8").partition(CORRECTED)
    with place(root) as clock:
        told = filled(before, clock, PAGE)
        correct(Path("team"))
        return told + mark + filled(after, clock, PAGE, ends=(0, 1))


def correct(layer: Path) -> None:
    """What the keepers do to the requirements: the sentence, and the line in the changelog."""
    path = layer / "cold-chain" / "ema.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("10 year", "15 year"), encoding="utf-8")
    (layer / "changes.yaml").write_text(CHANGES, encoding="utf-8")
