"""Folders of YAML files to validated records, each file read once."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atmp_gap.corpus.files import TOP, Content, DocumentFile, Layers, Loaded
from atmp_gap.corpus.folder import check_folder, read_bytes, shown, unreadable, yaml_files
from atmp_gap.corpus.problem import InvalidCorpusError, Place, Problem, did_you_mean
from atmp_gap.model.judgement import JudgementFile
from atmp_gap.model.requirement import RequirementFile
from atmp_gap.model.subject import Topic

if TYPE_CHECKING:
    from atmp_gap.corpus.memory import Memory


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


def read_layers(folders: Sequence[Path], memory: Memory | None = None) -> Layers:
    """Read every file of some corpus folders; what is wrong is collected in ``problems``.

    With a memory, files whose content it knows are not read again, and it learns the others.
    Raises InvalidCorpusError where a folder is missing, no folder, or holds no corpus at all.
    """
    layers = Layers()
    for folder in folders:
        check_folder(folder)
        layers.names.append(folder.as_posix())
        if memory is not None:
            memory.open(folder)
        _Folder(folder, layers, memory).read()
        if memory is not None:
            memory.close()
    return layers


class _Folder:
    """The reading of one layer."""

    def __init__(self, folder: Path, layers: Layers, memory: Memory | None) -> None:
        self.folder, self.layers, self.memory = folder, layers, memory
        self.number = len(layers.names) - 1
        self.real = os.path.realpath(folder)

    def read(self) -> None:
        """Read all its files into the layers."""
        read, problems = len(self.layers.digests), len(self.layers.problems)
        for path, inner in yaml_files(self.folder, self.layers.problems):
            if inner:
                self._inner(path)
            elif path.name in TOP:
                model, kind = TOP[path.name]
                loaded: Loaded[Any] | None = self._file(path, model)
                if loaded:
                    getattr(self.layers, kind).append(loaded)
            else:
                place, near = Place(shown(path)), did_you_mean(path.name, list(TOP))
                self.layers.problems.append(Problem("AG012", "is no file of a corpus", place, near))
        if len(self.layers.digests) == read and len(self.layers.problems) == problems:
            raise InvalidCorpusError(
                [
                    Problem(
                        "AG001",
                        "holds no requirement files",
                        Place(self.folder.as_posix()),
                        "a corpus folder has topic folders with topic.yaml and one file per agency",
                    )
                ]
            )

    def _inner(self, path: Path) -> None:
        """A file of a subfolder: the register, or one of a topic's files."""
        name = path.parent.name
        if name == "documents":
            documents = self._file(path, DocumentFile)
            if documents:
                self.layers.documents.append(documents)
        elif path.name == "topic.yaml":
            topic = self._file(path, Topic)
            if topic:
                self.layers.topics.append(topic)
                self._expect_folder(topic, topic.model.id, name, "id")
        elif path.name == "judgements.yaml":
            judgements = self._file(path, JudgementFile)
            if judgements:
                self.layers.judgements.append(judgements)
        else:
            requirements = self._file(path, RequirementFile)
            if requirements:
                self.layers.requirements.append(requirements)
                self._expect_folder(requirements, requirements.model.topic, name, "topic")

    def _expect_folder(self, loaded: Loaded[Any], topic: str, folder: str, field: str) -> None:
        if topic != folder:
            self.layers.problems.append(
                Problem(
                    "AG012",
                    f"speaks of topic {topic!r} in the folder {folder!r}",
                    loaded.place(field),
                    "the folder is named like its topic",
                )
            )

    def _file(self, path: Path, model: type[Content]) -> Loaded[Content] | None:
        """One file as a record; what is wrong goes into the layers' problems."""
        file = shown(path)
        try:
            raw = read_bytes(path, self.real)
        except OSError as error:
            self.layers.problems.append(unreadable(path, error))
            self.layers.failed.add(model)
            return None
        digest = hashlib.sha256(raw.replace(b"\r\n", b"\n")).digest()
        name = f"{self.number}/{path.relative_to(self.folder).as_posix()}"
        self.layers.files[file] = raw
        self.layers.digests.append((name, digest))
        known = self.memory.recall(digest, model) if self.memory else None
        if known is not None:
            return Loaded(file, known, raw)
        loaded = _validated(raw, file, model)
        if isinstance(loaded, list):
            self.layers.problems.extend(loaded)
            self.layers.failed.add(model)
            return None
        if self.memory:
            self.memory.learn(digest, loaded.model)
        return loaded


def _validated(raw: bytes, file: str, model: type[Content]) -> Loaded[Content] | list[Problem]:
    """A file's bytes as a record, or all that is wrong with them.

    What is valid is read without positions; only for the others is it read a second time.
    """
    from pydantic import ValidationError

    from atmp_gap.corpus.explain import validated
    from atmp_gap.corpus.yaml_reader import Refused, Unusual, decode, parse, plain
    from atmp_gap.model.forms import validate

    try:
        text = decode(raw, file)
        try:
            return Loaded(file, validate(model, plain(text)), raw)
        except (Unusual, ValidationError):
            node = parse(text, file)
    except Refused as refused:
        return refused.problems
    if node is None:
        return [Problem("AG005", "is empty", Place(file), "remove the file")]
    record = validated(node, file, model)
    return record if isinstance(record, list) else Loaded(file, record, raw, node)
