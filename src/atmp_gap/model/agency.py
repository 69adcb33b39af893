"""Agencies: who asks, and for whom else they speak."""

from __future__ import annotations

from dataclasses import dataclass, field

from atmp_gap.model.base import Name, Text
from atmp_gap.model.record import FileRecord, says


@dataclass(frozen=True)
class Agency(FileRecord):
    """One agency. Without a ``side`` it only writes texts that others adopt, as ICH does."""

    id: Name = field(metadata=says("The short name."))
    name: Text
    side: Name | None = field(default=None, metadata=says("Whose side it speaks for, such as US."))
    speaks_for: tuple[Name, ...] = field(
        default=(), metadata=says("Issuers whose texts count as its own.")
    )
    synonyms: tuple[Text, ...] = field(default=(), metadata=says("Everyday words for it."))
