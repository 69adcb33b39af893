"""The ledger loses nothing: many hands at once, broken and older files, and its history."""

import json
import os
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import yaml
from test_verify_run import cli, place, verify  # noqa: F401

from atmp_gap.verify.history import audit, recorded
from atmp_gap.verify.ledger import Ledger, Signature, StatementCheck
from atmp_gap.verify.ledger_file import LedgerError, read, update, write
from atmp_gap.verify.sign import put

LEDGER = "atmp-gap-ledger.yaml"
pytestmark = [pytest.mark.usefixtures("place"), pytest.mark.requirement("TR-12")]


def check(name: str, **more: object) -> StatementCheck:
    return StatementCheck(
        **{
            "id": name,
            "document": "D",
            "file": "f.pdf",
            "sha256": "0" * 64,
            "result": "candidates",
            "by": "A",
            "date": "2026-01-01",
            "method": "3",
            "statement": "s",
            **more,
        }  # type: ignore[arg-type]
    )


def signature(by: str) -> Signature:
    return Signature(by=by, date="2026-01-01", verdict="confirmed", sha256="0" * 64, statement="s")


def sign_one(path: str, number: int) -> None:
    """One of many hands: it read the ledger when nobody had signed."""
    name = f"S{number}"
    seen = check(name).with_signature(signature(f"Reader {number}"))
    update(Path(path), lambda now: put(now, Ledger(checks=(seen,)), [name]))


def test_a_hundred_signatures_at_once_are_a_hundred(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    write(Ledger(checks=tuple(check(f"S{number}") for number in range(100))), path)
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(sign_one, [str(path)] * 100, range(100)))
    book = read(path)
    assert sum(item.signed is not None for item in book.checks) == 100
    assert len(book.history) == 100
    assert audit(book) == []


def test_a_running_verify_keeps_what_is_signed_meanwhile() -> None:
    assert verify() == 0
    before = read(Path(LEDGER))
    assert cli("verify", "--record", "FDA-1", "--by", "Second Reader") == 0
    found = [check("NEW"), check("FDA-1", result="not-found")]
    after = before.with_checks(found)
    merged = update(Path(LEDGER), lambda now: now.with_results(before, after))
    assert merged.by_id["FDA-1"].signed is not None
    assert merged.by_id["FDA-1"].result == "not-found"
    assert "NEW" in merged.by_id
    assert audit(merged) == []


def test_a_run_brings_nothing_back_that_another_looked_up_anew() -> None:
    mine = Ledger(checks=(check("A"), check("B")))
    theirs = mine.with_checks([check("A", result="confirmed")])
    assert theirs.with_results(mine, mine).by_id["A"].result == "confirmed"


def test_a_revoked_signature_decides_nothing_and_is_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert verify() == 0
    assert cli("verify", "--record", "FDA-1", "--by", "First Reader") == 0
    assert cli("verify", "--revoke", "FDA-1", "--by", "Chief") == 2
    assert "a revocation needs a reason" in capsys.readouterr().err
    assert cli("verify", "--revoke", "FDA-1", "--by", "Chief", "--note", "wrong page") == 0
    # Looking again must not bring it back, nor lose it.
    assert verify("--again") == 0
    book = read(Path(LEDGER))
    assert book.by_id["FDA-1"].signed is None
    assert [item.by for item in book.by_id["FDA-1"].earlier] == ["First Reader"]
    assert [(item.act, item.by, item.reason) for item in book.history] == [
        ("confirmed", "First Reader", ""),
        ("revoked", "Chief", "wrong page"),
    ]
    assert book.history[0].at.endswith("+00:00")
    assert cli("verify", "--audit") == 0
    assert cli("verify", "--revoke", "FDA-1", "--by", "Chief", "--note", "twice") == 2


def forget_event(data: dict) -> None:  # type: ignore[type-arg]
    del data["history"][0]


def other_name(data: dict) -> None:  # type: ignore[type-arg]
    data["history"][0]["by"] = "Somebody Else"


