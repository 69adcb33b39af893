"""A second person reviews, somebody doubts, a review is taken back; and who may not do which."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from test_settle import reviews, row, said, settle

from atmp_gap.cli.run import run
from atmp_gap.settle import records

WHERE = ("--document", "MADE-VECTOR", "--section", "3")


def by(name: str) -> tuple[str, ...]:
    return ("--by", name, "--into", "mine")


@pytest.fixture
def seen(stocked: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """FDA-COLD-001 was seen by Ann Lee."""
    assert settle("--confirm", "FDA-COLD-001", *WHERE, *by("Ann Lee")) == 0
    capsys.readouterr()
    return stocked


def state(capsys: pytest.CaptureFixture[str]) -> object:
    entries: list[dict[str, object]] = row(capsys)["entries"]  # type: ignore[assignment]
    return next(entry["review"] for entry in entries if entry["id"] == "FDA-COLD-001")


def test_a_second_person_reviews_at_the_place_of_the_first(
    seen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--review", "fda-cold-001", *by("Ben Ode")) == 0
    assert "FDA-COLD-001 reviewed by Ben Ode in MADE-VECTOR, p. 2, section 3" in said(capsys)
    assert state(capsys) == "reviewed"
    assert run(["compare", "--topic", "cold-chain", "--requirements", "mine"]) == 0
    assert "seen by Ann Lee, reviewed by Ben Ode" in said(capsys)
    assert run(["check", "mine"]) == 0


@pytest.mark.parametrize("name", ["Ann Lee", "LEE, Ann", "Dr. Ann  Lee", "A. Lee", "Änn Leé"])
def test_nobody_reviews_their_own_look(
    name: str, seen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--review", "FDA-COLD-001", *by(name)) == 2
    told = said(capsys)
    assert "is no second person: Ann Lee looked first" in told and "(QA)" in told
    assert len(reviews(seen)) == 1


@pytest.mark.parametrize("name", ["Ann Leee", "Amn Lee", "AnnLee", "Nan Lee", "\u0410nn Lee"])
def test_a_slip_in_a_name_makes_nobody_a_second_person(
    name: str, seen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--review", "FDA-COLD-001", *by(name)) == 2
    told = said(capsys)
    assert "may be no second person: Ann Lee looked first" in told and "(QA)" in told
    assert len(reviews(seen)) == 1
    assert settle("--review", "FDA-COLD-001", *by(f"{name} (QA)")) == 0
    assert state(capsys) == "reviewed"


def test_a_namesake_says_what_tells_them_apart(
    seen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--review", "FDA-COLD-001", *by("Ann Lee (QA)")) == 0
    assert state(capsys) == "reviewed"


def test_what_nobody_saw_cannot_be_reviewed(
    stocked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--review", "FDA-COLD-001", *WHERE, *by("Ben Ode")) == 2
    assert "nobody has seen it yet" in said(capsys)


def test_what_changed_since_cannot_be_reviewed(
    seen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = seen / "team" / "cold-chain" / "fda.yaml"
    path.write_text(path.read_text("utf-8").replace("15 year", "20 year"), "utf-8")
    assert settle("--review", "FDA-COLD-001", *by("Ben Ode")) == 2
    assert "it changed since Ann Lee saw it" in said(capsys)


def test_a_doubt_stands_until_it_is_taken_back_and_nothing_is_removed(
    seen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settle("--review", "FDA-COLD-001", *by("Ben Ode"))
    assert settle("--dispute", "FDA-COLD-001", *by("Cy Poe")) == 2
    assert settle("--dispute", "FDA-COLD-001", "--reason", "Other vials.", *by("Cy Poe")) == 0
    assert state(capsys) == "disputed" and row(capsys)["provisional"] is True
    assert settle("--review", "FDA-COLD-001", *by("Di Roe")) == 2
    assert "is disputed by Cy Poe" in said(capsys)
    words = ("--revoke", "FDA-COLD-001", "--reason", "The same vials after all.")
    assert settle(*words, *by("Cy Poe")) == 2
    assert "add --whose NAME: Ann Lee, Ben Ode, Cy Poe" in said(capsys)
    assert settle(*words, "--whose", "Poe, Cy", *by("Cy Poe")) == 0
    assert state(capsys) == "reviewed"
    assert [item["act"] for item in reviews(seen)] == [
        "looked-at",
        "reviewed",
        "disputed",
        "revoked",
    ]
    assert run(["check", "mine"]) == 0


def test_a_revocation_needs_a_reason_and_is_not_undone(
    seen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("--revoke", "FDA-COLD-001", *by("Ann Lee")) == 2
    assert settle("--revoke", "FDA-COLD-001", "--reason", "A slip.", *by("Ann Lee")) == 0
    assert state(capsys) is None and row(capsys)["provisional"] is True
    assert settle("--undo", *by("Ann Lee")) == 2
    assert "took something back" in said(capsys)
    assert settle("--revoke", "FDA-COLD-001", "--reason", "Again.", *by("Ann Lee")) == 2
    assert "no review of FDA-COLD-001 that could be taken back" in said(capsys)


def test_a_second_person_with_an_older_clock_is_told(
    seen: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "now", lambda: "2020-01-01T00:00:00Z")
    assert settle("--review", "FDA-COLD-001", *by("Ben Ode")) == 2
    assert "the clock went back: it is 2020-01-01T00:00:00Z now" in said(capsys)
    assert len(reviews(seen)) == 1


def test_only_reviewed_rows_are_shown_or_decide(
    seen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["compare", "--topic", "cold-chain", "--requirements", "mine"]
    assert run([*words, "--reading", "reviewed", "--format", "json"]) == 0
    assert '"rows": []' in capsys.readouterr().out
    path = seen / "mine" / "reviews.yaml"
    path.write_text("decides: reviewed\n" + path.read_text("utf-8"), "utf-8")
    assert row(capsys)["verdict"] == "unassessed"
    assert run([*words, "--all"]) == 0
    told = said(capsys)
    assert "decides nothing: no second person reviewed all that is said here" in told
    assert "decides only what is: reviewed" in told
    assert "what is said was not reviewed by a second person" in told
    settle("--review", "FDA-COLD-001", *by("Ben Ode"))
    place = ("--document", "MADE-CELLS", "--section", "2")
    settle("--confirm", "EMA-COLD-001", *place, *by("Ann Lee"))
    settle("--review", "EMA-COLD-001", *by("Ben Ode"))
    assert row(capsys)["verdict"] == "diverge"
    assert run([*words, "--reading", "reviewed", "--format", "json"]) == 0
    assert '"freezer-records"' in capsys.readouterr().out


def test_a_profile_may_demand_it(seen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = {"format": "atmp-gap/profile/1", "name": "P", "facts": {"product": "aav"}}
    words = ["compare", "--topic", "cold-chain", "--requirements", "mine", "--profile", "p.yaml"]
    for decides, verdict in (({}, "diverge"), ({"decides": "reviewed"}, "unassessed")):
        (seen / "p.yaml").write_text(yaml.safe_dump(profile | decides), "utf-8")
        assert run([*words, "--subject", "freezer-records", "--format", "json"]) == 0
        assert f'"verdict": "{verdict}"' in capsys.readouterr().out
    held = {"positions": [{"subject": "freezer-records", "answer": "12 year"}]}
    (seen / "p.yaml").write_text(yaml.safe_dump(profile | {"decides": "reviewed"} | held), "utf-8")
    assert run(["assess", "p.yaml", "--topic", "cold-chain", "--requirements", "mine"]) == 0
    told = said(capsys)
    assert "only what a second person reviewed counts here" in told
    assert "nothing recorded yet for one side or both: 1" in told
