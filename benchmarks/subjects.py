"""Made-up subjects: a question with its domain and slots, and how many entries speak on it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.answers import Ask
from benchmarks.entries import Scope
from benchmarks.layout import listed, pair
from benchmarks.register import Document

MOST_ENTRIES = 12
"""No subject has more entries than this."""
DOMAINS: tuple[tuple[Scope, tuple[tuple[str, str], ...]], ...] = (
    ((), (("stage", "investigational"), ("stage", "licensed"), ("product", "cell-based"))),
    (
        (("product", ("viral-vector-in-vivo",)),),
        (("product", "aav-in-vivo"), ("product", "oncolytic-virus"), ("stage", "phase-1")),
    ),
    (
        (
            ("product", ("viral-vector-in-vivo",)),
            ("cell_substrate", ("continuous-non-tumorigenic", "continuous-tumorigenic", "insect")),
        ),
        (("cell_substrate", "continuous-tumorigenic"), ("product", "adenoviral-in-vivo")),
    ),
    (
        (("product", ("gene-modified-cells",)),),
        (("product", "car-t"), ("donor", "autologous"), ("stage", "licensed")),
    ),
    (
        (("product", ("cell-based",)), ("stage", ("investigational", "licensed"))),
        (("stage", "exploratory"), ("stage", "confirmatory"), ("product", "pluripotent-derived")),
    ),
    (
        (("stage", ("investigational",)),),
        (("stage", "phase-1"), ("stage", "pivotal"), ("product", "gene-therapy")),
    ),
    (
        (("stage", ("marketing-application", "post-approval")),),
        (("stage", "post-approval"), ("product", "tissue-engineered")),
    ),
    (
        (("product", ("gene-therapy",)), ("material", ("drug-substance", "drug-product"))),
        (("material", "drug-product"), ("product", "non-viral-in-vivo"), ("stage", "pivotal")),
    ),
)
"""Domains of subjects, each with narrower scopes that entries in it may have."""
GROUPS = ("process-related", "product-related", "contaminants", "control-strategy")


@dataclass
class Subject:
    """A question that is being written, and how many entries it has."""

    id: str
    title: str
    domain: Scope
    scopes: tuple[tuple[str, str], ...]
    asks: tuple[Ask, ...]
    plan: str
    entries: int = 0
    clauses: dict[str, int] = field(default_factory=dict)

    @property
    def takes_prose(self) -> bool:
        """Whether an entry on the next subject may speak on this one too."""
        return self.entries < MOST_ENTRIES and self.plan in ("same", "different", "open")

    def record(self, rnd: random.Random, texts: Sequence[Document]) -> str:
        """The subject as an entry of ``topic.yaml``."""
        what = self.title.split(" in ")[0].split(" a")[0].lower()
        lines = [
            f"  - id: {self.id}",
            pair(4, "title", self.title),
            pair(4, "question", f"What is asked of {self.title[0].lower()}{self.title[1:]}?"),
            listed(4, "synonyms", [what, f"{what} {self.id.rsplit('-', 1)[-1]}", self.id[:12]]),
            pair(4, "group", rnd.choice(GROUPS)),
            listed(4, "ctd", [f"3.2.S.{rnd.randrange(1, 5)}.{rnd.randrange(1, 4)}", "3.2.P.5.1"]),
        ]
        if self.domain:
            lines.append("    domain:")
            lines += [listed(6, dimension, terms) for dimension, terms in self.domain]
        else:
            lines.append("    domain: all")
        lines.append("    asks:")
        for ask in self.asks:
            lines += [f"      {ask.name}:", pair(8, "kind", ask.kind)]
            lines += [pair(8, key, value) for key, value in ask.more]
            lines.append(pair(8, "title", ask.title))
            if ask.values:
                lines.append("        values:")
                lines += [pair(10, name, title) for name, title in ask.values]
        lines.append("    settled_by:")
        for document in (rnd.choice(texts), rnd.choice(texts)):
            lines += [pair(6, "- document", document.id), listed(8, "sections", ["3.2 control"])]
        return "\n".join(lines)
