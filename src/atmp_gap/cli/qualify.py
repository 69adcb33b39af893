"""``atmp-gap qualify``: what a quality unit wants to see of an installation, as a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import grouped

if TYPE_CHECKING:
    from atmp_gap.qualify.pack import Qualification


@grouped
def qualify(
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The folder to write: a new or an empty one."
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who runs it; the pack says so.")
    ] = None,
) -> int:
    """Check this installation and its results, and write what a quality unit asks for.

    Installation and operational check, requirements to tests, known defects, changes. Offline.
    Exits with 1 where a check failed or could not be made.
    """
    from atmp_gap.cli.output import write
    from atmp_gap.report.qualification import files, result_line
    from atmp_gap.text.folder import NotOursError, write_folder

    if output is None:
        raise Stop("no folder is named", "say where: atmp-gap qualify -o DIR")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise Stop(f"{output} is there already, and is kept", "name a new or an empty folder")
    pack = _pack((by or "").strip())
    try:
        write_folder(output, ((name, text.encode()) for name, text in files(pack)))
    except (OSError, NotOursError) as error:
        raise Stop(f"cannot write {output}: {error}", "name another folder") from None
    write(f"{result_line(pack)}\nwrote {output}: open {output / 'qualification.html'}\n", None)
    return ExitCode.DONE if pack.passed else ExitCode.FOUND


def _pack(by: str) -> Qualification:
    """Both checks made, and all else that the pack says. Stops where the release is not whole."""
    from atmp_gap import __version__
    from atmp_gap.corpus.bundled import corpus_of, example_profiles, gather_layers
    from atmp_gap.qualify import data
    from atmp_gap.qualify.installation import installation
    from atmp_gap.qualify.operation import operation
    from atmp_gap.qualify.pack import Qualification, latest_changes, traced
    from atmp_gap.settle.records import now
    from atmp_gap.text.escape import one_line

    # The layers of the environment are the user's own, and nothing is kept from earlier runs.
    corpus = corpus_of(gather_layers())
    try:
        by_hand, recorded, traces = data.worked_by_hand(), data.recorded(), data.traces()
        installed = installation()
        changes_of, changes = latest_changes(data.changelog())
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "pip install --force-reinstall atmp-gap"
        raise Stop(f"the installation is not whole: {error}", hint, ExitCode.INPUT) from None
    return Qualification(
        __version__,
        now(),
        one_line(by),
        installed,
        operation(corpus, example_profiles(), by_hand, recorded),
        traced(data.requirements(), traces),
        data.defects(),
        changes_of,
        changes,
        tuple(change for change in corpus.changes if change.version == corpus.version),
    )
