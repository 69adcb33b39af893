"""What can be checked of files that do not make a valid corpus: all but what is wrong.

A fault in one record would otherwise hide what the rules find in all others. How it works: the
records at which a problem stands are taken out of their files (requirements, documents, subjects,
judgements, absences, terms; the whole file where the fault is in none of them), and what is left is
linked. Where that brings up new problems, because something speaks of what was taken out, those
records go as well, until nothing is left to complain of. Only the first problems are reported.

Rules then see fewer records than there are. Those that conclude from what is not there have to
know: ``LeftOut`` says which subjects have lost something.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.files import DocumentFile, Layers, Loaded
from atmp_gap.corpus.link import link
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem
from atmp_gap.corpus.read import kind_of, put
from atmp_gap.corpus.sources import SourceFile, Sources
from atmp_gap.corpus.yaml_nodes import Map, Seq
from atmp_gap.model.feedback import FeedbackFile
from atmp_gap.model.judgement import JudgementFile
from atmp_gap.model.method import MethodFile
from atmp_gap.model.precedent import PrecedentFile
from atmp_gap.model.record import FileRecord
from atmp_gap.model.requirement import RequirementFile
from atmp_gap.model.review import ReviewFile
from atmp_gap.model.subject import Topic
from atmp_gap.model.terminology import Terminology

_ROUNDS = 12
"""How often records may be taken out because of others; chains of more are not worth the time."""
_LISTS: dict[type[Any], tuple[str, ...]] = {
    DocumentFile: ("documents",),
    RequirementFile: ("requirements",),
    JudgementFile: ("judgements", "absences"),
    Topic: ("subjects",),
    Terminology: ("terms",),
    MethodFile: ("pairs", "attributes"),
    ReviewFile: ("reviews", "readings"),
    PrecedentFile: ("precedents",),
    FeedbackFile: ("feedback",),
}
"""The records that can be taken out of a file. Without a vocabulary nothing can be linked."""

_BESIDE = (PrecedentFile, FeedbackFile)
"""What decides nothing: a subject has lost nothing where such a record could not be used."""


@dataclass
class LeftOut:
    """What was taken out: how many records and files, and of which subjects."""

    records: int = 0
    files: set[str] = field(default_factory=set)
    subjects: dict[str, str] = field(default_factory=dict)
    """The subjects named by such records, each with the topic's folder."""
    topics: set[str] = field(default_factory=set)
    """Topics of which any subject may lack something: a file, or a record on an unknown one."""

    foundations: bool = False
    """Whether vocabulary, agencies or the corpus' own file are among it: then nothing is linked."""

    @property
    def size(self) -> int:
        """How many records and files."""
        return self.records + len(self.files)

    def lose(self, source: SourceFile) -> None:
        """Note that a whole file could not be used."""
        self.files.add(source.file)
        if source.folder is not None:
            self.topics.add(source.folder)
        elif kind_of(source) not in (None, Terminology, MethodFile, ReviewFile):
            self.foundations = True


@dataclass(frozen=True)
class Linked:
    """A corpus as far as there is one, the files it was made of, and what was wrong or left out."""

    layers: Layers
    corpus: Corpus | None
    problems: list[Problem]
    left_out: LeftOut


def link_valid(layers: Layers, sources: Sources) -> Linked:
    """Link what can be linked of the files of a corpus."""
    try:
        return Linked(layers, link(layers), [], LeftOut())
    except InvalidCorpusError as invalid:
        problems = list(invalid.problems)
    left_out = LeftOut()
    for source, _ in sources.unread:
        left_out.lose(source)
    rest, now = layers, problems
    for number in range(_ROUNDS):
        before = left_out.size
        rest = _without(rest, sources, now, left_out)
        if left_out.foundations or (number and left_out.size == before):
            break
        try:
            corpus = link(rest)
            left_out.topics.update(
                topic for name, topic in left_out.subjects.items() if name not in corpus.subjects
            )
            return Linked(rest, corpus, problems, left_out)
        except InvalidCorpusError as invalid:
            now = list(invalid.problems)
    return Linked(layers, None, problems, left_out)


def _without(
    layers: Layers, sources: Sources, problems: Iterable[Problem], left_out: LeftOut
) -> Layers:
    """The files without the records at which a problem stands."""
    places: dict[str, list[Place]] = {}
    for problem in problems:
        places.setdefault(problem.place.file, []).append(problem.place)
    rest = Layers()
    rest.names, rest.fingerprint, rest.files = layers.names, layers.fingerprint, layers.files
    loaded = {item.file: item for item in layers.all()}
    for source in sources.files:
        kind = kind_of(source)
        item = loaded.get(source.file)
        if kind is None or source.file in left_out.files:
            continue
        if item is None or source.file in places:
            item = _pruned(source, kind, item, places.get(source.file, []), left_out)
        if item is None:
            left_out.lose(source)
        else:
            put(rest, source, item)
    return rest


def _pruned(
    source: SourceFile,
    kind: type[FileRecord],
    item: Loaded[Any] | None,
    places: list[Place],
    left_out: LeftOut,
) -> Loaded[Any] | None:
    """A file without the records at some places; None where that leaves nothing of it."""
    from atmp_gap.corpus.validate import validated
    from atmp_gap.corpus.yaml_reader import Refused, decode, parse

    try:
        node = item.node if item else parse(decode(source.raw, source.file), source.file)
    except Refused as refused:
        node = refused.node
    if not isinstance(node, Map) or kind not in _LISTS or not places:
        return None
    gone = _records_at(node, _LISTS[kind], places)
    records = {spot for spot in gone if spot is not None}
    if len(records) < len(gone):
        return None
    left_out.records += len(records)
    for name, index in records if kind not in _BESIDE else ():
        for subject in _subjects_of(node[name][index]):
            left_out.subjects[subject] = source.folder or ""
    rest = _cut(node, records)
    valid = validated(rest, source.file, kind)
    return None if isinstance(valid, list) else Loaded(source.file, valid, node=rest)


def _records_at(
    node: Map, lists: tuple[str, ...], places: Iterable[Place]
) -> set[tuple[str, int] | None]:
    """The list and the index of the record in which each place lies; None where it is in none."""
    begins: list[tuple[tuple[int, int], tuple[str, int] | None]] = [((0, 0), None)]
    for key, (line, column, _, _) in node.marks.items():
        begins.append(((line, column), None))
        items = node[key]
        if key in lists and isinstance(items, Seq):
            begins += [(mark, (key, index)) for index, mark in enumerate(items.marks)]
    begins.sort(key=itemgetter(0))
    starts = [start for start, _ in begins]
    return {begins[bisect_right(starts, (at.line, at.column)) - 1][1] for at in places}


def _cut(node: Map, gone: set[tuple[str, int]]) -> Map:
    """A file's data without some records; what is left stands where it stood."""
    rest = Map(node.line, node.column)
    for key, value in node.items():
        rest.marks[key] = node.marks[key]
        rest[key] = value
        if isinstance(value, Seq) and any(name == key for name, _ in gone):
            kept = [index for index in range(len(value)) if (key, index) not in gone]
            rest[key] = items = Seq(value.line, value.column)
            items.extend(value[index] for index in kept)
            items.marks = [value.marks[index] for index in kept]
    return rest


def _subjects_of(record: Any) -> Iterator[str]:
    """The subjects of which a record speaks; an empty name where it does not say so."""
    named = record.get("subject") if isinstance(record, dict) else None
    for name in named if isinstance(named, list) else [named]:
        yield name if isinstance(name, str) else ""
