"""A run: read, link, apply the rules, honour the waivers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from atmp_gap.check import waivers as waiving
from atmp_gap.check.context import Context
from atmp_gap.check.paths import Target
from atmp_gap.check.rule import CheckReport, Diagnostic, Rule, Violation
from atmp_gap.check.rules import all_rules
from atmp_gap.check.salvage import link_valid
from atmp_gap.collector import collector_off
from atmp_gap.corpus.read import read
from atmp_gap.corpus.sources import gather
from atmp_gap.corpus.yaml_nodes import lines_of
from atmp_gap.model.base import first_day

WRONG_WAIVER, EXPIRED_WAIVER, UNUSED_WAIVER = "AG304", "AG303", "AG305"


@dataclass(frozen=True)
class CheckOptions:
    """What a run is asked: the rules that count, the day, and whether warnings are errors."""

    rules: Mapping[str, Rule] = field(default_factory=all_rules)
    as_of: str | None = None
    strict: bool = False
    sources: Path | None = None
    progress: Callable[[int, int], None] | None = None


def examine(target: Target, options: CheckOptions) -> Context:
    """Read and link what a run looks at; what is wrong stays in ``layers.problems``.

    Raises InvalidCorpusError where there is nothing to read at all.
    """
    with collector_off():
        sources = gather(target.layers)
        layers = read(sources)
        linked = link_valid(layers, sources)
        layers.problems = linked.problems
    dates = [item.model.date for item in layers.corpus]
    as_of = options.as_of or first_day(max(dates, default="9999-12-31"))
    similar_to: Mapping[str, str] = {}
    if options.sources is not None:
        from atmp_gap.check.similar import read_sources

        similar_to = read_sources(options.sources)
    return Context(layers, linked, as_of, options.progress, similar_to)


def check(target: Target, options: CheckOptions) -> CheckReport:
    """Check some paths. Raises InvalidCorpusError where there is nothing to read at all."""
    return report_on(examine(target, options), target, options)


def report_on(context: Context, target: Target, options: CheckOptions) -> CheckReport:
    """Apply the rules to what was read."""
    covers = cache(target.covers)
    found = [
        Diagnostic(problem.code, "error", problem.place, problem.message, problem.help)
        for problem in context.layers.problems
    ]
    found += _found(context, options)
    found = [item for item in found if covers(item.place.file)]
    own = {name: text for name, text in context.texts.items() if covers(name)}
    kept, waived = _waive(found, own, context, options)
    if options.strict:
        kept = [
            item._replace(severity="error") if item.severity == "warning" else item for item in kept
        ]
    shown = sorted(dict.fromkeys(kept), key=_order)
    return CheckReport(
        findings=tuple(_with_excerpts(shown, own)),
        waived=tuple(sorted(waived, key=_order)),
        files=sum(map(covers, context.layers.files)),
        rules=len(options.rules),
        as_of=context.as_of if context.as_of < "9999" else None,
        complete=context.corpus is not None and not context.layers.problems,
        left_out=None if context.corpus is None else context.left_out.size,
    )


def _found(context: Context, options: CheckOptions) -> list[Diagnostic]:
    """What the rules find."""
    rules = [
        rule
        for rule in options.rules.values()
        if rule.check is not None
        and (rule.on_text or context.corpus is not None)
        and not (rule.needs_all and context.left_out.size)
    ]
    return _violations(rules, context)


def _violations(rules: Sequence[Rule], context: Context) -> list[Diagnostic]:
    return [
        _finding(rule, violation)
        for rule in rules
        if rule.check
        for violation in rule.check(context)
    ]


def _order(finding: Diagnostic) -> tuple[str, int, int, str, str]:
    """Findings are sorted by place, then by rule and message."""
    place = finding.place
    return place.file, place.line, place.column, finding.rule, finding.message


def _with_excerpts(found: Sequence[Diagnostic], texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """The findings, each with the line of its file; each file is split once."""
    lines: dict[str, list[str]] = {}
    for item in found:
        file, number = item.place.file, item.place.line
        if number and file in texts:
            if file not in lines:
                lines[file] = lines_of(texts[file].removeprefix("\ufeff"))
            if number <= len(lines[file]):
                item = item._replace(excerpt=lines[file][number - 1])
        yield item


def _finding(rule: Rule, violation: Violation) -> Diagnostic:
    return Diagnostic(rule.id, rule.severity, violation.place, violation.message, violation.help)


def _waive(
    found: Sequence[Diagnostic], texts: Mapping[str, str], context: Context, options: CheckOptions
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Findings that stay and those waived; waivers that are wrong, expired or idle are findings."""
    waivers, wrong = waiving.find(texts)
    as_of = context.as_of
    cover = waiving.Cover(waivers, as_of)
    used: set[waiving.WaiverComment] = set()
    kept: list[Diagnostic] = []
    waived: list[Diagnostic] = []
    for finding in found:
        waiver = cover.find(finding.rule, finding.place)
        if waiver is None:
            kept.append(finding)
        else:
            used.add(waiver)
            waived.append(finding._replace(waived=waiver.reason))

    def add(code: str, violation: Violation) -> None:
        if code in options.rules:
            kept.append(_finding(options.rules[code], violation))

    for violation in wrong:
        add(WRONG_WAIVER, violation)
    for waiver in waivers:
        if waiver.expired(as_of):
            message = f"the waiver of {', '.join(waiver.rules)} ended on {waiver.until}"
            add(
                EXPIRED_WAIVER,
                Violation(waiver.place, message, "mend what it waives, or remove it"),
            )
        elif (
            waiver not in used
            and context.corpus is not None
            and not context.left_out.size
            and set(waiver.rules) <= set(options.rules)
        ):
            message = f"nothing here breaks {', '.join(waiver.rules)}"
            add(UNUSED_WAIVER, Violation(waiver.place, message, "remove the waiver"))
    return kept, waived
