"""A project's settings: ``[tool.atmp-gap.check]``, or ``[check]`` of atmp-gap.toml."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from atmp_gap.corpus.problem import did_you_mean
from atmp_gap.text.reading import read_regular


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


@dataclass(frozen=True)
class _Settings:
    """A settings file: its text, to say where something stands, and what it holds."""

    path: Path
    text: str
    content: dict[str, Any]

    def at(self, name: str) -> str:
        """Where a key or table stands first: ``file:line:col``, or the file alone."""
        pattern = rf"^[ \t]*(?:\[[^\]\n]*?)?[\"']?({re.escape(name)})[\"']?[ \t]*[=\].]"
        found = re.search(pattern, self.text, re.MULTILINE)
        if found is None:
            return str(self.path)
        line = self.text.count("\n", 0, found.start(1)) + 1
        column = found.start(1) - self.text.rfind("\n", 0, found.start(1))
        return f"{self.path}:{line}:{column}"

    def check_table(self, *above: str) -> dict[str, Any] | None:
        """The settings of ``check`` below some tables; None where there is none of them at all.

        Raises BadConfig where another table stands beside ``check``: it would count for nothing.
        """
        table: Any = self.content
        for name in above:
            table = table.get(name) if isinstance(table, dict) else None
        if table is None:
            return None
        if not isinstance(table, dict):
            raise BadConfig(f"{self.at(above[-1])}: {above[-1]} must be a table")
        for name in table:
            if name != "check":
                where = ".".join((*above, "check"))
                message = f"{self.at(name)}: unknown table {name!r}"
                raise BadConfig(message, f"settings stand under [{where}]")
        settings = table.get("check", {})
        if not isinstance(settings, dict):
            raise BadConfig(f"{self.at('check')}: check must be a table")
        return settings


def read_config(start: Path) -> Config:
    """The settings that hold in a folder: those of the nearest file. Raises BadConfig."""
    for folder in (start, *start.parents):
        found = [
            (file, settings)
            for name, above in (("atmp-gap.toml", ()), ("pyproject.toml", ("tool", "atmp-gap")))
            if os.path.lexists(folder / name)
            and (settings := (file := _load(folder / name)).check_table(*above)) is not None
        ]
        if len(found) > 1:
            message = f"{found[0][0].path}: {found[1][0].path} holds settings as well"
            raise BadConfig(message, "keep all of them in one file")
        if found:
            return _config(*found[0])
    return Config()


def _config(file: _Settings, table: dict[str, Any]) -> Config:
    known = [field.name for field in fields(Config)]
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            message = f"{file.at(name)}: unknown setting {name!r}"
            raise BadConfig(message, did_you_mean(name, known))
        if name == "strict":
            if not isinstance(value, bool):
                raise BadConfig(f"{file.at(name)}: strict must be true or false")
            values[name] = value
        else:
            if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
                message = f"{file.at(name)}: {name} must be a list of rules"
                raise BadConfig(message, f'{name} = ["AG208"]')
            values[name] = tuple(value)
    return Config(**values)


def _load(path: Path) -> _Settings:
    import tomllib

    try:
        text = read_regular(path).decode("utf-8-sig").replace("\r\n", "\n")
        return _Settings(path, text, tomllib.loads(text))
    except OSError as error:
        raise BadConfig(f"{path}: cannot be read: {error.strerror}", "remove the file") from None
    except RecursionError:
        message = f"{path}: cannot be read: it is nested too deeply"
        raise BadConfig(message, "mend or remove the file") from None
    except ValueError as error:
        # Not UTF-8, not TOML, or a number of thousands of digits.
        raise BadConfig(f"{path}: cannot be read: {error}", "mend or remove the file") from None
