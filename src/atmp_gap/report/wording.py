"""The words all formats share: labels of verdicts, scopes, answers, and why a verdict came out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from atmp_gap.gap.result import AbsenceResult, EntryResult, Facet, Part, Result, Row

VERDICT_LABELS: dict[str, str] = {
    "match": "match",
    "diverge": "diverge",
    "unjudged": "unjudged",
    "no-counterpart": "no counterpart found",
    "unassessed": "not assessed",
    "out-of-scope": "regulated elsewhere",
    "neither": "neither asks",
}
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
    "read": "the cited passage itself was read",
    "reported": "a named published source says so; the text itself was not read",
    "recalled": "general knowledge, checked against no text",
}

FACETS: dict[str, str] = {
    "limit": "limit",
    "effort": "extent",
    "tests": "what is to be covered",
    "methods": "accepted ways",
    "expected": "whether expected",
    "pathway": "whether allowed",
    "classification": "which of several",
    "condition": "an exception",
    "clock": "time the agency takes",
    "open": "left open",
    "basis": "another basis",
    "ends": "end of the range",
    "force": "legal force",
    "obligation": "strength of the wording",
    "one-sided": "one side only",
    "risk-based": "scaled to the risk",
}
"""What facets are about, in words."""
PLAIN_NOTES = ("draft", "undated", "successor-unread", "ends", "risk-based")
"""Facets whose note says it all."""
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


def words_of(result: Result, row: Row | None = None) -> dict[str, str]:
    """What ids of scope, of conditions and of a row's answers mean, for the functions below."""
    words = {term.id: term.title for axis in result.dimensions for term in axis.terms}
    words.update({axis.id: axis.title.lower() for axis in result.dimensions})
    words.update(result.conditions)
    words.update(ASKED)
    if row is not None:
        words.update(row.words)
    return words


def said(name: str, words: Mapping[str, str]) -> str:
    """An id in words, where they are known; a list of ids joined by commas likewise."""
    if name in words:
        return words[name]
    names = name.split(", ")
    if len(names) > 1 and all(item in words for item in names):
        return ", ".join(words[item] for item in names)
    return name


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


def answers_of(row: Row, part: Part, agency: str, words: Mapping[str, str] = NO_WORDS) -> str:
    """What a side says in a part: its typed answers, or that it speaks in prose or not at all."""
    side = next(side for side in part.sides if side.agency == agency)
    if not side.entries:
        return "-"
    by_id = {entry.id: entry for entry in row.entries}
    lines: dict[str, dict[str, None]] = {}
    for name in side.entries:
        entry = by_id[name]
        for slot, answer in entry.answers.items():
            text = said(answer if isinstance(answer, str) else ", ".join(answer), words)
            lines.setdefault(slot, {})[text + condition_text(entry, words)] = None
    told = [f"{said(slot, words)}: {'; '.join(texts)}" for slot, texts in lines.items()]
    return "; ".join(told) or "in prose"


def condition_text(entry: EntryResult, words: Mapping[str, str] = NO_WORDS) -> str:
    """The escapes and triggers of an entry in brackets."""
    uses = [f"unless {said(use['id'] or '', words)}" for use in entry.unless]
    uses += [f"when {said(use['id'] or '', words)}" for use in entry.when]
    return f" ({', '.join(uses)})" if uses else ""


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
    about = FACETS.get(facet.kind, facet.kind)
    if facet.slot:
        about = f"{about}, {said(facet.slot, words)}"
    note = facet.note
    if note.startswith("when ") and ": " in note:
        condition, _, note = note.removeprefix("when ").partition(": ")
        about += f", when {said(condition, words)}"
        if " against " in note:
            note = ""
    head, colon, tail = note.rpartition(": ")
    note = f"{head}{colon}{said(tail, words)}"
    if facet.kind in PLAIN_NOTES:
        return note
    pairs = "; ".join(
        f"{item.agency}: {said(item.answer, words) if item.answer is not None else 'no answer'}"
        for item in facet.answers
    )
    return f"{about}{' - ' + pairs if pairs else ''}{'; ' + note if note else ''}"


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


def absence_text(absence: AbsenceResult, words: Mapping[str, str] = NO_WORDS) -> str:
    """A recorded search as a line: whose texts, which of them, how they were read, by whom."""
    what = ""
    if absence.slots:
        what = f" on {', '.join(said(name, words) for name in absence.slots)}"
    if absence.elements:
        what += f" on {', '.join(said(name, words) for name in absence.elements)}"
    how = "believed absent" if absence.suspected else "searched in vain"
    line = (
        f"{absence.agency}{what}: {how} in {'; '.join(absence.searched)} "
        f"({absence.grade}, by {absence.by})"
    )
    if absence.regulated_elsewhere:
        line += f"; regulated elsewhere: {absence.regulated_elsewhere}"
    if absence.suspect:
        line += f"; suspect: {absence.suspect}"
    return line


