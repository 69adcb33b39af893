"""What feeds announce, held against the register, in words."""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.library.watch import Announced
from atmp_gap.report.interface import Sheet
from atmp_gap.text.escape import one_line

_HEAD = """\
# Drafts of register entries, from what feeds announced. Look up what says TODO in each text, move
# the entry into the register (documents/*.yaml), and say: atmp-gap check
documents:
"""


def watch_sheet(announced: Sequence[Announced], every: bool) -> Sheet:
    """What somebody should look at, or everything, the youngest first."""
    listed = sorted(
        (found for found in announced if every or found.new),
        key=lambda found: found.item.day,
        reverse=True,
    )
    unregistered = sum(not found.documents for found in announced)
    younger = sum(bool(found.younger_than) for found in announced)
    return Sheet(
        "What feeds announce",
        ("day", "title", "by the register", "where"),
        tuple(
            (
                found.item.day or "not said",
                one_line(found.item.title),
                _state(found),
                one_line(found.item.url) or "-",
            )
            for found in listed
        ),
        (
            f"Of {len(announced)} items {unregistered} name no text of the register, and {younger} "
            "are younger than a text they name. What names a text need not change it.",
        ),
        [
            {
                "day": found.item.day,
                "title": found.item.title,
                "url": found.item.url,
                "documents": list(found.documents),
                "younger_than": list(found.younger_than),
                "draft": found.draft,
            }
            for found in listed
        ],
    )


def _state(found: Announced) -> str:
    if not found.documents:
        return "not registered"
    if found.younger_than:
        return f"names {', '.join(found.younger_than)}, and is younger: look for a new edition"
    return f"known: {', '.join(found.documents)}"


def drafts_text(announced: Sequence[Announced]) -> str:
    """The drafts as a file of the register."""
    items = [f"  {line}" for found in announced for line in found.draft.splitlines()]
    return _HEAD + "\n".join(items) + "\n"
