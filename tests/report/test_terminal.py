"""What people see who run a command in a terminal: nothing is cut, and little is wasted."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from atmp_gap.cli import output
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Result
from atmp_gap.report import Options, formatter
from atmp_gap.report.interface import Sheet
from atmp_gap.report.listings import documents_sheet, topics_sheet
from atmp_gap.report.terminal import Terminal
from report_hostile import NASTY, TERMS, hostile

BETWEEN = ("FDA", "EMA")
WIDTHS = (80, 120, 200)
DRAWN = "━┿─┼│╺╸╶╴"
COLOURS = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return open_corpus([], bundled=True)


@pytest.fixture(scope="module")
def master_files(corpus: Corpus) -> Result:
    return compare(corpus, Request(BETWEEN, corpus.date, topics=("master-files",)))


def stable(text: str, result: Result) -> str:
    """The same for every version, and with colours that one can read."""
    text = text.replace(result.corpus.fingerprint, "FINGERPRINT").replace(result.tool, "TOOL")
    return text.replace("\x1b", "ESC")


def pieces(text: str) -> set[str]:
    """The words of a text, and what a break at a hyphen makes of them."""
    words = {word for word in text.split() if word}
    return words | {
        word[start:end]
        for word in words
        for ends in ([0, *(m.end() for m in re.finditer("-", word)), len(word)],)
        for start in ends
        for end in ends
        if start < end
    }


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_small_comparison(
    width: int, colour: bool, result: Result, snapshot: SnapshotAssertion
) -> None:
    report = Terminal(width, colour)
    assert stable(report.comparison(result), result) == snapshot(name="comparison")
    assert stable(report.detail(result), result) == snapshot(name="detail")


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_topic_of_master_files(
    width: int, colour: bool, master_files: Result, snapshot: SnapshotAssertion
) -> None:
    text = Terminal(width, colour).comparison(master_files)
    assert stable(text, master_files) == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 99, 100, 120, 200])
@pytest.mark.parametrize("group_by", ["verdict", "group", "ctd"])
def test_all_of_it_breaks_no_word_and_leaves_none_out(
    width: int, group_by: str, corpus: Corpus
) -> None:
    result = compare(corpus, Request(BETWEEN, corpus.date))
    # Citations stand beside the answers in the first, below them in the second.
    wide = Terminal(100_000, False, group_by, full=True).comparison(result)
    wide += Terminal(99, False, group_by, full=True).comparison(result)
    # Citations are wrapped even there: what was broken at a hyphen counts as whole too.
    wide += re.sub(r"-\n +", "-", wide)
    shown = Terminal(width, False, group_by, full=True).comparison(result)
    assert max(map(len, shown.splitlines())) <= width
    assert {word for word in shown.split() if word.strip("=")} <= pieces(wide)
    assert {row.title.split()[0] for row in result.rows} <= set(shown.split())


@pytest.mark.parametrize("width", [20, 40, 60, 80, 99, 100, 120, 200])
def test_no_line_of_a_short_report_is_too_long(width: int, corpus: Corpus) -> None:
    result = compare(corpus, Request(BETWEEN, corpus.date))
    shown = Terminal(width, False).comparison(result)
    assert max(map(len, shown.splitlines())) <= max(width, 26)


def test_the_impurities_fit_into_what_somebody_reads(corpus: Corpus) -> None:
    result = compare(corpus, Request(BETWEEN, corpus.date, topics=("impurities",)))
    for report in (Terminal(120, False), formatter("table", Options(width=120))):
        assert len(str(report.comparison(result)).splitlines()) <= 150


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_no_word_of_a_listing_is_broken(width: int, corpus: Corpus) -> None:
    for sheet in (
        topics_sheet(corpus, BETWEEN, corpus.date),
        documents_sheet(corpus, corpus.date, (), None),
    ):
        text = " ".join(" ".join(row) for row in (sheet.columns, *sheet.rows))
        text += f" {sheet.title} {' '.join(sheet.notes)}"
        known = pieces(text) | {f"{word}:" for word in pieces(" ".join(sheet.columns))}
        shown = Terminal(width, False).sheet(sheet)
        assert max(map(len, shown.splitlines())) <= width
        seen = shown.translate(dict.fromkeys(map(ord, DRAWN), " "))
        assert {word for word in seen.split() if word.strip("=")} <= known


@pytest.mark.parametrize("width", WIDTHS)
def test_colour_changes_nothing_but_colour(
    width: int, master_files: Result, corpus: Corpus
) -> None:
    plain, coloured = Terminal(width, False), Terminal(width, True)
    sheet = topics_sheet(corpus, BETWEEN, corpus.date)
    for without, with_ in (
        (plain.comparison(master_files), coloured.comparison(master_files)),
        (plain.detail(master_files), coloured.detail(master_files)),
        (plain.sheet(sheet), coloured.sheet(sheet)),
    ):
        assert "\x1b" not in without
        assert with_ != without
        lines = COLOURS.sub("", with_).splitlines()
        assert [line.rstrip() for line in lines] == without.splitlines()


def test_numbers_stand_right_and_rows_of_several_lines_apart() -> None:
    rows = (("long-term-follow-up", "7", "a note " * 12), ("x", "112", "-"))
    text = Terminal(60, False).sheet(Sheet("Title", ("name", "number", "note"), rows))
    assert text.splitlines() == [
        "Title",
        "=====",
        "name                │ number │ note",
        "━━━━━━━━━━━━━━━━━━━━┿━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "long-term-follow-up │      7 │ a note a note a note a note a",
        "                    │        │ note a note a note a note a",
        "                    │        │ note a note a note a note",
        "────────────────────┼────────┼──────────────────────────────",
        "x                   │    112 │ -",
    ]


def test_rows_without_a_title_of_their_own_stand_below_the_one_that_has() -> None:
    rows = (("Subject", "FDA", "yes"), ("", "EMA", "no"), ("Other", "FDA", ""))
    sheet = Sheet(
        "Title",
        ("subject", "", "phase-1", "phase-2", "course"),
        rows and tuple((*row, "", "") for row in rows),
    )
    assert Terminal(60, False).sheet(sheet).splitlines()[2:] == [
        "Subject",
        "  FDA",
        "  phase-1: yes",
        "  EMA",
        "  phase-1: no",
        "",
        "Other",
        "  FDA",
    ]


@pytest.mark.parametrize("statement", NASTY)
def test_no_text_takes_over_the_terminal(statement: str, tmp_path: Path) -> None:
    result = hostile(tmp_path, f"{statement}\x1b]0;title\x07 [bold]x[/bold]")
    for width in (20, 120):
        report = Terminal(width, False)
        for text in (report.comparison(result), report.detail(result), report.sheet(TERMS)):
            assert not set(text) & set("\x1b\x07\u202e\u2066\u200f")
    assert "[bold]x[/bold]" in Terminal(400, False).detail(result)


class Stream(io.TextIOWrapper):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("encoding", "path", "drawn"),
    [("utf-8", None, True), ("ascii", None, False), ("utf-8", Path("report.txt"), False)],
)
def test_tables_are_drawn_where_they_can_be_shown(
    encoding: str, path: Path | None, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(io.BytesIO(), encoding=encoding))
    assert isinstance(output.report(None, path), Terminal) == drawn


@pytest.mark.parametrize(
    ("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "xterm")]
)
def test_colour_is_switched_off_by_who_does_not_want_it(
    name: str, value: str, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Stream(io.BytesIO(), encoding="utf-8"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "120")
    text = output.report(None, None).comparison(result)
    assert isinstance(text, str)
    assert ("\x1b[31m" in text) == (value == "xterm")
