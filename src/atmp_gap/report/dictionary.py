"""The data dictionary: every field of every file of a corpus, generated from the models."""

from __future__ import annotations

from typing import Any

from atmp_gap.corpus.files import AgencyFile, CorpusFile, DocumentFile
from atmp_gap.corpus.validate import json_schema
from atmp_gap.model.change import ChangeFile
from atmp_gap.model.feedback import FeedbackFile
from atmp_gap.model.history import HistoryFile
from atmp_gap.model.judgement import JudgementFile
from atmp_gap.model.method import MethodFile
from atmp_gap.model.precedent import PrecedentFile
from atmp_gap.model.record import FileRecord
from atmp_gap.model.requirement import RequirementFile
from atmp_gap.model.review import ReviewFile
from atmp_gap.model.subject import Topic
from atmp_gap.model.terminology import Terminology
from atmp_gap.model.vocabulary import Vocabulary

FILES: tuple[tuple[str, type[FileRecord]], ...] = (
    ("corpus.yaml", CorpusFile),
    ("agencies.yaml", AgencyFile),
    ("documents/*.yaml", DocumentFile),
    ("vocabulary.yaml", Vocabulary),
    ("terminology.yaml", Terminology),
    ("methods.yaml", MethodFile),
    ("changes.yaml", ChangeFile),
    ("reviews.yaml", ReviewFile),
    ("history.yaml", HistoryFile),
    ("<topic>/topic.yaml", Topic),
    ("<topic>/<agency>.yaml", RequirementFile),
    ("<topic>/judgements.yaml", JudgementFile),
    ("precedents/*.yaml", PrecedentFile),
    ("feedback/*.yaml", FeedbackFile),
)


def file_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of every kind of file, by name, for editors that complete and check."""
    names = ("corpus", "agencies", "documents", "vocabulary", "terminology", "methods")
    more = ("changes", "reviews", "history", "topic", "requirements", "judgements")
    kinds = (*names, *more, "precedents", "feedback")
    return {
        name: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **_text_or_number(json_schema(model)),
            "title": f"atmp-gap: {file}",
        }
        for name, (file, model) in zip(kinds, FILES, strict=True)
    }


def _text_or_number(schema: Any) -> Any:
    """A schema in which text may look like a number: the format reads 2006 and 4.2 as text."""
    if isinstance(schema, list):
        return [_text_or_number(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {name: _text_or_number(value) for name, value in schema.items()}
    if result.get("type") == "string" and "enum" not in result and "const" not in result:
        result["type"] = ["string", "number"]
    return result


def dictionary() -> str:
    """The dictionary as Markdown: a table per record, in the order of the files."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from the models that validate the files. Unknown fields are refused.",
        "",
    ]
    seen: set[str] = set()
    for file, model in FILES:
        schema = json_schema(model)
        definitions = schema.pop("$defs", {})
        lines += [f"## `{file}`", ""]
        lines += _record(schema)
        for name in _reachable(schema, definitions):
            if name not in seen:
                seen.add(name)
                lines += [f"### {name}", ""]
                lines += _record(definitions[name])
    return "\n".join(lines).rstrip() + "\n"


def _record(schema: dict[str, Any]) -> list[str]:
    lines = []
    if schema.get("description"):
        lines += [" ".join(schema["description"].split()), ""]
    required = set(schema.get("required", ()))
    lines += ["| field | form | required | meaning |", "| --- | --- | --- | --- |"]
    for name, field in schema.get("properties", {}).items():
        told = " ".join(str(field.get("description", "")).split())
        form = _form(field).replace("|", "\\|")
        lines.append(f"| `{name}` | {form} | {'yes' if name in required else 'no'} | {told} |")
    return [*lines, ""]


def _form(field: dict[str, Any]) -> str:
    """The form of a field in words."""
    if "$ref" in field:
        return str(field["$ref"]).rsplit("/", 1)[-1]
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "anyOf" in field:
        options = [_form(option) for option in field["anyOf"] if option.get("type") != "null"]
        return " or ".join(dict.fromkeys(options))
    kind = field.get("type")
    if kind == "array":
        if "prefixItems" in field:
            return f"list of {len(field['prefixItems'])}: {_form(field['prefixItems'][0])}"
        return f"list of {_form(field.get('items', {}))}"
    if kind == "object":
        return f"mapping to {_form(field.get('additionalProperties') or {})}"
    if kind == "boolean":
        return "`true` or `false`"
    if kind == "string":
        return "name" if "pattern" in field else "text"
    return str(kind or "text")


def _reachable(schema: dict[str, Any], definitions: dict[str, Any]) -> list[str]:
    """The records a schema refers to, in the order met."""
    found: dict[str, None] = {}

    def visit(node: Any) -> None:
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).rsplit("/", 1)[-1]
            if name and name not in found:
                found[name] = None
                visit(definitions[name])
            for value in node.values():
                visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    visit(schema)
    return list(found)
