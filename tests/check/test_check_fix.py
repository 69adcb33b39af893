"""``--fix`` keeps comments and content, is idempotent, and leaves nothing half-written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atmp_gap.check.rules import all_rules
from atmp_gap.corpus.yaml_reader import parse
from check_support import change

Check = Callable[..., tuple[int, str, str]]
MESSY = """# the file of one agency
agency: FDA\r
topic: t
requirements:
  # about DNA
  - subject: amount   \n    id: FDA-T-001  # never reused
    obligation: should
    statement: Residual DNA should be
      below 10 ng per dose.
    answers:
      amount: "< 10 ng/dose"
    note: '1.10 stays text, and so do no and 12:30'
    source:
      locator: 1.10
      document: FDA-DOC
    # how it was seen
    reading: {date: 2026-01-01, grade: reported, via: 'A. Author, A title, 2021'}

"""


def test_fix_mends_layout_and_order_and_keeps_comments_and_content(
    corpus: Path, check: Check
) -> None:
    file = corpus / "t" / "fda.yaml"
    file.write_bytes(("\ufeff" + MESSY).encode())
    before = parse(MESSY.replace("\r", ""), "f")
    code, out, err = check("--fix")
    assert (code, out) == (
        0,
        f"nothing found in 7 files ({len(all_rules())} rules, as of 2026-06-01)\n",
    )
    assert err == "fixed requirements/t/fda.yaml\n"
    text = file.read_text("utf-8")
    assert parse(text, "f") == before
    for comment in ("# the file of one agency", "# about DNA", "# never reused", "# how it was"):
        assert comment in text
    assert text.index("id: FDA-T-001") < text.index("subject: amount") < text.index("statement:")
    assert text.index("reading:") < text.index("note:")
    assert check("--fix")[2] == ""
    assert file.read_text("utf-8") == text


def test_fix_leaves_files_alone_that_are_in_order(corpus: Path, check: Check) -> None:
    before = {path: path.stat().st_mtime_ns for path in corpus.rglob("*.yaml")}
    check("--fix")
    assert {path: path.stat().st_mtime_ns for path in corpus.rglob("*.yaml")} == before


def test_fix_does_only_what_the_chosen_rules_ask(corpus: Path, check: Check) -> None:
    (corpus / "t" / "fda.yaml").write_bytes(MESSY.encode())
    check("--fix", "--select", "AG301")
    text = (corpus / "t" / "fda.yaml").read_text("utf-8")
    assert "\r" not in text
    assert text.index("subject: amount") < text.index("id: FDA-T-001")


def test_fix_touches_only_the_named_paths(corpus: Path, check: Check) -> None:
    change(corpus, "obligation: should", "obligation: should  ")
    check("--fix", "requirements/t/ema.yaml")
    assert "should  \n" in (corpus / "t" / "fda.yaml").read_text("utf-8")


JUDGEMENT = (
    "judgements:\n  # looked at twice\n  - subject: amount\n    between: [FDA, EMA]\n"
    "    verdict: match\n    reason: Same number.\n    by: editors\n    date: 2026-01-01\n"
)


def test_missing_fingerprints_are_filled_in(corpus: Path, check: Check) -> None:
    file = corpus / "t" / "judgements.yaml"
    file.write_text(JUDGEMENT, "utf-8")
    assert check("--fix", "--ignore", "AG105")[2] == ""
    code, _, err = check("--fix")
    assert (code, err) == (0, "fixed requirements/t/judgements.yaml\n")
    text = file.read_text("utf-8")
    assert "# looked at twice" in text
    assert "judged: {scheme: 1, subject: '0902703ae41d', EMA-T-001: '88ffe83a1606'" in text


def test_a_stale_fingerprint_is_never_replaced(corpus: Path, check: Check) -> None:
    file = corpus / "t" / "judgements.yaml"
    stale = JUDGEMENT + "    judged: {scheme: 1, subject: '000000000000'}\n"
    file.write_text(stale, "utf-8")
    assert check("--fix")[0] == 1
    assert file.read_text("utf-8") == stale


def test_no_fingerprint_is_filled_in_beside_a_fault(corpus: Path, check: Check) -> None:
    """Of a corpus that is not valid nobody knows which entries decide."""
    file = corpus / "t" / "judgements.yaml"
    file.write_text(JUDGEMENT, "utf-8")
    change(corpus, "obligation: should", "obligation: shall")
    assert check("--fix")[0] == 1
    assert file.read_text("utf-8") == JUDGEMENT


def test_diff_prints_and_writes_nothing(corpus: Path, check: Check) -> None:
    file = corpus / "t" / "fda.yaml"
    change(corpus, "obligation: should", "obligation: should  ")
    before = file.read_bytes()
    code, out, err = check("--fix", "--diff")
    assert (code, err) == (1, "")
    assert out.startswith("--- a/requirements/t/fda.yaml\n+++ b/requirements/t/fda.yaml\n@@ ")
    assert "-    obligation: should  \n+    obligation: should\n" in out
    assert file.read_bytes() == before
    check("--fix")
    assert check("--fix", "--diff") == (0, "", "")


LATE = ("  - id: FDA-T-001\n    subject: amount", "  - subject: amount\n    id: FDA-T-001")
ODD = (
    *(" 2026-02-31", " 12:60", " a\tb", "\tx", ' "a\u0085b"', " 1_000", " 0o17", " ="),
    *(" 2026-01-01T99", " !x", " 'a\u2028b'"),
)


@pytest.mark.parametrize("note", ODD)
def test_fix_survives_what_its_reader_takes_otherwise(
    note: str, corpus: Path, check: Check
) -> None:
    file = corpus / "t" / "fda.yaml"
    change(corpus, *LATE)
    text = f"{file.read_text('utf-8')}    note:{note}\n"
    file.write_text(text, "utf-8")
    code, _, err = check("--fix")
    assert code in (0, 1)
    assert "internal" not in err
    if note != " !x":
        assert parse(file.read_text("utf-8"), "f") == parse(text, "f")


def test_the_line_ends_of_a_checkout_stay(corpus: Path, check: Check) -> None:
    file = corpus / "t" / "fda.yaml"
    change(corpus, *LATE)
    text = file.read_text("utf-8")
    file.write_bytes(text.replace("\n", "\r\n").encode())
    check("--fix")
    raw = file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == text.count("\n")
    assert raw.index(b"id: FDA-T-001") < raw.index(b"subject: amount")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    corpus: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(corpus, "obligation: should", "obligation: should  ")
    before = (corpus / "t" / "fda.yaml").read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "fda.yaml")

    monkeypatch.setattr(Path, "replace", fail)
    code, _, err = check("--fix")
    assert code == 2
    assert "error: cannot write" in err
    assert (corpus / "t" / "fda.yaml").read_bytes() == before
    assert sorted(path.name for path in (corpus / "t").iterdir()) == [
        *("ema.yaml", "fda.yaml", "topic.yaml"),
    ]
