"""The base of everything this package passes around: frozen records that cost next to nothing.

A record is declared like a dataclass. It is one without the price: the standard library compiles
six functions for every frozen dataclass, a millisecond each time the program starts, and a
pydantic model brings pydantic with it. Types and constraints are not looked at here: type checkers
read the annotations, and ``model.forms`` makes pydantic models of them where files are validated.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, ClassVar, TypeVar, dataclass_transform


class Field:
    """What is said of a field beside its type: its default, its name in files, its meaning."""

    __slots__ = ("default", "description", "factory", "least", "written")

    def __init__(
        self,
        default: Any,
        factory: Callable[[], Any] | None,
        written: str | None,
        description: str | None,
        least: int | None,
    ) -> None:
        self.default, self.factory, self.written = default, factory, written
        self.description, self.least = description, least


REQUIRED: Any = object()
"""In place of a default: there is none."""


def field(
    *,
    default: Any = REQUIRED,
    default_factory: Callable[[], Any] | None = None,
    written: str | None = None,
    description: str | None = None,
    least: int | None = None,
) -> Any:
    """A field of a record.

    ``default_factory`` makes a new default each time; ``written`` is the key in files where that
    is no name in Python, such as ``from``; ``least`` is how many items a collection needs.
    """
    return Field(default, default_factory, written, description, least)


Made = TypeVar("Made", bound="Record")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Record:
    """A frozen record with named fields, equal to another of its class with equal fields."""

    _fields: ClassVar[tuple[str, ...]] = ()
    """The names of the fields, in order."""
    _told: ClassVar[dict[str, Field]] = {}
    """What is said of each field."""
    _names: ClassVar[frozenset[str]] = frozenset()
    _defaults: ClassVar[dict[str, Any]] = {}
    _factories: ClassVar[tuple[tuple[str, Callable[[], Any]], ...]] = ()
    _values: ClassVar[Callable[[Any], Any]]
    _many: ClassVar[bool] = False

    def __init_subclass__(cls, kw_only: bool = False, many: bool = False) -> None:
        """``kw_only`` lets fields without a default follow others; arguments then need names.

        With ``many`` the constructor is compiled when the first record is made, which pays where
        there will be thousands.
        """
        told = dict(cls._told)
        for name, annotation in cls.__annotations__.items():
            if str(annotation).startswith("ClassVar"):
                continue
            said = cls.__dict__.get(name, REQUIRED)
            if isinstance(said, Field):
                # As in a dataclass: a default stays visible on the class, a specifier does not.
                delattr(cls, name)
                if said.default is not REQUIRED:
                    setattr(cls, name, said.default)
            else:
                said = Field(said, None, None, None, None)
            told[name] = said
        cls._told, cls._fields, cls._names = told, tuple(told), frozenset(told)
        cls._defaults = {
            name: said.default for name, said in told.items() if said.default is not REQUIRED
        }
        cls._factories = tuple((name, said.factory) for name, said in told.items() if said.factory)
        if told:
            cls._values = attrgetter(*told) if len(told) > 1 else _only(*told)
        cls._many = many
        if many:
            setattr(cls, "__init__", _compiling(cls))  # noqa: B010
            # A guard would slow every assignment of the constructor down, and keep Python from
            # storing fields without a dictionary: type checkers alone see that these are frozen.
            setattr(cls, "__setattr__", object.__setattr__)  # noqa: B010
            setattr(cls, "__delattr__", object.__delattr__)  # noqa: B010

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        values = self.__dict__
        values.update(self._defaults)
        if args:
            values.update(zip(self._fields, args, strict=False))
        values.update(kwargs)
        for name, make in self._factories:
            if name not in values:
                values[name] = make()
        if values.keys() != self._names or len(args) > len(self._fields):
            self._refuse(args, kwargs)

    def _refuse(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Say what was wrong with the arguments of the constructor."""
        missing = [name for name in self._fields if name not in self.__dict__]
        unknown = [name for name in kwargs if name not in self._names]
        what = f"missing {missing}" if missing else f"unknown {unknown}" if unknown else "too many"
        raise TypeError(f"{type(self).__name__}: {what} arguments")

    @classmethod
    def of(cls: type[Made], values: dict[str, Any]) -> Made:
        """A record of values that are complete and checked; it keeps this very dictionary."""
        record = cls.__new__(cls)
        _set(record, "__dict__", values)
        return record

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: cannot set {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: cannot delete {name!r}")

    def __eq__(self, other: object) -> bool:
        if other.__class__ is self.__class__:
            values = self.__class__._values
            return bool(values(self) == values(other))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.__class__._values(self))

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._fields)
        return f"{type(self).__qualname__}({inner})"


_set = object.__setattr__


def _only(name: str) -> Callable[[Any], tuple[Any]]:
    """As attrgetter of several names, for one."""
    return lambda record: (getattr(record, name),)


def _compiling(cls: type[Record]) -> Callable[..., None]:
    """A constructor that puts a compiled one in its place when it is first called."""

    def first(self: Record, *args: Any, **kwargs: Any) -> None:
        names = [*cls._defaults, *(name for name, _ in cls._factories)]
        made = dict(cls._factories)
        parameters = ", ".join(
            f"{name}=_default_{name}" if name in names else name for name in cls._fields
        )
        inner = "; ".join(
            f"self.{name} = {name} if {name} is not None else _make_{name}()"
            if name in made
            else f"self.{name} = {name}"
            for name in cls._fields
        )
        known: dict[str, Any] = {}
        known.update({f"_default_{name}": cls._defaults.get(name) for name in names})
        known.update({f"_make_{name}": make for name, make in made.items()})
        # As dataclasses do it, only later and for one function.
        exec(f"def __init__(self, {parameters}):\n {inner}", known)
        setattr(cls, "__init__", known["__init__"])  # noqa: B010
        known["__init__"](self, *args, **kwargs)

    return first


def replace(record: Made, **changes: Any) -> Made:
    """The record with some fields changed. Raises TypeError where it has no such field."""
    kind = type(record)
    if not changes.keys() <= kind._names:
        raise TypeError(f"{kind.__name__} has no field {sorted(changes)}")
    if kind._many:
        given = list(kind._values(record))
        for name, value in changes.items():
            given[kind._fields.index(name)] = value
        return kind(*given)
    values = record.__dict__
    if len(values) > len(record._fields):
        # What a cached property left there belongs to the record as it was.
        values = {name: values[name] for name in record._fields}
    return kind.of({**values, **changes})


def plain(value: Any, written: bool = False, given: bool = False) -> Any:
    """Records, however deep in lists and mappings, as plain data in the order of their fields.

    ``written`` names fields as files do; ``given`` leaves out what has its default.
    """
    if isinstance(value, Record):
        data: dict[str, Any] = {}
        for name, told in value._told.items():
            item = getattr(value, name)
            if given and _is_default(item, told):
                continue
            key = told.written or name if written else name
            data[key] = plain(item, written, given)
        return data
    if isinstance(value, (list, tuple)):
        return [plain(item, written, given) for item in value]
    if isinstance(value, dict):
        return {key: plain(item, written, given) for key, item in value.items()}
    return value


def _is_default(item: Any, told: Field) -> bool:
    if told.factory is not None:
        return bool(item == told.factory())
    return told.default is not REQUIRED and bool(item == told.default)
