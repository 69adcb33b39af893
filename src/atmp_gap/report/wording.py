"""The words all formats share: labels of verdicts, scopes, positions and answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from atmp_gap.gap.result import EntryResult, Part, Result, Row
from atmp_gap.gap.surroundings import DimensionResult
from atmp_gap.report.answer_words import in_words

VERDICT_LABELS: dict[str, str] = {
    "match": "the same",
    "diverge": "differ",
    "unjudged": "to judge",
    "no-counterpart": "one side only",
    "unassessed": "open",
    "out-of-scope": "regulated elsewhere",
    "neither": "neither asks",
}
"""Verdicts as people read them."""
VERDICT_WORDS: dict[str, tuple[str, ...]] = {
    "match": ("same", "equal"),
    "diverge": ("differs", "divergence"),
    "unjudged": ("judge",),
    "no-counterpart": ("no counterpart", "no counterpart found", "one side"),
    "unassessed": ("not assessed",),
    "out-of-scope": ("out of scope", "elsewhere"),
    "neither": (),
}
"""Other words by which verdicts may be asked for."""
VERDICT_MEANINGS: dict[str, str] = {
    "match": "both speak, every answer was compared, nothing material differs",
    "diverge": "both speak, and at least one answer differs materially",
    "unjudged": "both speak, nothing compared differs, but something could not be compared",
    "no-counterpart": "one side speaks; the other side's own texts were searched in vain",
    "unassessed": "one side or none speaks, and nobody has recorded a search; never a gap",
    "out-of-scope": "the other side regulates this elsewhere, as recorded",
    "neither": "both sides' own texts were searched in vain",
}

GRADE_MEANINGS: dict[str, str] = {
    "read": "the cited passage itself",
    "reported": "by a named source",
    "recalled": "checked against no text",
}

DISCIPLINE_LABELS: dict[str, str] = {
    "cmc": "Quality",
    "nonclinical": "Nonclinical",
    "clinical": "Clinical",
    "procedural": "Procedure",
}
"""What the disciplines are called."""

NO_WORDS: Mapping[str, str] = {}
"""Where ids are wanted as they stand: formats that programs read, and the plain table."""
ASKED: dict[str, str] = {
    "not-expected": "not expected",
    "not-allowed": "not allowed",
    "allowed-if": "allowed under conditions",
    "none": "no number given",
}
"""Answers that every corpus shares, in words."""
LONG = 48
"""A scope longer than this is not spelled out in a verdict cell; the part's own line names it."""


def verdict_label(verdict: str, provisional: bool = False) -> str:
    """A verdict as printed, with the mark of one that rests on a recalled answer."""
    label = VERDICT_LABELS[verdict]
    return f"{label} (recalled)" if provisional else label


class Worded(Protocol):
    """What says what its ids of scope, of conditions and of answers mean."""

    @property
    def dimensions(self) -> tuple[DimensionResult, ...]:
        """Its dimensions of scope, with their terms."""
        ...

    @property
    def conditions(self) -> dict[str, str]:
        """Its conditions by id."""
        ...

    @property
    def answer_terms(self) -> dict[str, str]:
        """Its methods and starts by id."""
        ...


def words_of(result: Worded, row: Row | None = None) -> dict[str, str]:
    """What ids of scope, of conditions and of a row's answers mean, for the functions below."""
    words = {term.id: term.title for axis in result.dimensions for term in axis.terms}
    words.update({axis.id: axis.title.lower() for axis in result.dimensions})
    words.update(result.conditions)
    words.update(result.answer_terms)
    words.update(ASKED)
    if row is not None:
        words.update(row.words)
    return words


def said(name: str, words: Mapping[str, str]) -> str:
    """An id or an answer in words; as it stands where ids are wanted."""
    return in_words(name, words) if words else name


