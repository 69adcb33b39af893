"""A specification skeleton as a paper: per attribute what both sides say, and what is yours."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.profile.specification import Listed, Specification
from atmp_gap.report import origin, wording
from atmp_gap.report.interface import Sheet
from atmp_gap.report.paper import Item, Paper, Part
from atmp_gap.report.specification_lines import Attributes, own_line
from atmp_gap.report.specification_sheet import SpecificationSheet

WORDS = (
    ("not assessed", "nothing is recorded yet: not a finding either way."),
    ("none found", "the texts named were searched, and ask nothing."),
    ("no number given", "the cited text says so."),
    ("convention", "a number that people quote; no text of that agency is known to state it."),
    ("listed by", "the text or the habit by which specifications list an attribute."),
    (
        "harmonised",
        "whether the chapters of both pharmacopoeias may be used for each other, as the source "
        "named says; the chapters themselves were not read.",
    ),
)


def specification_paper(spec: Specification, corpus: Corpus) -> Paper:
    """The report: what the developer's table lacks, then the skeleton in the dossier's order."""
    teller = Attributes(spec, corpus)
    sheet = SpecificationSheet(teller)
    agencies = spec.result.agencies
    parts = [*_lacking(spec), *teller.parts()]
    title = f"Specification, a skeleton for {' and '.join(agencies)}"
    return Paper(
        title,
        spec.product,
        spec.result.as_of,
        (
            ("Sides", " and ".join(agencies)),
            ("Product", origin.filters_text(spec.result)),
            ("As of", spec.result.as_of),
            ("Source", f"corpus {spec.result.corpus.version} ({spec.result.corpus.fingerprint})"),
            ("Made with", spec.result.tool),
        ),
        tuple(_counts(spec)),
        tuple(parts),
        (),
        (*WORDS, *((name, f"{text}.") for name, text in wording.GRADE_MEANINGS.items())),
        ("A skeleton to start from: it proposes no limit and no method.",),
        origin.origin_line(spec.result),
        spec.result.notice,
        Sheet(f"{title}: {spec.product}", sheet.columns(), sheet.cells(), tuple(_counts(spec))),
        (sheet.sheet(), sheet.validation()),
        name_room=16,
        documents=teller.documents(),
    )


def _counts(spec: Specification) -> Iterator[str]:
    number = len(spec.listed)
    silent = sum(not item.questions for item in spec.listed)
    yield (
        f"{origin.counted(number, 'attribute')}; on {silent} of them no question is recorded here "
        "yet."
    )
    if spec.compared:
        yield (
            f"Your table: {origin.counted(len(spec.missing), 'attribute')} missing, "
            f"{len(spec.incomplete)} without limit or method, "
            f"{origin.counted(len(spec.unplaced), 'line')} read as none of these attributes."
        )


def _lacking(spec: Specification) -> Iterator[Part]:
    """What the developer's own table does not have, and what was not understood of it."""
    for title, look, items, meaning in (
        (
            "your table has no line for",
            "differ",
            tuple(_lack(item, "missing") for item in spec.missing),
            "By the skeleton; what is not needed for your product needs a reason, not a test.",
        ),
        (
            "in your table without limit or method",
            "judge",
            tuple(_lack(item, f"no {' and no '.join(item.lacking)}") for item in spec.incomplete),
            "",
        ),
        (
            "in your table, read as none of these attributes",
            "open",
            tuple(
                Item(line.name, str(line.place), tuple(own_line(line))) for line in spec.unplaced
            ),
            "Not judged. Another name may help: an attribute's own, or a usual one.",
        ),
    ):
        if items:
            yield Part(title, look, items, meaning)


def _lack(item: Listed, mark: str) -> Item:
    lines = [line for own in item.own for line in own_line(own)]
    return Item(item.attribute.title, mark, tuple(lines))
