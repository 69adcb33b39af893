"""Forms: for every kind of record in files, the pydantic model that validates it.

A form is made from its record's annotations, once, when a file has to be validated. What is valid
becomes the record; pydantic itself is not needed by anything that works with records later.
"""

from __future__ import annotations

import datetime
import re
import sys
import warnings
from typing import Annotated, Any, ClassVar, ForwardRef, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    create_model,
)
from pydantic import Field as Said
from pydantic.fields import FieldInfo

from atmp_gap.model.base import first_day
from atmp_gap.model.record import REQUIRED, Field, Record

Content = TypeVar("Content", bound=Record)


def _no_newline(text: str) -> str:
    if "\n" in text:
        raise ValueError("must be one line")
    return text


_DAY = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def _check_day(text: str) -> str:
    if not _DAY.match(text):
        raise ValueError("must be a date: YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        datetime.date.fromisoformat(first_day(text))
    except ValueError as error:
        raise ValueError(f"is no date of the calendar ({error})") from None
    return text


_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
_Name = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9%][A-Za-z0-9 ._()%/&+-]*$", max_length=120),
    AfterValidator(_no_newline),
]
_Names = Annotated[tuple[_Name, ...], Said(min_length=1)]

CONSTRAINED: dict[str, Any] = {
    "Text": _Text,
    "Name": _Name,
    "Names": _Names,
    "Scope": dict[_Name, _Names],
    "Day": Annotated[str, AfterValidator(_check_day)],
    "RawAnswer": _Text | tuple[_Text, ...],
    "Words": _Text | tuple[_Text, ...],
    "Factor": Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?(/\d+)?$", max_length=60)],
    "FileHash": Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{12,64}$")],
}
"""What makes a text valid, by the name that annotations give it."""


class Form(BaseModel):
    """A model that refuses unknown fields; ``record`` is the kind it stands for."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    record: ClassVar[type[Record]]


def _as_record(valid: Form) -> Record:
    """The record of a form that was filled in. Raises ValueError where it contradicts itself."""
    record = valid.record.of(valid.__dict__)
    check = getattr(record, "check", None)
    if check is not None:
        check()
    return record


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
    made.record = record
    return made


def _within(record: type[Record], value: Any) -> Any:
    """What a name in an annotation means in a form: of a record its form, and then the record."""
    if not isinstance(value, type) or not issubclass(value, Record):
        return value
    inner = ForwardRef(record.__name__) if value is record else form(value)
    return Annotated[inner, AfterValidator(_as_record)]


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


def validate(record: type[Content], data: Any) -> Content:
    """Plain data as a record of some kind. Raises pydantic's ValidationError with all faults."""
    valid: Any = _as_record(form(record).model_validate(data))
    return valid  # type: ignore[no-any-return]


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