def headline(row: Row, words: Mapping[str, str] = NO_WORDS) -> str:
    """A row's verdict cell: the headline, then what holds where one side alone speaks.

    What comes after the first semicolon qualifies the verdict.
    """
    label = verdict_label(row.verdict, row.provisional)
    if row.in_part:
        label += ", in part"
    if row.verdict == "match" and all(part.same_ich_text for part in row.headline_parts):
        searched = all(part.own_texts_searched for part in row.headline_parts)
        label += "; same ICH text; own texts " + ("searched" if searched else "not assessed")
    if row.verdict == "unassessed" and any(
        absence.suspected for part in row.headline_parts for absence in part.absences
    ):
        label += " (believed absent)"
    for verdict in dict.fromkeys(part.verdict for part in row.coverage):
        parts = [part for part in row.coverage if part.verdict == verdict]
        where = f"for {scope_text(parts[0].scope, words)}"
        if len(parts) > 1 or len(where) > LONG:
            where = "in another part" if len(parts) == 1 else f"in {len(parts)} other parts"
        label += f"; {verdict_label(verdict, any(p.provisional for p in parts))} {where}"
    return label


def part_label(part: Part) -> str:
    """A part's verdict cell."""
    label = verdict_label(part.verdict, part.provisional)
    if part.same_ich_text:
        label += "; same ICH text; own texts " + (
            "searched" if part.own_texts_searched else "not assessed"
        )
    if part.verdict == "unassessed" and any(absence.suspected for absence in part.absences):
        label += " (believed absent)"
    if part.decided_by == "suspect-judgement":
        label += " (judgement suspect)"
    if part.rests_on == "draft":
        label += " (rests on a draft)"
    return label


def scope_text(scope: Mapping[str, Iterable[str]], words: Mapping[str, str] = NO_WORDS) -> str:
    """A part's scope in words; an empty one is the whole question."""
    if not scope:
        return "all of it"
    return "; ".join(
        f"{words.get(name, name.replace('_', ' '))}: {', '.join(said(t, words) for t in terms)}"
        for name, terms in scope.items()
    )


def stricter_text(stricter: str | None) -> str:
    """Which side is stricter, as printed."""
    return "-" if stricter is None else stricter.replace("-", " ")


def position_text(position: Mapping[str, str], words: Mapping[str, str] = NO_WORDS) -> str:
    """What satisfies both sides."""
    if not position:
        return "-"
    if len(position) == 1:
        return said(next(iter(position.values())), words)
    return "; ".join(f"{said(slot, words)}: {said(text, words)}" for slot, text in position.items())


def condition_text(entry: EntryResult, words: Mapping[str, str] = NO_WORDS) -> str:
    """The escapes and triggers of an entry in brackets."""
    if not (entry.unless or entry.when):
        return ""
    uses = [f"unless {said(use.id, words)}" for use in entry.unless]
    uses += [f"when {said(use.id, words)}" for use in entry.when]
    return f" ({', '.join(uses)})"


def part_key(row: Row, part: Part) -> str:
    """The id of a part: its subject, and its scope in ids, as ``subject[stage=pivotal]``."""
    scope = ";".join(f"{name}={','.join(terms)}" for name, terms in part.scope.items())
    return f"{row.subject}[{scope}]" if scope else row.subject


def positions(row: Row, words: Mapping[str, str] = NO_WORDS) -> list[str]:
    """What satisfies both sides, a line for each part where the parts of the headline differ."""
    found = [(part, position_text(part.global_position, words)) for part in row.headline_parts]
    if len({text for _, text in found}) == 1:
        return [found[0][1]]
    return [f"{scope_text(part.scope, words)}: {text}" for part, text in found]


def grouped(
    result: Result, by: str = "group", several: bool | None = None
) -> list[tuple[str, list[Row]]]:
    """The rows under their headings: by topic and group, or by CTD section.

    ``several`` says whether groups need their topic's name; if not said, they do where there are
    several topics.
    """
    if by == "ctd":
        sections: dict[str, list[Row]] = {}
        for row in result.rows:
            for section in row.ctd or ("no CTD section",):
                sections.setdefault(section, []).append(row)
        return sorted(sections.items())
    if several is None:
        several = len(result.topics) > 1
    titles = {
        (topic.id, group): f"{topic.title}: {title}" if several else title
        for topic in result.topics
        for group, title in topic.groups.items()
    }
    groups: dict[tuple[str, str], list[Row]] = {name: [] for name in titles}
    for row in result.rows:
        groups[row.topic, row.group].append(row)
    return [(titles[name], rows) for name, rows in groups.items() if rows]
