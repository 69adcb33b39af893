"""The options of ``atmp-gap verify`` that no other command takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Words = list[str] | None
Library = Annotated[
    list[Path] | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="A folder with your copies (PDF, HTML, DOCX, ODT, RTF, TXT, XML); repeatable. "
        "Also ATMP_GAP_LIBRARY; else the library that `library add` fills.",
    ),
]
Documents = Annotated[
    Words, typer.Option("--document", metavar="ID", help="Only these documents; repeatable.")
]
Sign = Annotated[
    Words, typer.Option("--sign", metavar="ID", help="Sign statements as seen by you; repeatable.")
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who looks, or who signs.")]
Refute = Annotated[bool, typer.Option("--refute", help="With --sign: the text does not say so.")]
Page = Annotated[
    int | None, typer.Option("--page", min=1, help="With --sign: the page you saw it on.")
]
Section = Annotated[
    str, typer.Option("--section", metavar="TEXT", help="With --sign: the section.")
]
Passage = Annotated[
    int | None,
    typer.Option("--passage", min=1, max=3, help="With --sign: which candidate it is."),
]
Anchors = Annotated[
    Words,
    typer.Option(
        "--anchor",
        metavar="WORDS",
        help="With --sign: short words that stand there; repeatable.",
    ),
]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="With --sign.")]
Propose = Annotated[
    bool,
    typer.Option(
        "--propose", help="Print the edit that raises signed statements to `read`, as a diff."
    ),
]
Again = Annotated[bool, typer.Option("--again", help="Look anew also where nothing changed.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Files read at once; all processors if not said."),
]
