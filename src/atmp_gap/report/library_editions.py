"""What two editions of a text differ in, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from atmp_gap.library.editions import (
    ChangedSection,
    EditionDiff,
    SectionChange,
    StatementFate,
    StatementNow,
)
from atmp_gap.library.passages import Piece
from atmp_gap.report.interface import Sheet
from atmp_gap.text.escape import one_line
from atmp_gap.text.wrap import shorten

_SECTIONS: Mapping[SectionChange, str] = {
    "changed": "changed",
    "moved": "moved",
    "taken-out": "taken out",
    "new": "new",
}
_FATES: Mapping[StatementFate, str] = {
    "stands": "still stands",
    "moved": "stands elsewhere",
    "fell": "is no longer found",
    "not-told": "to be judged by a person",
}
_SHOWN = 300


def editions_sheet(diff: EditionDiff, old: str, new: str) -> Sheet:
    """The changed sections, then the statements that want another look, as one listing."""
    rows = [_section(change) for change in diff.sections]
    rows += [_statement(item) for item in diff.statements if item.wants_a_look]
    return Sheet(
        f"{diff.document}: from {one_line(old)} to {one_line(new)}",
        ("what", "before", "after", "became", "gone", "come"),
        tuple(rows),
        tuple(_notes(diff)),
        {
            "document": diff.document,
            "unchanged": diff.unchanged,
            "sections": [
                {
                    "kind": change.kind,
                    "before": _data(change.before),
                    "after": _data(change.after),
                    "gone": list(change.gone),
                    "come": list(change.come),
                    "near_subjects": list(change.near),
                }
                for change in diff.sections
            ],
            "statements": [
                {
                    "id": item.key,
                    "fate": item.fate,
                    "section_changed": item.section_changed,
                    "subjects": list(item.subjects),
                }
                for item in diff.statements
            ],
            "subjects": list(diff.subjects),
            "near_subjects": list(diff.near),
            "pages_without_text": list(diff.blind),
        },
    )


def _data(piece: Piece | None) -> object:
    return None if piece is None else {"section": piece.section, "page": piece.page}


def _where(piece: Piece | None) -> str:
    if piece is None:
        return "-"
    parts = [piece.section or "beginning"]
    return ", ".join([*parts, f"p. {piece.page}"] if piece.page is not None else parts)


def _section(change: ChangedSection) -> tuple[str, ...]:
    return (
        "section",
        _where(change.before),
        _where(change.after),
        _SECTIONS[change.kind]
        + (f"; may speak on {', '.join(change.near)}" if change.near else ""),
        shorten(one_line(" ... ".join(change.gone)), _SHOWN) or "-",
        shorten(one_line(" ... ".join(change.come)), _SHOWN) or "-",
    )


def _statement(item: StatementNow) -> tuple[str, ...]:
    before, after = (
        found.passages[0].where if found.passages else "-" for found in (item.before, item.after)
    )
    became = _FATES[item.fate] + ("; its section changed" if item.section_changed else "")
    return (f"statement {item.key}", before, after, became, "-", "-")


def _notes(diff: EditionDiff) -> list[str]:
    fates = Counter(item.fate for item in diff.statements)
    told = "; ".join(f"{words}: {fates[fate]}" for fate, words in _FATES.items() if fates[fate])
    notes = [
        f"{len(diff.sections)} sections are not as they were, {diff.unchanged} say the same.",
        f"Of {len(diff.statements)} statements on this text: {told or 'none'}.",
        f"Subjects that want another look: {', '.join(diff.subjects) or 'none'}.",
    ]
    if diff.near:
        notes.append(
            "Subjects without an entry from this text on which what is new may speak, by its words "
            f"(read it and judge): {', '.join(diff.near)}."
        )
    if diff.blind:
        pages = ", ".join(map(str, diff.blind))
        notes.append(f"Not compared, because these pages hold no text that can be read: {pages}.")
    return notes
