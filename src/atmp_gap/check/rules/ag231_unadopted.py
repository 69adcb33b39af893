"""AG231: a harmonised text that no agency is recorded to have adopted."""

from __future__ import annotations

from collections.abc import Iterator

from atmp_gap.check.material import Material
from atmp_gap.check.rule import Hit, Rule


def _check(material: Material) -> Iterator[Hit]:
    agencies = material.valid.agencies
    cited = {document.id for document, _ in material.citing}
    for item in material.documents:
        document = item.model
        agency = agencies.get(document.issuer)
        if agency is None or agency.side is not None or document.adopted:
            continue
        if document.id in cited and document.status in ("final", "superseded"):
            yield Hit(
                item.at("id"),
                f"{document.id} is cited, but no agency is recorded to have adopted it",
                "give adopted: {AGENCY: {reference: ..., date: ...}}",
            )


RULE = Rule(
    id="AG231",
    severity="warning",
    title="a harmonised text that no agency is recorded to have adopted",
    why=(
        "A text of a body without a side counts for an agency from the day that agency "
        "adopted it. Without `adopted` its requirements count for nobody and decide "
        "nothing."
    ),
    remedy="Give `adopted` with reference and date, per agency.",
    check=_check,
)
