"""Data as files have it to validated records, and what is wrong with it as sentences for people.

The only place in which pydantic is asked. Its ``TypeAdapter`` takes the dataclasses of ``model``
as they are; the same types give the JSON Schemas. Where pydantic cannot be, in a browser,
``plain_records`` makes the few records that people write there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from atmp_gap.corpus.explained import explained
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.sources import SourceFile
from atmp_gap.corpus.yaml_reader import Refused, Unusual, decode, parse, plain

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Content = TypeVar("Content")


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(kind: type[Content]) -> TypeAdapter[Content]:
    """What makes records of some kind from plain data; made once per kind."""
    found = _ADAPTERS.get(kind)
    if found is None:
        from pydantic import TypeAdapter

        found = _ADAPTERS[kind] = TypeAdapter(kind)
    return found


def json_schema(kind: type[Any], *, output: bool = False) -> dict[str, Any]:
    """The JSON Schema of what a file may say of a record, or of what is printed of a result.

    Printed results may gain fields, so their schema refuses none.
    """
    if not output:
        return adapter(kind).json_schema(by_alias=True)
    schema = adapter(kind).json_schema(mode="serialization", by_alias=False)
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("additionalProperties", None)
    return schema


def validated_file(source: SourceFile, kind: type[Content]) -> Content | list[Problem]:
    """A file's bytes as a record, or all that is wrong with them.

    What is valid is read without positions; only the rest is read a second time, with them.
    Noting positions always would make a cold run over 10,000 requirements a quarter slower.
    """
    from pydantic import ValidationError

    try:
        text = decode(source.raw, source.file)
        try:
            return adapter(kind).validate_python(plain(text))
        except (Unusual, ValidationError):
            node = parse(text, source.file)
    except Refused as refused:
        return refused.problems
    if node is None:
        return [Problem("AG005", "is empty", Place(source.file), "remove the file")]
    return validated(node, source.file, kind)


def validated(node: Any, file: str, kind: type[Content]) -> Content | list[Problem]:
    """A file's data as a record, or all that is wrong with it; ``node`` knows its positions."""
    try:
        from pydantic import ValidationError
    except ModuleNotFoundError:
        from atmp_gap.corpus.plain_records import made

        record, wrong = made(kind, node)
        return explained(wrong, node, file, kind) if wrong else record
    try:
        return adapter(kind).validate_python(node)
    except ValidationError as error:
        return explained(error.errors(include_url=False), node, file, kind)
