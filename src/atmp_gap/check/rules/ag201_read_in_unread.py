"""AG201: grade `read` for a text registered as unread."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.context import Context
from atmp_gap.check.rule import Rule, Violation


def _check(context: Context) -> Iterator[Violation]:
    for document, items in context.stated:
        seen = context.valid.sections_seen(document.id)
        for item in items if document.unread and not seen else ():
            if item.model.reading.grade == "read":
                yield Violation(
                    item.at("reading", "grade"),
                    f"{item.model.id} is graded read, but nothing of {document.id} was read",
                    "grade it reported or recalled, or enter the section under sections_read",
                )


RULE = Rule(
    id="AG201",
    severity="error",
    title="grade `read` for a text registered as unread",
    why=(
        "`read` means that somebody opened that passage. If the register says that nothing "
        "of the document was read, one of the two is untrue, and a reader cannot know "
        "which."
    ),
    remedy="Grade it reported or recalled, or note in `sections_read` what was read.",
    check=_check,
)
