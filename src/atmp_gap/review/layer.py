"""Reviewers' rows as the files of a layer: judgements, absences and statements, with who and when.

What stands in a layer already stays as it is; items are put behind it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.fingerprint import SCHEME, of_entry, of_subject
from atmp_gap.corpus.problem import Problem, did_you_mean
from atmp_gap.corpus.words import UnknownWordError, agencies, subjects
from atmp_gap.gap.row import RowComparison
from atmp_gap.gap.view import View
from atmp_gap.model.review import ReviewAct
from atmp_gap.profile.sheet import SheetLine
from atmp_gap.review.item import REVIEWS, Item, review_item, yaml_lines

RECORDS = ("judgement", "absence", "statement", "confirmation", "refutation")


class Bad(ValueError):
    """A cell that cannot be used."""

    def __init__(self, column: str, message: str, hint: str = "", code: str = "AG005") -> None:
        super().__init__(message)
        self.column, self.hint, self.code = column, hint, code


def items(rows: Iterable[SheetLine], corpus: Corpus, problems: list[Problem]) -> list[Item]:
    """The items that rows make; what is wrong goes into ``problems``, each with its cell."""
    makers: dict[str, Callable[[Mapping[str, str], str, Corpus], list[Item]]] = {
        "judgement": _judgement,
        "absence": _absence,
        "statement": _statement,
        "confirmation": _confirmation,
        "refutation": _refutation,
    }
    found: list[Item] = []
    named: dict[str, str] = {}
    for row in rows:
        try:
            record = row.cells.get("record", "").casefold()
            record = {"decision": "judgement", "requirement": "statement"}.get(record, record)
            if record not in makers:
                raise Bad("record", f"{record or 'nothing'!r} is no record", _known(RECORDS))
            for name in ("subject", "by", "date"):
                _need(row.cells, name)
            if record == "statement":
                name = _need(row.cells, "id")
                if name in corpus.requirements or name in named:
                    where = named.get(name, "these requirements")
                    raise Bad("id", f"the id {name} stands in {where}", "choose another", "AG007")
                named[name] = str(row.places["id"])
            _check_day(row.cells["date"])
            subject = _one(subjects(corpus), row.cells["subject"], "subject")
            found += makers[record](row.cells, subject, corpus)
        except Bad as bad:
            at = row.places.get(bad.column, next(iter(row.places.values())))
            problems.append(Problem(bad.code, str(bad), at, bad.hint or None))
    return found


def _known(names: Iterable[str]) -> str:
    return f"known: {', '.join(names)}"


def _need(cells: Mapping[str, str], name: str) -> str:
    if name not in cells:
        raise Bad(name, f"{name} is empty", "every record needs it")
    return cells[name]


def _check_day(text: str) -> None:
    """Raises Bad where a date is none, or lies ahead: later records would count as older ones."""
    # Somewhere on earth it is tomorrow already.
    latest = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    try:
        day = datetime.date.fromisoformat(text[:10])
    except ValueError:
        raise Bad("date", f"{text!r} is no date", "write 2026-11-28") from None
    if day > latest:
        raise Bad("date", f"{text} lies ahead", "write the day on which it was seen")


def _one(lexicon: Any, word: str, column: str) -> str:
    try:
        return str(lexicon.one(word.partition("#")[0]))
    except UnknownWordError as error:
        raise Bad(column, str(error), error.hint or "", "AG009") from None


def scope_of(text: str, corpus: Corpus) -> dict[str, list[str]]:
    """``stage: pivotal, phase-2; product: aav`` as data."""
    scope: dict[str, list[str]] = {}
    axes = {axis.id: axis for axis in corpus.space.axes}
    for part in filter(str.strip, text.split(";")):
        name, _, words = part.partition(":")
        name = name.strip()
        listed = [word.strip() for word in words.split(",") if word.strip()]
        if name not in axes or not listed:
            raise Bad(
                "scope", f"{part.strip()!r} is no scope", "write stage: pivotal; product: aav"
            )
        for word in listed:
            if word not in axes[name].masks:
                raise Bad(
                    "scope",
                    f"{name} has no {word!r}",
                    did_you_mean(word, list(axes[name].masks)) or "",
                )
        scope[name] = listed
    return scope


def _judgement(cells: Mapping[str, str], subject: str, corpus: Corpus) -> list[Item]:
    sides = [side.id for side in corpus.sides]
    named = cells.get("between", ",".join(sides[:2])).replace(";", ",").split(",")
    between = [_one(agencies(corpus), word.strip(), "between") for word in named]
    if len(between) != 2:
        raise Bad("between", "two agencies are compared", "write FDA, EMA")
    scope = scope_of(cells.get("scope", ""), corpus)
    file = corpus.subjects[subject]
    view = View(corpus, (between[0], between[1]), corpus.date)
    deciding = set(RowComparison(view, file).recorded.deciding(corpus.space.box(scope)))
    judged: dict[str, Any] = {"scheme": SCHEME, "subject": of_subject(file, corpus)}
    judged |= {e.id: of_entry(e, corpus) for e in file.entries if e.id in deciding}
    facts = {
        "subject": subject,
        "between": between,
        "applies_to": scope,
        "verdict": _need(cells, "verdict"),
        "confirms": cells.get("confirms", "").casefold() in ("yes", "true", "x") or None,
        "stricter": cells.get("stricter"),
        "position": cells.get("position"),
        "reason": _need(cells, "reason"),
        "by": cells["by"],
        "date": cells["date"],
        "judged": judged,
    }
    return [Item(f"{file.topic}/judgements.yaml", "", "judgements", yaml_lines(facts))]


def _reading(cells: Mapping[str, str]) -> dict[str, str]:
    reading = {"grade": _grade(cells)}
    if "via" in cells:
        reading["via"] = cells["via"]
    reading["date"] = cells["date"]
    if reading["grade"] == "read":
        reading["by"] = cells["by"]
        if "file" in cells:
            reading["file"] = cells["file"]
    return reading


def _document(cells: Mapping[str, str], corpus: Corpus) -> str:
    name = _need(cells, "document")
    if name not in corpus.documents:
        hint = did_you_mean(name, list(corpus.documents))
        raise Bad("document", f"unknown document {name!r}", hint or "", "AG008")
    return name


def _absence(cells: Mapping[str, str], subject: str, corpus: Corpus) -> list[Item]:
    sections = [text.strip() for text in _need(cells, "section").split(";") if text.strip()]
    facts = {
        "subject": subject,
        "agency": _one(agencies(corpus), _need(cells, "agency"), "agency"),
        "applies_to": scope_of(cells.get("scope", ""), corpus),
        "slots": [cells["slot"]] if "slot" in cells else [],
        "searched": [{"document": _document(cells, corpus), "sections": sections}],
        "reading": _reading(cells),
        "suspected": True if cells.get("grade", "recalled") == "recalled" else None,
        "by": cells["by"],
        "note": cells.get("reason"),
    }
    topic = corpus.subjects[subject].topic
    made = Item(f"{topic}/judgements.yaml", "", "absences", yaml_lines(facts))
    # The sections come first: an absence is only read where they are.
    return [*_seen(cells, sections, whole=True), made]


def _statement(cells: Mapping[str, str], subject: str, corpus: Corpus) -> list[Item]:
    agency = _one(agencies(corpus), _need(cells, "agency"), "agency")
    topic = corpus.subjects[subject].topic
    asks = corpus.subjects[subject].subject.asks
    slot = cells.get("slot") or (next(iter(asks)) if len(asks) == 1 else "")
    if "answer" in cells and slot not in asks:
        raise Bad("slot", f"{subject} has no slot {slot!r}", _known(asks), "AG008")
    facts: dict[str, Any] = {
        "id": cells["id"],
        "subject": subject,
        "statement": _need(cells, "statement"),
        "obligation": cells.get("obligation", "should"),
    }
    answers = {slot: _answer(cells["answer"], asks[slot].kind)} if "answer" in cells else {}
    facts |= {
        "answers": answers,
        "applies_to": scope_of(cells.get("scope", ""), corpus),
        "source": {"document": _document(cells, corpus), "locator": _need(cells, "section")},
        "reading": _reading(cells),
        "anchors": _anchors(cells),
        "overrides": cells.get("replaces", "").replace(";", ",").replace(" ", "").split(",")
        if "replaces" in cells
        else [],
        "note": f"Added by {cells['by']} on {cells['date']}.",
    }
    head = f"agency: {agency}\ntopic: {topic}\n"
    lines = yaml_lines(facts, always=("answers",))
    made = Item(f"{topic}/{agency.lower()}.yaml", head, "requirements", lines)
    return [made, *_seen(cells, [cells["section"]], whole=False)]


def _seen(cells: Mapping[str, str], sections: Sequence[str], whole: bool) -> list[Item]:
    """Which sections of which copy were read, where the row says so."""
    if "file" not in cells or _grade(cells) != "read":
        return []
    facts = {
        "document": cells["document"],
        "file": cells["file"],
        "sections": list(sections),
        "whole": whole or None,
        "by": cells["by"],
        "at": cells["date"],
    }
    return [Item(REVIEWS, "", "readings", yaml_lines(facts))]


def _confirmation(cells: Mapping[str, str], subject: str, corpus: Corpus) -> list[Item]:
    return [_review(cells, subject, corpus, "looked-at")]


def _refutation(cells: Mapping[str, str], subject: str, corpus: Corpus) -> list[Item]:
    _need(cells, "reason")
    return [_review(cells, subject, corpus, "refuted")]


def _review(cells: Mapping[str, str], subject: str, corpus: Corpus, act: ReviewAct) -> Item:
    name = _need(cells, "id")
    if name not in corpus.requirements:
        hint = did_you_mean(name, list(corpus.requirements))
        raise Bad("id", f"there is no entry {name!r}", hint or "", "AG008")
    agency, requirement, _ = corpus.requirements[name]
    if subject not in requirement.subjects:
        told = f"{name} is on {', '.join(requirement.subjects)}, not on {subject}"
        raise Bad("id", told, "name the statement that you saw")
    if "agency" in cells and _one(agencies(corpus), cells["agency"], "agency") != agency:
        raise Bad("id", f"{name} is a statement of {agency}", "name the statement that you saw")
    page = cells.get("page", "")
    if page and not page.isdecimal():
        raise Bad("page", f"{page!r} is no page", "write a number, counted from 1")
    document = requirement.source.document
    if cells.get("document", document) != document:
        raise Bad("document", f"{name} cites {document}", "look into that text")
    return review_item(
        corpus,
        name,
        act,
        file=_need(cells, "file"),
        page=int(page) if page else None,
        section=cells.get("section"),
        by=cells["by"],
        at=cells["date"],
        reason=cells.get("reason"),
        anchors=_anchors(cells),
    )


def _anchors(cells: Mapping[str, str]) -> list[str]:
    return [text.strip() for text in cells.get("anchors", "").split(";") if text.strip()]


def _grade(cells: Mapping[str, str]) -> str:
    """The grade said; a statement from a passage of a copy that was looked into is read."""
    seen = "file" in cells and "statement" in cells
    return cells.get("grade", "read" if seen else "recalled")


def _answer(text: str, kind: str) -> str | list[str]:
    from atmp_gap.kinds import KINDS

    if KINDS[kind].is_set:
        return [item.strip() for item in text.split(",") if item.strip()]
    return text
