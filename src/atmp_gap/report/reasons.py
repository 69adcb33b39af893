"""Why a verdict came out: facets, recorded searches and judgements, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from atmp_gap.gap.facet import Facet
from atmp_gap.gap.result import AbsenceResult, Believed, Part
from atmp_gap.kinds import KINDS
from atmp_gap.report.conversions import arithmetic, wanting
from atmp_gap.report.wording import NO_WORDS, VERDICT_LABELS, said, stricter_text

BESIDE: dict[str, str] = {
    "condition": "an exception",
    "open": "left open",
    "basis": "another basis",
    "converted": "converted by the dose",
    "ends": "end of the range",
    "force": "legal force",
    "obligation": "strength of the wording",
    "one-sided": "one side only",
    "risk-based": "scaled to the risk",
}
"""What facets are about that no slot kind brings along, in words."""


def facet_label(kind: str) -> str:
    """What a facet is about, in words: its slot kind says it, or it stands beside all of them."""
    own = {found.facet: found.facet_label for found in KINDS.values()}
    return own.get(kind) or BESIDE.get(kind, kind)


PLAIN_NOTES = ("converted", "draft", "undated", "successor-unread", "ends", "risk-based")
"""Facets whose note says it all."""


def facet_text(facet: Facet, words: Mapping[str, str] = NO_WORDS) -> str:
    """One facet as a line."""
    if words:
        return _facet_said(facet, words)
    pairs = "; ".join(
        f"{item.agency}: {said(item.answer, words) if item.answer is not None else 'no answer'}"
        for item in facet.answers
    )
    slot = f" [{said(facet.slot, words)}]" if facet.slot else ""
    note = f" - {facet.note}" if facet.note else ""
    return f"{facet.kind}{slot}{': ' + pairs if pairs else ''}{note}"


def _facet_said(facet: Facet, words: Mapping[str, str]) -> str:
    """One facet as people say it: what it is about, what each side says, and what to note."""
    about = facet_label(facet.kind)
    if facet.slot:
        about = f"{about}, {said(facet.slot, words)}"
    note = facet.note
    if facet.condition:
        about += f", when {said(facet.condition, words)}"
        # The answers say the rest.
        note = f"{facet.silent} leaves it open" if facet.silent else ""
    elif facet.elements:
        what = f"{facet.silent} leaves open" if facet.silent else "only one asks"
        note = f"{what}: {said(', '.join(facet.elements), words)}"
    if facet.kind in PLAIN_NOTES:
        return note
    pairs = "; ".join(
        f"{item.agency}: {said(item.answer, words) if item.answer is not None else 'no answer'}"
        for item in facet.answers
    )
    return f"{about}{' - ' + pairs if pairs else ''}{'; ' + note if note else ''}"


HELD_BACK = "decides nothing: no second person reviewed all that is said here"


def why(part: Part, words: Mapping[str, str] = NO_WORDS) -> list[str]:
    """Why a part's verdict is what it is, in sentences."""
    a, b = (side.agency for side in part.sides)
    speaking = [side.agency for side in part.sides if side.entries]
    lines: list[str] = []
    if part.decided_by == "judgement" and part.judgement:
        how = "confirmed" if part.judgement.confirms else "decided"
        lines.append(
            f"{how} by {part.judgement.by} on {part.judgement.date}: {part.judgement.reason}"
        )
    material = [facet for facet in part.facets if facet.material]
    if part.verdict == "diverge":
        lines += [f"differs: {facet_text(facet, words)}" for facet in material]
        if part.conflict:
            lines.append("nothing satisfies both: the sides conflict")
    elif part.verdict == "match" and part.same_ich_text:
        lines.append("both adopted the same ICH text and add nothing of their own to it")
    elif part.verdict == "match" and part.decided_by == "engine":
        lines.append("every answer given by either side was compared, and none differs materially")
    elif part.verdict == "unjudged":
        lines.append("something could not be compared; a person has to judge")
    elif part.verdict in ("no-counterpart", "out-of-scope"):
        quiet = b if speaking == [a] else a
        lines.append(f"only {speaking[0]} speaks; a search of the texts of {quiet} is recorded")
    elif part.held_back:
        lines.append(HELD_BACK)
    elif part.verdict == "unassessed":
        who = f"only {speaking[0]} speaks" if speaking else "neither side speaks"
        lines.append(f"{who}, and no search of the other texts is recorded: this is no gap")
    elif part.verdict == "neither":
        lines.append("the texts of both sides were searched in vain")
    if part.provisional:
        lines.append("rests on a recalled answer that was checked against no text")
    for absence in part.absences:
        lines.append(absence_text(absence, words))
    if part.judgement and part.judgement.suspect:
        lines.append(f"a judgement is suspect: {part.judgement.suspect}")
    if part.if_adopted:
        lines.append(
            f"once the drafts are final: {VERDICT_LABELS[part.if_adopted.verdict]}"
            f" (stricter: {stricter_text(part.if_adopted.stricter)})"
        )
    return lines


