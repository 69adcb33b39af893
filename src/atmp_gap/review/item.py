"""An item of a layer's file, as lines of YAML; and the review of an entry as such an item."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.fingerprint import of_requirement
from atmp_gap.model.review import ReviewAct

REVIEWS = "reviews.yaml"
"""The file of a layer that holds what people saw."""


@dataclass(frozen=True)
class Item:
    """An item to be added: to which file of the layer, under which key, as lines of YAML."""

    file: str
    head: str
    key: str
    lines: tuple[str, ...]


def yaml_lines(facts: Mapping[str, Any], always: Sequence[str] = ()) -> tuple[str, ...]:
    """Facts as lines of YAML; what is empty is left out, unless it always stands there.

    Values are JSON, which YAML reads.
    """
    return tuple(
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in facts.items()
        if value not in (None, "", {}, []) or name in always
    )


def review_item(corpus: Corpus, name: str, act: ReviewAct, **facts: Any) -> Item:
    """What somebody says of an entry as it reads today, as an item of ``reviews.yaml``."""
    entries = [e for file in corpus.subjects.values() for e in file.entries if e.id == name]
    begin = {
        "entry": name,
        "act": act,
        "fingerprint": of_requirement(entries, corpus),
        "document": corpus.requirements[name][1].source.document,
    }
    return Item(REVIEWS, "", "reviews", yaml_lines(begin | facts))
