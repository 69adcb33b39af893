"""The rules for people: one explained, and the page ``docs/rules.md``."""

from __future__ import annotations

from atmp_gap.check.rule import Rule
from atmp_gap.check.rules import all_rules

_INTRO = """# The rules of `atmp-gap check`

<!-- Written by: python scripts/generate.py -->

Every rule has an id that stays. An **error** fails a run; a **warning** fails it with `--strict`;
an **info** never does. Each rule has files that break it and files that keep it under
`tests/examples/bad/` and `tests/examples/good/`.

`--select AG2` runs only the rules whose id begins so, `--ignore AG208` leaves some out; a project
sets both, and `strict`, in `pyproject.toml` under `[tool.atmp-gap.check]` or in `atmp-gap.toml`
under `[check]`. What makes files unreadable as a corpus (AG001 to AG013) is always told, because
nothing else can be checked until it is mended.

One place is waived by a comment with a reason, behind the line or alone above it; it covers the
line and what is indented below. A waiver may end:

    obligation: must  # atmp-gap: ignore[AG208] the verb is "should", the article makes it binding
    # atmp-gap: ignore[AG213] until 2027-01-01: the final text is announced

| rule | severity | finds | `--fix` |
|---|---|---|---|
"""


def explained(rule: Rule) -> str:
    """A rule for the terminal."""
    from textwrap import fill

    fixable = "\n\n`atmp-gap check --fix` does it." if rule.fixable else ""
    return (
        f"{rule.id} ({rule.severity}): {rule.title}\n\n{fill(rule.why, 96)}\n\n"
        f"To do: {fill(rule.remedy, 89)}{fixable}\n"
    )


def page() -> str:
    """The page of all rules, as Markdown."""
    rules = all_rules().values()
    rows = [
        f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity} | {rule.title} | "
        f"{'yes' if rule.fixable else ''} |\n"
        for rule in rules
    ]
    parts = [
        f"\n## {rule.id}\n\n**{rule.severity}**: {rule.title}.\n\n{rule.why}\n\n"
        f"*To do:* {rule.remedy}\n"
        for rule in rules
    ]
    return _INTRO + "".join(rows) + "".join(parts)
