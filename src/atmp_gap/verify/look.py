"""Every statement looked for in one text: by its anchors, or by passages like it."""

from __future__ import annotations

from collections.abc import Iterable

from atmp_gap.verify import anchors, candidates
from atmp_gap.verify.lookup import Lookup, LookupResult
from atmp_gap.verify.needs import NumberReader
from atmp_gap.verify.sections.outline import Outline
from atmp_gap.verify.text import DocumentText


def look_up(
    text: DocumentText, lookups: Iterable[Lookup], reader: NumberReader
) -> list[LookupResult]:
    """Look for statements in one text: by their anchors, or for passages like them."""
    outline = Outline(text)
    windows: candidates.Windows | None = None
    found: list[LookupResult] = []
    for lookup in lookups:
        if lookup.anchors:
            found.append(anchors.check(outline, lookup, reader))
            continue
        windows = windows or candidates.Windows(text, reader)
        found.append(candidates.look(windows, outline, lookup))
    return found
