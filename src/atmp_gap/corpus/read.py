"""Gathered files to validated records: the second step from files to a result."""

from __future__ import annotations

from typing import Any

from atmp_gap.cache.store import FILES, Store
from atmp_gap.corpus.files import FOLDERS, INNER, TOP, Layers, Loaded
from atmp_gap.corpus.problem import Place, Problem, did_you_mean
from atmp_gap.corpus.sources import ANY_NAME, SourceFile, Sources
from atmp_gap.model.judgement import JudgementFile
from atmp_gap.model.record import FileRecord
from atmp_gap.model.requirement import RequirementFile
from atmp_gap.model.subject import Topic


def read(sources: Sources, store: Store | None = None) -> Layers:
    """Validate every gathered file; what is wrong is collected in ``problems``.

    With a store, files whose content it knows are not read again, and it learns the others.
    """
    layers = Layers()
    layers.names = [folder.as_posix() for folder in sources.folders]
    layers.fingerprint = sources.fingerprint
    layers.files = {source.file: source.raw for source in sources.files}
    layers.problems = [*sources.problems, *(problem for _, problem in sources.unread)]
    layers.failed.update(kind for source, _ in sources.unread for kind in _kinds_of(source))
    for source in sources.files:
        kind = kind_of(source)
        if kind is None:
            layers.problems.append(
                Problem(
                    "AG012",
                    "is no file of a corpus",
                    Place(source.file),
                    did_you_mean(source.name, list(TOP)),
                )
            )
            continue
        found = record(source, kind, store)
        if isinstance(found, list):
            layers.problems.extend(found)
            layers.failed.add(kind)
        else:
            put(layers, source, Loaded(source.file, found, source.raw))
    return layers


def kind_of(source: SourceFile) -> type[FileRecord] | None:
    """What a file holds, by its name and folder; None where the layout has no place for it."""
    if source.folder is None:
        return TOP[source.name][0] if source.name in TOP else None
    if source.folder in FOLDERS:
        return FOLDERS[source.folder][0]
    return INNER.get(source.name, RequirementFile)


def _kinds_of(source: SourceFile) -> tuple[type[FileRecord], ...]:
    """What a file that was not read may hold; a folder of a topic holds several kinds."""
    if source.name == ANY_NAME and source.folder not in FOLDERS:
        return *INNER.values(), RequirementFile
    kind = kind_of(source)
    return () if kind is None else (kind,)


def key_of(source: SourceFile, kind: type[FileRecord]) -> str:
    """Under what a store keeps the record of a file: its content, and what it holds."""
    return f"{source.digest.hex()} {kind.__name__}"


def record(
    source: SourceFile, kind: type[FileRecord], store: Store | None = None
) -> FileRecord | list[Problem]:
    """A file's record, or all that is wrong with it."""
    known = store.get(FILES, key_of(source, kind), kind) if store else None
    if known is not None:
        return known
    # Validating takes pydantic and PyYAML, which nothing else in opening a corpus needs.
    from atmp_gap.corpus.validate import validated_file

    read = validated_file(source, kind)
    if store is not None and not isinstance(read, list):
        store.put(FILES, key_of(source, kind), read)
    return read


def put(layers: Layers, source: SourceFile, loaded: Loaded[Any]) -> None:
    """Add a file to the layers, by what it holds; its folder has to be named like its topic."""
    if source.folder is None:
        getattr(layers, TOP[source.name][1]).append(loaded)
    elif source.folder in FOLDERS:
        getattr(layers, FOLDERS[source.folder][1]).append(loaded)
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
