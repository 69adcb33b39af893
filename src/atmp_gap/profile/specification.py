"""A specification to start from: what it lists for a product, and what bears on each attribute.

Call ``specification`` on a comparison in the product's scope; ``report.specification`` makes the
report of it. Nothing is decided here that the comparison did not decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.result import Result, Row
from atmp_gap.model.method import Attribute, MethodPair
from atmp_gap.profile.own_specification import OwnLine

MATERIALS = "3.2.S.2.3"
SECTIONS: dict[str, str] = {
    MATERIALS: "Materials, such as the vector for cells, 3.2.S.2.3",
    "3.2.S.4.1": "Drug substance, 3.2.S.4.1",
    "3.2.P.5.1": "Drug product, 3.2.P.5.1",
}
"""The sections of the dossier that hold specifications, in its order."""


@dataclass(frozen=True)
class Listed:
    """An attribute of the product's specification, and what is known of it."""

    attribute: Attribute
    rows: Mapping[str, tuple[Row, ...]]
    """By what they ask (tested, limit, method, validation): the questions that arise."""
    pairs: tuple[MethodPair, ...]
    own: tuple[OwnLine, ...] = ()
    """The lines of the developer's own table that were read as this attribute."""

    @property
    def ctd(self) -> str:
        """Where it is listed: with the materials, where all that is asked is asked of one."""
        parts = [p for role in ("tested", "limit") for row in self.rows[role] for p in row.parts]
        of_material = bool(parts) and all("material" in part.scope for part in parts)
        named = {name for part in parts for name in part.scope.get("material", ())}
        if of_material and not named & {"drug-substance", "drug-product"}:
            return MATERIALS
        return self.attribute.ctd

    @property
    def questions(self) -> int:
        """How many questions of the corpus bear on it."""
        return sum(map(len, self.rows.values()))

    @property
    def lacking(self) -> tuple[str, ...]:
        """What the developer's table does not say of it; all of it where it has no line."""
        if not self.own:
            return ("limit", "method")
        return tuple(
            name for name in ("limit", "method") if not any(getattr(o, name) for o in self.own)
        )


@dataclass(frozen=True)
class Specification:
    """A whole skeleton, in the order of the dossier."""

    result: Result
    product: str
    listed: tuple[Listed, ...]
    compared: bool
    """Whether a table of the developer's own was held against it."""
    unplaced: tuple[OwnLine, ...] = ()
    """Lines of that table that were read as no attribute of the skeleton."""

    @property
    def missing(self) -> tuple[Listed, ...]:
        """The attributes that the developer's table has no line for."""
        return tuple(item for item in self.listed if not item.own) if self.compared else ()

    @property
    def incomplete(self) -> tuple[Listed, ...]:
        """The attributes it has, without limit or method."""
        return tuple(item for item in self.listed if item.own and item.lacking)


def specification(
    corpus: Corpus, result: Result, product: str, own: Sequence[OwnLine] | None = None
) -> Specification:
    """The attributes that arise in the scope of a comparison, with the rows that bear on them."""
    rows = {row.subject: row for row in result.rows}
    box = corpus.space.box(
        {
            axis.id: tuple(result.filters[axis.id])
            for axis in corpus.space.axes
            if axis.id in result.filters
        }
    )
    found = []
    for attribute in corpus.attributes.values():
        within = corpus.space.meet(corpus.space.box(attribute.applies_to), box) is not None
        asked = {
            role: tuple(rows[name] for name in names if name in rows)
            for role, names in attribute.subjects.items()
        }
        specific = asked["tested"] + asked["limit"] + asked["method"]
        named = attribute.tested + attribute.limit + attribute.method
        if within and (specific or not named):
            pairs = tuple(corpus.pairs[name] for name in attribute.pairs)
            mine = tuple(line for line in own or () if line.attribute == attribute.id)
            found.append(Listed(attribute, asked, pairs, mine))
    order = list(SECTIONS)
    found.sort(key=lambda item: _place(item.ctd, order))
    known = {item.attribute.id for item in found}
    return Specification(
        result,
        product,
        tuple(found),
        own is not None,
        tuple(line for line in own or () if line.attribute not in known),
    )


def chapters(listed: Sequence[Listed]) -> dict[str, list[str]]:
    """The chapters by which some attributes are tested, each with the titles of these."""
    found: dict[str, list[str]] = {}
    for item in listed:
        for pair in item.pairs:
            for name in (*pair.us, *pair.eu):
                found.setdefault(name, []).append(f"test of {item.attribute.title}")
    return found


def _place(ctd: str, order: Sequence[str]) -> int:
    return order.index(ctd) if ctd in order else len(order)
