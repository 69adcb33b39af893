"""Versions as people number them: 0.10.0 comes after 0.9.0."""

from __future__ import annotations

import re


def in_order(first: str, second: str) -> bool:
    """Whether a version is the same as another, or comes before it."""
    return _key(first) <= _key(second)


def _key(version: str) -> list[tuple[int, int, str]]:
    """Its numbers as numbers; what is no number, such as rc1, comes before the release."""
    return [
        (1, int(piece), "") if piece.isdecimal() else (-1, 0, piece)
        for piece in re.findall(r"\d+|[^\d.]+", version)
    ] + [(0, 0, "")]
