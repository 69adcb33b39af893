"""A row spelled out as plain text: both sides, why the verdict, and the statements."""

from __future__ import annotations

from collections.abc import Mapping

from atmp_gap.gap.result import Row
from atmp_gap.report import reasons, wording
from atmp_gap.report.columns import paragraph


def detail(row: Row, words: Mapping[str, str], width: int) -> list[str]:
    """The lines of a row, in words and in ``width`` characters."""

    def told(text: str, indent: str = "") -> list[str]:
        return paragraph(text, width, indent)

    answers = wording.Answers(row, words)
    lines = told(row.title)
    lines.append("=" * min(len(row.title), width))
    lines += told(row.question)
    lines += told(f"id: {row.subject}   CTD: {', '.join(row.ctd) or '-'}")
    lines += told(f"Verdict: {wording.headline(row, words)}")
    lines += told(f"Stricter: {wording.stricter_text(row.stricter)}")
    if row.note:
        lines += told(f"Note: {row.note}")
    for part in row.parts:
        lines += [
            "",
            *told(f"{wording.scope_text(part.scope, words)}: {wording.part_label(part)}"),
        ]
        for side in part.sides:
            names = f" [{', '.join(side.entries)}]" if side.entries else ""
            lines += told(f"{side.agency}: {answers.of(part, side.agency)}{names}", "  ")
        lines += told(
            f"position for both: {wording.position_text(part.global_position, words)}", "  "
        )
        for line in reasons.why(part, words):
            lines += told(f"why: {line}", "  ")
        for facet in part.facets:
            if not facet.material:
                lines += told(f"beside it: {reasons.facet_text(facet, words)}", "  ")
    lines += ["", "Statements"]
    deciding = {name for part in row.parts for side in part.sides for name in side.entries}
    for entry in row.entries:
        mark = "" if entry.id in deciding else ", decides nothing"
        lines += told(
            f"{entry.id} ({entry.obligation}, {entry.reading['grade']}{mark}): {entry.statement}",
            "  ",
        )
        document = entry.document
        about = [document["title"], document["reference"], entry.locator, document["status"]]
        lines += told("; ".join(text for text in about if text), "    ")
        if entry.reading["via"]:
            lines += told(f"seen in: {entry.reading['via']}", "    ")
        for line in entry.checked:
            lines += told(f"checked: {line}", "    ")
        for word, uses in (("unless", entry.unless), ("when", entry.when)):
            for use in uses:
                condition = wording.said(use["id"] or "", words)
                note = f": {use['note']}" if use["note"] else ""
                lines += told(f"{word} {condition}{note}", "    ")
        if entry.note:
            lines += told(f"note: {entry.note}", "    ")
    return lines
