"""library diff: every change planted in a new edition is found, and what it does to statements."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from library_cli import printed, say
from library_texts import CELLS, VECTOR, VECTOR_2024, pdf

MANY = "".join(
    f"\n{number}. Section about {word}\n{word.capitalize()} is spoken of here at some length, and "
    f"the number of {word} should be at most {number}00 in each of the boxes that are packed.\n"
    for number, word in enumerate(("apples", "pears", "plums", "nuts", "figs", "limes"), 1)
)


def differ(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    say("library", "diff", *words, "--format", "json")
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def changes(data: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {
        (
            change["kind"],
            (change["before"] or {"section": "-"})["section"],
            (change["after"] or {"section": "-"})["section"],
        )
        for change in data["sections"]
    }


def test_every_planted_change_is_found_and_nothing_else(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = MANY.replace("at most 200", "at most 250")
    pears, plums = new.index("\n3. "), new.index("\n4. ")
    new = new[:pears] + new[plums:]
    new = new.replace("\n4. ", "\n3. ").replace("\n5. ", "\n4. ").replace("\n6. ", "\n5. ")
    new += "\n6. Section on lids\nLids are of steel, and nobody sits upon them during a flight.\n"
    (place / "old.txt").write_text(VECTOR[:90] + MANY, "utf-8")
    (place / "new.txt").write_text(VECTOR[:90] + new, "utf-8")
    data = differ(capsys, "MADE-VECTOR", "old.txt", "new.txt")
    assert changes(data) == {
        ("changed", "2", "2"),
        ("taken-out", "3", "-"),
        ("moved", "4", "3"),
        ("moved", "5", "4"),
        ("moved", "6", "5"),
        ("new", "-", "6"),
    }
    numbers = next(item for item in data["sections"] if "200" in item["gone"])
    assert (numbers["gone"], numbers["come"]) == (["200"], ["250"])
    assert data["unchanged"] == 2


def test_the_two_last_copies_of_the_library_are_compared(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "a.pdf").write_bytes(pdf(VECTOR))
    (place / "b.pdf").write_bytes(pdf(VECTOR_2024))
    say("library", "add", "a.pdf")
    capsys.readouterr()
    assert say("library", "diff", "MADE-VECTOR") == 3
    assert "no two copies of MADE-VECTOR" in printed(capsys)
    say("library", "add", "b.pdf")
    capsys.readouterr()
    assert say("library", "diff", "made-vector", "--fail-on", "changed") == 1
    out = printed(capsys)
    assert "3, p. 2" in out and "15" in out and "20" in out
    assert say("library", "diff", "made-vector", "a.pdf", "a.pdf", "--fail-on", "changed") == 0


@pytest.mark.parametrize(
    ("change", "fate", "touched"),
    [
        (("zzz", "zzz"), "stands", False),
        (("10 minutes", "30 minutes"), "fell", True),
        (("2.1 Alarm", "2.2 Alarm"), "moved", False),
        (("is not spoken of", "is never spoken of"), "stands", True),
        (("15 years", "20 years"), "stands", False),
    ],
)
def test_statements_stand_move_or_fall(change: tuple[str, str], fate: str, touched: bool) -> None:
    from atmp_gap.library import editions
    from atmp_gap.verify.extract.pages import joined_file
    from atmp_gap.verify.extract.raw import plain_file
    from atmp_gap.verify.lookup import Lookup
    from atmp_gap.verify.sections.outline import Outline

    before = joined_file(plain_file(VECTOR))
    after = joined_file(plain_file(VECTOR.replace(*change)))
    lookup = Lookup(
        "X-1",
        "MADE-VECTOR",
        "2.1",
        "The alarm is heard soon.",
        "0",
        "read",
        ("heard by a person within 10 minutes",),
    )
    from atmp_gap.corpus.bundled import open_corpus
    from atmp_gap.verify.look import look_up
    from atmp_gap.verify.needs import reader_of

    reader = reader_of(open_corpus())
    (old,), (new,) = look_up(before, [lookup], reader), look_up(after, [lookup], reader)
    sections = editions._sections(before, after)[1]
    assert editions._fate(lookup, old, new) == fate
    assert editions._touched(Outline(before), lookup, sections) == touched


def test_wrong_words(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "a.txt").write_text(CELLS, "utf-8")
    assert say("library", "diff", "MADE-CELLS", "a.txt") == 2
    assert say("library", "diff", "MADE-CELLS", "a.txt", "b.txt") == 3
    assert "there is no file b.txt" in printed(capsys)
    assert say("library", "diff", "MADE-CELLS", "a.txt", "a.txt", "--fail-on", "x") == 2


def test_something_new_names_the_subjects_it_may_speak_on(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "old.txt").write_text(VECTOR[:90] + MANY, "utf-8")
    new = (
        "\n7. Replication competent virus\nEach lot of a lentiviral vector should be tested for "
        "replication competent virus, and patients be monitored for it at 3, 6 and 12 months.\n"
    )
    (place / "new.txt").write_text(VECTOR[:90] + MANY + new, "utf-8")
    data = differ(capsys, "MADE-VECTOR", "old.txt", "new.txt")
    (section,) = data["sections"]
    assert "rcr-patient-monitoring" in section["near_subjects"]
    assert data["near_subjects"] == section["near_subjects"]
    say("library", "diff", "MADE-VECTOR", "old.txt", "new.txt")
    assert "may speak on" in printed(capsys)


def test_a_page_that_cannot_be_read_may_have_changed(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from atmp_gap.library import editions

    (place / "old.txt").write_text(VECTOR, "utf-8")
    (place / "new.txt").write_text(VECTOR + " ", "utf-8")
    words = ("library", "diff", "MADE-VECTOR", "old.txt", "new.txt", "--fail-on", "changed")
    assert say(*words) == 0
    compared = editions.compare_editions
    monkeypatch.setattr(
        editions, "compare_editions", lambda *given: replace(compared(*given), blind=(2,))
    )
    assert say(*words) == 1
