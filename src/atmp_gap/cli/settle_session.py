"""What one run of ``settle`` works on: the person's layer, the corpus under it, and the library.

``Session.say`` is the one way in which anything is written: into the journal first, then into the
layer's files, then `check` runs on the whole; what it refuses is put back.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli import console, options
from atmp_gap.cli import layer_files as files
from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.cli.groups import LayerOptions
    from atmp_gap.cli.options import Opening
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.gap.result import Row
    from atmp_gap.library.held import Library
    from atmp_gap.library.index import Index
    from atmp_gap.review.item import Item
    from atmp_gap.settle.journal import Act, Journal, Outcome
    from atmp_gap.settle.passages import Passage
    from atmp_gap.settle.records import Witness
    from atmp_gap.settle.worklist import OpenSide


class Session:
    """A person's layer over the requirements, and their library."""

    def __init__(
        self,
        into: Path | None,
        layers: LayerOptions,
        index: Index,
        library: Path | None = None,
        jobs: int | None = None,
    ) -> None:
        self._into, self.bundled, self.index = into, not layers.no_bundled, index
        self.public = layers.public
        self._library, self._jobs = library, jobs
        self.below = [
            folder for folder in options.layers(layers.requirements) if not _same(folder, into)
        ]

    @property
    def into(self) -> Path:
        """The person's layer. Stops where none is named."""
        if self._into is None:
            raise Stop("your own layer is not named", "add --into DIR: new, or one to add to")
        return self._into

    @cached_property
    def corpus(self) -> Corpus:
        """The requirements with the person's layer over them, as they are now."""
        return self.opening.corpus

    @property
    def opening(self) -> Opening:
        """The files of these layers; reports are marked where they hold what is confidential."""
        from atmp_gap.cache.shelves import opened
        from atmp_gap.cli.confidential import opened_for
        from atmp_gap.cli.options import Opening
        from atmp_gap.corpus.bundled import gather_layers

        folders = list(self.below)
        if self._into is not None and _holds_yaml(self._into):
            folders.append(self._into)
        sources = gather_layers(folders, self.bundled)
        return opened_for(Opening(sources, opened(self.bundled)[0]), self.public)

    @cached_property
    def library(self) -> Library:
        """The person's copies. Stops where there are none."""
        from atmp_gap.cli.library import options as own

        place = own.folder(self._library, must=True)
        held = own.opened(place, self.corpus, self.index, self._jobs)
        if not held.newest:
            hint = "atmp-gap library get, or library add FILE"
            raise Stop(f"there is no copy in {place}", hint, ExitCode.INPUT)
        return held

    # --- looking ---------------------------------------------------------------------------------

    def row(self, subject: str) -> Row | None:
        """The row of a subject as it is now."""
        from atmp_gap.cli import dates
        from atmp_gap.gap.compare import Request, compare

        corpus = self.corpus
        request = Request(
            options.agencies(corpus, None), dates.day(corpus, None), subjects=(subject,)
        )
        rows = compare(corpus, request).rows
        return rows[0] if rows else None

    def side(self, subject: str, side: str | None) -> OpenSide:
        """One side of a subject. Stops where it is not said which, or nothing is open there."""
        from atmp_gap.corpus.words import agencies
        from atmp_gap.settle.worklist import worklist

        row = self.row(subject)
        held = self.library.newest
        found = worklist(self.corpus, [row], (subject,), held) if row else []
        if side is not None:
            named = options.find(agencies(self.corpus), [side], single=True)[0]
            found = [item for item in found if item.agency == named]
        if len(found) > 1:
            sides = " or ".join(item.agency for item in found)
            raise Stop(f"whose texts answer {subject}?", f"add --side {sides}")
        if not found:
            of = f" of {side}" if side else ""
            raise Stop(f"nothing{of} is open on {subject}", f"atmp-gap show {subject} says why")
        return found[0]

    def passages(self, side: OpenSide) -> list[Passage]:
        """The passages that may answer a side, as the list numbers them."""
        from atmp_gap.settle.passages import passages_for

        return passages_for(side, self.corpus, self.index, self.library)

    # --- writing ---------------------------------------------------------------------------------

    def journal(self) -> Journal:
        """The journal of the layer. Stops where it cannot be read."""
        from atmp_gap.settle.journal import Journal, JournalError

        try:
            return Journal.of(self.into)
        except JournalError as error:
            raise Stop(str(error), error.hint, ExitCode.INPUT) from None
        except OSError as error:
            raise Stop(f"cannot read {self.into}: {error.strerror}", None, ExitCode.INPUT) from None

    def say(self, who: Witness, words: str, items: Sequence[Item]) -> None:
        """Write what was said. Stops where `check` refuses the layer with it, which is undone."""
        journal = self.journal()
        try:
            act = journal.say(who.by, who.at, words, items)
        except OSError as error:
            raise not_kept(self.into, error) from None
        self._apply(journal, act, who)
        console.note(f"{self.into}: {words}; check accepts it")

    def _apply(self, journal: Journal, act: Act, who: Witness) -> None:
        from atmp_gap.corpus.problem import InvalidCorpusError

        try:
            before = files.put(act.items, self.into, tell=False)
        except Stop as stop:
            self.end(journal, act, "dropped", who, str(stop))
            raise
        try:
            found = files.faults(self.into, self.below, self.bundled)
        except InvalidCorpusError as invalid:
            files.restore(before)
            why = invalid.problems[0].message if invalid.problems else "it is not valid"
            self.end(journal, act, "dropped", who, why)
            raise
        except BaseException:
            # An interrupt: the journal has it, and nothing that was not checked stays in the files.
            files.restore(before)
            raise
        if found:
            files.restore(before)
            why = f"{found[0].rule} {found[0].message}"
            self.end(journal, act, "dropped", who, why)
            raise files.refused(found)
        self.end(journal, act, "done", who)
        self.renew()

    def renew(self) -> None:
        """Look at the requirements anew: the layer is another one now."""
        self.__dict__.pop("corpus", None)

    def end(self, journal: Journal, act: Act, end: Outcome, who: Witness, why: str = "") -> None:
        """Note in the journal what became of something that was said."""
        try:
            journal.end(act, end, who.by, who.at, why)
        except OSError as error:
            raise not_kept(self.into, error) from None

    def resume(self, who: Witness) -> None:
        """Write what an interrupted run was told and did not come to write."""
        if self._into is None or not self._into.is_dir():
            return
        journal = self.journal()
        for act in journal.interrupted:
            try:
                self._apply(journal, act, who)
            except Exception:
                console.say(
                    f"{self.into}: an interrupted run was told, and it cannot be written now: "
                    f"{act.words}; the journal keeps it. What you say now was not taken either: "
                    "say it again"
                )
                raise
            console.note(f"{self.into}: written now, a run was interrupted: {act.words}")


