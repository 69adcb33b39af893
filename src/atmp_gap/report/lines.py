"""Texts that are printed in lines of their own, before it is known how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A text that is printed in lines of its own, and how it stands out."""

    text: str
    indent: str = ""
    look: str = ""
    """"title", or the verdict that it tells; empty where it does not stand out."""
    underlined: bool = False
