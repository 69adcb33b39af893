"""Agencies: who asks, and for whom else they speak."""

from __future__ import annotations

from atmp_gap.model.base import Name, Text
from atmp_gap.model.record import Record, field


class Agency(Record):
    """One agency. Without a ``side`` it only writes texts that others adopt, as ICH does."""

    id: Name = field(description="The short name.")
    name: Text
    side: Name | None = field(default=None, description="Whose side it speaks for, such as US.")
    speaks_for: tuple[Name, ...] = field(
        default=(), description="Issuers whose texts count as its own."
    )
    synonyms: tuple[Text, ...] = field(default=(), description="Everyday words for it.")
