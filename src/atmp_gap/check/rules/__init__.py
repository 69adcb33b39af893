"""The rules, one per file. Each module here has one ``RULE``; adding a file adds a rule."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from atmp_gap.check.rule import Rule


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by id, in the order of the ids."""
    found = [
        import_module(f"{__name__}.{module.name}").RULE
        for module in iter_modules(__path__)
        if module.name.startswith("ag")
    ]
    return {rule.id: rule for rule in sorted(found, key=lambda rule: rule.id)}


def chosen(select: Iterable[str], ignore: Iterable[str]) -> dict[str, Rule]:
    """The rules that some ids or beginnings of ids (``AG2``) name, without the ignored ones.

    Raises KeyError with the word that names no rule.
    """
    rules = all_rules()

    def named(words: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for word in words:
            match = {name for name in rules if name.startswith(word.strip().upper())}
            if not word.strip() or not match:
                raise KeyError(word)
            found |= match
        return found

    wanted = named(select) or set(rules)
    without = named(ignore)
    return {name: rule for name, rule in rules.items() if name in wanted - without}
