"""``atmp-gap settle``: open rows, passages that may answer them, what a person saw there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli import options, settle_act
from atmp_gap.cli.confidential import refuse
from atmp_gap.cli.exits import ExitCode, Stop
from atmp_gap.cli.groups import LayerOptions, PrintOptions, grouped
from atmp_gap.cli.layer_files import held
from atmp_gap.cli.library import options as own
from atmp_gap.cli.settle_fits import check_fit
from atmp_gap.cli.settle_options import (
    By,
    DetailOptions,
    Into,
    ListOptions,
    PlaceOptions,
    SaidOptions,
    Subjects,
)
from atmp_gap.cli.settle_place import note_edition, passage_of
from atmp_gap.cli.settle_session import Session, open_at, screen, witness

if TYPE_CHECKING:
    from atmp_gap.settle.passages import Passage
    from atmp_gap.settle.worklist import OpenSide

_MOST = 10


@grouped
def settle(
    *,
    subjects: Subjects = None,
    listed: ListOptions,
    place: PlaceOptions,
    said: SaidOptions,
    detail: DetailOptions,
    by: By = None,
    into: Into = None,
    library: own.Folder = None,
    jobs: own.Jobs = None,
    layers: LayerOptions,
    printed: PrintOptions,
) -> int:
    """Settle open rows: see the passages of your copies, and say what you saw there.

    Without options it lists what is open, those first whose text settles most. With --by and --into
    it asks; with --confirm, --refute, --answer or --nothing it writes what you say into your layer.
    """
    from atmp_gap.library.index import Index

    act = said.chosen()
    writes = bool(act) or (by is not None and into is not None)
    if writes and layers.public:
        raise Stop("--public is for what is handed on, not for what you say", "leave it out")
    check_fit(act, writes and not listed.sheet, subjects, listed, place, detail)
    if by is not None and into is None and not act:
        raise Stop("your own layer is not named", "add --into DIR: new, or one to add to")
    if into is not None and (act == "undo" or listed.propose) and not into.is_dir():
        raise Stop(f"there is no layer {into}", "name the folder that you gave with --into before")
    with held(into if writes else None), Index.open() as index:
        session = Session(into, layers, index, library, jobs)
        named = _subjects(session, subjects)
        if listed.propose:
            refuse(session.opening, listed.confidential)
            return settle_act.propose(session, printed.output)
        if listed.whole or listed.open_:
            return _show(session, named, place, listed)
        if act or (writes and not listed.sheet):
            who = witness(by, session)
            session.resume(who)
            if not act:
                from atmp_gap.cli.settle_prompts import ask

                return ask(session, _work(session, named, listed, place.side), who)
            return settle_act.take(session, named, act, said, place, detail, who)
        return _list(session, _work(session, named, listed, place.side), listed, printed)


def _subjects(session: Session, words: list[str] | None) -> tuple[str, ...]:
    from atmp_gap.corpus.words import subjects as lexicon

    return options.find(lexicon(session.corpus), words) if words else ()


def _work(
    session: Session, named: tuple[str, ...], listed: ListOptions, side: str | None
) -> list[OpenSide]:
    """The sides to look at. Stops where somebody asks for rows that are not there."""
    from dataclasses import replace

    from atmp_gap.cli.output import warn
    from atmp_gap.corpus.words import agencies
    from atmp_gap.gap.compare import compare
    from atmp_gap.settle.worklist import worklist

    request = own.request(session.corpus, listed.topic, listed.profile)
    rows = compare(session.corpus, replace(request, subjects=named)).rows
    found = worklist(session.corpus, rows, named, session.library.newest)
    if side is not None:
        agency = options.find(agencies(session.corpus), [side], single=True)[0]
        found = [item for item in found if item.agency == agency]
    most = listed.most or (len(found) if named else _MOST)
    if len(found) > most:
        warn(f"{most} of {len(found)} open sides, those that settle most; --most N for more")
    return found[:most]


def _show(
    session: Session, named: tuple[str, ...], place: PlaceOptions, listed: ListOptions
) -> int:
    """The whole section of a passage, or its file at the page."""
    from atmp_gap.cli.output import show
    from atmp_gap.report.settling import section_lines

    if not named:
        raise Stop("of which subject?", "name it, with --side and --passage")
    side = session.side(named[0], place.side)
    passage = passage_of(session, side, place)
    if listed.open_:
        open_at(passage)
    else:
        show("\n".join(section_lines(passage, screen()[0])) + "\n", None)
    return ExitCode.DONE


def _list(
    session: Session, sides: list[OpenSide], listed: ListOptions, printed: PrintOptions
) -> int:
    """The worklist in the format asked for, or as a workbook to fill in."""
    from atmp_gap.cli.output import warn
    from atmp_gap.report.settling import work_sheet, work_text
    from atmp_gap.report.unsearched import unsearched

    formatter = printed.formatter()
    work: list[tuple[OpenSide, list[Passage]]] = [(side, session.passages(side)) for side in sides]
    kinds: Mapping[str, str] = {
        name: document.kind for name, document in session.corpus.documents.items()
    }
    shown = {passage.copy for _, passages in work for passage in passages}
    for copy in sorted(shown, key=lambda copy: copy.document):
        note_edition(session, copy)
    for line in unsearched(session.library):
        warn(line)
    if listed.sheet is not None:
        return _sheet(session, work, kinds, listed.sheet, printed.force)
    if formatter.name == "table":
        width, marks = screen()
        printed.write(work_text(work, session.library.newest, width, marks))
    else:
        printed.write(formatter.sheet(work_sheet(work, kinds)))
    if sides:
        first = sides[0]
        warn(
            f"to say what you saw: atmp-gap settle {first.subject.id} --side {first.agency} "
            "--passage 1 --answer ... (or --confirm ID, --refute ID) --by NAME --into DIR"
        )
    return ExitCode.DONE


def _sheet(
    session: Session,
    work: list[tuple[OpenSide, list[Passage]]],
    kinds: Mapping[str, str],
    path: Path,
    force: bool,
) -> int:
    from atmp_gap.cli.output import show
    from atmp_gap.report.xlsx.review import review_workbook

    if path.suffix.lower() != ".xlsx":
        raise Stop(f"{path} is no workbook", "name a file that ends in .xlsx")
    show(review_workbook(work, kinds, session.corpus.date), path, len(work), force)
    return ExitCode.DONE
