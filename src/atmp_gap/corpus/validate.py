"""The bytes of files to validated records, on every processor there is."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence

from pydantic import ValidationError

from atmp_gap.corpus.explain import validated
from atmp_gap.corpus.gather import Source
from atmp_gap.corpus.memory import Memory
from atmp_gap.corpus.pack import DamagedPackError, pickled, unpickled
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.yaml_reader import Refused, Unusual, decode, parse, plain
from atmp_gap.model.forms import form, validate
from atmp_gap.model.record import Record

Work = Sequence[tuple[Source, type[Record]]]
WORTH_A_PROCESS = 2_000_000
"""From so many bytes on another process reads its share sooner than it starts."""


def validated_files(work: Work, memory: Memory | None = None) -> list[Record | list[Problem]]:
    """Each file's record, or all that is wrong with it, in order."""
    ours, theirs = _shares(work)
    for _, kind in work:
        form(kind)  # Made before the processes part, so that each has them.
    reader, child = _start(theirs) if theirs else (-1, 0)
    found: dict[int, Record | list[Problem]] = {}
    stored: dict[int, bytes] = {}
    for index, (source, kind) in ours:
        found[index] = _validated(source, kind)
    if theirs:
        stored = _finish(reader, child)
    for index, (source, kind) in theirs:
        try:
            found[index] = unpickled(stored[index])
        except (KeyError, DamagedPackError):
            # Wrong in some way, or the other process was stopped: read it here, and say why.
            found[index] = _validated(source, kind)
            stored.pop(index, None)
    if memory is not None:
        for index, (source, kind) in enumerate(work):
            record = found[index]
            if not isinstance(record, list):
                memory.learn(source.digest, kind, stored.get(index) or pickled(record))
    return [found[index] for index in range(len(work))]


Share = list[tuple[int, tuple[Source, type[Record]]]]


def _shares(work: Work) -> tuple[Share, Share]:
    """The files for this process and for another, each with its number; half of the bytes each."""
    numbered = list(enumerate(work))
    total = sum(len(source.raw) for source, _ in work)
    if total < WORTH_A_PROCESS or (os.cpu_count() or 1) < 2 or not hasattr(os, "fork"):
        return numbered, []
    ours: Share = []
    taken = 0
    for index, (source, kind) in numbered:
        if taken + len(source.raw) > total // 2:
            return ours, numbered[index:]
        taken += len(source.raw)
        ours.append((index, (source, kind)))
    return ours, []


def _start(share: Share) -> tuple[int, int]:
    """Have another process validate a share; returns where its answer comes from, and its id."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return reader, child
    # From here on this is the other process: whatever happens, it must not return.
    try:
        os.close(reader)
        answer: dict[int, bytes] = {}
        for index, (source, kind) in share:
            record = _validated(source, kind)
            if not isinstance(record, list):
                answer[index] = pickled(record)
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(answer, pipe, protocol=5)
    finally:
        os._exit(0)


def _finish(reader: int, child: int) -> dict[int, bytes]:
    """What the other process found: stored records by number; nothing where it was stopped."""
    with os.fdopen(reader, "rb") as pipe:
        raw = pipe.read()
    os.waitpid(child, 0)
    try:
        answer = pickle.loads(raw)
    except Exception:
        return {}
    return answer if isinstance(answer, dict) else {}


def _validated(source: Source, model: type[Record]) -> Record | list[Problem]:
    """A file's bytes as a record, or all that is wrong with them.

    What is valid is read without positions; only the rest is read a second time, with them.
    """
    try:
        text = decode(source.raw, source.file)
        try:
            return validate(model, plain(text))
        except (Unusual, ValidationError):
            node = parse(text, source.file)
    except Refused as refused:
        return refused.problems
    if node is None:
        return [Problem("AG005", "is empty", Place(source.file), "remove the file")]
    return validated(node, source.file, model)
