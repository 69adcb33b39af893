"""Gathered files to validated records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from atmp_gap.corpus.files import INNER, TOP, DocumentFile, Layers, Loaded
from atmp_gap.corpus.gather import DOCUMENTS, Gathered, Source
from atmp_gap.corpus.pack import Key
from atmp_gap.corpus.problem import Place, Problem, did_you_mean
from atmp_gap.model.judgement import JudgementFile
from atmp_gap.model.record import Record
from atmp_gap.model.requirement import RequirementFile
from atmp_gap.model.subject import Topic

if TYPE_CHECKING:
    from atmp_gap.corpus.memory import Memory


def read_layers(gathered: Gathered, memory: Memory | None = None) -> Layers:
    """Validate every gathered file; what is wrong is collected in ``problems``.

    With a memory, files whose content it knows are not read again, and it learns the others.
    """
    layers = Layers()
    layers.names = [folder.as_posix() for folder in gathered.folders]
    layers.fingerprint = gathered.fingerprint
    layers.files = {source.file: source.raw for source in gathered.sources}
    layers.problems = [*gathered.problems, *(problem for _, problem in gathered.unread)]
    layers.failed.update(
        kind for kind in (_kind(source) for source, _ in gathered.unread) if kind is not None
    )
    work: list[tuple[Source, type[Record]]] = []
    for source in gathered.sources:
        kind = _kind(source)
        if kind is None:
            layers.problems.append(
                Problem(
                    "AG012",
                    "is no file of a corpus",
                    Place(source.file),
                    did_you_mean(source.name, list(TOP)),
                )
            )
        else:
            work.append((source, kind))
    for (source, kind), record in zip(work, _records(work, memory), strict=True):
        if isinstance(record, list):
            layers.problems.extend(record)
            layers.failed.add(kind)
        else:
            _put(layers, source, Loaded(source.file, record, source.raw))
    return layers


def keys_of(gathered: Gathered) -> list[Key]:
    """Under what a memory keeps the records of some files."""
    kinds = [(source, _kind(source)) for source in gathered.sources]
    return [(source.digest, kind.__name__) for source, kind in kinds if kind is not None]


def _kind(source: Source) -> type[Record] | None:
    """What a file holds, by its name and folder; None where the layout has no place for it."""
    if source.folder is None:
        return TOP[source.name][0] if source.name in TOP else None
    if source.folder == DOCUMENTS:
        return DocumentFile
    return INNER.get(source.name, RequirementFile)


def _records(
    work: list[tuple[Source, type[Record]]], memory: Memory | None
) -> Iterator[Record | list[Problem]]:
    """Each file's record, or all that is wrong with it."""
    known = [memory.recall(source.digest, kind) if memory else None for source, kind in work]
    unknown = [item for item, record in zip(work, known, strict=True) if record is None]
    read: Iterator[Record | list[Problem]] = iter(())
    if unknown:
        from atmp_gap.corpus.validate import validated_files

        read = iter(validated_files(unknown, memory))
    for record in known:
        yield next(read) if record is None else record


def _put(layers: Layers, source: Source, loaded: Loaded[Any]) -> None:
    """Add a file to the layers, by what it holds; its folder has to be named like its topic."""
    if source.folder is None:
        getattr(layers, TOP[source.name][1]).append(loaded)
    elif isinstance(loaded.model, DocumentFile):
        layers.documents.append(loaded)
    elif isinstance(loaded.model, JudgementFile):
        layers.judgements.append(loaded)
    elif isinstance(loaded.model, Topic):
        layers.topics.append(loaded)
        _expect_folder(layers, loaded, loaded.model.id, source.folder, "id")
    else:
        layers.requirements.append(loaded)
        _expect_folder(layers, loaded, loaded.model.topic, source.folder, "topic")


def _expect_folder(
    layers: Layers, loaded: Loaded[Any], topic: str, folder: str, field: str
) -> None:
    if topic != folder:
        layers.problems.append(
            Problem(
                "AG012",
                f"speaks of topic {topic!r} in the folder {folder!r}",
                loaded.place(field),
                "the folder is named like its topic",
            )
        )