def counted(number: int, noun: str) -> str:
    """A number and its noun, such as 1 row or 2 rows."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def counts_line(result: Result) -> str:
    """The counts of verdicts and grades in one line."""
    summary = result.summary
    verdicts = ", ".join(
        f"{VERDICT_LABELS[name]} {number}" for name, number in summary.verdicts.items() if number
    )
    grades = ", ".join(f"{number} {name}" for name, number in summary.reading.items())
    return (
        f"{counted(summary.rows, 'subject')}: {verdicts or 'none'}. "
        f"{counted(summary.requirements, 'requirement')}: {grades}."
    )


def extra_counts(result: Result) -> list[str]:
    """Counts that stand apart: coverage, provisional rows, rows of the same ICH text."""
    summary = result.summary
    lines = []
    coverage = ", ".join(
        f"{VERDICT_LABELS[name]} {number}" for name, number in summary.coverage.items() if number
    )
    if coverage:
        lines.append(
            f"Where one side alone speaks on a row that both answer elsewhere: {coverage}."
        )
    if summary.provisional:
        told = "rests" if summary.provisional == 1 else "rest"
        lines.append(
            f"{counted(summary.provisional, 'row')} {told} on a recalled answer: provisional."
        )
    if summary.same_ich_text:
        lines.append(
            f"Of the matches, one ICH text that both sides adopted: {summary.same_ich_text}."
        )
    return lines


def origin_line(result: Result) -> str:
    """Which corpus, tool, day, agencies and filters a report comes from."""
    filters = "; ".join(
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in result.filters.items()
    )
    return (
        f"{' / '.join(result.agencies)} as of {result.as_of}; corpus {result.corpus.version} "
        f"({result.corpus.fingerprint}); {result.tool}; filters: {filters or 'none'}."
    )


def part_key(row: Row, part: Part) -> str:
    """The id of a part: its subject, and its scope in ids, as ``subject[stage=pivotal]``."""
    scope = ";".join(f"{name}={','.join(terms)}" for name, terms in part.scope.items())
    return f"{row.subject}[{scope}]" if scope else row.subject


def row_position(row: Row, words: Mapping[str, str] = NO_WORDS) -> str:
    """What satisfies both sides on the parts that carry a row's headline."""
    texts = {position_text(part.global_position, words) for part in row.headline_parts}
    return texts.pop() if len(texts) == 1 else "differs by part, see there"


def positions(row: Row, words: Mapping[str, str] = NO_WORDS) -> list[str]:
    """What satisfies both sides, a line for each part where the parts of the headline differ."""
    found = [(part, position_text(part.global_position, words)) for part in row.headline_parts]
    if len({text for _, text in found}) == 1:
        return [found[0][1]]
    return [f"{scope_text(part.scope, words)}: {text}" for part, text in found]


def sentences(lines: Iterable[str]) -> str:
    """Lines as sentences, one after another."""
    return " ".join(f"{line[:1].upper()}{line[1:].rstrip('.')}." for line in lines if line)


def grouped(result: Result, by: str = "group") -> list[tuple[str, list[Row]]]:
    """The rows under their headings: by topic and group, or by CTD section."""
    headings: dict[str, list[Row]] = {}
    if by == "ctd":
        for row in result.rows:
            for section in row.ctd or ("no CTD section",):
                headings.setdefault(section, []).append(row)
        return sorted(headings.items())
    titles = {
        (topic.id, group): title for topic in result.topics for group, title in topic.groups.items()
    }
    order = list(titles)
    for row in result.rows:
        headings.setdefault(f"{row.topic}\0{row.group}", []).append(row)
    several = len(result.topics) > 1
    names = {topic.id: topic.title for topic in result.topics}
    ranked = sorted(
        headings.items(), key=lambda item: order.index((item[1][0].topic, item[1][0].group))
    )
    return [
        (
            f"{names[rows[0].topic]}: {titles[rows[0].topic, rows[0].group]}"
            if several
            else titles[rows[0].topic, rows[0].group],
            rows,
        )
        for _, rows in ranked
    ]


def title(result: Result) -> str:
    """The title of a report: its topics, or that it is all of them, and the two sides."""
    titles = [topic.title for topic in result.topics]
    what = titles[0] if len(titles) == 1 else f"{len(titles)} topics"
    return f"{what}: {' and '.join(result.agencies)} compared"


def marks(entry: EntryResult) -> list[str]:
    """What is to be known about a statement at a glance: its force, grade, and reservations."""
    found = [entry.obligation, str(entry.reading["grade"])]
    if entry.document["status"] != "final":
        found.append(str(entry.document["status"]))
    for name, told in (
        ("convention", entry.standing == "convention"),
        ("general principle", entry.general),
        ("by analogy", entry.by_analogy),
    ):
        if told:
            found.append(name)
    return found


def web(entry: EntryResult) -> str | None:
    """The address of an entry's document, where it is a plain web address."""
    return plain_address(entry.document["url"])


def plain_address(url: str | None) -> str | None:
    """A web address without anything that could mean something else where it is put, or None."""
    if url and url.startswith(("https://", "http://")):
        return url if url.isascii() and not set(url) & set(" <>()\"'`|\\\t\n\r") else None
    return None


def cited(result: Result) -> list[tuple[dict[str, str | None], list[str]]]:
    """The documents that the entries of a result cite, by id, each with those entries' ids."""
    found: dict[str, tuple[dict[str, str | None], dict[str, None]]] = {}
    for row in result.rows:
        for entry in row.entries:
            name = str(entry.document["id"])
            found.setdefault(name, ({**entry.document, "issuer": entry.issuer}, {}))
            found[name][1][entry.id] = None
    return [(document, list(ids)) for _, (document, ids) in sorted(found.items())]
