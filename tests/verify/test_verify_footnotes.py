"""Footnotes are found in one reading of a page, as trying every line finds them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from atmp_gap.verify.extract.footnotes import footnotes

LINE = re.compile(r"^[ \t]{0,8}(\d{1,3})[ \t]+(?=\S)", re.MULTILINE)
BEFORE = r"(?:(?<=[a-z][a-z])|(?<=[.,;:)\"'%\]]))(?<!\d[.,])(?<!log)"


def mark(number: str) -> re.Pattern[str]:
    return re.compile(rf"{BEFORE}\^?{number}(?![.,]?\d|[A-Za-z])")


def tried(page: str, last: int) -> list[re.Match[str]]:
    """The notes of a page, by trying each line that could be the first."""
    lines = list(LINE.finditer(page))
    for index, first in enumerate(lines):
        if int(first[1]) != last + 1 or first.start() < 0.4 * len(page):
            continue
        if not mark(first[1]).search(page, 0, first.start()):
            continue
        notes = [first]
        for other in lines[index + 1 :]:
            if int(other[1]) == int(notes[-1][1]) + 1:
                notes.append(other)
        if len(page[notes[-1].start() :].strip()) <= 900:
            return notes
    return []


def blanked(pages: list[str]) -> tuple[list[str], list[list[tuple[int, int]]]]:
    done, spans, last = [], [], 0
    for page in pages:
        notes = tried(page, last) or (tried(page, 0) if last else [])
        body, rest = (page[: notes[0].start()], page[notes[0].start() :]) if notes else (page, "")
        for note in notes:
            body = mark(note[1]).sub(lambda found: " " * len(found[0]), body, count=1)
        done.append(body + rest)
        spans.append([(len(body), len(page))] if notes else [])
        last = int(notes[-1][1]) if notes else last
    return done, spans


PIECES = (
    "words",
    "ab1",
    "ab2 ",
    ".3 ",
    "95%1 ",
    ",2",
    "\n1 A",
    "\n2 B",
    "\n3 C.",
    "\n",
    " ",
    "x" * 950,
)
PAGE = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(st.lists(PAGE, max_size=3))
def test_one_reading_finds_what_trying_every_line_finds(pages: list[str]) -> None:
    assert footnotes(pages) == blanked(pages)


def test_a_page_of_many_lines_like_notes_is_read_once() -> None:
    page = "A word.1 here\n" + "1 item\n" * 100_000 + "2 last"
    (done,), ((span,),) = footnotes([page])
    assert done.startswith("A word.  here\n1 item") and span[1] == len(page)
