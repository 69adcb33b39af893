"""The slot kinds: one place each for reading, adding up and comparing answers."""

from __future__ import annotations

from collections.abc import Mapping

from atmp_gap.model.kinds.base import Kind
from atmp_gap.model.kinds.chosen import Asked, Choice, Permission
from atmp_gap.model.kinds.measured import Clock, Effort, Limit
from atmp_gap.model.kinds.schedule import Schedule
from atmp_gap.model.kinds.sets import AllOf, AnyOf

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Limit(),
        Effort(),
        AllOf(),
        AnyOf(),
        Asked("asked", "expected", ("not-expected", "optional", "expected")),
        Permission("permission", "pathway", ("allowed", "allowed-if", "not-allowed")),
        Choice(),
        Schedule(),
        Clock(),
    )
}
"""Every slot kind by name."""
