"""What stands at the head and foot of a report: its title, its counts, and where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from atmp_gap.gap.result import Part, Result
from atmp_gap.report import wording
from atmp_gap.report.wording import VERDICT_LABELS

if TYPE_CHECKING:
    from atmp_gap.report.decisions import Decisions, PartTold

LONG = 80
"""A scope longer than this is not spelled out where other parts of a row are named."""
LITTLE = 0.5
"""Where more than this share of the rows is open, the head of a report says so."""


def legend(result: Result) -> list[tuple[str, str]]:
    """Every word and mark that a report uses for verdicts and grades, with its meaning."""
    from atmp_gap.report.decisions import KINDS

    told = [(f"{kind.title} ({', '.join(kind.verdicts)})", kind.meaning) for kind in KINDS]
    grades = "; ".join(f"{name}, {text}" for name, text in wording.GRADE_MEANINGS.items())
    return [
        *told,
        ("How it was read", grades),
        (
            "Marks",
            "believed, expected but not read for, decides nothing; *, the row has other parts",
        ),
    ]


def title(result: Result, agencies: Sequence[str] = ()) -> str:
    """The title of a report: its topics and the agencies, and the product it is for."""
    told = title_without_product(result, agencies)
    profile = result.filters.get("profile")
    return f"{told}, {profile}" if profile else told


def title_without_product(result: Result, agencies: Sequence[str] = ()) -> str:
    """The topics of a report, or that it is several, and the agencies: those of the result."""
    titles = [topic.title for topic in result.topics]
    what = titles[0] if len(titles) == 1 else f"{len(titles)} topics"
    *others, last = agencies or result.agencies
    return f"{what}: {', '.join(others)} and {last}"


def day_and_corpus(result: Result) -> str:
    """On which day and in which corpus."""
    return f"as of {result.as_of}, corpus {result.corpus.version}"


def counted(number: int, noun: str) -> str:
    """A number and its noun, such as 1 row or 2 rows."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def verdict_words(part: Part) -> str:
    """A part's verdict as it stands beside the row, such as the same or open."""
    from atmp_gap.report.decisions import OF_VERDICT

    told = OF_VERDICT[part.verdict].counted
    return f"{told}, recalled" if part.provisional else told


def elsewhere(parts: Sequence[PartTold]) -> str:
    """What holds in the other parts of a row: one is named, several are counted by verdict."""
    if len(parts) == 1 and len(parts[0].where) <= LONG:
        return f"{verdict_words(parts[0].part)} for {parts[0].where}"
    found = Counter(verdict_words(part.part) for part in parts)
    return ", ".join(f"{verdict} in {counted(n, 'part')}" for verdict, n in found.items())


def counts(decisions: Decisions) -> str:
    """The rows of each section in one line."""
    from atmp_gap.report.decisions import KINDS

    summary = decisions.result.summary
    told = ", ".join(
        f"{sum(summary.verdicts[name] for name in kind.verdicts)} {kind.counted}" for kind in KINDS
    )
    return f"{counted(summary.rows, 'question')}: {told}."


def remarks(decisions: Decisions) -> list[str]:
    """What has to be known before the rows are read: filters, then reservations."""
    shown = filters_text(decisions.result)
    return [*([f"Only: {shown}."] if shown else []), *reservations(decisions)]


def reservations(decisions: Decisions) -> list[str]:
    """What the rows rest on that a reader has to know: that most is open, that some is recalled."""
    summary = decisions.result.summary
    lines = []
    if summary.rows and summary.verdicts["unassessed"] > summary.rows * LITTLE:
        lines.append(
            "Little is encoded here yet: most questions are open, which is no finding either way."
        )
    if summary.provisional:
        told = "rests" if summary.provisional == 1 else "rest"
        lines.append(
            f"{counted(summary.provisional, 'row')} {told} on a recalled answer, marked so: read "
            "the text before anything is built on it."
        )
    return lines


def next_commands(result: Result, full: bool) -> list[str]:
    """What one might type next."""
    topic = f" --topic {result.topics[0].id}" if len(result.topics) == 1 else ""
    commands = ["`atmp-gap show WORD`"]
    if not full:
        commands.append(f"`atmp-gap compare{topic} --all`")
    commands += ["`-o page.html`", "`--profile FILE` for a product"]
    return commands


def counts_line(result: Result) -> str:
    """The counts of verdicts and grades in one line."""
    summary = result.summary
    verdicts = ", ".join(
        f"{VERDICT_LABELS[name]} {number}" for name, number in summary.verdicts.items() if number
    )
    grades = ", ".join(f"{number} {name}" for name, number in summary.reading.items())
    return (
        f"{counted(summary.rows, 'subject')}: {verdicts or 'none'}. "
        f"{counted(summary.requirements, 'requirement')}: {grades}."
    )


def extra_counts(result: Result) -> list[str]:
    """Counts that stand apart: coverage, provisional rows, rows of the same ICH text."""
    summary = result.summary
    lines = []
    coverage = ", ".join(
        f"{VERDICT_LABELS[name]} {number}" for name, number in summary.coverage.items() if number
    )
    if coverage:
        lines.append(f"Parts of rows that have another verdict than their row: {coverage}.")
    if summary.provisional:
        told = "rests" if summary.provisional == 1 else "rest"
        lines.append(
            f"{counted(summary.provisional, 'row')} {told} on a recalled answer: provisional."
        )
    if summary.same_ich_text:
        lines.append(
            f"Of the matches, one ICH text that both sides adopted: {summary.same_ich_text}."
        )
    return lines


FILTERS: dict[str, str] = {
    "only": "verdict",
    "subjects": "questions",
    "stricter": "stricter",
    "reading": "read at least as",
    "disciplines": "discipline",
    "decides": "decides only what is",
}
"""What filters are called that are no dimension of scope."""


def filters_text(result: Result) -> str:
    """The filters of a report in words; empty where there is none."""
    words = wording.words_of(result) | FILTERS | VERDICT_LABELS
    words |= {row.subject: row.title for row in result.rows}
    told = []
    for name, value in result.filters.items():
        if name == "drafts":
            told.append("without drafts")
            continue
        values = value if isinstance(value, list) else [value]
        listed = ", ".join(wording.said(str(item), words) for item in values)
        told.append(f"{words.get(name, name)}: {listed}")
    return "; ".join(told)


def origin_without_filters(result: Result, agencies: Sequence[str] = ()) -> str:
    """Which corpus, tool, day and agencies a report comes from."""
    return (
        f"{' / '.join(agencies or result.agencies)} as of {result.as_of}; corpus "
        f"{result.corpus.version} ({result.corpus.fingerprint}); {result.tool}"
    )


def origin_line(result: Result, agencies: Sequence[str] = ()) -> str:
    """Which corpus, tool, day, agencies and filters a report comes from."""
    return f"{origin_without_filters(result, agencies)}; filters: {filters_text(result) or 'none'}."
