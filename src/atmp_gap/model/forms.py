"""Forms: for every kind of record in files, the pydantic model that describes it.

They are made from the same annotations as ``model.schema``, which validates; here they become JSON
Schemas, and tests hold the two against each other.
"""

from __future__ import annotations

import re
import sys
import warnings
from typing import Annotated, Any, ForwardRef

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    create_model,
)
from pydantic import Field as Said
from pydantic.fields import FieldInfo

from atmp_gap.model.constraints import CHECKS, COMPOSED, NOT_EMPTY, STRINGS
from atmp_gap.model.record import REQUIRED, Field, Record


def _constrained() -> dict[str, Any]:
    """What makes a text valid, as pydantic's models are told."""
    found: dict[str, Any] = {}
    for name, constraints in STRINGS.items():
        found[name] = Annotated[str, StringConstraints(**constraints)]
        if name in CHECKS:
            found[name] = Annotated[found[name], AfterValidator(CHECKS[name])]
    for name, text in COMPOSED.items():
        made = eval(text, dict(found))
        found[name] = Annotated[made, Said(min_length=1)] if name in NOT_EMPTY else made
    return found


CONSTRAINED = _constrained()


class Form(BaseModel):
    """A model that refuses unknown fields."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


_FORMS: dict[type[Record], type[Form]] = {}


def form(record: type[Record]) -> type[Form]:
    """The form of a kind of record, made once."""
    known = _FORMS.get(record)
    if known is None:
        known = _FORMS[record] = _form(record)
    return known


def _form(record: type[Record]) -> type[Form]:
    module = vars(sys.modules[record.__module__])
    annotations = {
        name: text
        for base in reversed(record.__mro__)
        if issubclass(base, Record)
        for name, text in base.__annotations__.items()
        if name in record._told
    }
    names = {name for text in annotations.values() for name in re.findall(r"\w+", text)}
    known = {name: _within(record, module[name]) for name in names if name in module}
    known.update({name: CONSTRAINED[name] for name in names if name in CONSTRAINED})
    fields: dict[str, Any] = {
        name: (eval(text, known), _field(name, record._told[name]))
        for name, text in annotations.items()
    }
    made: type[Form] = create_model(
        record.__name__,
        __base__=Form,
        __module__=record.__module__,
        __doc__=record.__doc__,
        **fields,
    )
    return made


def _within(record: type[Record], value: Any) -> Any:
    """What a name in an annotation means in a form: of a record its form."""
    if not isinstance(value, type) or not issubclass(value, Record):
        return value
    return ForwardRef(record.__name__) if value is record else form(value)


def _field(name: str, told: Field) -> FieldInfo:
    said: dict[str, Any] = {"alias": told.written, "description": told.description}
    if told.least is not None:
        said["min_length"] = told.least
    if told.factory is not None:
        said["default_factory"] = told.factory
    elif told.default is not REQUIRED:
        said["default"] = told.default
    made: FieldInfo = Said(**said)
    return made


def json_schema(record: type[Record]) -> dict[str, Any]:
    """The JSON Schema of what a file may say of a record."""
    return form(record).model_json_schema(by_alias=True)


def output_schema(record: type[Record]) -> dict[str, Any]:
    """The JSON Schema of what ``plain`` makes of a record of results; it may gain fields."""
    with warnings.catch_warnings():
        # A field may be called like a method that pydantic's models have, such as `schema`.
        warnings.simplefilter("ignore", UserWarning)
        schema = form(record).model_json_schema(mode="serialization")
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("additionalProperties", None)
    return schema
