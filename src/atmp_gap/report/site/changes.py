"""The page of changes: verdicts that a version changed, and what earlier states had wrong."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.report.html.templates import macros
from atmp_gap.report.json import dump
from atmp_gap.report.site.frame import Frame
from atmp_gap.report.site.history import errata, verdicts
from atmp_gap.report.site.listing import cut, numbered
from atmp_gap.report.site.model import Page

PATH = "changes/index.html"


def pages(frame: Frame) -> Iterator[Page]:
    """The changed verdicts, then the errata, over as many pages as they need."""
    told = macros("site.macros.html", at=frame)
    changed = verdicts(frame.corpus, frame.result.agencies, first=False)
    yield Page(
        PATH,
        "Changes",
        "changes.html",
        {
            "lines": [told.changed(line, "../") for line in changed],
            "errata": bool(errata(frame.corpus)),
        },
        "Verdicts that a version of the requirements changed.",
        "Changes",
        dump(changed),
    )
    lines = (told.changed(line, "../../") for line in errata(frame.corpus))
    yield from numbered(
        list(cut(lines)),
        Page(
            "changes/errata/index.html",
            "Errata: what earlier states had wrong",
            "errata.html",
            {},
            "What an earlier state of the requirements had wrong.",
            "Changes",
            dump(errata(frame.corpus)),
        ),
    )
