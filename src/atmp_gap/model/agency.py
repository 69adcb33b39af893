"""Agencies: who asks, and for whom else they speak."""

from __future__ import annotations

from atmp_gap.model.base import Model, Name, Text


class Agency(Model):
    """One agency. Without a ``side`` it only writes texts that others adopt, as ICH does."""

    id: Name
    name: Text
    side: Name | None = None
    speaks_for: tuple[Name, ...] = ()
    synonyms: tuple[Text, ...] = ()
