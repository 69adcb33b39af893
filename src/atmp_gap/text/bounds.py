"""The bound that words set on a number: at least, no longer than, must not contain more than.

Use ``bound_of`` with where a number with its unit begins and ends. A bound is what holds after
negation: "no sample may have more than 10" is at most 10. How it works: the comparison right before
(or behind) the number is found; ``negation`` says whether the clause around turns it round.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from atmp_gap.text.negation import NOT, OPPOSITE, UNSURE, Bound, Said, left_out, refused, turned

_OFTEN: dict[Bound, Bound] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", UNSURE: UNSURE}
"""At least every 6 months says how often: the time between is at most 6 months."""
_REACH = 150
"""Characters before and behind a number that are looked at, so that reading takes linear time."""
_NEAR = 90

_LESS = "less|fewer|lower|shorter|smaller|earlier|sooner|younger"
_MORE = "more|greater|higher|longer|larger|later|older"
_FILL = (
    r"(?:\s+(?:about|approximately|around|roughly|some|an?|the|any|its|total\ of|of|further|"
    r"additional|another|only|first|either|single|in|within|one\ of|body\ weight|rel|relative|"
    r"study))*"
)
_LABEL = r"(?:\s+(?:days?|weeks?|months?|years?|hours?|ph))?"
_THE = r"\s+(?:an?|the)\s+(?:(?!not\b|than\b)[\w-]+\s+){1,5}?of"
"""(should not exceed) a total of, (below) the limit of"""
_AMOUNT = (
    r"(?:\s+(?!that\b|which\b|not\b|if\b|than\b)[\w\-+]+){0,8}?\s*"
    r"(?:\b(?:is|are|of|should\ be|shall\ be|must\ be|has\ to\ be|generally|usually)|[:=])+"
    r"(?:\s+(?:generally|usually|normally|of))?"
)
"""(The minimum) viability for release is generally"""
_BEFORE = re.compile(
    rf"""(?:
      (?P<ge>\b(?:greater|higher|more|larger|longer|equal)\s+
            (?:than\s+or\s+equal\s+to|(?:to\s+)?or\s+(?:greater|higher|more|larger|longer|above)(?:\s+than)?)
        |\bat\s+or\s+(?:above|over)|\bnlt\b|[≥≧]|>\s?=|\bat\s+(?:the\s+)?least(?:\s+equal\s+to)?
        |\b(?:a\s+)?min(?:imum|imal|\.)(?:\s+of|{_AMOUNT})?)
     |(?P<le>\b(?:less|lower|fewer|smaller|shorter|equal)\s+
            (?:than\s+or\s+equal\s+to|(?:to\s+)?or\s+(?:less|lower|fewer|smaller|shorter|below)(?:\s+than)?)
        |\bat\s+or\s+(?:below|under)|\bnmt\b|[≤≦]|<\s?=|=\s?<|\bat\s+(?:the\s+)?most
        |\bup\s+to(?:\s+and\s+including)?|\b(?:a\s+)?max(?:imum|imal|\.)(?:\s+of|{_AMOUNT})?)
     |(?P<gt>\b(?:{_MORE})(?:\s+\w+)?\s+than|\bexceed(?:s|ed|ing)?(?P<noun>{_THE})?
        |\bin\s+excess\s+of|\b(?:above|beyond)(?:{_THE})?|>)
     |(?P<lt>\b(?:{_LESS})(?:\s+\w+)?\s+than|\b(?:below|under)(?:{_THE})?|<)
     |(?P<within>\bwithin)
     |(?P<vague>\bover|\b(?:more|less)\s+(?:than\s+)?or\s+(?:less|more)\s+than
        |\bat\s+the\s+(?:latest|earliest))
    ){_FILL}(?P<every>\s+(?:once\s+)?every)?{_LABEL}\s*[(~≈]?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SOME = re.compile(
    r"[<>≤≥≦≧]|than|exceed|least|most|latest|earliest|m(?:ax|in)|above|below|beyond|excess|under"
    r"|within|over|up to|equal|n[ml]t",
    re.IGNORECASE,
)
"""A part of every bound: most numbers have none, which this tells four times as fast."""
_BEHIND = re.compile(
    rf"""(?:\s+(?!or\b|and\b)[a-z-]+){{0,2}}?,?\s+(?:
      (?P<ge>(?:or|and)\s+(?:{_MORE}|above|over|upwards?)|(?:as|at)\s+(?:a\s+minimum|the\s+least|least)
        |minimum(?=\s*(?:[.,;)]|$)))
     |(?P<le>(?:or|and)\s+(?:{_LESS}|below|under)|at\s+(?:the\s+)?(?:latest|most)|as\s+a\s+maximum
        |maximum(?=\s*(?:[.,;)]|$)))
    )(?!\s+than)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_EXCEEDED = re.compile(
    r"[^.;,]{0,60}?\b(?:shall|should|must|may|can|is|are)\s?(?:not|never)\s+(?:to\s+)?be\s+exceeded\b",
    re.IGNORECASE,
)
_AMOUNTED = re.compile(
    r"\b(?:round|scal|warm|fill|top|ramp|add|heat|dilut|speed)(?:s|ed|ped|ing|ping)?\s+$"
    r"|\b(?:brought|made|set)\s+$",
    re.IGNORECASE,
)
"""Verbs to which "up to" belongs: rounded up to 1.0 mg."""
_CLAUSE = re.compile(
    r"[;:•]|(?<!\bmin)(?<!\bmax)(?<!\bca)(?<!e\.g)(?<!i\.e)(?<!approx)[.?!](?=\s)|\n\s*\n"
    r"|,\s+(?:but|and|which|who|where|when|if|unless|except|provided|or)\b|\bbut\b",
    re.IGNORECASE,
)
"""What ends the reach of a negation."""
_CONDITION = re.compile(
    r"\b(?:if|when|where|whenever|unless|until|once|provided|except|in\s+which|whose|who|which|that)"
    r"\b[^,;:.]*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:must|shall|should|may|can|cannot|will|is|are|was|were|has|have|had|needs?|be|do|does)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:must|shall|should|is|are|be|stays?|remains?|lasts?|kept|held|stored|contains?|has|have|"
    r"holds?|takes?|includes?|shows?|falls?)\b(?:\s+[\w-]+){0,3}\s*$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:must|shall|should)\b", re.IGNORECASE)


class Limit(NamedTuple):
    """A bound on a number; ``condition``: it may say when something applies, not what is asked."""

    bound: Bound | None = None
    condition: bool = False


def side(bound: Bound | None) -> Literal["upper", "lower", "unsure"] | None:
    """Which end a bound sets."""
    if bound is None or bound == UNSURE:
        return bound
    return "upper" if bound in ("<", "<=") else "lower"


def bound_of(text: str, start: int, end: int, time: bool = False) -> Limit:
    """The bound on the number that stands between two places; ``time`` where it is a time."""
    before = re.sub(r"\s", " ", text[max(0, start - _REACH) : start])
    behind = re.sub(r"\s", " ", text[end : end + _REACH])
    clause = before[max((mark.end() for mark in _CLAUSE.finditer(before)), default=0) :]
    near = clause[-_NEAR:]
    found = _BEFORE.search(near) if _SOME.search(near) else None
    if found:
        head = clause[: len(clause) - len(near) + found.start()]
        said = _said(found, head, time)
        if said is not None:
            return _settled(said, found, head, behind)
    after = _BEHIND.match(behind)
    if after:
        bound: Bound = ">=" if after["ge"] else "<="
        negations = list(NOT.finditer(clause))
        if negations and not re.search(r"\bthan\b", clause[negations[-1].end() :]):
            bound = UNSURE
        return Limit(bound, bool(_CONDITION.search(clause)))
    return Limit("<=") if _NOT_EXCEEDED.match(behind) else Limit()


def _said(found: re.Match[str], head: str, time: bool) -> Bound | None:
    """What the comparison says, before any negation."""
    if found["within"]:
        return "<=" if time else None
    if found["vague"]:
        return UNSURE  # over 5 years: during, or longer than
    if found["le"] and _AMOUNTED.search(head):
        return None
    if found["ge"] or found["le"]:
        return ">=" if found["ge"] else "<="
    return ">" if found["gt"] else "<"


def _settled(said: Bound, found: re.Match[str], head: str, behind: str) -> Limit:
    """A bound after all that its clause says of it."""
    how: Said = "word" if found["gt"] or found["lt"] else "fixed"
    if not found[0][0].isalpha():
        how = "sign"
    elif found[0].casefold().startswith("exceed"):
        how = "verb"
    bound = turned(head, said, how)
    if bound == said and found["noun"]:
        bound = UNSURE  # which exceeds the limit of 35: a fact, no bound
    rest = re.split(r"[.;](?=\s|$)|,", behind, maxsplit=1)[0]
    first = not head.strip()
    subject = not first and not _VERB.search(head) and bool(_VERB.search(rest))
    condition = bool(_CONDITION.search(head)) or subject
    if how in ("word", "verb") and bound == said:
        refusal = refused(rest)
        if refusal:
            return Limit(OPPOSITE[bound], False)
        if refusal is None and (subject or first):
            return Limit(UNSURE, True)
        # "Lots above 10 L ..." asks for nothing by itself; "should be above" does.
        condition = condition or not (_ASKS.search(rest) if first else _SAYS.search(head))
    if left_out(rest):
        bound = UNSURE
    return Limit(_OFTEN[bound] if found["every"] else bound, condition)
