"""AG238: a file of requirements that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation
from atmp_gap.corpus.folder import passed_over, shown
from atmp_gap.corpus.problem import Place


def _check(context: Context) -> Iterator[Violation]:
    for folder in context.folders:
        for path, message, help_ in passed_over(folder):
            yield Violation(Place(shown(path)), message, help_)


RULE = Rule(
    id="AG238",
    severity="warning",
    title="a file of requirements that nobody reads",
    why=(
        "A corpus has its files at the top and in the folders of its topics, and their names end "
        "in .yaml or .yml. A file that lies deeper, or ends in .YAML, is passed over: what stands "
        "in it is compared with nothing, and nothing says so."
    ),
    remedy="Move or rename the file; a leading dot says that it is left alone on purpose.",
    check=_check,
    on_text=True,
)
