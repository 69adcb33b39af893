"""Attributes of a specification in words: what both sides say of each, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import EntryResult, Result, Row
from atmp_gap.profile.limit_slots import beside_limits, limit_slots, on_limits
from atmp_gap.profile.own_specification import OwnLine
from atmp_gap.profile.specification import SECTIONS, Listed, Specification
from atmp_gap.report import methods, sources, wording
from atmp_gap.report.answers import Answer
from atmp_gap.report.decisions import RowTold, decisions
from atmp_gap.report.paper import Cited, Item, Line, Part

ROLES: Mapping[str, str] = {
    "tested": "test point",
    "limit": "limit",
    "method": "method",
    "validation": "validation",
}
"""What questions ask of an attribute, and what a report calls it."""
NO_QUESTION = "not assessed: no question on it is recorded here yet"
PROSE = "in prose, no limit typed: "
FILL = "[to be filled in]"
VALIDATION = "What both sides ask of the methods, told once for all attributes above."


class Attributes:
    """Tells attributes in words, for every format alike."""

    def __init__(self, spec: Specification, corpus: Corpus) -> None:
        self.spec, self.corpus = spec, corpus
        self.agencies = spec.result.agencies
        self.subjects = {name: file.subject for name, file in corpus.subjects.items()}
        self.told = _told(spec.result)
        self._limits = _told(on_limits(spec.result, self.subjects))
        self._others = _told(beside_limits(spec.result, self.subjects))

    def rows(self, listed: Listed, role: str) -> list[RowTold]:
        """The rows on one thing: a row on a limit may also say that there is a test."""
        if role == "limit":
            return [self._limits[row.subject] for row in listed.rows[role]]
        found = [self._others[row.subject] for row in listed.rows[role]]
        if role == "tested":
            found += [
                self._others[row.subject]
                for row in listed.rows["limit"]
                if set(self.subjects[row.subject].asks) - limit_slots(self.subjects[row.subject])
            ]
        return found

    def parts(self) -> Iterator[Part]:
        """The attributes under the sections of the dossier."""
        for ctd, listed in groupby(self.spec.listed, key=lambda item: item.ctd):
            yield Part(SECTIONS.get(ctd, ctd), "open", tuple(map(self.item, listed)))
        asked = tuple(map(self.validation, self.validations()))
        if asked:
            yield Part("Validation of methods, at this stage", "open", asked, VALIDATION)

    def validations(self) -> list[RowTold]:
        """The questions on validation, each once."""
        rows = {row.subject: row for item in self.spec.listed for row in item.rows["validation"]}
        return [self.told[name] for name in rows]

    def validation(self, row: RowTold) -> Item:
        """A question on validation, told once for all attributes it bears on."""
        lines = []
        for part in (*row.parts, *row.elsewhere):
            lines += [
                self.answer(self.agencies[index], answer, part.where)
                for index, answer in enumerate(part.answers)
            ]
        mark = ", ".join(filter(None, (row.kind.counted, row.mark)))
        return Item(row.row.title, mark, tuple(lines), row.kind.id)

    def item(self, listed: Listed) -> Item:
        """An attribute with what both sides say, the chapters, and the places to fill in."""
        lines = [line for role in ROLES if role != "validation" for line in self.role(listed, role)]
        asked = [row.title for row in listed.rows["validation"]]
        if asked:
            lines.append(Line("validation", f"{'; '.join(asked)}: see the last section"))
        lines += [methods.line(pair, self.corpus) for pair in listed.pairs]
        if not listed.questions:
            lines.append(self.listed_by(listed))
        if listed.own:
            lines += [line for own in listed.own for line in own_line(own)]
        else:
            lines.append(Line("yours", f"limit {FILL}; method {FILL}"))
        return Item(listed.attribute.title, self.mark(listed), tuple(lines), self.look(listed))

    def listed_by(self, listed: Listed) -> Line:
        """By which text specifications list an attribute; by habit, where there is none."""
        cited = tuple(methods.cited(source, self.corpus) for source in listed.attribute.sources)
        if not cited:
            habit = (Cited("general knowledge", "recalled"),)
            return Line("listed by", "habit, checked against no text", cited=habit)
        how = "by analogy: the text speaks of other products"
        return Line("listed by", how if listed.attribute.by_analogy else "its text", cited=cited)

    def head(self, listed: Listed) -> RowTold | None:
        """The row whose verdict stands for the attribute: that of its limit, else of its test."""
        for role in ("limit", "tested", "method"):
            for row in listed.rows[role]:
                return self.told[row.subject]
        return None

    def mark(self, listed: Listed) -> str:
        """What stands at its right: the verdict on its limit, else on its test."""
        row = self.head(listed)
        if row is None:
            return "no question recorded yet"
        others = set(self.subjects[row.row.subject].asks) - limit_slots(
            self.subjects[row.row.subject]
        )
        what = "method"
        if listed.rows["limit"]:
            # A question that asks for more than the limit has one verdict on all of it.
            what = "question as a whole" if others else "limit"
        elif listed.rows["tested"]:
            what = "test"
        return ", ".join(filter(None, (f"{what}: {row.kind.counted}", row.mark)))

    def look(self, listed: Listed) -> str:
        """The colours of an attribute."""
        row = self.head(listed)
        return row.kind.id if row else "open"

    def role(self, listed: Listed, role: str) -> Iterator[Line]:
        """What both sides say on one thing, question by question, part by part."""
        name = ROLES[role]
        rows = self.rows(listed, role)
        if not rows:
            if role in ("limit", "tested"):
                yield Line(name, NO_QUESTION, silent=True)
            return
        for told in rows:
            title = told.row.title if len(rows) > 1 else ""
            for part in (*told.parts, *told.elsewhere):
                about = ", ".join(filter(None, (title, part.where)))
                for index, answer in enumerate(part.answers):
                    line = self.answer(f"{name} {self.agencies[index]}", answer, about)
                    prose = role == "limit" and answer.speaks and not answer.typed
                    yield replace(line, text=f"{PROSE}{line.text}") if prose else line
            for entry in conventions(told.row) if role == "limit" else ():
                yield self.convention(entry, told.words)

    def answer(self, label: str, answer: Answer, about: str) -> Line:
        """What one side says, or what its silence means."""
        text = said(answer)
        return Line(
            label,
            f"{about}: {text}" if about else text,
            cited=tuple(self.places(answer)),
            silent=not answer.speaks,
        )

    def places(self, answer: Answer) -> Iterator[Cited]:
        """Where an answer stands."""
        for each in answer.citations:
            document = self.corpus.documents[each.document]
            status = "" if document.status == "final" else document.status
            yield Cited(each.text, each.grade, status, document.short_name)

    def convention(self, entry: EntryResult, words: Mapping[str, str]) -> Line:
        """A number that people quote and no text of the agency is known to state."""
        answers = "; ".join(
            wording.said(text if isinstance(text, str) else ", ".join(text), words)
            for text in entry.answers.values()
        )
        text = f"{answers}, quoted for {entry.agency}; no text of it is known to state this"
        place = Cited(sources.cite(entry), entry.reading.grade, "convention", entry.document.short)
        return Line("convention", text, cited=(place,))

    def documents(self) -> tuple[tuple[str, str], ...]:
        """The texts cited, in full."""
        found = {}
        for item in self.spec.listed:
            for line in self.item(item).lines:
                for each in line.cited:
                    found[each.document] = each.document
        by_name = {document.short_name: document for document in self.corpus.documents.values()}
        return tuple(
            (name, methods.full(by_name[name]))
            for name in sorted(found, key=str.casefold)
            if name in by_name
        )


def own_line(line: OwnLine) -> Iterator[Line]:
    """A line of the developer's own table."""
    told = (("test point", line.point), ("limit", line.limit), ("method", line.method))
    text = "; ".join(f"{name}: {text}" for name, text in told if text)
    beneath = (f"{line.name}, in {line.place}",)
    yield Line("yours", text or "neither limit nor method", beneath, silent=not text)


def _told(result: Result) -> dict[str, RowTold]:
    return {row.row.subject: row for part in decisions(result).sections for row in part.rows}


def conventions(row: Row) -> list[EntryResult]:
    """The numbers that people quote on a question, by no text of the agency."""
    return [e for e in row.entries if e.standing == "convention" and e.answers]


def said(answer: Answer) -> str:
    """What a side says; silence is told apart: never looked for, or looked for in vain."""
    if answer.speaks:
        return answer.text
    if answer.text.startswith("nothing found"):
        return f"none found by a recorded search ({answer.text.removeprefix('nothing found in ')})"
    return f"not assessed: {answer.text}"
