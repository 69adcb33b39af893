"""Folders of YAML files to file models, each with its nodes for positions."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import Field, ValidationError

from atmp_gap.corpus.explain import explain
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem, did_you_mean
from atmp_gap.corpus.yaml_reader import MAX_BYTES, Refused, decode, parse, place_of
from atmp_gap.model.agency import Agency
from atmp_gap.model.base import Day, Model, Text
from atmp_gap.model.document import Document
from atmp_gap.model.judgement import JudgementFile
from atmp_gap.model.requirement import RequirementFile
from atmp_gap.model.subject import Topic
from atmp_gap.model.terminology import Terminology
from atmp_gap.model.vocabulary import Vocabulary


class CorpusFile(Model):
    """The file that names a corpus' version and date."""

    version: Text
    date: Day
    title: Text | None = None
    licence: Text | None = None


class AgencyFile(Model):
    """The file of agencies."""

    agencies: tuple[Agency, ...]


class DocumentFile(Model):
    """One file of the register."""

    documents: tuple[Document, ...] = Field(default=())


Content = TypeVar("Content", bound=Model)


@dataclass(frozen=True)
class Loaded(Generic[Content]):
    """A validated file and the nodes it was read from."""

    file: str
    node: Any
    model: Content

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Where an item of the file stands."""
        return place_of(self.node, path, self.file, key)


@dataclass
class Layers:
    """All files of all layers, by what they hold."""

    names: list[str] = field(default_factory=list)
    corpus: list[Loaded[CorpusFile]] = field(default_factory=list)
    agencies: list[Loaded[AgencyFile]] = field(default_factory=list)
    vocabulary: list[Loaded[Vocabulary]] = field(default_factory=list)
    terminology: list[Loaded[Terminology]] = field(default_factory=list)
    documents: list[Loaded[DocumentFile]] = field(default_factory=list)
    topics: list[Loaded[Topic]] = field(default_factory=list)
    requirements: list[Loaded[RequirementFile]] = field(default_factory=list)
    judgements: list[tuple[str, Loaded[JudgementFile]]] = field(default_factory=list)
    contents: list[tuple[str, bytes]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """The bytes of every file that could be read, by the name used in places."""
    problems: list[Problem] = field(default_factory=list)
    failed: set[type[Any]] = field(default_factory=set)
    """The kinds of files of which one could not be used; what it defines is unknown."""

    def all(self) -> Iterator[Loaded[Any]]:
        """Every file that was read, of whatever kind."""
        kinds: tuple[list[Any], ...] = (
            *(self.corpus, self.agencies, self.vocabulary, self.terminology),
            *(self.documents, self.topics, self.requirements),
        )
        for files in kinds:
            yield from files
        yield from (loaded for _, loaded in self.judgements)


_TOP: dict[str, tuple[type[Any], str]] = {
    "corpus.yaml": (CorpusFile, "corpus"),
    "agencies.yaml": (AgencyFile, "agencies"),
    "vocabulary.yaml": (Vocabulary, "vocabulary"),
    "terminology.yaml": (Terminology, "terminology"),
}


@contextmanager
def collector_off() -> Iterator[None]:
    """Switch the garbage collector off for a while: reading makes many objects and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def read_layers(folders: Sequence[Path]) -> Layers:
    """Read every file of some corpus folders; what is wrong is collected in ``problems``.

    Raises InvalidCorpusError where a folder is missing, no folder, or holds no corpus at all.
    """
    layers = Layers()
    for folder in folders:
        _check_folder(folder)
        layers.names.append(folder.as_posix())
        _read_folder(folder, layers, len(layers.names) - 1)
    return layers


def _check_folder(folder: Path) -> None:
    place = Place(folder.as_posix())
    try:
        exists = folder.exists()
    except OSError as error:
        raise InvalidCorpusError([_unreadable(folder, error)]) from None
    if not exists:
        raise InvalidCorpusError([Problem("AG001", "does not exist", place, look_near(folder))])
    if not _is_folder(folder):
        raise InvalidCorpusError(
            [Problem("AG001", "is a file; a folder of requirements is expected", place)]
        )


def look_near(folder: Path) -> str:
    """What to do about a folder that does not exist: the nearest that does."""
    try:
        siblings = [item.name for item in folder.parent.iterdir() if item.is_dir()]
    except OSError:
        siblings = []
    near = did_you_mean(folder.name, siblings) or ""
    return near if near.startswith("did") else "name the folder that holds the requirement files"


