"""What a person's layer holds, as a patch of the bundled requirements for others to review.

Confirmed statements are raised to ``read``, own entries and absences are put behind those that
stand, with an id of the bundled files. What a patch cannot say is left out and named.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from atmp_gap.corpus.bundled import bundled_folder
from atmp_gap.corpus.corpus import Corpus
from atmp_gap.model.record import plain
from atmp_gap.model.requirement import Requirement
from atmp_gap.review.item import yaml_lines
from atmp_gap.scaffold import CannotAdd, added, next_id
from atmp_gap.verify.propose import SeenAs, diff_of, raised_to_read


@dataclass
class Patch:
    """A unified diff, what it changes, and what it leaves out with the reason."""

    texts: dict[Path, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    @property
    def diff(self) -> str:
        """The patch."""
        return "".join(
            diff_of(path, text.splitlines(keepends=True))
            for path, text in sorted(self.texts.items())
        )

    def text(self, path: Path) -> str:
        """A file as the patch leaves it so far."""
        if path not in self.texts:
            self.texts[path] = path.read_text(encoding="utf-8") if path.exists() else ""
        return self.texts[path]


def proposal(corpus: Corpus, layer: Path) -> Patch:
    """The patch for all that a layer holds which counts today."""
    patch = Patch()
    bundled = bundled_folder()
    for file in corpus.subjects.values():
        for entry in file.entries:
            if entry.reviews.marks and entry.subject == entry.requirement.subjects[0]:
                _confirmed(patch, corpus, entry.id)
    given: dict[str, str] = {}
    for agency, requirement, spot in corpus.requirements.values():
        if Path(spot.loaded.file).resolve().is_relative_to(layer.resolve()):
            _own(patch, corpus, bundled, agency, requirement, given)
    for file in corpus.subjects.values():
        for placed in file.absences:
            if Path(placed.spot.loaded.file).resolve().is_relative_to(layer.resolve()):
                name = f"{placed.absence.agency} on {file.subject.id}"
                facts = plain(placed.absence, written=True, given=True)
                path = bundled / file.topic / "judgements.yaml"
                _add(patch, path, "absences", facts, name)
                for item in placed.absence.searched:
                    sections = ", ".join(item.sections)
                    patch.left_out.append(
                        (item.document, f"enter {sections} under its sections_read by hand")
                    )
    return patch


def _confirmed(patch: Patch, corpus: Corpus, name: str) -> None:
    _, requirement, spot = corpus.requirements[name]
    reviews = next(
        e.reviews for file in corpus.subjects.values() for e in file.entries if e.id == name
    )
    if reviews.state in ("refuted", "disputed"):
        told = "is refuted" if reviews.state == "refuted" else "is disputed"
        patch.left_out.append((name, f"{told}, which no patch can say: open an issue"))
        return
    if not reviews.seen or requirement.reading.grade == "read":
        return
    if not reviews.anchors:
        patch.left_out.append((name, "confirmed without anchors: confirm again with --anchor"))
        return
    path = Path(spot.place.file)
    newest = [mark for mark in reviews.marks if mark.stands][-1]
    sha256 = (reviews.file or "").removeprefix("sha256:")
    seen = SeenAs(name, newest.at[:10], newest.by, sha256, reviews.anchors)
    lines = raised_to_read(patch.text(path).splitlines(keepends=True), seen)
    if lines is None:
        patch.left_out.append((name, "its reading is not laid out line by line"))
        return
    patch.texts[path] = "".join(lines)
    patch.taken.append(name)


def _own(
    patch: Patch,
    corpus: Corpus,
    bundled: Path,
    agency: str,
    requirement: Requirement,
    given: dict[str, str],
) -> None:
    """An entry of the person's own, with the next id of the bundled file it goes into."""
    topic = corpus.subjects[requirement.subjects[0]].topic
    path = bundled / topic / f"{agency.lower()}.yaml"
    known = {*corpus.requirements, *given.values()}
    here = [
        name
        for name, (_, _, spot) in corpus.requirements.items()
        if Path(spot.loaded.file).resolve() == path.resolve()
    ]
    name = next_id(agency, topic, known, [*here, *given.values()])
    given[requirement.id] = name
    facts = plain(replace(requirement, id=name), written=True, given=True)
    head = f"agency: {agency}\ntopic: {topic}\n"
    _add(patch, path, "requirements", facts, requirement.id, head, always=("answers",))


def _add(
    patch: Patch,
    path: Path,
    key: str,
    facts: dict[str, object],
    name: str,
    head: str = "",
    always: tuple[str, ...] = (),
) -> None:
    try:
        lines = yaml_lines(facts, always)
        patch.texts[path] = added(patch.text(path) or head, path.as_posix(), key, lines)
    except CannotAdd as cannot:
        patch.left_out.append((name, str(cannot)))
    else:
        patch.taken.append(name)
