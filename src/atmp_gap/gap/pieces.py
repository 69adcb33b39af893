"""A comparison in pieces: the rows of some topics each, pickled until somebody wants them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from atmp_gap.corpus.pack import pickled, unpickled
from atmp_gap.gap.result import Result, Row
from atmp_gap.model.record import Record, replace
from atmp_gap.processes import Helper, shares

WORTH_A_PROCESS = 1_000_000
"""So many pickled bytes another process turns into text sooner than it starts."""


class Write(Protocol):
    """Makes the text of a piece, in a report on ``several`` topics or on one."""

    def __call__(self, result: Result, *, several: bool) -> str:
        """Takes a result that has the rows of the piece alone."""
        ...


class Rows(Record):
    """The rows of some topics, as they are stored."""

    rows: tuple[Row, ...]


class Piece:
    """The rows of some topics: as records, pickled, as the text of a report, or all of it."""

    def __init__(
        self,
        rows: tuple[Row, ...] | None = None,
        stored: bytes | None = None,
        text: str | None = None,
    ) -> None:
        self._rows, self._stored, self.text = rows, stored, text

    @property
    def rows(self) -> tuple[Row, ...]:
        """The records. Raises DamagedPackError."""
        if self._rows is None:
            found = unpickled(self._stored or b"")
            assert isinstance(found, Rows)
            self._rows = found.rows
        return self._rows

    @property
    def stored(self) -> bytes:
        """The records, pickled."""
        if self._stored is None:
            self._stored = pickled(Rows(self.rows))
        return self._stored

    @property
    def weight(self) -> int:
        """How many bytes there are to be unpickled before there is a text."""
        return 0 if self.text is not None or self._rows is not None else len(self._stored or b"")


class Comparison:
    """A result, and apart from it its rows."""

    def __init__(self, bare: Result, pieces: Sequence[Piece]) -> None:
        """``bare`` is the result without its rows; ``pieces`` hold them in order."""
        self.bare, self.pieces = bare, pieces

    @classmethod
    def of(cls, result: Result) -> Comparison:
        """A result in a single piece."""
        return cls(replace(result, rows=()), [Piece(result.rows)])

    @property
    def result(self) -> Result:
        """The whole result. Raises DamagedPackError."""
        return replace(self.bare, rows=tuple(row for piece in self.pieces for row in piece.rows))

    def texts(self, write: Write) -> list[str]:
        """What ``write`` makes of each piece, given a result that has its rows alone."""
        several = len(self.bare.topics) > 1

        def text(piece: Piece) -> str:
            if piece.text is not None:
                return piece.text
            return write(replace(self.bare, rows=piece.rows), several=several)

        def of(share: range) -> list[str]:
            return [text(self.pieces[index]) for index in share]

        first, *others = shares([piece.weight for piece in self.pieces], WORTH_A_PROCESS)
        helpers = [Helper(partial(of, share)) for share in others]
        texts = of(first)
        for share, helper in zip(others, helpers, strict=True):
            texts += helper.answer() or of(share)
        return texts
