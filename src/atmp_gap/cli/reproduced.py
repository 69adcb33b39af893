"""A frozen state asked again: what ``freeze``, ``reproduce`` and ``recall`` share."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atmp_gap.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from atmp_gap.corpus.corpus import Corpus
    from atmp_gap.frozen.answer import Answered
    from atmp_gap.frozen.reproduce import Cause, Reproduction
    from atmp_gap.frozen.state import Frozen


def read_state(path: Path) -> Frozen:
    """The frozen state in a file. Stops where it cannot be read."""
    from atmp_gap.text.reading import read_regular

    try:
        raw = read_regular(path)
    except OSError as error:
        hint = "name a file that atmp-gap freeze wrote"
        raise Stop(f"cannot read {path}: {error.strerror}", hint, ExitCode.INPUT) from None
    return state_of(raw, str(path))


def state_of(raw: bytes, file: str) -> Frozen:
    """A frozen state of bytes. Stops after naming everything wrong with it."""
    from atmp_gap.cli.console import say
    from atmp_gap.frozen.archive import UnusableFrozen
    from atmp_gap.frozen.reproduce import frozen_reports
    from atmp_gap.frozen.state import read_frozen

    try:
        found = read_frozen(raw, file)
        frozen_reports(found)
    except UnusableFrozen as unusable:
        *others, last = unusable.problems
        for problem in others:
            say(str(problem))
        raise Stop(f"{last.place} {last.message}", last.help, ExitCode.INPUT) from None
    return found


@contextmanager
def laid_out(frozen: Frozen) -> Iterator[Path]:
    """A folder of its own with the files of a state; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="atmp-gap-") as name:
        folder = Path(name).resolve()
        try:
            frozen.unpack(folder)
        except OSError as error:
            told = error.strerror or type(error).__name__
            raise Stop(f"cannot unpack {frozen.file}: {told}", "look at the disk") from None
        yield folder


def opened(frozen: Frozen, folder: Path, installed: bool, public: bool = False) -> Corpus:
    """The requirements of a state that is laid out; with ``installed`` those of this program below.

    ``public`` leaves out what is confidential.

    Stops where they cannot be used, with the places in the zip.
    """
    from atmp_gap.cli.confidential import opened_for
    from atmp_gap.cli.options import Opening
    from atmp_gap.corpus.bundled import bundled_folder
    from atmp_gap.corpus.problem import InvalidCorpusError
    from atmp_gap.corpus.sources import gather

    folders = [
        bundled_folder() if installed and layer.bundled else path
        for layer, path in zip(frozen.manifest.layers, frozen.layers(folder), strict=True)
    ]
    try:
        return opened_for(Opening(gather(folders), None), public).corpus
    except InvalidCorpusError as invalid:
        raise _unusable(invalid, frozen, folder) from None


def asked(frozen: Frozen, folder: Path, corpus: Corpus) -> Answered:
    """The question of a state, asked of requirements. Stops where they do not know its words."""
    from atmp_gap.corpus.problem import InvalidCorpusError
    from atmp_gap.frozen.answer import asked_again, unknown_words

    unknown = unknown_words(frozen.manifest.question, corpus)
    if unknown:
        hint = "its manifest was changed, or these are other requirements than it was frozen of"
        raise Stop(f"{frozen.file} asks for {', '.join(unknown)}", hint, ExitCode.INPUT)
    try:
        return asked_again(frozen.manifest, folder, corpus)
    except InvalidCorpusError as invalid:
        raise _unusable(invalid, frozen, folder) from None


def held_again(frozen: Frozen, seal: str | None, installed: bool) -> Reproduction:
    """A state asked again, and its rows held against those that were frozen."""
    from atmp_gap.frozen import reproduce
    from atmp_gap.frozen.installed import made_with

    then = reproduce.frozen_reports(frozen)
    with laid_out(frozen) as folder:
        corpus = opened(frozen, folder, installed)
        now = _as_data(asked(frozen, folder, corpus))
    manifest = frozen.manifest
    changed = reproduce.made_with(manifest.tool, made_with())
    topics = {name: file.topic for name, file in corpus.subjects.items()}
    causes = tuple(_causes(frozen, corpus, changed))
    same, rows = reproduce.differences(frozen, then, now, topics, causes)
    return reproduce.Reproduction(
        frozen.file,
        manifest.name,
        manifest.by,
        manifest.at,
        manifest.product,
        frozen.seal,
        seal,
        (manifest.corpus.version, manifest.corpus.fingerprint),
        (corpus.version, corpus.fingerprint),
        (manifest.tool.version, made_with().version),
        changed,
        frozen.altered,
        same,
        tuple(rows),
        tuple(_notes(frozen)),
    )


def _causes(frozen: Frozen, corpus: Corpus, changed: tuple[Any, ...]) -> Iterator[Cause]:
    """What may be behind any row that differs."""
    if corpus.fingerprint != frozen.manifest.corpus.fingerprint and not _altered(frozen):
        yield "requirements"
    if changed and changed[0].what == "atmp-gap":
        yield "tool"
    if any(item.what != "atmp-gap" for item in changed):
        yield "packages"


def _altered(frozen: Frozen) -> bool:
    """Whether requirements were altered in the zip."""
    from atmp_gap.frozen.state import REQUIREMENTS

    return any(item.name.startswith(REQUIREMENTS) and not item.added for item in frozen.altered)


def _notes(frozen: Frozen) -> Iterator[str]:
    from atmp_gap.corpus.bundled import bundled_folder
    from atmp_gap.corpus.sources import gather
    from atmp_gap.frozen.state import bundled_digest
    from atmp_gap.settle.records import now

    if frozen.manifest.at > now():
        yield "it says that it was frozen later than this machine's clock shows: one of them is off"
    installed = gather([bundled_folder()])
    if frozen.manifest.layers[0].bundled and bundled_digest(frozen) != installed.digest:
        yield (
            f"other requirements are installed here ({installed.fingerprint}): atmp-gap recall "
            f"{frozen.file} says what they change"
        )


def _as_data(found: Answered) -> dict[str, Mapping[str, Any]]:
    """Reports as the JSON format has them, read back."""
    from atmp_gap.frozen.reproduce import ASSESSMENT, COMPARISON
    from atmp_gap.report import formatter
    from atmp_gap.report.assessment_paper import assessment_paper

    made = formatter("json")
    data = {COMPARISON: json.loads(made.comparison(found.result))}
    if found.assessment:
        data[ASSESSMENT] = json.loads(made.paper(assessment_paper(found.assessment, (), True)))
    return data


def _unusable(invalid: Any, frozen: Frozen, folder: Path) -> Stop:
    """The end of a run on files that cannot be used: all that is wrong, and what may be behind."""
    from atmp_gap import __version__
    from atmp_gap.cli.console import say

    for problem in invalid.problems:
        say(str(problem).replace(f"{folder.as_posix()}/", f"{frozen.file}:"))
    for item in frozen.altered:
        say(f"{frozen.file}:{item.name} was altered since it was frozen")
    version = frozen.manifest.tool.version
    hint = "ask for the file again" if frozen.altered else None
    if not frozen.altered and version != __version__:
        hint = f"atmp-gap {version} froze it: pip install atmp-gap=={version}, and ask that"
    number = len(invalid.problems)
    errors = f"{number} error{'s' if number != 1 else ''}"
    return Stop(f"what {frozen.file} holds is not usable: {errors}", hint, ExitCode.INPUT)
