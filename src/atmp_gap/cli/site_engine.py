"""What computes in the page of one's own product: ``site --engine``, and ``--serve`` to see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import Stop

if TYPE_CHECKING:
    from atmp_gap.cli.options import Opening
    from atmp_gap.gap.compare import Request
    from atmp_gap.report.site import Engine


@dataclass(frozen=True)
class EngineOptions:
    """``--engine`` and ``--serve``."""

    engine: Annotated[
        Path | None,
        typer.Option(
            "--engine",
            metavar="FILE|DIR",
            help="The npm package pyodide, its tarball or its folder: with it a page compares "
            "one's own product in the browser. Held against a digest.",
        ),
    ] = None
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Then serve the site on this computer alone, until Ctrl-C."),
    ] = False

    def of(self, opened: Opening, asked: Request) -> Engine:
        """The engine with these requirements. Stops where it is not what it should be."""
        from atmp_gap.browser import engine
        from atmp_gap.browser.bundle import bundle
        from atmp_gap.cli.console import holds_confidential
        from atmp_gap.report.site import Engine

        if self.engine is None:
            return Engine(engine.GET, engine.TARBALL)
        try:
            files = engine.engine_files(self.engine)
        except engine.EngineError as error:
            raise Stop(error.why, error.hint) from None
        about = {
            "between": asked.between,
            "as_of": asked.as_of,
            "drafts": asked.drafts,
            "confidential": holds_confidential(),
        }
        packed = bundle(opened.sources, about, opened.store)
        beside = {f"engine/{name}": raw for name, raw in files.items()}
        return Engine(
            engine.GET, engine.TARBALL, {**beside, "atmp_gap.zip": packed}, "atmp_gap.zip"
        )

    def served(self, folder: Path) -> None:
        """Serve the site, where that is asked for."""
        if self.serve:
            from atmp_gap.cli.site_server import serve

            serve(folder)
