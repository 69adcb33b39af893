"""Whether texts hold all of some words, whatever stands between the letters."""

from __future__ import annotations

import re
from collections.abc import Iterable


def holds(texts: Iterable[str], words: Iterable[str]) -> bool:
    """Whether some texts together hold all of some words, whatever stands between the letters.

    ``CAR T`` is found in ``chimeric antigen receptor (CAR) T cells``.
    """
    held = _letters(" ".join(texts))
    return all(_letters(word) in held for word in words)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
