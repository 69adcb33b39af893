"""ReqIF for requirement tools: questions with their statements, and how statements relate.

Source: OMG ReqIF 1.2, whose schema calls itself 1.0. Of the formats here it alone carries what is
open: a question is an object of its own with its verdict, and says NOT ASSESSED where nobody has
looked. Relations are typed by verdict. Ids are the corpus' own, so that a newer file updates the
same objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from atmp_gap.gap.result import EntryResult, Row
from atmp_gap.report import sources, wording
from atmp_gap.report.exchange import loss_line
from atmp_gap.report.exchange.pair_words import comment
from atmp_gap.report.told_to_programs import NOT_ASSESSED, OPEN_MEANS
from atmp_gap.text.escape import one_line
from atmp_gap.views.relations import BOTH, Relations

TITLE = "ReqIF"
ENDING = ".reqif"
CARRIED = frozenset(
    {
        "questions not assessed",
        "questions that neither side asks",
        "statements whose counterpart nobody searched for",
        "conditions",
        "typed answers",
        "judgements of people",
        "statements that decide nothing",
    }
)
_SPACE = "http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"
_OBJECTS: Mapping[str, tuple[str, ...]] = {
    "question": ("ReqIF.Name", "ReqIF.Text", "Verdict", "Verdict means", "Stricter", "CTD"),
    "statement": (
        "ReqIF.ForeignID",
        "ReqIF.Text",
        "Agency",
        "Citation",
        "Reading",
        "Obligation",
        "Answers",
        "Conditions",
        "Applies to",
    ),
}
_LONGEST = 32_000


def written(relations: Relations) -> str:
    """The file as text: a specification for each topic, its questions, below them statements."""
    result = relations.result
    moment = f"{result.as_of}T00:00:00Z"
    root = Element("REQ-IF", {"xmlns": _SPACE})
    head = SubElement(SubElement(root, "THE-HEADER"), "REQ-IF-HEADER")
    head.set("IDENTIFIER", f"atmp-gap-{result.corpus.fingerprint}")
    for name, text in (
        ("COMMENT", f"{result.notice} {loss_line(relations, CARRIED)}. Data: CC BY 4.0."),
        ("CREATION-TIME", moment),
        ("REQ-IF-TOOL-ID", result.tool),
        ("REQ-IF-VERSION", "1.0"),
        ("SOURCE-TOOL-ID", f"corpus {result.corpus.version} ({result.corpus.fingerprint})"),
        ("TITLE", f"{result.agencies[0]} and {result.agencies[1]}"),
    ):
        SubElement(head, name).text = one_line(text)
    content = SubElement(SubElement(root, "CORE-CONTENT"), "REQ-IF-CONTENT")
    datatype = SubElement(SubElement(content, "DATATYPES"), "DATATYPE-DEFINITION-STRING")
    _identify(datatype, "text", "text", moment)
    datatype.set("MAX-LENGTH", str(_LONGEST))
    _types(SubElement(content, "SPEC-TYPES"), moment)
    _objects(SubElement(content, "SPEC-OBJECTS"), relations, moment)
    _relations(SubElement(content, "SPEC-RELATIONS"), relations, moment)
    _specifications(SubElement(content, "SPECIFICATIONS"), relations, moment)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _types(types: Element, moment: str) -> None:
    for name, attributes in _OBJECTS.items():
        kind = SubElement(types, "SPEC-OBJECT-TYPE")
        _identify(kind, f"type-{name}", name, moment)
        _attributes(kind, name, attributes, moment)
    for verdict in BOTH:
        kind = SubElement(types, "SPEC-RELATION-TYPE")
        _identify(kind, f"type-{verdict}", wording.VERDICT_LABELS[verdict], moment)
        _attributes(kind, verdict, ("Comment",), moment)
    _identify(
        SubElement(types, "SPECIFICATION-TYPE"), "type-specification", "specification", moment
    )


def _attributes(kind: Element, owner: str, names: Iterable[str], moment: str) -> None:
    listed = SubElement(kind, "SPEC-ATTRIBUTES")
    for name in names:
        attribute = SubElement(listed, "ATTRIBUTE-DEFINITION-STRING")
        _identify(attribute, _attribute(owner, name), name, moment)
        _refer(attribute, "TYPE", "DATATYPE-DEFINITION-STRING", "text")


def _objects(objects: Element, relations: Relations, moment: str) -> None:
    for row in relations.result.rows:
        words = wording.words_of(relations.result, row)
        open_ = row.verdict == "unassessed"
        values = {
            "ReqIF.Name": row.title,
            "ReqIF.Text": row.question,
            "Verdict": NOT_ASSESSED
            if open_
            else wording.verdict_label(row.verdict, row.provisional),
            "Verdict means": OPEN_MEANS if open_ else wording.VERDICT_MEANINGS[row.verdict],
            "Stricter": wording.stricter_text(row.stricter),
            "CTD": ", ".join(row.ctd),
        }
        _object(objects, "question", f"question-{row.subject}", values, moment)
        for entry in row.entries:
            _object(objects, "statement", _statement(row, entry), _said(entry, words), moment)


def _said(entry: EntryResult, words: Mapping[str, str]) -> dict[str, str]:
    answers = (
        f"{wording.said(slot, words)}: "
        f"{', '.join(answer) if isinstance(answer, tuple) else wording.said(answer, words)}"
        for slot, answer in entry.answers.items()
    )
    return {
        "ReqIF.ForeignID": entry.id,
        "ReqIF.Text": entry.statement,
        "Agency": entry.agency,
        "Citation": sources.cite(entry),
        "Reading": f"{entry.reading.grade}, {wording.GRADE_MEANINGS[entry.reading.grade]}",
        "Obligation": entry.obligation,
        "Answers": "; ".join(answers),
        "Conditions": wording.condition_text(entry, words).strip(" ()"),
        "Applies to": wording.scope_text(entry.applies_to, words),
    }


def _object(objects: Element, kind: str, name: str, values: Mapping[str, str], moment: str) -> None:
    made = SubElement(objects, "SPEC-OBJECT")
    _identify(made, name, None, moment)
    _refer(made, "TYPE", "SPEC-OBJECT-TYPE", f"type-{kind}")
    _values(made, kind, values)


def _relations(listed: Element, relations: Relations, moment: str) -> None:
    for number, pair in enumerate(relations.pairs):
        made = SubElement(listed, "SPEC-RELATION")
        verdict = pair.part.verdict
        name = f"relation-{number}-{pair.row.subject}-{pair.source.id}-{pair.target.id}"
        _identify(made, name, None, moment)
        _values(made, verdict, {"Comment": comment(pair, relations.result)})
        _refer(made, "SOURCE", "SPEC-OBJECT", _statement(pair.row, pair.source))
        _refer(made, "TARGET", "SPEC-OBJECT", _statement(pair.row, pair.target))
        _refer(made, "TYPE", "SPEC-RELATION-TYPE", f"type-{verdict}")


def _specifications(listed: Element, relations: Relations, moment: str) -> None:
    for topic in relations.result.topics:
        made = SubElement(listed, "SPECIFICATION")
        _identify(made, f"topic-{topic.id}", topic.title, moment)
        _refer(made, "TYPE", "SPECIFICATION-TYPE", "type-specification")
        children = SubElement(made, "CHILDREN")
        for row in relations.result.rows:
            if row.topic != topic.id:
                continue
            question = _hang(children, f"question-{row.subject}", moment)
            if row.entries:
                below = SubElement(question, "CHILDREN")
                for entry in row.entries:
                    _hang(below, _statement(row, entry), moment)


def _hang(children: Element, name: str, moment: str) -> Element:
    """An object put into the hierarchy."""
    made = SubElement(children, "SPEC-HIERARCHY")
    _identify(made, f"place-{name}", None, moment)
    _refer(made, "OBJECT", "SPEC-OBJECT", name)
    return made


def _statement(row: Row, entry: EntryResult) -> str:
    """The id of a statement below a question; below another question it is another object."""
    return f"statement-{row.subject}-{entry.id}"


def _attribute(owner: str, name: str) -> str:
    return f"attribute-{owner}-{name.replace(' ', '-')}"


def _identify(item: Element, name: str, title: str | None, moment: str) -> None:
    item.set("IDENTIFIER", name)
    item.set("LAST-CHANGE", moment)
    if title is not None:
        item.set("LONG-NAME", one_line(title))


def _refer(item: Element, role: str, kind: str, name: str) -> None:
    SubElement(SubElement(item, role), f"{kind}-REF").text = name


def _values(item: Element, owner: str, values: Mapping[str, str]) -> None:
    listed = SubElement(item, "VALUES")
    for name, text in values.items():
        if not text:
            continue
        value = SubElement(listed, "ATTRIBUTE-VALUE-STRING", {"THE-VALUE": one_line(text)})
        _refer(value, "DEFINITION", "ATTRIBUTE-DEFINITION-STRING", _attribute(owner, name))
