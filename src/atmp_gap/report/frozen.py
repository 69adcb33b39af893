"""The files of a frozen state that people read: the reports in every format, and its first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from atmp_gap.frozen.manifest import Manifest
from atmp_gap.gap.result import NOTICE, Result
from atmp_gap.report import ENDINGS, formatter
from atmp_gap.report.interface import Options, Sheet
from atmp_gap.report.origin import counted

if TYPE_CHECKING:
    from atmp_gap.profile.assessment import Assessment

FILES = {name: ending for ending, name in reversed(ENDINGS.items())}
"""The ending of a report's file, by format."""


def comparison_reports(
    result: Result, listings: Sequence[Sheet], marks: Sequence[str]
) -> Iterator[tuple[str, str, str | bytes]]:
    """A comparison in every format: the file's name, the format, and what it holds."""
    from atmp_gap.report.xlsx import Xlsx

    for name, ending in FILES.items():
        # Nothing is cut: what is left out of a report cannot be looked up in it later.
        made = formatter(name, Options(full=True))
        if name == "xlsx":
            yield f"comparison{ending}", name, Xlsx(False, marks).comparison(result, listings)
        else:
            yield f"comparison{ending}", name, made.comparison(result)


def assessment_reports(found: Assessment) -> Iterator[tuple[str, str, str | bytes]]:
    """An assessment in every format."""
    from atmp_gap.report.assessment_paper import assessment_paper

    for name, ending in FILES.items():
        made = formatter(name, Options(full=True))
        yield f"assessment{ending}", name, made.paper(assessment_paper(found, (), True))


def readme(manifest: Manifest, rows: int, points: int) -> str:
    """The first page: what the zip is, how it was made, and how to ask it again.

    ``rows`` are those of the comparison, ``points`` those of the positions held against it.
    """
    question, corpus = manifest.question, manifest.corpus
    layers = ", ".join(
        f"{layer.name}{' (confidential)' if layer.confidential else ''}"
        for layer in manifest.layers
    )
    lines = [
        manifest.name,
        "=" * len(manifest.name),
        "",
        f"Frozen at {manifest.at}{f' by {manifest.by}' if manifest.by else ''}"
        f" with atmp-gap {manifest.tool.version}, Python {manifest.tool.python}.",
        f"{' / '.join(question.between)} as of {question.as_of}"
        f"{f', for {manifest.product}' if manifest.product else ''}: {counted(rows, 'row')}"
        f"{f' of the comparison, {points} of the positions' if points else ''}.",
        f"Requirements {corpus.version} ({corpus.fingerprint}) of {corpus.date}; layers: {layers}.",
        *(
            [f"Own copies of the texts, by hash: {len(manifest.library)}. They are not in here."]
            if manifest.library
            else ["No copies of the texts were at hand, so none is named by its hash."]
        ),
        "",
        "manifest.json    what this is of and was made with, and a SHA-256 of every file",
        "reports/         the comparison, and positions where there were any, in every format;",
        "                 the .html page is for printing",
        "requirements/    every file that decided, layer by layer",
        "profile, positions, ledger: yours, where there were any",
        "",
        "To ask it again, on any machine:",
        f"    pip install atmp-gap=={manifest.tool.version}",
        "    atmp-gap reproduce FILE.zip",
        "To see what would be different with the requirements of that day:",
        "    atmp-gap recall FILE.zip",
        "",
        "Hashes show that nothing changed since; they are no electronic signature. Keep the seal",
        "that freeze printed (the SHA-256 of manifest.json) apart from this file.",
        NOTICE,
    ]
    return "\n".join(lines) + "\n"
