"""Agencies: who asks, and for whom else they speak."""

from __future__ import annotations

from pydantic import Field

from atmp_gap.model.base import Model, Name, Text


class Agency(Model):
    """One agency. Without a ``side`` it only writes texts that others adopt, as ICH does."""

    id: Name = Field(description="The short name.")
    name: Text
    side: Name | None = Field(default=None, description="Whose side it speaks for, such as US.")
    speaks_for: tuple[Name, ...] = Field(
        default=(), description="Issuers whose texts count as its own."
    )
    synonyms: tuple[Text, ...] = Field(default=(), description="Everyday words for it.")
