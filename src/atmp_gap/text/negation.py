"""Whether a negation turns a bound round: not more than, no sample may exceed, is not accepted.

Use ``turned`` for what stands before a comparison in its clause, ``refused`` for what stands
behind. Where the reach of a negation is not plain the bound is UNSURE.
"""

from __future__ import annotations

import re
from typing import Literal

Bound = Literal["<", "<=", ">", ">=", "unsure"]
"""What holds of a number after negation."""
UNSURE: Literal["unsure"] = "unsure"
OPPOSITE: dict[Bound, Bound] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", UNSURE: UNSURE}
"""A bound after "not"."""

NOT = re.compile(
    r"\b(?:not|no|none|never|neither|nor|cannot|without|nothing|nobody|hardly|rarely|seldom)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_HARDLY = frozenset({"hardly", "rarely", "seldom", "nothing", "nobody"})
_HIDDEN = re.compile(
    r"\b(?:avoid\w*|prevent\w*|prohibit\w*|fails?|rather|instead|free of|kept from|keep from)\b",
    re.IGNORECASE,
)
"""What negates without saying not."""
_OTHER_REACH = re.compile(
    r"\b(?:necessar\w+|requir\w+|need\w*|that|which|who|whom|whose|if|when|because|and|or|but|unless|"
    r"until|expect\w*|likely|recommend\w*|anticipat\w*|intend\w*|evaluat\w*|known|only|merely|just|"
    r"always|every|mean\w*|impl(?:y|ies)|exclud\w*|preclud\w*|prevent\w*|prohibit\w*|appl(?:y|ies)|"
    r"affect\w*|fail\w*|ask\w*|demand\w*|seek\w*|object\w*|call\w*|insist\w*)\b",
    re.IGNORECASE,
)
"""Words between a negation and a comparison that may be what is negated."""
_MODAL = r"(?:shall|should|must|may|can|could|will|would|does|do|did)"
_MODAL_BEFORE = re.compile(rf"\b{_MODAL}\s*$|^\s*do\s*$", re.IGNORECASE)
_BE_BEFORE = re.compile(r"\b(?:is|are|was|were|has|have|had|be|to)\s*$", re.IGNORECASE)
_MODALS = re.compile(r"\b(?:may|shall|should|must|can|could|will)\b", re.IGNORECASE)
_HOLDS = re.compile(
    r"\b(?:contain|has|have|hold|show|carr|last|exceed|fall|rise|lie|stay|remain|be\b|give|take|bear|"
    r"include)\w*\s*$",
    re.IGNORECASE,
)
_CASE = re.compile(r"\s+(?:case|circumstance|event|time|way|account|point)s?\b", re.IGNORECASE)
_RIGHT_BEFORE = re.compile(r"\s*(?:(?:to|be|by|at)\s+)*")
_STARTS = re.compile(r"^\W*\w*\W*$|\bthat\s*$|,\s*$", re.IGNORECASE)
_NEED = re.compile(r"\bneeds?\s*$", re.IGNORECASE)
_APART = re.compile(r"\bthan\b|,|\b(?:provided|if|when|where|until|while|unless)\b", re.IGNORECASE)
"""What keeps an earlier negation from reaching a later one."""
_ASIDE = re.compile(r",[^,;.]*,")
_REFUSED = re.compile(
    r"\b(?:(?:is|are|be|was|were)\s+(?:not|never)|(?:may|shall|should|must|can)\s?not\s+be)\s+"
    r"(?:\w+ly\s+)?(?:accept|allow|permit|toler|admi|releas|used\b|administered|suitable|suffic|"
    r"enough|placed|marketed|found)\w*"
    r"|\b(?:is|are|be)\s+(?:\w+ly\s+)?(?:unacceptable|prohibited|forbidden|rejected|discarded|"
    r"refused|inadmissible|destroyed|avoided|insufficient)\b"
    r"|\b(?:would|does|do|will)\s+not\s+suffice\b|\bleads?\s+to\s+rejection\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:ignor|disregard|exclud|exempt|left out|not count|not considered|fails?\b)", re.IGNORECASE
)


Said = Literal["sign", "verb", "word", "fixed"]
"""How a bound is said: <, exceeds, more than, or at least, which nobody says with "not"."""


def turned(head: str, bound: Bound, said: Said) -> Bound:
    """A comparison after the negation in the part of its clause before it."""
    head = _ASIDE.sub(" ", head)  # shall not, but for exceptional circumstances, be shorter than
    negations = list(NOT.finditer(head))
    if not negations:
        return UNSURE if said in ("verb", "word") and _HIDDEN.search(head) else bound
    last = negations[-1]
    earlier, between, word = head[: last.start()], head[last.end() :], last[0].casefold()
    if said == "sign":
        return bound if between.strip() else UNSURE
    if re.search(r"\bthan\b", between):  # the negation belongs to an earlier comparison
        return UNSURE if re.search(r"\bor\b", between) else bound
    if said == "fixed":  # "not at least 3", but "where it is not yet sold, at least 3"
        return bound if "," in between else UNSURE
    if len(negations) > 1 and not _APART.search(earlier[negations[-2].end() :]):
        return UNSURE
    if _RIGHT_BEFORE.fullmatch(between):
        return UNSURE if word in _HARDLY or _NEED.search(earlier) else OPPOSITE[bound]
    return OPPOSITE[bound] if _reaches(earlier, word, between, said) else UNSURE


def _reaches(earlier: str, word: str, between: str, said: Said) -> bool:
    """Whether a negation plainly governs a comparison some words later."""
    words = between.casefold().split()
    if _OTHER_REACH.search(between) or "," in between or len(words) > 9:
        return False
    if word == "no" and _CASE.match(between):
        return True
    if words[0] in ("a", "one") and words[1:2] == ["single"] and _STARTS.search(earlier):
        return len(_MODALS.findall(between)) == 1
    if word in ("not", "never", "cannot", "n't", "n’t"):
        if words[0] == "to":  # is not to fall below
            return len(words) <= 3 and "to" not in words[1:] and bool(_BE_BEFORE.search(earlier))
        if "to" in words:
            return False
        if word == "cannot" or _MODAL_BEFORE.search(earlier):
            return True
        near = len(words) <= 2 and "at" not in words
        return near and (word == "never" or bool(_BE_BEFORE.search(earlier)))
    if word in ("no", "none", "neither", "nothing", "nobody") and _STARTS.search(earlier):
        if "to" in words:
            return False
        if said == "verb" and len(words) <= 4:  # none of the samples exceeds
            return True
        return len(_MODALS.findall(between)) == 1 or bool(_HOLDS.search(between))
    return False


def refused(rest: str) -> bool | None:
    """Whether a count above 10 "is not accepted"; None where a negation says something else."""
    if _REFUSED.search(rest):
        return True
    return None if NOT.search(rest) or _LEFT_OUT.search(rest) else False


def left_out(rest: str) -> bool:
    """Whether what a bound sets apart is left out: a reduction below 1 log10 is ignored."""
    return bool(_LEFT_OUT.search(rest))
