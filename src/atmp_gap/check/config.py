"""A project's settings: ``[tool.atmp-gap.check]``, or ``[check]`` of atmp-gap.toml."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from atmp_gap.corpus.problem import did_you_mean


class BadConfig(ValueError):
    """A settings file that cannot be used; ``hint`` says what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Config:
    """What a project sets for every run; the command line adds to it or replaces it."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False


def find_config(start: Path) -> tuple[Path, dict[str, Any]] | None:
    """The nearest settings file in a folder or above it, and its table. Raises BadConfig."""
    for folder in (start, *start.parents):
        own = folder / "atmp-gap.toml"
        if own.is_file():
            return own, _table(_load(own), ("check",), own)
        shared = folder / "pyproject.toml"
        if shared.is_file():
            content = _load(shared)
            if "atmp-gap" in content.get("tool", {}):
                return shared, _table(content, ("tool", "atmp-gap", "check"), shared)
    return None


def read_config(start: Path) -> Config:
    """The settings that hold in a folder. Raises BadConfig."""
    found = find_config(start)
    if found is None:
        return Config()
    path, table = found
    known = [field.name for field in fields(Config)]
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            raise BadConfig(f"{path}: unknown setting {name!r}", did_you_mean(name, known))
        if name == "strict":
            if not isinstance(value, bool):
                raise BadConfig(f"{path}: strict must be true or false")
            values[name] = value
        else:
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                raise BadConfig(f"{path}: {name} must be a list of rules", f'{name} = ["AG208"]')
            values[name] = tuple(value)
    return Config(**values)


def _load(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"{path}: cannot be read: {error}", "mend or remove the file") from None


def _table(content: dict[str, Any], names: tuple[str, ...], path: Path) -> dict[str, Any]:
    if names == ("check",):
        for name in content:
            if name != "check":
                raise BadConfig(f"{path}: unknown table {name!r}", "settings stand under [check]")
    for name in names:
        content = content.get(name, {})
        if not isinstance(content, dict):
            raise BadConfig(f"{path}: {name} must be a table")
    return content
