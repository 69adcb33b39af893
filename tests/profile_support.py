"""A small corpus with vectors and cells, and profiles written beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.gap.view import View
from atmp_gap.profile.assess import assess
from atmp_gap.profile.assessment import Assessment
from atmp_gap.profile.positions import read_positions
from atmp_gap.profile.read import read_profile
from support import VOCABULARY, files, open_files

ONE_OF = ("product", "genome")
HEAD = "format: atmp-gap/profile/1\nname: P\nfacts:\n"


def vocabulary() -> dict[str, Any]:
    dimensions = [{**d, "single": d["id"] in ONE_OF} for d in VOCABULARY["dimensions"]]
    return {**VOCABULARY, "dimensions": dimensions}


def corpus_of(folder: Path, asks: Mapping[str, Any], entries: Sequence[Any], **more: Any) -> Corpus:
    content = files(asks, entries, **more)
    return open_files(folder / "corpus", {**content, "vocabulary.yaml": vocabulary()})


def written(folder: Path, text: str, name: str = "profile.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def assessed(
    folder: Path,
    asks: Mapping[str, Any],
    entries: Sequence[Any],
    positions: str,
    facts: str = "  product: aav\n",
    **more: Any,
) -> Assessment:
    """Assess a profile whose ``positions:`` are given as YAML on a one-subject corpus."""
    corpus = corpus_of(folder, asks, entries, **more)
    text = f"{HEAD}{facts}positions:\n{positions}" if positions else HEAD + facts
    mine = read_profile(written(folder, text), corpus)
    held = read_positions(mine, None, corpus)
    return assess(View(corpus, ("FDA", "EMA"), corpus.date), mine.name, mine.scope, held)
