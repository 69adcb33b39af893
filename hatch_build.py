"""Puts the requirements into the wheel ready for use, beside the files they were made from."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyMade(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the entries of ``atmp_gap.packaging`` and adds them to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the entries; an editable installation reads the requirements of the checkout."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from atmp_gap.packaging import ready_made

        self._made = tempfile.TemporaryDirectory()
        for name, raw in ready_made(root / "requirements"):
            path = Path(self._made.name) / name
            path.write_bytes(raw)
            build_data["force_include"][str(path)] = f"atmp_gap/_requirements/ready/{name}"
