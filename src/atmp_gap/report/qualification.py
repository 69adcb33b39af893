"""A qualification pack as Markdown and as a page for printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atmp_gap.gap.result import NOTICE
from atmp_gap.qualify.installation import HeldAgainst
from atmp_gap.qualify.operation import Comparison, Headline, Summed
from atmp_gap.qualify.pack import Qualification, Traced
from atmp_gap.report import changes, formatter
from atmp_gap.report.decisions import OF_VERDICT
from atmp_gap.report.html import sheets_page
from atmp_gap.report.interface import Sheet
from atmp_gap.report.json import dump
from atmp_gap.report.origin import counted

LISTS = {
    "release": "the list of hashes that the release brings",
    "record": "the list of hashes that the installer wrote (RECORD)",
}
OUTCOMES = {"passed": "passed", "failed": "FAILED", "not made": "NOT MADE"}
MOST_FILES = 40
NO_LIST = "no such list is here: this is no installed release but a checkout or an editable install"


def files(pack: Qualification) -> Iterator[tuple[str, str]]:
    """The files of a pack: their names, and what they hold."""
    sheets = tuple(_sheets(pack))
    markdown = formatter("markdown")
    yield "qualification.md", "\n".join(str(markdown.sheet(sheet)) for sheet in sheets)
    yield "qualification.html", sheets_page(f"Qualification of atmp-gap {pack.version}", sheets)
    yield "qualification.json", dump(pack)


def result_line(pack: Qualification) -> str:
    """What came of it, in one sentence."""
    checks = (
        f"installation check {OUTCOMES[pack.installation.outcome]}, "
        f"operational check {OUTCOMES[pack.operational]}"
    )
    untested = f"; requirements without a test: {len(pack.untested)}" if pack.untested else ""
    return f"{'Passed' if pack.passed else 'NOT passed'}: {checks}{untested}."


def _sheets(pack: Qualification) -> Iterator[Sheet]:
    yield _summary(pack)
    yield _installation(pack)
    yield _comparisons("Operational check: rows worked by hand", pack.operation.by_hand)
    yield _comparisons("Operational check: results recorded", pack.operation.recorded)
    yield _traceability(pack)
    yield Sheet(
        "Known defects",
        ("id", "since", "what", "effect", "what to do"),
        tuple((item.id, item.since, item.what, item.effect, item.do) for item in pack.defects),
    )
    yield Sheet(
        f"Changes of the program: {pack.changes_of or 'none recorded'}",
        ("kind", "what"),
        tuple((item.kind, item.what) for item in pack.changes) or (("-", "none"),),
    )
    yield Sheet(
        f"Changes of the requirements in version {pack.operation.corpus[0]}",
        ("kind", "what", "rows"),
        tuple(
            (changes.KINDS[item.kind], item.what, ", ".join(item.subjects))
            for item in pack.corpus_changes
        )
        or (("-", "none", "-"),),
    )
    yield Sheet(
        "Record",
        ("role", "name", "date", "signature"),
        (("executed by", pack.by, "", ""), ("reviewed by", "", "", "")),
        ("To be filled in by hand, or in your own system for records.",),
    )


def _summary(pack: Qualification) -> Sheet:
    made = pack.installation.made_with
    packages = ", ".join(f"{name} {version}" for name, version in made.packages.items())
    rows = (
        ("installation check", OUTCOMES[pack.installation.outcome], "files against two lists"),
        (
            "operational check",
            OUTCOMES[pack.operational],
            f"{len(pack.operation.by_hand)} rows worked by hand, "
            f"{len(pack.operation.recorded)} recorded comparisons; "
            f"{len(pack.operation.failed)} gave something else",
        ),
        (
            "traceability",
            OUTCOMES["failed" if pack.untested else "passed"],
            f"{counted(len(pack.traced), 'requirement')}, {len(pack.untested)} without a test",
        ),
    )
    notes = (
        result_line(pack),
        f"Made at {pack.at}{f' by {pack.by}' if pack.by else ''} with atmp-gap {made.version}, "
        f"Python {made.python}, {made.system}; {packages}.",
        f"Installed in {pack.installation.folder}.",
        f"Requirements {pack.operation.corpus[0]} ({pack.operation.corpus[1]}).",
        "This is material for a qualification of your own. It does not qualify the program for a "
        "use of yours, and does not claim that it complies with 21 CFR Part 11 or Annex 11: see "
        "the page on intended use.",
        NOTICE,
    )
    return Sheet(
        f"Qualification of atmp-gap {pack.version}", ("check", "outcome", "of"), rows, notes
    )


def _installation(pack: Qualification) -> Sheet:
    found = pack.installation
    rows = [
        *(row for held in found.lists for row in _held(held)),
        *(
            ("packages", OUTCOMES["failed"], f"{name} is missing")
            for name in found.missing_packages
        ),
    ]
    notes = (
        "Each file of the package is held against two lists of SHA-256. Files that no list names "
        "are told as well.",
        f"Outcome: {OUTCOMES[found.outcome]}.",
    )
    return Sheet("Installation check", ("held against", "outcome", "found"), tuple(rows), notes)


def _held(held: HeldAgainst) -> Iterator[tuple[str, str, str]]:
    what = LISTS[held.what]
    if held.outcome == "not made":
        yield what, OUTCOMES[held.outcome], NO_LIST
        return
    told = f"{counted(held.files, 'file')} of version {held.version or 'unknown'}"
    yield what, OUTCOMES[held.outcome], told
    kinds = (
        ("is not what was released", held.changed),
        ("is missing", held.missing),
        ("is no part of the release", held.added),
    )
    for why, names in kinds:
        for name in names[:MOST_FILES]:
            yield what, OUTCOMES["failed"], f"{name} {why}"
        if len(names) > MOST_FILES:
            yield (
                what,
                OUTCOMES["failed"],
                f"and {len(names) - MOST_FILES} more of which each {why}",
            )


def _comparisons(title: str, found: Iterable[Comparison]) -> Sheet:
    rows = tuple(
        (
            f"{item.name}{f' ({item.where})' if item.where else ''}",
            _came_to(item.expected),
            _came_to(item.found),
            OUTCOMES["passed" if item.passed else "failed"],
        )
        for item in found
    )
    failed = sum(row[-1] != OUTCOMES["passed"] for row in rows)
    note = f"{counted(len(rows), 'comparison')}, {failed} failed."
    return Sheet(title, ("comparison", "expected", "found", "outcome"), rows, (note,))


def _came_to(found: Headline | Summed | None) -> str:
    """What a comparison came to, or should, in words."""
    if found is None:
        return "nothing"
    if isinstance(found, Summed):
        verdicts = ", ".join(
            f"{number} {OF_VERDICT[name].counted}" for name, number in found.verdicts.items()
        )
        return f"{counted(found.rows, 'row')}: {verdicts}; content {found.sha256[:12]}"
    told = [OF_VERDICT[found.verdict].counted]
    if found.stricter:
        told.append(f"stricter: {found.stricter}")
    if found.differs_in:
        told.append(f"differs in {', '.join(found.differs_in)}")
    return "; ".join(told)


def _traceability(pack: Qualification) -> Sheet:
    rows = tuple(
        (item.requirement.id, item.requirement.what, item.requirement.risk, _tests(item))
        for item in pack.traced
    )
    notes = (
        "What the program has to do, what would follow if it did not, and the tests that show it. "
        "The tests are in the source archive of the release, and are run before every release; "
        "they are not run here.",
    )
    return Sheet("Requirements and tests", ("id", "what", "risk", "tests"), rows, notes)


def _tests(item: Traced) -> str:
    told = (f"{trace.file} ({counted(len(trace.tests), 'test')})" for trace in item.traces)
    return "; ".join(told) or "NONE"
