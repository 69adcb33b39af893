"""What a run of verify found: a listing to read on a screen, and a sheet for the other formats."""

from __future__ import annotations

from collections import Counter

from atmp_gap.report.columns import wrap
from atmp_gap.report.interface import Sheet
from atmp_gap.text.escape import one_line
from atmp_gap.verify.finding import CANDIDATES, RESULTS
from atmp_gap.verify.run import Looked, Outcome

MEANINGS: dict[str, str] = {
    "confirmed": "the anchors stand together in the cited section, beside the numbers",
    "partly": "some of it was found",
    "elsewhere": "found, but not in the cited section",
    "not-found": "no anchor stands in the file",
    "candidates": "passages for a person to judge",
    "no-passage": "no passage is like it",
}
"""What each result means."""


def counts(outcome: Outcome) -> str:
    """The results in one line."""
    counted = Counter(item.finding.result for item in outcome.looked)
    said = ", ".join(f"{name} {counted[name]}" for name in RESULTS if counted[name])
    files = len(outcome.copies)
    return (
        f"{len(outcome.looked)} statements in {files} file{'s' * (files != 1)}: {said or 'none'}."
    )


def left(outcome: Outcome, most: int | None = None) -> list[str]:
    """What was not looked at, and why, in lines; at most so many missing documents by name."""
    lines = [f"skipped {path}: {why}" for path, why in outcome.skipped]
    lines += [f"not decided: {name}: {why}" for name, why in outcome.ambiguous]
    lines += [f"not recognised: {path}" for path in outcome.unknown]
    if outcome.missing:
        named = outcome.missing[:most]
        more = " ... (--format json names all)" if len(named) < len(outcome.missing) else ""
        lines.append(f"no copy of {len(outcome.missing)} documents: {', '.join(named)}{more}")
    if outcome.ambiguous or outcome.unknown:
        lines.append("name such files in library.yaml: documents: {DOCUMENT-ID: file.pdf}")
    return lines


def lapsed(outcome: Outcome) -> list[str]:
    """Which files changed since the last run, and which signatures no longer hold, in lines."""
    lines: list[str] = []
    changed = {document for document, _ in outcome.changed}
    for document, file in outcome.changed:
        names = [item.key for item in outcome.lapsed if item.document == document]
        tail = f"; {_gone(names)}" if names else ""
        lines.append(f"changed since the last run: {file}{tail}")
    others: dict[str, list[str]] = {}
    for item in outcome.lapsed:
        if item.document not in changed:
            others.setdefault(item.why, []).append(item.key)
    return lines + [_gone(names, f" ({why})") for why, names in others.items()]


def _gone(names: list[str], why: str = "") -> str:
    one = len(names) == 1
    said = "1 signature no longer holds" if one else f"{len(names)} signatures no longer hold"
    return f"{said}{why}: {', '.join(names)}; look again and sign"


def listing(outcome: Outcome, width: int, context: bool) -> str:
    """The run as text in ``width`` characters; passages of the texts only where ``context``."""
    lines: list[str] = ["Files", "====="]
    for copy, revision in outcome.copies:
        lines += _wrapped(
            f"{copy.document}: {copy.path.name} ({copy.why}; says: {revision})", width
        )
    told = [*left(outcome, 8), *lapsed(outcome)]
    lines += [line for text in told for line in _wrapped(text, width)]
    lines += ["", "Statements", "=========="]
    for item in outcome.looked:
        lines += _item(item, width, context)
    lines += ["", *_wrapped(counts(outcome), width)]
    seen = {item.finding.result for item in outcome.looked}
    for name in RESULTS:
        if name in seen:
            lines += _wrapped(f"{name}: {MEANINGS[name]}", width)
    lines += _wrapped("Nothing is signed by this: atmp-gap verify --sign ID --by NAME", width)
    return "\n".join(lines) + "\n"


def _item(item: Looked, width: int, context: bool) -> list[str]:
    finding, task = item.finding, item.task
    where = ""
    if finding.result != CANDIDATES and finding.passages:
        where = f", {finding.passages[0].where}"
    lines = _wrapped(f"{task.key} ({task.grade}): {finding.result} in {item.file}{where}", width)
    if finding.detail:
        lines += _wrapped(finding.detail, width, "    ")
    if finding.result != "confirmed":
        lines += _wrapped(f"statement: {task.statement}", width, "    ")
        lines += _wrapped(f"cited: {task.locator or 'the whole text'}", width, "    ")
    for number, passage in enumerate(finding.passages, 1):
        if finding.result == CANDIDATES:
            place = passage.where if passage.context else passage.section
            lines += _wrapped(f"{number}. {place}", width, "    ")
        if context and passage.context:
            lines += _wrapped(passage.context, width, "       ")
    return lines


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return wrap(one_line(text), max(20, width), indent, indent or "  ") or [""]


def sheet(outcome: Outcome) -> Sheet:
    """The run as a sheet, without any passage of the texts."""
    rows = tuple(
        (
            item.task.key,
            item.task.document,
            item.task.grade,
            item.finding.result,
            "; ".join(passage.where for passage in item.finding.passages),
            item.task.locator,
            item.finding.detail,
            item.file,
        )
        for item in outcome.looked
    )
    columns = ("statement", "document", "grade", "result", "found", "cited", "detail", "file")
    data = {
        "schema": "atmp-gap/verify/1",
        "files": [
            {
                "document": copy.document,
                "file": copy.path.name,
                "why": copy.why,
                "revision": revision,
            }
            for copy, revision in outcome.copies
        ],
        "skipped": [{"file": str(path), "why": why} for path, why in outcome.skipped],
        "undecided": [{"name": name, "why": why} for name, why in outcome.ambiguous],
        "unrecognised": [str(path) for path in outcome.unknown],
        "missing": outcome.missing,
        "changed": [{"document": document, "file": file} for document, file in outcome.changed],
        "lapsed": [{"id": item.key, "why": item.why} for item in outcome.lapsed],
        "statements": [
            {
                "id": item.task.key,
                "document": item.task.document,
                "grade": item.task.grade,
                "result": item.finding.result,
                "found": [
                    {"page": passage.page, "section": passage.section}
                    for passage in item.finding.passages
                ],
                "cited": item.task.locator,
                "detail": item.finding.detail,
                "file": item.file,
            }
            for item in outcome.looked
        ],
    }
    notes = (counts(outcome), *left(outcome), *lapsed(outcome))
    return Sheet("Statements held against your own copies", columns, rows, notes, data)
