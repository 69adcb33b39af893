"""AG235: characters that cannot be seen, or turn the direction of text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule
from atmp_gap.corpus.problem import Place

_SEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb]"
    "|(?<!^)\ufeff"
)


def _check(material: Material) -> Iterator[Hit]:
    for file, text in material.texts.items():
        if _SEEN.search(text) is None:
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for found in _SEEN.finditer(line):
                char = found[0]
                name = unicodedata.name(char, "without a name").lower()
                yield Hit(
                    Place(file, number, found.start() + 1),
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
