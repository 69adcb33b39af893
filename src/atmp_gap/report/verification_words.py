"""Why a statement was not confirmed, and what of a file could not be read, in words for people.

``detail`` puts the reason of one result into words, ``gaps_of`` what is missing of one file.
"""

from __future__ import annotations

from collections.abc import Sequence

from atmp_gap.verify.gaps import Gap, GapKind
from atmp_gap.verify.lookup import Lookup, LookupResult, Reason
from atmp_gap.verify.outcome import UsedCopy

_REASONS: dict[Reason, str] = {
    "": "",
    "no-anchor": "none of its anchors stands in this file",
    "anchors-missing": "not in this file: {quoted}",
    "far-apart-in-section": "its anchors stand in that section, but far apart",
    "not-together": "its anchors stand in this file, but not together",
    "number-unsure": "its anchors are there, but {first} beside them can be read in two ways",
    "bound-unsure": "{first} stands beside its anchors, but which way it is bounded cannot be told",
    "number-missing": "its anchors are there, but not {first} beside them",
    "bound-opposite": "{first} stands beside its anchors, but the text bounds it the other way",
    "bound-missing": "{first} stands beside its anchors, but the text sets no such bound",
    "section-unknown": "found, but '{cited}' was not recognised as a section of this file",
    "section-partly-known": "part of its locator was not recognised in this file",
    "section-not-checkable": "its locator names no section that can be looked up",
    "other-section": "not in {cited}, but at {where}",
    "to-judge": "to be judged",
    "may-contradict": "would contradict it, if they say so",
    "no-passage-like-it": "no passage is like it",
    "no-contradiction": "no passage contradicts it",
    "file-unread": "{file} {first}",
}
_PAGE: dict[GapKind, str] = {
    "picture": "page {page} is a picture",
    "drawn": "the letters of page {page} are drawn, not written",
    "empty": "page {page} holds no text",
    "unreadable": "page {page} could not be read",
    "damaged": "the text of page {page} is damaged",
    "part": "{part} is not read",
    "holds-picture": "page {page} holds a picture",
    "damaged-letters": "letters of page {page} are damaged",
    "lost-ligatures": "its letters fi, fl and ff are lost in places",
}
_UNPAGED: dict[GapKind, str] = {
    "picture": "it is a picture",
    "drawn": "its letters are drawn, not written",
    "empty": "it holds no text",
    "unreadable": "it could not be read",
    "holds-picture": "a picture stands {section}",
    "damaged": "its text is damaged",
    "damaged-letters": "letters are damaged {section}",
}
_PAGES: dict[GapKind, str] = {
    "picture": "{said} no text but a picture",
    "drawn": "{said} letters that are drawn, not written",
    "empty": "{said} no text",
    "unreadable": "{said} what could not be read",
    "damaged": "{said} damaged text",
    "holds-picture": "{said} a picture that is not read",
    "damaged-letters": "{said} damaged letters",
}
"""The same of a file: how many of its pages."""


def detail(lookup: Lookup, found: LookupResult, file: str = "") -> str:
    """Why a result is what it is, in words; empty where it needs none."""
    said = _REASONS[found.reason].format(
        quoted=", ".join(f"'{word}'" for word in found.about),
        first=found.about[0] if found.about else "",
        cited=lookup.locator,
        where=found.passages[0].where if found.passages else "",
        file=file,
    )
    if found.result != "cannot-tell":
        return f"{said}; not read: {_unseen(found)}" if found.gaps else said
    if not found.gaps:
        return f"cannot be told: {said}"
    return f"cannot be told: {_unseen(found)}; in what was read: {said}"


def _unseen(found: LookupResult) -> str:
    """What was not read and may hide the passage."""
    said = list(dict.fromkeys(gap_words(gap) for gap in found.gaps))
    more = f" and {len(said) - 5} more" if len(said) > 5 else ""
    return ", ".join(said[:5]) + more


def gap_words(gap: Gap) -> str:
    """What was not read, in a few words: page 3 is a picture."""
    words = _PAGE[gap.kind] if gap.page is not None else _UNPAGED.get(gap.kind, _PAGE[gap.kind])
    where = f"in section {gap.section}" if gap.section[:1].isdigit() else f"in {gap.section}"
    section = where if gap.section else "in this file"
    return words.format(page=gap.page, part=gap.part, section=section)


def gaps_of(used: UsedCopy) -> list[str]:
    """Which pages and parts of one file gave no text, or damaged text, in lines."""
    lines: list[str] = []
    by_kind: dict[GapKind, list[Gap]] = {}
    for gap in used.gaps:
        by_kind.setdefault(gap.kind, []).append(gap)
    for kind, found in by_kind.items():
        pages = sorted({gap.page for gap in found if gap.page is not None})
        if pages and kind in _PAGES and used.pages is not None:
            holds = f"{len(pages)} of {used.pages} pages hold{'s' * (len(pages) == 1)}"
            lines.append(f"{_PAGES[kind].format(said=holds)}: {_page_list(pages)}")
        else:
            lines += list(dict.fromkeys(gap_words(gap) for gap in found))
    return lines


def _page_list(pages: Sequence[int]) -> str:
    """Pages as people name them: p. 3, 5-7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "p. " + ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)
