"""Frozen dataclasses, as files hold them and as results are made of: what all of them share.

Records are ordinary: ``@dataclass(frozen=True)`` with annotated types. Those that stand in files
derive from ``FileRecord``, and ``corpus.validate`` builds them from YAML through pydantic, which
reads the metadata that ``says`` gives. Nothing here imports pydantic, so a corpus that was
validated before can be opened without it.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, ClassVar, TypeVar

Record = TypeVar("Record")


class FileRecord:
    """The base of every record that stands in a file; a field it does not know is refused."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


def changed(record: Record, **values: object) -> Record:
    """A record with some fields changed: ``dataclasses.replace`` where many are made.

    The fields are copied as they are. To set each of them again, as frozen dataclasses do, made a
    cold comparison 3 % slower.
    """
    copy = object.__new__(type(record))
    copy.__dict__.update(record.__dict__, **values)
    return copy


def says(
    description: str | None = None, *, alias: str | None = None, min_length: int | None = None
) -> dict[str, Any]:
    """The metadata of a field of a file: what it means, its key in files, how many items it needs.

    Use it as ``field(metadata=says("..."))``. ``alias`` is for keys that are no names in Python,
    such as ``from``. Pydantic takes these as the arguments of its own ``Field``.
    """
    told = {"description": description, "alias": alias, "min_length": min_length}
    return {name: value for name, value in told.items() if value is not None}


def key_of(field: Field[Any]) -> str:
    """The key of a field in files: its name, or the alias it has there."""
    key: str = field.metadata.get("alias", field.name)
    return key


def default_of(field: Field[Any]) -> Any:
    """What a field holds where nothing is said; ``dataclasses.MISSING`` where it is required."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def plain(value: Any, *, written: bool = False, given: bool = False) -> Any:
    """Records, however deep in lists and mappings, as plain data in the order of their fields.

    ``written`` names fields as files do; ``given`` leaves out what has its default.
    """
    if is_dataclass(value):
        data: dict[str, Any] = {}
        for field, key in _keys(type(value), written):
            item = getattr(value, field.name)
            if given and item == default_of(field):
                continue
            data[key] = plain(item, written=written, given=given)
        return data
    if isinstance(value, (list, tuple)):
        return [plain(item, written=written, given=given) for item in value]
    if isinstance(value, dict):
        return {key: plain(item, written=written, given=given) for key, item in value.items()}
    return value


_KEYS: dict[tuple[type[Any], bool], tuple[tuple[Field[Any], str], ...]] = {}


def _keys(kind: type[Any], written: bool) -> tuple[tuple[Field[Any], str], ...]:
    found = _KEYS.get((kind, written))
    if found is None:
        found = tuple((field, key_of(field) if written else field.name) for field in fields(kind))
        _KEYS[kind, written] = found
    return found