def witness(by: str | None, session: Session) -> Witness:
    """Who says it, and when. Stops where the name is no name, or the clock went back."""
    from atmp_gap.cli.verify_record import check_words
    from atmp_gap.settle.records import Witness, now

    if not by:
        raise Stop("who looks?", "add --by NAME")
    check_words(by=by)
    at = now()
    newest = _newest(session)
    if newest[: len(at)] > at[: len(newest)]:
        raise Stop(
            f"the clock went back: it is {at} now, and the newest record is of {newest}",
            "set the clock; where that record is wrong, revoke it and correct its time by hand",
        )
    return Witness(" ".join(by.split()), at)


def _newest(session: Session) -> str:
    """The time of the newest record of the layer."""
    reviews = [
        mark.at
        for file in session.corpus.subjects.values()
        for entry in file.entries
        for mark in entry.reviews.marks
    ]
    readings = [reading.at for reading in session.corpus.readings]
    return max([*reviews, *readings, ""])


def open_at(passage: Passage) -> None:
    """Open the file of a passage at its page, where the platform can."""
    import webbrowser

    at = f"#page={passage.page}" if passage.page is not None else ""
    address = f"{passage.copy.facts.path.resolve().as_uri()}{at}"
    if not webbrowser.open(address):
        console.say(f"nothing here opens files; it is {address}")


def screen() -> tuple[int, tuple[str, str]]:
    """The room on the screen, and the marks around words that were found."""
    import shutil

    wide = console.is_terminal(sys.stdout)
    width = shutil.get_terminal_size((100, 24)).columns if wide else 100
    marks = ("\x1b[1m", "\x1b[0m") if wide and console.coloured(sys.stdout) else ("[", "]")
    return max(40, width), marks


def _same(folder: Path, other: Path | None) -> bool:
    return other is not None and folder.resolve() == other.resolve()


def _holds_yaml(folder: Path) -> bool:
    return folder.is_dir() and any(folder.rglob("*.yaml"))


def not_kept(into: Path, error: OSError) -> Stop:
    """The error that ends the command where the layer cannot be written to."""
    return Stop(f"cannot write to {into}: {error.strerror}", "name another folder")
