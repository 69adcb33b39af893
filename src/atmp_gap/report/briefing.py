"""A briefing package as blocks of text, the same for every format.

Call ``blocks`` on a briefing, then a format's writer: Markdown and the page are in
``report.briefing_text``, Word is in ``report.docx.briefing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import EntryResult
from atmp_gap.profile.briefing import MOST, Asked, Briefing
from atmp_gap.profile.positions import Held, own_word
from atmp_gap.report import origin, sources, wording
from atmp_gap.report.cases import groups, quoted

MOST_CASES = 5
"""So many precedents are quoted with a question, the nearest products first."""
UNVERIFIED = "UNVERIFIED, delete or read first"
CHECK = "as you know it, check"
FILL = "[to be filled by the sponsor]"
BY_KIND: Mapping[str, str] = {
    "limit": "the proposed limit",
    "clock": "the proposed time",
    "effort": "the proposed extent",
    "choice": "the proposed classification",
    "all-of": "the proposed set of tests or contents",
    "any-of": "the proposed route",
    "asked": "the proposed testing or control",
}
"""What to agree with where a subject has no wording of its own, by the kind of its first slot."""
TITLES: Mapping[str, str] = {
    "product": "Product",
    "number": "Application number",
    "purpose": "Purpose of the meeting",
    "agenda": "Proposed agenda",
    "summary": "Summary",
    "background": "Background",
    "questions": "Questions",
}
EMA_QUESTIONS = "Questions and applicant's positions"


@dataclass(frozen=True)
class Block:
    """A piece of the document: a heading with its level, a paragraph, a bullet, a warning.

    ``label`` stands in bold before the text.
    """

    kind: str
    text: str
    label: str = ""
    level: int = 0


def heading(text: str, level: int) -> Block:
    """A heading; level 0 is the document's title."""
    return Block("heading", text, level=level)


def blocks(pack: Briefing, corpus: Corpus) -> list[Block]:
    """The whole package: title page, the meeting's sections in order, further candidates."""
    told = [*_opening(pack), *_timing(pack, corpus)]
    for name in pack.kind.sections:
        title = EMA_QUESTIONS if name == "questions" and pack.kind.agency == "EMA" else TITLES[name]
        told.append(heading(title, 1))
        told += _questions(pack) if name == "questions" else _section(pack, name)
    if pack.further:
        told.append(heading("Further candidates, not written out", 1))
        told.append(
            Block("text", "Choose questions with --subject; delete this section before sending.")
        )
        told += [Block("bullet", row.title) for row in pack.further]
    return told


def warning(pack: Briefing) -> str:
    """What to say where there are more questions than a meeting has room for; else empty."""
    if pack.candidates <= MOST:
        return ""
    rest = f"; {len(pack.further)} are listed at the end" if pack.further else ""
    return (
        f"{pack.candidates} questions could be asked, more than {MOST}: "
        f"a meeting has room for a few. {len(pack.asked)} are written out{rest}"
    )


def _opening(pack: Briefing) -> Iterable[Block]:
    yield heading(pack.product.name, 0)
    yield Block("text", f"{pack.kind.title}: briefing package, draft")
    words = wording.words_of(pack.result)
    stages = ", ".join(wording.said(stage, words) for stage in pack.product.stages)
    yield Block("text", stages or "not said in the profile", "Stage")
    yield Block("text", pack.result.as_of, "As of")
    yield Block("text", origin.day_and_corpus(pack.result), "Source")
    if pack.by_stage:
        yield Block(
            "text",
            f"chosen by the profile's stage ({CHECK}); name another with --for",
            "Meeting",
        )
    if text := warning(pack):
        yield Block("warning", f"{text}.")
    yield Block("warning", pack.result.notice)


def _timing(pack: Briefing, corpus: Corpus) -> Iterable[Block]:
    """When the meeting takes place and what its package holds, each with where it stands."""
    yield heading("Timing (delete before sending)", 1)
    for name in pack.kind.timing:
        found = corpus.requirements.get(name)
        if found is None:
            yield Block("bullet", f"Timing: {CHECK}.")
            continue
        entry = found[1]
        document = corpus.documents[entry.source.document]
        grade = entry.reading.grade
        draft = ", draft" if document.status == "draft" else ""
        place = sources.cite_at(document.short or document.title, entry.source.locator)
        check = "" if grade == "read" else f"; {CHECK}"
        yield Block("bullet", f"{entry.statement} [{place}{draft}; {grade}{check}]")
    known = corpus.documents.get(pack.kind.package)
    text = (known.short or known.title) if known else pack.kind.package
    yield Block(
        "bullet",
        f"Order and contents of the package: {CHECK} against {text}, whose text on this has not "
        "been read here.",
    )


