"""The dates of the register: which there are, whom they touch, and the calendar file."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from atmp_gap.cli.run import run
from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.views.calendar import calendar
from support import ema, fda, files, write

ROOT = Path(__file__).parents[1]
IPSC = str(ROOT / "examples" / "profiles" / "ipsc-allogeneic.yaml")
AAV = str(ROOT / "examples" / "profiles" / "aav-in-vivo.yaml")
Captured = pytest.CaptureFixture[str]


def rows(capsys: Captured, *words: str) -> list[dict[str, str]]:
    assert run(["calendar", *words, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))


def test_the_transition_of_2027_touches_cells_of_donors_and_no_vector(capsys: Captured) -> None:
    found = rows(capsys, "--profile", IPSC)
    told = [(row["day"], row["what"], row["text"], row["replaced by"]) for row in found]
    assert ("2027-08-07", "counts from this day", "Reg. (EU) 2024/1938", "") in told
    ends = ("2027-08-07", "counts no longer", "Dir. 2004/23/EC", "Reg. (EU) 2024/1938")
    assert ends in told
    for row in found:
        assert row["touches"]
    assert rows(capsys, "--profile", IPSC, "--since", "2027-08-07")[0]["day"] == "2027-08-07"
    assert "2027-08-07" not in {row["day"] for row in rows(capsys, "--profile", AAV)}


def test_without_a_profile_all_dates_from_the_day_on_are_listed(capsys: Captured) -> None:
    later = rows(capsys)
    every = rows(capsys, "--since", "2025-01-01")
    assert {row["day"] for row in later} < {row["day"] for row in every}
    closing = [row for row in every if row["what"] == "comments close"]
    assert {row["text"] for row in closing} >= {"FDA genome editing NGS draft 2026"}
    days = [row["day"] for row in every]
    assert days == sorted(days)


def test_a_chapter_touches_the_tests_of_a_product_s_specification(capsys: Captured) -> None:
    found = rows(capsys, "--profile", AAV, "--since", "2025-01-01")
    touched = {row["text"]: row["touches"] for row in found}
    assert touched["USP <86>"] == "test of Endotoxin and other pyrogens"
    one = rows(capsys, "--subject", "pyrogen-test-methods", "--since", "2025-01-01")
    assert {row["text"] for row in one} == {"Ph. Eur. 5.1.13"}


def test_statements_with_days_of_their_own(tmp_path: Path) -> None:
    entries = [
        fda({"test": "expected"}, in_force={"from": "2027-03", "to": "2028-01-31"}),
        ema({"test": "expected"}),
    ]
    folder = write(tmp_path / "c", files({"test": {"kind": "asked"}}, entries))
    found = calendar(open_corpus([folder], bundled=False), "2027-01-01")
    told = [(event.kind, event.day, event.written) for event in found.events if event.statement]
    assert told == [
        ("statement-begins", "2027-03-01", "2027-03"),
        ("statement-ends", "2028-01-31", "2028-01-31"),
    ]


@pytest.mark.parametrize(
    ("to", "day"), [("2028-02", "2028-02-29"), ("2027", "2027-12-31"), ("2028-02-10", "2028-02-10")]
)
def test_the_last_day_of_a_statement_is_the_last_of_its_month_or_year(
    to: str, day: str, tmp_path: Path
) -> None:
    entries = [fda({"test": "expected"}, in_force={"to": to}), ema({"test": "expected"})]
    folder = write(tmp_path / "c", files({"test": {"kind": "asked"}}, entries))
    corpus = open_corpus([folder], bundled=False)
    (event,) = calendar(corpus, day).events
    assert (event.kind, event.day, event.written) == ("statement-ends", day, to)
    path = tmp_path / "d.ics"
    asked = ["calendar", "--no-bundled", "--requirements", str(folder), "-o", str(path)]
    assert run([*asked, "--since", day]) == 0
    (entry,) = Calendar.from_ical(path.read_text()).walk("VEVENT")
    assert entry.decoded("dtstart").isoformat() == day
    assert ("the day is its last" in str(entry["description"])) == (to != day)


@pytest.mark.parametrize(
    ("status", "what"),
    [
        ("final", ["comments close", "counts from this day"]),
        ("draft", ["comments close", "draft: is to count from this day, if adopted"]),
        ("proposed", ["comments close", "proposed: is to count from this day, if adopted"]),
        ("withdrawn", []),
    ],
)
def test_what_was_not_adopted_is_not_said_to_count(
    status: str, what: list[str], tmp_path: Path, capsys: Captured
) -> None:
    made = files({"test": {"kind": "asked"}}, [ema({"test": "expected"})])
    listed = made["documents/all.yaml"]["documents"]
    dates = {"status": status, "effective": "2027-06", "comments_until": "2027-05"}
    made["documents/all.yaml"]["documents"] = [
        {**item, **dates} if item["id"] == "FDA-DOC" else item for item in listed
    ]
    folder = str(write(tmp_path / "c", made))
    own = ["--no-bundled", "--requirements", folder, "--since", "2027-05-20"]
    assert [row["what"] for row in rows(capsys, *own)] == what


def test_the_calendar_file_is_one_and_the_same_from_run_to_run(tmp_path: Path) -> None:
    path = tmp_path / "dates.ics"
    assert run(["calendar", "--profile", IPSC, "-o", str(path)]) == 0
    raw = path.read_bytes()
    lines = raw.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    events = Calendar.from_ical(raw.decode()).walk("VEVENT")
    first = {str(event["uid"]): event for event in events}
    assert len(first) == len(events)
    begins = first["begins-EU-SOHO-REG-2024-1938@atmp-gap"]
    assert begins.decoded("dtstart") == date(2027, 8, 7)
    assert "Read as enacted" in str(begins["description"])
    assert "no legal advice" in str(begins["description"])
    assert run(["calendar", "--profile", IPSC, "-o", str(path)]) == 0
    assert path.read_bytes() == raw


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "icss"], "ics"),
        (["--since", "soon"], "is no date"),
        (["--since", "2026-02-31"], "is no date of the calendar"),
        (["-o", "dates.ics", "--format", "csv"], "would hold no calendar"),
        (["-o", "dates.ical"], "no format is known"),
        (["--profile", "missing.yaml"], "cannot be read"),
    ],
)
def test_refused(words: list[str], said: str, capsys: Captured) -> None:
    assert run(["calendar", *words]) in (2, 3)
    assert re.search(said, capsys.readouterr().err)


def test_drafts_without_a_date_are_named_and_in_no_row(capsys: Captured) -> None:
    assert run(["calendar"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    undated = out.partition("Drafts and proposals without a date")[2]
    assert "EU pharma package (proposed)" in undated
    assert "EU pharma package" not in out.partition("Drafts and proposals")[0]


def test_a_calendar_made_with_what_is_confidential_says_so_and_stays_one(tmp_path: Path) -> None:
    entries = [fda({"test": "expected"}, in_force={"from": "2027-03"})]
    made = files({"test": {"kind": "asked"}}, entries)
    folder = write(tmp_path / "c", made)
    own = tmp_path / "own"
    own.mkdir()
    (own / "corpus.yaml").write_text("version: '1'\ndate: 2026-01-01\nconfidential: true\n")
    layers = ["--no-bundled", "--requirements", str(folder), "--requirements", str(own)]
    path = tmp_path / "dates.ics"
    assert run(["calendar", *layers, "-o", str(path)]) == 0
    raw = path.read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\nX-CONFIDENTIAL:")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    events = Calendar.from_ical(raw.decode()).walk("VEVENT")
    assert events and {str(event["class"]) for event in events} == {"CONFIDENTIAL"}
