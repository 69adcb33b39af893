"""What stands at the head and foot of a report: its title, its counts, and where it comes from."""

from __future__ import annotations

from atmp_gap.gap.result import Result
from atmp_gap.report.wording import VERDICT_LABELS


def title(result: Result) -> str:
    """The title of a report: its topics, or that it is all of them, and the two sides."""
    titles = [topic.title for topic in result.topics]
    what = titles[0] if len(titles) == 1 else f"{len(titles)} topics"
    return f"{what}: {' and '.join(result.agencies)} compared"


def counted(number: int, noun: str) -> str:
    """A number and its noun, such as 1 row or 2 rows."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


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
        lines.append(
            f"Where one side alone speaks on a row that both answer elsewhere: {coverage}."
        )
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


def filters_text(result: Result) -> str:
    """The filters of a report in words."""
    filters = "; ".join(
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in result.filters.items()
    )
    return filters or "none"


def origin_without_filters(result: Result) -> str:
    """Which corpus, tool, day and agencies a report comes from."""
    return (
        f"{' / '.join(result.agencies)} as of {result.as_of}; corpus {result.corpus.version} "
        f"({result.corpus.fingerprint}); {result.tool}"
    )


def origin_line(result: Result) -> str:
    """Which corpus, tool, day, agencies and filters a report comes from."""
    return f"{origin_without_filters(result)}; filters: {filters_text(result)}."