def unclear(part: Part, words: Mapping[str, str]) -> list[str]:
    """What could not be compared in a part that a person has to judge, a line each."""
    if part.decided_by == "judgement" and part.judgement:
        return [part.judgement.reason]
    lines = []
    for facet in part.facets:
        if facet.kind == "open" and facet.slot is None:
            lines.append("both speak in prose: the statements have to be compared")
        elif facet.kind == "open" and facet.elements:
            named = ", ".join(said(name, words) for name in facet.elements)
            lines.append(f"{facet.silent}'s statements do not name: {named}")
        elif facet.kind == "open":
            when = f", when {said(facet.condition, words)}" if facet.condition else ""
            asked = said(facet.slot or "", words)
            lines.append(f"no answer in {facet.silent}'s statements: {asked}{when}")
        elif facet.kind == "basis":
            why = wanting(facet.conversion)
            basis = f"not on the same basis{'; ' + why if why else ''}"
            lines.append(f"{said(facet.slot or '', words)}: {basis}")
    return list(dict.fromkeys(lines))


def notes(part: Part, words: Mapping[str, str]) -> list[str]:
    """What has to be known beside a verdict: beliefs, drafts, judgements that no longer fit."""
    believed = [f"open; believed: {believed_text(part.believed)}"] if part.believed else []
    if part.held_back:
        believed.append(HELD_BACK)
    return believed + reservations(part)


def reservations(part: Part) -> list[str]:
    """What has to be known beside a verdict, beliefs apart: drafts, judgements and searches."""
    lines = []
    if part.if_adopted:
        stricter = part.if_adopted.stricter
        who = f", {stricter} stricter" if stricter not in (None, "equal") else ""
        lines.append(
            f"once the drafts are final: {VERDICT_LABELS[part.if_adopted.verdict]}"
            f"{who.replace('-', ' ')}"
        )
    if part.judgement and part.judgement.suspect:
        lines.append(f"a judgement no longer fits: {part.judgement.suspect}")
    lines += [
        f"a search is in doubt: {absence.suspect}" for absence in part.absences if absence.suspect
    ]
    lines += [line for facet in part.facets for line in arithmetic(facet.conversion)]
    return list(dict.fromkeys(lines))


def beside(part: Part, words: Mapping[str, str]) -> list[str]:
    """What is to be known beside the answers: who judged, what was searched, notes, reservations.

    The answers themselves and what could not be compared are told elsewhere.
    """
    lines = []
    if part.decided_by == "judgement" and part.judgement:
        how = "confirmed" if part.judgement.confirms else "decided"
        lines.append(
            f"{how} by {part.judgement.by} on {part.judgement.date}: {part.judgement.reason}"
        )
    lines += [absence_text(absence, words) for absence in part.absences]
    lines += notes(part, words)
    lines += [
        facet_text(facet, words)
        for facet in part.facets
        if facet.condition is not None
        or (not facet.material and facet.kind not in ("open", "basis", "converted"))
    ]
    return list(dict.fromkeys(lines))


def believed_text(believed: Believed) -> str:
    """What is believed of an open part, in words."""
    if believed.verdict == "no-counterpart":
        return f"{believed.stricter} only"
    return VERDICT_LABELS[believed.verdict]


def absence_text(absence: AbsenceResult, words: Mapping[str, str] = NO_WORDS) -> str:
    """A recorded search as a line: whose texts, which of them, how they were read, by whom."""
    what = ""
    if absence.slots:
        what = f" on {', '.join(said(name, words) for name in absence.slots)}"
    if absence.elements:
        what += f" on {', '.join(said(name, words) for name in absence.elements)}"
    how = "believed absent" if absence.suspected else "searched in vain"
    texts = "; ".join(f"{text.short}: {', '.join(text.sections)}" for text in absence.texts)
    line = f"{absence.agency}{what}: {how} in {texts} ({absence.grade}, by {absence.by})"
    if absence.regulated_elsewhere:
        line += f"; regulated elsewhere: {absence.regulated_elsewhere}"
    if absence.suspect:
        line += f"; suspect: {absence.suspect}"
    return line


def sentences(lines: Iterable[str]) -> str:
    """Lines as sentences, one after another."""
    return " ".join(f"{line[:1].upper()}{line[1:].rstrip('.')}." for line in lines if line)
