"""A consultation pack as Markdown: draft questions, both sides, and blanks for the company."""

from __future__ import annotations

from collections.abc import Iterable

from atmp_gap.gap.result import EntryResult
from atmp_gap.profile.questions import Pack, Question, background
from atmp_gap.report import origin, reasons, sources, wording
from atmp_gap.report.cases import groups, quoted
from atmp_gap.report.views import STATE_LABELS
from atmp_gap.text.escape import escape_markdown as inert

BLANK = "_to be filled_"


def questions_markdown(pack: Pack) -> str:
    """The whole pack; pure text that ends with a line end."""
    lines = [f"# Draft questions: {inert(pack.name)}", ""]
    if pack.note:
        lines += [inert(pack.note), ""]
    lines += [inert(origin.origin_line(pack.result)), "", f"> {inert(pack.result.notice)}", ""]
    lines += [
        "These are drafts for the team to choose from, reword and merge: a meeting has room for a "
        "few questions. The position and its justification are the company's to write.",
        "",
        "Meant for:",
        "",
        *(f"- {inert(meeting.title)}" for meeting in pack.meetings),
        "",
    ]
    if pack.questions:
        lines += ["| No. | Subject | Verdict | CTD |", "| --- | --- | --- | --- |"]
        for number, question in enumerate(pack.questions, 1):
            row = question.row
            lines.append(
                f"| [{number}](#q{number}) | {inert(row.title)} | "
                f"{inert(wording.headline(row))} | {inert(', '.join(row.ctd)) or '-'} |"
            )
        lines.append("")
    else:
        lines += ["No row in this scope leaves a question.", ""]
    for number, question in enumerate(pack.questions, 1):
        lines += _question(pack, number, question)
    lines += _unsearched(pack)
    return "\n".join(lines).rstrip() + "\n"


def _question(pack: Pack, number: int, question: Question) -> Iterable[str]:
    row = question.row
    words = wording.words_of(pack.result, row)
    yield from (f'<a id="q{number}"></a>', "", f"## {number}. {inert(row.title)}", "")
    for agency, text in question.asks.items():
        yield from (f"**Draft question to {inert(agency)}.** {inert(text)}", "")
    yield from ("### Background", "")
    for part in question.parts:
        yield f"- {inert(wording.scope_text(part.scope, words))}: {inert(wording.part_label(part))}"
        for line in reasons.why(part):
            yield f"  - {inert(line)}"
        for facet in part.facets:
            if facet.kind in ("open", "basis"):
                yield f"  - not compared: {inert(reasons.facet_text(facet))}"
    yield ""
    for agency in pack.result.agencies:
        entries = background(row, question.parts, agency)
        yield from (f"{inert(agency)}:", "")
        if not entries:
            yield from ("- no text of its own found", "")
            continue
        yield from (f"- {_cited(entry)}" for entry in entries)
        yield ""
    if question.positions:
        yield from ("What would satisfy both:", "")
        for item in question.positions:
            # The parts of a row may ask differently: each line says where it holds.
            where = f"{wording.scope_text(item.scope, words)}: " if len(row.parts) > 1 else ""
            slot = f"{wording.said(item.slot, words)}: " if item.slot else ""
            position = wording.said(item.position, words) if item.position else "nothing computed"
            told = f"{where}{slot}{position} ({STATE_LABELS[item.state]})"
            yield f"- {inert(told)}. {inert(item.advice[:1].upper() + item.advice[1:])}."
        yield ""
    for title, inside in groups(quoted(row, words, _agencies(pack, question))):
        yield from (f"{inert(title)}:", "")
        yield from (f"- {inert(f'{case.head}: {case.said} [{case.source}]')}" for case in inside)
        yield ""
    yield from ("### Company position", "")
    for held in question.held:
        for slot, answer in held.answers.items():
            towards = f" ({', '.join(held.position.for_)})" if held.position.for_ else ""
            told = f"{wording.said(slot, words)}: {wording.said(answer.text, words)}{towards}"
            yield f"- {inert(told)}"
        if held.position.evidence:
            yield f"- Shown in: {inert(held.position.evidence)}"
        # A note is the company's own: this text is meant to be sent.
        if held.position.justification:
            yield f"- {inert(held.position.justification)}"
    if not any(held.answers for held in question.held):
        yield BLANK
    yield from ("", "### Justification", "", BLANK, "")


def _agencies(pack: Pack, question: Question) -> tuple[str, ...]:
    """Whose precedents a question quotes: of both sides where both are asked, else of one."""
    return pack.result.agencies if len(question.asks) > 1 else tuple(question.asks)


def _cited(entry: EntryResult) -> str:
    document = entry.document
    marks = [entry.obligation, entry.reading.grade]
    if document.status != "final":
        marks.append(document.status)
    reference = f", {document.reference}" if document.reference else ""
    return (
        f"{inert(entry.statement)} ({inert(', '.join(marks))}) "
        f"[{inert(entry.id)}: {inert(document.title)}{inert(reference)}, "
        f"{inert(sources.place(entry))}]"
    )


def _unsearched(pack: Pack) -> list[str]:
    """What is no question: each side's own times and routes, and what nobody has searched."""
    lines: list[str] = []
    if pack.planned:
        lines += [
            "## To plan with, not to ask",
            "",
            "Each side has its own time or route here.",
            "",
            *(f"- {inert(row.title)} (`{row.subject}`)" for row in pack.planned),
            "",
        ]
    if not pack.unsearched:
        return lines
    return [
        *lines,
        "## To look up before asking",
        "",
        "One side speaks on these; nobody has recorded a search of the other side's texts. "
        "They are not gaps, and not yet questions.",
        "",
        *(f"- {inert(row.title)} (`{row.subject}`)" for row in pack.unsearched),
        "",
    ]
