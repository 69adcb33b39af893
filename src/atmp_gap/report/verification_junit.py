"""What a run of verify found as JUnit XML: a test for each statement, in a suite per document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from atmp_gap.junit import Case, document
from atmp_gap.report.verification import MEANINGS, counts
from atmp_gap.report.verification_words import detail, gap_words, gaps_of
from atmp_gap.text.escape import one_line
from atmp_gap.verify.lookup import Result
from atmp_gap.verify.outcome import LookedUp, VerifyOutcome

Outcome = Literal["passed", "failed", "skipped"]

OUTCOMES: dict[Result, Outcome] = {
    "confirmed": "passed",
    "partly": "failed",
    "elsewhere": "failed",
    "not-found": "failed",
    "cannot-tell": "skipped",
    "candidates": "skipped",
    "no-passage": "skipped",
}
"""How each result counts. What could not be read, or waits for a person, is no failure, and what
nobody claimed to have read cannot fail.
"""


def junit(outcome: VerifyOutcome) -> str:
    """The run as a JUnit file; use it where a build server holds a library against the files."""
    cases = [_case(item) for item in outcome.looked_up]
    cases += [*_lapsed(outcome), *_not_looked_at(outcome)]
    return document("atmp-gap verify", cases or [Case("verify", counts(outcome), "skipped")])


def _case(item: LookedUp) -> Case:
    """A statement in one file. Passages of the text are left out, as in every file kept."""
    found, lookup = item.found, item.lookup
    where = "; ".join(passage.where for passage in found.passages)
    why = detail(lookup, found, item.file) or MEANINGS[found.result]
    lines = [
        f"statement: {one_line(lookup.statement)}",
        f"cited: {one_line(lookup.locator) or 'the whole text'}",
        f"file: {one_line(item.file)}" + (f", {one_line(where)}" if where else ""),
    ]
    return Case(
        group=lookup.document,
        name=f"{lookup.key} ({lookup.grade})",
        outcome=OUTCOMES[found.result],
        message=f"{found.result}: {one_line(why)}",
        text="\n".join(lines),
        kind=found.result,
    )


def _lapsed(outcome: VerifyOutcome) -> Iterator[Case]:
    """Records of review that no longer hold: each a failure, because somebody has to look again."""
    for item in outcome.lapsed:
        said = f"the record no longer holds ({item.why}): look again and record it"
        yield Case(item.document, f"{item.key}: record of review", "failed", said, kind="lapsed")


def _not_looked_at(outcome: VerifyOutcome) -> Iterator[Case]:
    """Files and documents that nothing was held against, each a skipped test."""
    for file in outcome.unread:
        yield Case("files", str(file.path), "skipped", f"could not be read: {file.why}")
    for used in outcome.copies:
        for line in gaps_of(used):
            yield Case("files", used.copy.path.name, "skipped", line)
    for undecided in outcome.undecided:
        yield Case("files", undecided.name, "skipped", f"not decided: {undecided.why}")
    for unknown in outcome.unknown:
        unseen = ", ".join(dict.fromkeys(gap_words(gap) for gap in unknown.gaps))
        said = f"not recognised{': ' if unseen else ''}{unseen}"
        yield Case("files", str(unknown.path), "skipped", said)
    for name in outcome.missing:
        yield Case("documents without a copy", name, "skipped", "no copy was found")