def _read_folder(folder: Path, layers: Layers, layer: int) -> None:
    try:
        items = sorted(folder.iterdir())
    except OSError as error:
        raise InvalidCorpusError([_unreadable(folder, error)]) from None
    before = len(layers.contents)
    problems = len(layers.problems)
    for item in items:
        if item.name.startswith("."):
            continue
        if _is_folder(item):
            if item.suffix in (".yaml", ".yml"):
                layers.problems.append(
                    Problem("AG001", "is a folder where a file is expected", Place(shown(item)))
                )
                continue
            for path in _yaml_files(item, layers):
                _read_inner(path, folder, layers, layer)
        elif item.suffix in (".yaml", ".yml"):
            if item.name in _TOP:
                model, kind = _TOP[item.name]
                loaded: Loaded[Any] | None = _read(item, folder, layers, layer, model)
                if loaded:
                    getattr(layers, kind).append(loaded)
            else:
                layers.problems.append(
                    Problem(
                        "AG012",
                        "is no file of a corpus",
                        Place(shown(item)),
                        did_you_mean(item.name, list(_TOP)),
                    )
                )
    if len(layers.contents) == before and len(layers.problems) == problems:
        raise InvalidCorpusError(
            [
                Problem(
                    "AG001",
                    "holds no requirement files",
                    Place(folder.as_posix()),
                    "a corpus folder has topic folders with topic.yaml and one file per agency",
                )
            ]
        )


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; where that cannot be told, reading it will say why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _yaml_files(folder: Path, layers: Layers) -> list[Path]:
    try:
        found = sorted(item for item in folder.iterdir() if item.suffix in (".yaml", ".yml"))
    except OSError as error:
        layers.problems.append(_unreadable(folder, error))
        return []
    return [item for item in found if not item.name.startswith(".")]


def _read_inner(path: Path, folder: Path, layers: Layers, layer: int) -> None:
    """A file of a subfolder: the register, or one of a topic's files."""
    name = path.parent.name
    if name == "documents":
        documents = _read(path, folder, layers, layer, DocumentFile)
        if documents:
            layers.documents.append(documents)
    elif path.name == "topic.yaml":
        topic = _read(path, folder, layers, layer, Topic)
        if topic:
            layers.topics.append(topic)
            _expect_folder(topic, topic.model.id, name, layers, "id")
    elif path.name == "judgements.yaml":
        judgements = _read(path, folder, layers, layer, JudgementFile)
        if judgements:
            layers.judgements.append((name, judgements))
    else:
        requirements = _read(path, folder, layers, layer, RequirementFile)
        if requirements:
            layers.requirements.append(requirements)
            _expect_folder(requirements, requirements.model.topic, name, layers, "topic")


def _expect_folder(
    loaded: Loaded[Any], topic: str, folder: str, layers: Layers, field_name: str
) -> None:
    if topic != folder:
        layers.problems.append(
            Problem(
                "AG012",
                f"speaks of topic {topic!r} in the folder {folder!r}",
                loaded.place(field_name),
                "the folder is named like its topic",
            )
        )


def shown(path: Path) -> str:
    """A path as people type it: relative to where they are, where that is shorter."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _unreadable(path: Path, error: OSError) -> Problem:
    reason = error.strerror or str(error) or type(error).__name__
    return Problem("AG001", f"cannot be read: {reason}", Place(shown(path)))


def _read(
    path: Path, folder: Path, layers: Layers, layer: int, model: type[Content]
) -> Loaded[Content] | None:
    """Read and validate one file; what is wrong goes into ``layers.problems``."""
    before = len(layers.problems)
    loaded = _read_one(path, folder, layers, layer, model)
    if len(layers.problems) > before:
        layers.failed.add(model)
    return loaded


def _read_one(
    path: Path, folder: Path, layers: Layers, layer: int, model: type[Content]
) -> Loaded[Content] | None:
    file = shown(path)
    try:
        raw = _bytes(path, folder)
    except OSError as error:
        layers.problems.append(_unreadable(path, error))
        return None
    layers.files[file] = raw
    layers.contents.append((f"{layer}/{path.relative_to(folder).as_posix()}", raw))
    try:
        node = parse(decode(raw, file), file)
    except Refused as refused:
        layers.problems.extend(refused.problems)
        return None
    if node is None:
        layers.problems.append(Problem("AG005", "is empty", Place(file), "remove the file"))
        return None
    try:
        return Loaded(file, node, model.model_validate(node))
    except ValidationError as error:
        layers.problems.extend(explain(error, node, file, model))
        return None


def _bytes(path: Path, folder: Path) -> bytes:
    """A regular file's bytes. Raises OSError.

    A link may lead to another file of the same folder, never out of it: what is checked and
    published has to be what lies in the folder. Pipes and devices are not waited for.
    """
    real = Path(os.path.realpath(path, strict=True))
    if not real.is_relative_to(os.path.realpath(folder)):
        raise OSError(0, "it is a link that leads out of the folder")
    if stat.S_ISDIR(real.stat().st_mode):
        raise OSError(0, "it is a folder where a file is expected")
    descriptor = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError(0, "it is no regular file")
        if state.st_size > MAX_BYTES:
            raise OSError(0, "it is larger than 64 MB; split it")
        raw = file.read(state.st_size + 1)
    if len(raw) != state.st_size:
        raise OSError(0, "it changed while it was read")
    return raw


_BINARY = getattr(os, "O_BINARY", 0)
