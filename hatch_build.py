"""Puts the requirements into the wheel ready for use, and the hashes of all that it brings."""

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
        from atmp_gap.packaging import ready_made, release_list
        from atmp_gap.qualify.installation import RELEASE

        self._made = tempfile.TemporaryDirectory()
        made = {
            f"_requirements/ready/{name}": raw for name, raw in ready_made(root / "requirements")
        }
        made[RELEASE] = release_list(root, made)
        for number, (name, raw) in enumerate(made.items()):
            path = Path(self._made.name) / str(number)
            path.write_bytes(raw)
            build_data["force_include"][str(path)] = f"atmp_gap/{name}"