def other_signature(data: dict) -> None:  # type: ignore[type-arg]
    next(item for item in data["checks"] if item["id"] == "FDA-1")["signed"]["by"] = "Else"


def forget_signature(data: dict) -> None:  # type: ignore[type-arg]
    del next(item for item in data["checks"] if item["id"] == "FDA-1")["signed"]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (forget_event, "does not follow the event before it"),
        (other_name, "event 1, of FDA-1, was changed"),
        (other_signature, "has a record that is not in the history"),
        (forget_signature, "is about a record that is not in the ledger"),
    ],
)
def test_an_audit_finds_what_was_changed_by_hand(
    capsys: pytest.CaptureFixture[str],
    harm: Callable[[dict], None],  # type: ignore[type-arg]
    said: str,
) -> None:
    assert verify() == 0
    for name in ("FDA-1", "FDA-1"):
        assert cli("verify", "--record", name, "--by", "First Reader") == 0
    data = yaml.safe_load(Path(LEDGER).read_text("utf-8"))
    harm(data)
    Path(LEDGER).write_text(yaml.safe_dump(data), "utf-8")
    capsys.readouterr()
    assert cli("verify", "--audit") == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("by", [" ", "x" * 2001, "a\x7fb", "a\ufffeb", "a\x1b[2Jb", "\udcff"])
@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_a_name_that_could_not_be_read_again_is_refused(by: str, ending: str) -> None:
    path = Path(f"l.{ending}")
    assert verify("--ledger", str(path)) == 0
    before = path.read_bytes()
    assert cli("verify", "--record", "FDA-1", "--by", by, "--ledger", str(path)) == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_what_files_hold_is_stored_so_that_it_can_be_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"odd.{ending}"
    write(Ledger(checks=(check("A", file="f\udcff\x07.pdf", revision="\x9b\ufffe\x7f"),)), path)
    assert read(path).by_id["A"].file == "f<U+DCFF><U+0007>.pdf"


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    write(Ledger(checks=(check("A"),)), path)
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="could not be read again"):
        write(Ledger(checks=(check("A", file="x" * 3000),)), path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "schema: atmp-gap/ledger/0\n", "checks: [", "\x00"])
def test_a_broken_or_older_ledger_is_explained_and_left_alone(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    Path(LEDGER).write_text(text, "utf-8")
    assert verify() == 3
    assert cli("verify", "--record", "FDA-1", "--by", "A") == 3
    assert LEDGER in capsys.readouterr().err
    assert Path(LEDGER).read_text("utf-8") == text


@pytest.mark.skipif(sys.platform == "win32", reason="no modes, no links")
def test_mode_and_link_stay() -> None:
    Path("kept").mkdir()
    Path(LEDGER).symlink_to("kept/real.yaml")
    assert verify() == 0
    Path("kept/real.yaml").chmod(0o600)
    assert cli("verify", "--record", "FDA-1", "--by", "A") == 0
    assert Path(LEDGER).is_symlink()
    assert stat.S_IMODE(Path("kept/real.yaml").stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
@pytest.mark.parametrize("path", ["fifo.yaml", "/dev/zero"])
def test_a_ledger_that_is_a_pipe_or_a_device_is_refused_at_once(
    capsys: pytest.CaptureFixture[str], path: str
) -> None:
    if path == "fifo.yaml":
        os.mkfifo(path)
    assert cli("verify", "--audit", "--ledger", path) == 3
    assert "it is no regular file" in capsys.readouterr().err


def test_a_history_can_be_checked_without_the_tool() -> None:
    import hashlib

    events = recorded((), "confirmed", "A", signature("A"), "A", "")
    events = recorded(events, "revoked", "A", signature("A"), "B", "why")
    path = Path("h.json")
    write(Ledger(history=events), path)
    before = ""
    for event in json.loads(path.read_text("utf-8"))["history"]:
        assert event.get("before", "") == before
        before = event.pop("hash")
        text = json.dumps(event, sort_keys=True)
        assert hashlib.sha256(text.encode()).hexdigest() == before
