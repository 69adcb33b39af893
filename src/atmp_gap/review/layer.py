"""Reviewers' rows as the files of a layer: judgements, absences and statements, with who and when.

What stands in a layer already stays as it is; items are put behind it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.fingerprint import SCHEME, of_entry, of_subject
from atmp_gap.corpus.problem import Problem, did_you_mean
from atmp_gap.corpus.words import UnknownWordError, agencies, subjects
from atmp_gap.gap.row import RowComparison
from atmp_gap.gap.view import View
from atmp_gap.profile.sheet import SheetLine

RECORDS = ("judgement", "absence", "statement")


@dataclass(frozen=True)
class Item:
    """An item to be added: to which file of the layer, under which key, as lines of YAML."""

    file: str
    head: str
    key: str
    lines: tuple[str, ...]


class Bad(ValueError):
    """A cell that cannot be used."""

    def __init__(self, column: str, message: str, hint: str = "", code: str = "AG005") -> None:
        super().__init__(message)
        self.column, self.hint, self.code = column, hint, code


def items(rows: Iterable[SheetLine], corpus: Corpus, problems: list[Problem]) -> list[Item]:
    """The items that rows make; what is wrong goes into ``problems``, each with its cell."""
    makers: dict[str, Callable[[Mapping[str, str], str, Corpus], Item]] = {
        "judgement": _judgement,
        "absence": _absence,
        "statement": _statement,
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
            subject = _one(subjects(corpus), row.cells["subject"], "subject")
            found.append(makers[record](row.cells, subject, corpus))
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


def _one(lexicon: Any, word: str, column: str) -> str:
    try:
        return str(lexicon.one(word.partition("#")[0]))
    except UnknownWordError as error:
        raise Bad(column, str(error), error.hint or "", "AG009") from None


def _scope(text: str, corpus: Corpus) -> dict[str, list[str]]:
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


def _yaml(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Facts as lines of YAML; what is empty is left out. Values are JSON, which YAML reads."""
    return tuple(
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in facts.items()
        if value not in (None, "", {}, [])
    )


def _judgement(cells: Mapping[str, str], subject: str, corpus: Corpus) -> Item:
    sides = [side.id for side in corpus.sides]
    named = cells.get("between", ",".join(sides[:2])).replace(";", ",").split(",")
    between = [_one(agencies(corpus), word.strip(), "between") for word in named]
    if len(between) != 2:
        raise Bad("between", "two agencies are compared", "write FDA, EMA")
    scope = _scope(cells.get("scope", ""), corpus)
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
    return Item(f"{file.topic}/judgements.yaml", "", "judgements", _yaml(facts))


def _reading(cells: Mapping[str, str]) -> dict[str, str]:
    reading = {"grade": cells.get("grade", "recalled")}
    if "via" in cells:
        reading["via"] = cells["via"]
    reading["date"] = cells["date"]
    if reading["grade"] == "read":
        reading["by"] = cells["by"]
    return reading


def _document(cells: Mapping[str, str], corpus: Corpus) -> str:
    name = _need(cells, "document")
    if name not in corpus.documents:
        hint = did_you_mean(name, list(corpus.documents))
        raise Bad("document", f"unknown document {name!r}", hint or "", "AG008")
    return name


def _absence(cells: Mapping[str, str], subject: str, corpus: Corpus) -> Item:
    sections = [text.strip() for text in _need(cells, "section").split(";") if text.strip()]
    facts = {
        "subject": subject,
        "agency": _one(agencies(corpus), _need(cells, "agency"), "agency"),
        "applies_to": _scope(cells.get("scope", ""), corpus),
        "slots": [cells["slot"]] if "slot" in cells else [],
        "searched": [{"document": _document(cells, corpus), "sections": sections}],
        "reading": _reading(cells),
        "suspected": True if cells.get("grade", "recalled") == "recalled" else None,
        "by": cells["by"],
        "note": cells.get("reason"),
    }
    topic = corpus.subjects[subject].topic
    return Item(f"{topic}/judgements.yaml", "", "absences", _yaml(facts))


def _statement(cells: Mapping[str, str], subject: str, corpus: Corpus) -> Item:
    agency = _one(agencies(corpus), _need(cells, "agency"), "agency")
    topic = corpus.subjects[subject].topic
    asks = corpus.subjects[subject].subject.asks
    slot = cells.get("slot") or (next(iter(asks)) if len(asks) == 1 else "")
    if "answer" in cells and slot not in asks:
        raise Bad("slot", f"{subject} has no slot {slot!r}", _known(asks), "AG008")
    facts = {
        "id": cells["id"],
        "subject": subject,
        "statement": _need(cells, "statement"),
        "obligation": cells.get("obligation", "should"),
    }
    answers = {slot: _answer(cells["answer"], asks[slot].kind)} if "answer" in cells else {}
    more = {
        "applies_to": _scope(cells.get("scope", ""), corpus),
        "source": {"document": _document(cells, corpus), "locator": _need(cells, "section")},
        "reading": _reading(cells),
        "anchors": [text.strip() for text in cells.get("anchors", "").split(";") if text.strip()],
        "note": f"Added by {cells['by']} on {cells['date']}.",
    }
    lines = (*_yaml(facts), f"answers: {json.dumps(answers, ensure_ascii=False)}", *_yaml(more))
    head = f"agency: {agency}\ntopic: {topic}\n"
    return Item(f"{topic}/{agency.lower()}.yaml", head, "requirements", lines)


def _answer(text: str, kind: str) -> str | list[str]:
    from atmp_gap.kinds import KINDS

    if KINDS[kind].is_set:
        return [item.strip() for item in text.split(",") if item.strip()]
    return text