def _section(pack: Briefing, name: str) -> Iterable[Block]:
    if name in ("product", "summary"):
        yield Block("text", pack.product.name, "Product")
        yield Block("text", _description(pack), "Description")
        yield Block("text", FILL, "Proposed indication")
        if name == "summary":
            yield Block("text", FILL, "Purpose of the request")
    elif name == "number":
        yield Block("text", FILL)
    elif name == "purpose":
        subjects = "; ".join(asked.row.title for asked in pack.asked)
        yield Block("text", f"To obtain feedback on: {subjects or FILL}.")
    elif name == "agenda":
        yield Block("bullet", f"Introductions {FILL}")
        for number, asked in enumerate(pack.asked, 1):
            yield Block("bullet", f"Question {number}: {asked.row.title}")
        yield Block("bullet", f"Summary and actions {FILL}")
    else:
        for label in ("Development history", "Manufacture and control", "Non-clinical", "Clinical"):
            yield Block("text", FILL, label)


def _description(pack: Briefing) -> str:
    """The product as its profile describes it, else in the words of its facts but the stage."""
    if pack.product.description:
        return pack.product.description
    facts = {name: terms for name, terms in pack.product.scope.items() if name != "stage"}
    return wording.scope_text(facts, wording.words_of(pack.result)) if facts else FILL


def _questions(pack: Briefing) -> Iterable[Block]:
    if not pack.asked:
        yield Block("text", "No row in this scope leaves a question to this agency.")
    discipline = ""
    for number, asked in enumerate(pack.asked, 1):
        if asked.row.discipline != discipline:
            discipline = asked.row.discipline
            yield heading(wording.DISCIPLINE_LABELS[discipline], 2)
        yield from _question(pack, number, asked)


def _question(pack: Briefing, number: int, asked: Asked) -> Iterable[Block]:
    row, agency = asked.row, pack.kind.agency
    words = wording.words_of(pack.result, row)
    yield heading(f"Question {number}: {row.title}", 3)
    if asked.recalled:
        yield Block("warning", f"{UNVERIFIED}: what it rests on is recalled, not read.")
    yield Block("question", question_text(asked, agency))
    position = "Applicant's position" if agency == "EMA" else "Sponsor's position"
    # A position's note is the company's own and never goes to an agency.
    told = {position: _answered, "Justification": _justified, "Supporting data": _supported}
    for label, said in told.items():
        texts = [
            f"{_part(pack, held, words)}{text}"
            for held in asked.held
            if (text := said(asked, held, words))
        ]
        yield Block("text", "; ".join(texts) or FILL, label)
    if row.ctd:
        yield Block("text", ", ".join(row.ctd), "Dossier sections")
    yield Block("text", f"what {agency} says:", "Background")
    yield from (_cited(entry) for entry in asked.own)
    if asked.other:
        yield Block("text", "what the other agency says:", "Background")
        yield from (_cited(entry) for entry in asked.other)
    # What one agency said in confidence goes to no other; its own words come back to it.
    cases = quoted(row, words, pack.result.agencies if asked.other else (agency,))
    for title, inside in groups(case for case in cases if not case.own or case.agency == agency):
        yield Block("text", f"{title}:", "Background")
        for case in inside[:MOST_CASES]:
            source = f" [{case.source}]" if case.source else ""
            yield Block("bullet", f"{case.head}: {case.said}{source}")


def _part(pack: Briefing, held: Held, words: Mapping[str, str]) -> str:
    """The part of the question that a position is held in, where it is not all of it."""
    product = pack.product.scope
    scope = {
        name: terms
        for name, terms in (held.scope or {}).items()
        if set(terms) != set(product.get(name, ()))
    }
    return f"({wording.scope_text(scope, words)}) " if scope else ""


def _answered(asked: Asked, held: Held, words: Mapping[str, str]) -> str:
    answers = [
        f"{wording.said(slot, words)}: {_held(asked, slot, answer.text, words)}"
        for slot, answer in held.answers.items()
    ]
    return "; ".join(filter(None, (*answers, held.in_words)))


def _justified(asked: Asked, held: Held, words: Mapping[str, str]) -> str:
    return held.position.justification or ""


def _supported(asked: Asked, held: Held, words: Mapping[str, str]) -> str:
    return held.position.evidence or ""


def _held(asked: Asked, slot: str, text: str, words: Mapping[str, str]) -> str:
    """A position as a developer says it: done or not done, not expected."""
    own = own_word(asked.kinds[slot], text)
    return wording.said(text, words) if own == text else own.replace("-", " ")


def question_text(asked: Asked, agency: str) -> str:
    """The question as one puts it: the subject's own wording, else one on its title."""
    if asked.ask:
        return asked.ask.replace("{agency}", agency)
    what = BY_KIND.get(asked.kind, "the proposed approach")
    return f"{asked.row.title}: does {agency} agree with {what}, on the justification given below?"


def _cited(entry: EntryResult) -> Block:
    marks = "; ".join(sources.marks(entry))
    unread = f" {UNVERIFIED}." if entry.reading.grade == "recalled" else ""
    return Block("bullet", f"{entry.statement} [{sources.cite(entry)}; {marks}]{unread}")
