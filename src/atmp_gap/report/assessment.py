"""An assessment in words: how each position stands, why, on which texts, and what is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from atmp_gap.kinds import KINDS
from atmp_gap.profile.assessment import MET, Citation, PartCheck, SideCheck, SlotCheck
from atmp_gap.report import conversions
from atmp_gap.report.answer_words import in_words
from atmp_gap.report.paper import Cited
from atmp_gap.report.sources import cite_at
from atmp_gap.report.wording import ASKED

EXPIRED = "expired"
OWN: dict[str, str] = {
    word: word.replace("-if", " under conditions").replace("-", " ")
    for kind in KINDS.values()
    for word in kind.own_words
}
"""What developers say of themselves, in words."""


def group_label(name: str, agencies: tuple[str, str]) -> str:
    """The heading of a group of checks."""
    a, b = agencies
    return {
        "neither": "short of both",
        f"{a.lower()}-only": f"as {a} asks, short of {b}",
        f"{b.lower()}-only": f"as {b} asks, short of {a}",
        "missed": "short of one side, nothing recorded for the other yet",
        "meets-both": "within both cited limits, or as both cited texts ask",
        "in-part": "answered in part",
        "not-comparable": "could not be compared",
        "unverified": "unverified: rests on memory alone",
        "not-assessed": "nothing recorded yet for one side or both",
        "not-addressed": "not addressed",
    }[name]


def outcome_label(check: PartCheck, agencies: tuple[str, str]) -> str:
    """How a check stands: a limit is kept within, a duty done as the cited text asks."""
    if check.from_memory and check.addressed:
        return f"unverified: read {_to_read(check.sides)} first"
    if check.group == "missed":
        missed, other = sorted(check.sides, key=lambda side: side.status != "short")
        return f"short of {missed.agency}; nothing recorded for {other.agency} yet"
    statuses = [side.status for side in check.sides]
    unknown = [side.agency for side in check.sides if side.status == "not-assessed"]
    if check.group == "not-assessed":
        return f"nothing recorded for {' or '.join(unknown)} yet"
    if any(status not in (*MET, "short") for status in statuses):
        return group_label(check.group, agencies)
    label = _stands(statuses, agencies, bool(check.slots) and all(s.limit for s in check.slots))
    memory = [side for side in check.sides if _recalled(side)]
    if memory:
        label += f"; unverified for {memory[0].agency}: read {_to_read(memory)} first"
    return label


def _stands(statuses: Sequence[str], agencies: tuple[str, str], limit: bool) -> str:
    quiet = [agency for agency, status in zip(agencies, statuses, strict=True) if _quiet(status)]
    asking = [
        agency for agency, status in zip(agencies, statuses, strict=True) if not _quiet(status)
    ]
    if len(quiet) == 2:
        return "nothing is asked"
    good = [a for a, status in zip(agencies, statuses, strict=True) if status == "meets"]
    if quiet:
        within = (
            f"within {asking[0]}'s cited limit" if limit else f"as {asking[0]}'s cited text asks"
        )
        outside = f"outside {asking[0]}'s cited limit" if limit else f"not {within}"
        return f"{within if good else outside}; {quiet[0]} asks nothing"
    if len(good) == 2:
        return "within both cited limits" if limit else "as both cited texts ask"
    if not good:
        return "outside both cited limits" if limit else "as neither cited text asks"
    bad = next(agency for agency in agencies if agency not in good)
    if limit:
        return f"within {good[0]}'s cited limit, outside {bad}'s"
    return f"as {good[0]}'s cited text asks, not as {bad}'s"


def _quiet(status: str) -> bool:
    return status == "asks-nothing"


def _recalled(side: SideCheck) -> bool:
    return bool(side.citations) and all(item.grade == "recalled" for item in side.citations)


def _to_read(sides: Iterable[SideCheck]) -> str:
    named = dict.fromkeys(
        cite_at(item.short, item.locator) for side in sides for item in side.citations
    )
    return " and ".join(named) or "the texts"


def cited(side: SideCheck) -> tuple[Cited, ...]:
    """The texts that decide on a side, each once."""
    return tuple(
        dict.fromkeys(
            Cited(
                cite_at(item.short, item.locator),
                item.grade,
                ", ".join(_beside(item)),
                item.short,
            )
            for item in side.citations
        )
    )


def _beside(item: Citation) -> Iterator[str]:
    if item.edition:
        yield f"read in: {item.edition}"
    if item.status != "final":
        yield item.status


def texts(side: SideCheck) -> list[str]:
    """The same in a line each."""
    return [each.whole for each in cited(side)]


def words_of(check: PartCheck) -> dict[str, str]:
    """What the ids in a check are called."""
    return {**ASKED, **OWN, **check.words}


def marked(check: PartCheck, agencies: tuple[str, str]) -> str:
    """The label of a check with what qualifies it."""
    label = outcome_label(check, agencies)
    if check.rests_on == "draft":
        label += "; rests on a draft"
    return f"{label}; waived" if check.waived else label


def held_text(check: PartCheck, words: Mapping[str, str]) -> str:
    """What is held, slot by slot."""
    texts = []
    for slot in check.slots:
        mine = list(dict.fromkeys(in_words(text, words) for text in slot.held if text is not None))
        if mine:
            texts.append(_named(check, slot, " / ".join(mine)))
    if check.in_words:
        texts.append(f"in your words, not compared: {check.in_words}")
    return "; ".join(texts) or ("nothing to compare; see the plan" if check.addressed else "-")


def side_text(check: PartCheck, index: int, words: Mapping[str, str]) -> str:
    """How the position stands to one side, and what that side asks."""
    side = check.sides[index]
    asked = "; ".join(
        _named(check, slot, _asked(slot, index, words))
        for slot in check.slots
        if slot.asked[index] is not None
    )
    if check.from_memory and check.addressed:
        return f"not verified; says {asked}" if asked else "not verified"
    limit = bool(check.slots) and all(slot.limit for slot in check.slots)
    status = {
        "meets": "within" if limit else "as asked",
        "short": "outside" if limit else "not as asked",
        "not-assessed": f"nothing recorded for {side.agency} yet: not a finding either way",
        "not-addressed": "not answered",
        "not-comparable": "not compared",
        "asks-nothing": "asks nothing",
    }[side.status]
    if side.status == "asks-nothing" or (side.status == "not-comparable" and len(check.slots) != 1):
        status += f" ({side.reason})"
    return f"{status}; says {asked}" if asked else status


def _asked(slot: SlotCheck, index: int, words: Mapping[str, str]) -> str:
    asked, conversion = slot.asked[index] or "", slot.conversions[index]
    text = in_words(asked, words)
    if conversion and conversion.becomes and conversion.answer == asked:
        return f"{text}, for this dose {in_words(conversion.becomes, words)}"
    return text


def arithmetic(check: PartCheck, index: int) -> list[str]:
    """How numbers on two bases became one for this dose, to be checked by hand."""
    return [
        line for slot in check.slots for line in conversions.arithmetic(slot.conversions[index])
    ]


def notes(check: PartCheck) -> list[str]:
    """What is to be known beside the outcome; from memory follows no advice."""
    if check.from_memory:
        return []
    found = [check.note, *(note for slot in check.slots for note in slot.notes)]
    found += [conversions.wanting(item) for slot in check.slots for item in slot.conversions]
    return list(dict.fromkeys(filter(None, found)))


def _named(check: PartCheck, slot: SlotCheck, text: str) -> str:
    return text if len(check.slots) == 1 else f"{slot.title}: {text}"


def plan_text(check: PartCheck) -> str:
    """Evidence, owner, due date and waiver in a line."""
    due = f"due {check.due}{' (overdue)' if check.overdue else ''}" if check.due else ""
    waiver = waiver_text(check)
    if waiver:
        waiver = f"waiver {waiver}" if waiver.startswith(EXPIRED) else f"waived {waiver}"
    return "; ".join(filter(None, (check.evidence, check.owner, due, waiver)))


def waiver_text(check: PartCheck) -> str:
    """Until when a shortfall is accepted and why, or since when no longer."""
    if not check.waiver:
        return ""
    ended = EXPIRED if check.waiver_expired else "until"
    return f"{ended} {check.waiver['expires']}: {check.waiver['reason']}"
