"""What comparing one slot gave: its facets, and whether anything was left uncompared."""

from __future__ import annotations

from dataclasses import dataclass, replace

from atmp_gap.gap.facet import Facet


@dataclass(frozen=True)
class SlotResult:
    """The facets of one slot; ``compared`` and ``left`` say what was and was not compared."""

    facets: tuple[Facet, ...] = ()
    compared: bool = False
    left: bool = False
    conflict: bool = False
    position: str | None = None
    no_number: bool = False
    """Whether neither side gives a number."""

    def without_stricter(self) -> SlotResult:
        """The same for a slot that binds the agency: what differs makes no side the stricter."""
        return replace(
            self,
            facets=tuple(
                replace(facet, stricter="not-comparable") if facet.material else facet
                for facet in self.facets
            ),
        )
