"""Comparing the topics of large corpora side by side, each processor some of them.

Topics seldom speak of one another. Where they do not, the files of some topics are a corpus of
their own: one process reads, links, compares and writes them, and hands over what it wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from atmp_gap.corpus.bundled import corpus_of
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.gather import Gathered
from atmp_gap.corpus.load import keys_of
from atmp_gap.corpus.memory import Memory
from atmp_gap.corpus.pack import Key
from atmp_gap.gap.compare import Request, compare, joined
from atmp_gap.gap.pieces import Comparison, Piece, Write
from atmp_gap.gap.result import Result
from atmp_gap.model.record import Record, replace
from atmp_gap.processes import Helper, taken

WORTH_A_PROCESS = 1_000_000
"""So many bytes of files another process compares sooner than it starts."""


class Wanted(Record):
    """What is asked of a comparison in pieces."""

    request: Callable[[Corpus], Request]
    """Makes the request, which must ask for all topics and subjects."""
    write: Write | None
    """What makes a text of a piece; None where no text is wanted of pieces."""
    rows: bool
    """Whether the rows are wanted, not their text alone."""


class _Done(Record):
    """What a process did with its share."""

    bare: Result
    piece: Piece
    names: tuple[frozenset[str], ...]
    """The ids of topics, of subjects and of requirements, of which no other share has any."""
    learnt: Mapping[Key, bytes]


def in_pieces(gathered: Gathered, memory: Memory | None, wanted: Wanted) -> Comparison | None:
    """Compare side by side, or return None where the whole has to be read at once.

    That is so with little work or one processor, where topics speak of one another, and where
    anything is wrong: read as a whole, the corpus says what.
    """
    if gathered.unread or gathered.problems:
        return None
    first, *others = gathered.parts(WORTH_A_PROCESS)
    if not others:
        return None
    if memory is None or not memory.knows(keys_of(gathered)):
        from atmp_gap.corpus.validate import prepare

        prepare()
    with taken():
        helpers = [Helper(partial(_handed_over, part, memory, wanted)) for part in others]
        try:
            own = _done(first, memory, wanted)
        except Exception:
            # Whatever it was, the whole will meet it too, and say it to somebody.
            for helper in helpers:
                helper.stop()
            return None
        answers = [helper.answer() for helper in helpers]
    done = [own, *(answer for answer in answers if answer is not None)]
    return _together(done, memory) if len(done) > len(others) else None


def _done(part: Gathered, memory: Memory | None, wanted: Wanted) -> _Done:
    corpus = corpus_of(part, memory)
    result = compare(corpus, wanted.request(corpus))
    # Where there is another share, there is another topic.
    text = wanted.write(result, several=True) if wanted.write else None
    return _Done(
        replace(result, rows=()),
        Piece(result.rows, text=text),
        (frozenset(corpus.topics), frozenset(corpus.subjects), frozenset(corpus.requirements)),
        memory.learnt if memory is not None else {},
    )


def _handed_over(part: Gathered, memory: Memory | None, wanted: Wanted) -> _Done:
    """What a helper did, as it can be sent: its rows stay pickled until somebody wants them."""
    done = _done(part, memory, wanted)
    stored = done.piece.stored if wanted.rows else None
    return replace(done, piece=Piece(stored=stored, text=done.piece.text))


def _together(done: list[_Done], memory: Memory | None) -> Comparison | None:
    """The shares as one comparison; None where one has no topic, or names what another names."""
    if not all(item.bare.topics for item in done):
        return None
    for names in zip(*(item.names for item in done), strict=True):
        if len(frozenset().union(*names)) < sum(map(len, names)):
            return None
    if memory is not None:
        for item in done:
            memory.learnt.update(item.learnt)
    return Comparison(joined([item.bare for item in done]), [item.piece for item in done])
