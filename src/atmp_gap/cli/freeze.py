"""``atmp-gap freeze``: a comparison with all that it was made of, kept in one zip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from atmp_gap.cli import options
from atmp_gap.cli.confidential import SharedOptions
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import SideOptions, grouped
from atmp_gap.cli.selection import RowOptions, Selection
from atmp_gap.cli.verify_options import Library, own_library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.frozen.answer import Answered
    from atmp_gap.frozen.manifest import FrozenLayer, LibraryCopy, Manifest
    from atmp_gap.gap.compare import Request
    from atmp_gap.profile.positions import Held

MOST_NAME = 120


@grouped
def freeze(
    *,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="What you call this state: a study and its stage.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The zip to write: FILE.zip."),
    ] = None,
    profile: options.Profile = None,
    positions: options.Positions = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who freezes it; it says so.")
    ] = None,
    rows: RowOptions,
    sides: SideOptions,
    ledger: options.LedgerFile = None,
    library: Library = None,
    layers: SharedOptions,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a file that is there already.")
    ] = False,
) -> int:
    """Freeze a comparison: product, positions, requirements, hashes of your copies, all reports.

    `reproduce FILE.zip` proves on any machine that the same rows come out, `recall FILE.zip` says
    what would be different today.
    """
    from atmp_gap.cli.console import note, say
    from atmp_gap.cli.output import write
    from atmp_gap.cli.reproduced import held_again
    from atmp_gap.frozen.state import packed, read_frozen, without_empty_layers

    path = _check(name, output, force)
    if positions is not None and profile is None:
        raise Stop("--positions belong to a product", "name it: --profile FILE")
    asked = Selection(**vars(rows), **vars(sides), profile=profile, ledger=ledger)
    asked.check()
    shared = layers.opening()
    opened = options.Opening(without_empty_layers(shared.sources), shared.store)
    corpus = opened.corpus
    made = _Making(opened, corpus, asked.request(corpus))
    made.product_and_positions(profile, positions)
    made.ledger(ledger)
    made.reports()
    manifest = made.manifest(name.strip(), (by or "").strip(), library)
    members = made.members
    try:
        raw, seal = packed(manifest, members)
    except ValueError as error:
        raise Stop(f"cannot be frozen: {error}", "rename it; nothing was written") from None
    again = held_again(read_frozen(raw, str(path)), None, installed=False)
    if not again.holds:
        # Nobody may find out in five years.
        raise Stop("what was frozen does not come out again; nothing was written", "report this")
    write(raw, path, force=True)
    note(f"wrote {path}: {again.same} rows, {len(members) + 1} files; asked again, all come out")
    say(f"seal {seal}")
    note("keep the seal apart: reproduce --seal tells whether anything was changed")
    return ExitCode.DONE


def _check(name: str, output: Path | None, force: bool) -> Path:
    """Where to write. Stops where name or file cannot be used."""
    from atmp_gap.text.escape import one_line

    if not name.strip() or len(name) > MOST_NAME or one_line(name) != name:
        hint = f"one line of at most {MOST_NAME} characters, such as 'Study 12, before the IND'"
        raise Stop("NAME is what the state is called", hint)
    if output is None or output == Path("-"):
        raise Stop("no file is named", "say where: -o FILE.zip")
    if output.suffix.lower() != ".zip":
        raise Stop(f"a state is frozen into a zip, not into {output}", "name it FILE.zip")
    if output.exists() and not force:
        hint = "name another file; --force writes over it, and nothing brings the old one back"
        raise Stop(f"{output} is there already, and was frozen to be kept", hint)
    return output


class _Making:
    """The members of a zip as they come together."""

    def __init__(self, opened: options.Opening, corpus: Corpus, request: Request) -> None:
        from atmp_gap.frozen.state import requirement_files

        self.opened, self.corpus, self.request = opened, corpus, request
        self.members = requirement_files(opened.sources)
        self.named = {"profile": "", "positions": "", "ledger": ""}
        self.product = ""
        self._held: list[Held] = []

    def product_and_positions(self, profile: Path | None, positions: Path | None) -> None:
        """The profile and the positions as files, and read."""
        if profile is None:
            return
        mine = options.product(profile, self.corpus)
        self.product = mine.name
        self._held = options.positions(mine, positions, self.corpus)
        self._add("profile", "profile.yaml", profile)
        if positions is not None:
            self._add("positions", f"positions{positions.suffix.lower()}", positions)

    def ledger(self, given: Path | None) -> None:
        """The ledger, where there is one."""
        if options.has_ledger(given):
            path = options.ledger_path(given)
            self._add("ledger", f"ledger{path.suffix.lower()}", path)

    def _add(self, what: str, name: str, path: Path) -> None:
        from atmp_gap.text.reading import read_regular

        try:
            self.members[name] = read_regular(path)
        except OSError as error:
            raise Stop(f"cannot read {path}: {error.strerror}", None, ExitCode.INPUT) from None
        self.named[what] = name

    def reports(self) -> None:
        """Every report, marked where it is confidential."""
        from atmp_gap.changes.reasons import mark
        from atmp_gap.cli.compare import listings_of
        from atmp_gap.cli.output import marked
        from atmp_gap.frozen.answer import answered
        from atmp_gap.frozen.state import REPORTS
        from atmp_gap.report.frozen import assessment_reports, comparison_reports

        found: Answered = answered(self.corpus, self.request, self.product, self._held)
        self.rows = len(found.result.rows)
        self.points = len(found.assessment.checks) if found.assessment else 0
        self.marks = [mark(change) for change in self.corpus.changes]
        made = [*comparison_reports(found.result, listings_of(self.corpus), self.marks)]
        if found.assessment:
            made += assessment_reports(found.assessment)
        for name, format_, content in made:
            told = marked(content, None, format_)
            raw = told if isinstance(told, bytes) else told.encode()
            self.members[f"{REPORTS}{name}"] = raw

    def manifest(self, name: str, by: str, library: list[Path] | None) -> Manifest:
        """The manifest, with which the members are complete."""
        from dataclasses import replace

        from atmp_gap.cli.output import marked
        from atmp_gap.frozen import manifest as record
        from atmp_gap.frozen.answer import question_of
        from atmp_gap.frozen.installed import made_with
        from atmp_gap.frozen.state import README, listed
        from atmp_gap.report.frozen import readme
        from atmp_gap.settle.records import now

        corpus = self.corpus
        draft = record.Manifest(
            confidential=bool(self.opened.confidential),
            name=name,
            by=by,
            at=now(),
            tool=made_with(),
            corpus=record.FrozenCorpus(
                corpus.version, corpus.date, self.opened.sources.digest, tuple(self.marks)
            ),
            layers=self._layers(),
            question=question_of(self.request),
            product=self.product,
            library=tuple(_copies(library, corpus)),
            members=(),
            profile=self.named["profile"],
            positions=self.named["positions"],
            ledger=self.named["ledger"],
        )
        self.members[README] = str(marked(readme(draft, self.rows, self.points), None)).encode()
        return replace(draft, members=listed(self.members))

    def _layers(self) -> tuple[FrozenLayer, ...]:
        from atmp_gap.corpus.bundled import bundled_folder
        from atmp_gap.frozen.manifest import FrozenLayer

        below = bundled_folder()
        secret = self.opened.confidential.layers
        return tuple(
            FrozenLayer("bundled", bundled=True)
            if folder == below
            else FrozenLayer(folder.resolve().name or "layer", confidential=folder in secret)
            for folder in self.opened.sources.folders
        )


def _copies(named: list[Path] | None, corpus: Corpus) -> Sequence[LibraryCopy]:
    """The user's own copies, each by its hash, and which document it is where that was said."""
    from atmp_gap.frozen.copies import copies_in

    folders = named or own_library() or []
    for folder in folders:
        if not folder.is_dir():
            raise Stop(f"{folder} is no folder of copies", "name one with --library DIR")
    try:
        return copies_in(folders, corpus.documents)
    except OSError as error:
        raise Stop(f"cannot read your copies: {error}", "leave --library out") from None
