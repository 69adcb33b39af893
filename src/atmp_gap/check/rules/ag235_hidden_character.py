"""AG235: characters that cannot be seen, or turn the direction of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.corpus.problem import Place

_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)


def _check(context: Context) -> Iterator[Violation]:
    for file, text in context.texts.items():
        # All of them lie beyond ASCII, which is told without looking at the text.
        line, begin, last = 1, 0, 0
        for found in () if text.isascii() else _HIDDEN.finditer(text):
            at, char = found.start(), found[0]
            line += text.count("\n", last, at)
            begin = max(begin, text.rfind("\n", last, at) + 1)
            last = at
            if char == "\ufeff" and at == begin:
                continue
            from unicodedata import name as name_of

            name = name_of(char, "without a name").lower()
            yield Violation(
                Place(file, line, at - begin + 1),
                f"the character U+{ord(char):04X} ({name}) cannot be seen",
                "remove it",
            )


RULE = Rule(
    id="AG235",
    severity="error",
    title="characters that cannot be seen, or turn the direction of text",
    why=(
        "Zero-width and direction-changing characters make two ids look alike that are not,"
        " or show a reader another text than the machine reads."
    ),
    remedy="Remove the character; write a plain space or hyphen where one is meant.",
    check=_check,
    on_text=True,
)
