"""What is confidential on a command line: left out with ``--public``, said on reports, refused.

Commands get it with their layers. One whose result goes to others says ``layers: SharedOptions``
instead of ``LayerOptions``; one that does so only at times calls ``refuse`` on what it opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import console
from atmp_gap.cli.exits import Stop
from atmp_gap.cli.groups import LayerOptions

if TYPE_CHECKING:
    from atmp_gap.cli.options import Opening
    from atmp_gap.corpus.confidential import Confidential

Allowed = Annotated[
    bool,
    typer.Option(
        "--confidential",
        help="Write it although it holds confidential material of yours; else this is refused, "
        "and --public leaves that out.",
    ),
]


@dataclass(frozen=True)
class SharedOptions(LayerOptions):
    """The layers of a command whose result is for others: ``--confidential`` besides."""

    confidential: Allowed = False

    def opening(self, remember: bool = True) -> Opening:
        """The files of these layers. Stops where they hold what is not for others."""
        opened = super().opening(remember)
        refuse(opened, self.confidential)
        return opened

    def shared(self, opened: Opening) -> Opening:
        """Files of another state, as these layers are opened. Stops likewise."""
        shown = opened_for(opened, self.public)
        refuse(shown, self.confidential)
        return shown


def refuse(opened: Opening, allowed: bool = False) -> None:
    """Stop where layers hold what is not for others, unless that is allowed."""
    if opened.confidential and not allowed:
        raise Stop(
            f"this would hand on what is confidential: {told(opened.confidential, opened)}",
            "--public leaves it out; --confidential writes it all the same, marked",
        )


def told(held: Confidential, opened: Opening) -> str:
    """How much is confidential, in words."""
    from atmp_gap.corpus.confidential import pieces
    from atmp_gap.report.origin import counted

    parts = [f"the layer {layer}" for layer in held.layers]
    if parts:
        parts[-1] += f" ({counted(len(held.in_layers), 'file')})"
    if held.feedback:
        number = pieces(held.feedback, opened.store)
        files = counted(len(held.feedback), "file")
        parts.append(f"{counted(number, 'piece')} of feedback in {files}")
    return ", ".join(parts)


def opened_for(opened: Opening, public: bool) -> Opening:
    """The same layers for a report of one's own, which is marked where they are confidential.

    With ``public`` they come without what is confidential, and it is said how much that was.
    """
    from atmp_gap.cli.options import Opening
    from atmp_gap.corpus.confidential import without

    held = opened.confidential
    if not held:
        return opened
    if not public:
        console.hold_confidential()
        return opened
    console.say(f"--public left out {told(held, opened)}")
    return Opening(without(opened.sources, held), opened.store)
