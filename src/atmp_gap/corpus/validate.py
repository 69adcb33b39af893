"""The bytes of files to validated records, on every processor there is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pydantic_core import ValidationError

from atmp_gap.corpus.explain import validated
from atmp_gap.corpus.files import KINDS
from atmp_gap.corpus.gather import Source
from atmp_gap.corpus.memory import Memory
from atmp_gap.corpus.pack import DamagedPackError, pickled, unpickled
from atmp_gap.corpus.problem import Place, Problem
from atmp_gap.corpus.yaml_reader import Refused, Unusual, decode, parse, plain
from atmp_gap.model.record import Record
from atmp_gap.model.schema import validate, validator
from atmp_gap.processes import Helper, shares

Work = Sequence[tuple[Source, type[Record]]]
WORTH_A_PROCESS = 1_000_000
"""With so many bytes another process reads its share sooner than it starts."""


def prepare() -> None:
    """Make what validating needs before processes part, so that each has it."""
    for kind in KINDS:
        validator(kind)


def validated_files(work: Work, memory: Memory | None = None) -> list[Record | list[Problem]]:
    """Each file's record, or all that is wrong with it, in order."""
    for _, kind in work:
        validator(kind)  # Made before processes part, so that each has them.
    first, *others = shares([len(source.raw) for source, _ in work], WORTH_A_PROCESS)
    helpers = [Helper(partial(_stored, work, share)) for share in others]
    found = {index: _validated(*work[index]) for index in first}
    stored: dict[int, bytes] = {}
    for share, helper in zip(others, helpers, strict=True):
        answer = helper.answer() or {}
        for index in share:
            try:
                found[index] = unpickled(answer[index])
                stored[index] = answer[index]
            except (KeyError, DamagedPackError):
                # Wrong in some way, or the helper was stopped: read it here, and say why.
                found[index] = _validated(*work[index])
    if memory is not None:
        for index, (source, kind) in enumerate(work):
            record = found[index]
            if not isinstance(record, list):
                memory.learn(source.digest, kind, stored.get(index) or pickled(record))
    return [found[index] for index in range(len(work))]


def _stored(work: Work, share: range) -> dict[int, bytes]:
    """The records of a share as they are stored, by number, without those that are not valid."""
    records = ((index, _validated(*work[index])) for index in share)
    return {index: pickled(record) for index, record in records if not isinstance(record, list)}


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
