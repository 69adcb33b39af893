"""Letters that a file shows but does not name: Symbol fonts, private-use ligatures, lost ligatures.

Fonts may give a sign a number that means nothing outside them. Those of the Symbol font are known.
A ligature is found out by the words it stands in: the letters that make most of them known words.
Some files leave ligatures out altogether (``sucient``); the words in which that is plain are put
right here, and the text notes that others may lack letters too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SYMBOLS = {
    0x25: "%", 0x2B: "+", 0x2D: "-", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x44: "Δ", 0x61: "α",
    0x62: "β", 0x64: "δ", 0x67: "γ", 0x6B: "κ", 0x6C: "λ", 0x6D: "µ", 0x71: "θ", 0x73: "σ",
    0xA3: "≤", 0xA7: "•", 0xA8: "•", 0xB0: "°", 0xB1: "±", 0xB2: '"', 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xD7: "·", 0xD8: "•", 0xFC: "•",
}  # fmt: skip
"""What the Symbol font has at a place, and the bullets of the Wingdings."""
_SYMBOL_PLACE = re.compile(r"[\uf020-\uf0ff]")
_BULLET = re.compile(r"^([ \t]*)[\uf020-\uf0ff](?=\s)", re.MULTILINE)
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_PRIVATE_WORD = re.compile(r"[^\W\d_]*[\ue000-\uf8ff][^\W\d_\ue000-\uf8ff]*")
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ti", "tt", "ft", "Th", "th", "st", "ct")
_WORDS: list[str] = re.findall(
    r"\w+",
    "first final find finding five fifteen fifty fifth field file filed filter filters filtration "
    "fill filled finish finished fixed fit fitness specific specified specification specifications "
    "specificity significant significantly identify identified identification identifies define "
    "defined definition definitions confirm confirmed confirmation justified justification qualify "
    "qualified qualification qualifications verified verification verify modified modification "
    "modifications classified classification certificate certification purified purification "
    "scientific benefit benefits profile profiles configuration finite quantified quantification "
    "simplified unmodified notified notification refined infection satisfied clarified "
    "amplification "
    "flow influence influenced reflect reflects reflected flexible flexibility fluid fluorescence "
    "flask inflammatory conflict flag floor affinity "
    "effect effects effective effectiveness effectively affect affected affects different "
    "difference "
    "differences differ offer buffer staff off differential "
    "sufficient sufficiently insufficient efficacy efficient efficiency efficiently difficult "
    "difficulties coefficient official office effluent baffle "
    "time test testing tests action attention little matter often after identity potential "
    "particle "
    "the this that then there these with other method methods most must last list product products "
    "fact factor direct conduct respect starting",
)
_KNOWN = frozenset(_WORDS)
_PLAIN = {
    bare: word
    for word in _WORDS
    for bare in [re.sub(r"ffi|ffl|ff|fi|fl", "", word)]
    if bare != word and len(bare) > 3 and bare not in _KNOWN
} | {"fteen": "fifteen", "fty": "fifty", "rst": "first", "nal": "final", "lter": "filter"}
"""Words without their ligatures that are no words, and what they are."""
_WITH_LIGATURE = {word for word in _WORDS if re.search(r"f[fil]", word)}
_TELLING = {bare for bare in _PLAIN if len(bare) >= 5}
_WORD = re.compile(r"[A-Za-z]+")
ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Signs that mean nothing to anybody: of private use, controls, replacements."""


def named(text: str) -> str:
    """Text with signs of the Symbol font and private-use ligatures as letters."""
    if not _PRIVATE.search(text):
        return text
    for sign, letters in _ligatures(text).items():
        text = text.replace(sign, letters)
    text = _BULLET.sub(r"\1•", text)
    return _SYMBOL_PLACE.sub(lambda found: _SYMBOLS.get(ord(found[0]) & 0xFF, found[0]), text)


def _ligatures(text: str) -> dict[str, str]:
    """Which private-use signs are which letters: those that make the most known words."""
    words: dict[str, set[str]] = {}
    for found in _PRIVATE_WORD.finditer(text):
        sign = next(iter(_PRIVATE.findall(found[0])))
        if len(found[0]) > 2:
            words.setdefault(sign, set()).add(found[0])
    told: dict[str, str] = {}
    for sign, seen in words.items():
        votes = {
            letters: sum(word.replace(sign, letters).lower() in _KNOWN for word in seen)
            for letters in _LIGATURES
        }
        best = max(votes, key=lambda letters: votes[letters])
        if votes[best]:
            told[sign] = best
    return told


def symbol(code: str) -> str:
    """The sign at a place of the Symbol font, given in hexadecimal as Word does."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(place & 0xFF, chr(place) if 0x20 <= place < 0xD800 else "\ufffd")


def lost_ligatures(pages: Iterable[str]) -> bool:
    """Whether a file leaves ligatures out: some words are plainly short of them, few are whole."""
    short = whole = 0
    for page in pages:
        words = list(map(str.lower, _WORD.findall(page)))
        short += sum(map(_TELLING.__contains__, words))
        whole += sum(map(_WITH_LIGATURE.__contains__, words))
    return short > 0 and short >= whole


def with_ligatures(text: str) -> str:
    """Text in which words that are plainly short of a ligature are whole again."""

    def whole(found: re.Match[str]) -> str:
        said = str(found[0])
        word: str | None = _PLAIN.get(said.lower())
        if word is None:
            return said
        return word.capitalize() if said[0].isupper() else word

    return _WORD.sub(whole, text)
