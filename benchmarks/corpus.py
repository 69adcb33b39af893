"""Write a made-up corpus of N requirements in the format of `requirements/`, to measure with.

    python -m benchmarks.corpus N FOLDER

Deterministic: the same N gives the same bytes on any machine. Shaped after the bundled corpus:
subjects grow with N, with one to twelve entries each (mean about three); about 1 kB of YAML for
each requirement; topics of about 500 requirements, so that files stay of a size people edit. All
kinds of slots, scopes of the real vocabulary, escapes and triggers, drafts, conventions, ICH texts,
all reading grades and recorded searches occur, and `compare` comes to every verdict.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

from benchmarks.answers import ASKS, HOWS, KINDS, WHATS, WHERES, Ask, Option
from benchmarks.entries import Entry, Scope, Writer, absence, condition
from benchmarks.layout import file_text
from benchmarks.register import Document, register
from benchmarks.subjects import DOMAINS, GROUPS, MOST_ENTRIES, Subject

ROOT = Path(__file__).resolve().parents[1]
SEED = 20261122
TOPIC_SIZE, LEAST_TOPICS = 500, 5
REGISTER_SIZE = 200
"""Documents in one file of the register."""

_ENTRIES = (20, 26, 20, 12, 7, 5, 3, 2, 2, 1, 1, 1)
"""How often a subject has one entry, two, three ... twelve."""
_PLANS = {
    "same": 34,
    "different": 26,
    "open": 12,
    "alone": 14,
    "searched": 9,
    "suspected": 3,
    "elsewhere": 2,
}
"""How often both sides agree, differ, leave something open; or one side speaks alone, with or
without a search of the other's texts."""


class _Topic:
    """One folder of the corpus, filled subject by subject."""

    def __init__(self, number: int, texts: dict[str, list[Document]]) -> None:
        self.id = f"area-{number:03}"
        self.number = number
        self.rnd = random.Random(f"{SEED}/{number}")
        self.texts = texts
        self.settling = [*texts["FDA"], *texts["EMA"]]
        self.writer = Writer(self.rnd, f"a{number:03}", texts)
        self.subjects: list[str] = []
        self.absences: list[str] = []
        self.last: Subject | None = None

    def fill(self, size: int, first: int) -> int:
        """Write ``size`` requirements on subjects from number ``first`` on; gives the next one."""
        left = size
        while left:
            wanted = self.rnd.choices(range(1, MOST_ENTRIES + 1), _ENTRIES)[0]
            subject = self._subject(first)
            self._answer(subject, min(wanted, left))
            self.subjects.append(subject.record(self.rnd, self.settling))
            left -= min(wanted, left)
            first += 1
            self.last = subject
        return first

    def _subject(self, number: int) -> Subject:
        what = WHATS[number % len(WHATS)]
        where = WHERES[number // len(WHATS) % len(WHERES)]
        how = HOWS[number // len(WHATS) // len(WHERES) % len(HOWS)]
        turn = number // (len(WHATS) * len(WHERES) * len(HOWS))
        title = f"{what} {where} {how}" + (f", case {turn}" if turn else "")
        name = title.lower().replace(" ", "-").replace(",", "")
        domain, scopes = self.rnd.choice(DOMAINS)
        plan = self.rnd.choices(list(_PLANS), list(_PLANS.values()))[0]
        return Subject(name, title, domain, scopes, self._asks(), plan)

    def _asks(self) -> tuple[Ask, ...]:
        kinds = self.rnd.choices(list(KINDS), list(KINDS.values()), k=2)
        first = self.rnd.choice(ASKS[kinds[0]])
        if self.rnd.random() < 0.15:
            second = self.rnd.choice(ASKS[kinds[1]])
            if second.name != first.name:
                return first, second
        return (first,)

    def _answer(self, subject: Subject, count: int) -> None:
        """Write a subject's entries so that it comes to the verdict that was drawn for it."""
        plan = subject.plan
        first, second = self.rnd.sample(("FDA", "EMA"), 2)
        base = [(ask, self.rnd.choice(ask.options)) for ask in subject.asks]
        two = plan in ("same", "different", "open")
        if count == 1 and plan == "same":
            self._write(subject, "ICH", base)
            return
        answers = {first: base}
        self._write(subject, first, base, base=True)
        if two and count > 1:
            answers[second] = self._other(plan, base)
            self._write(subject, second, answers[second], base=True, prose=plan == "open")
        elif plan in ("searched", "suspected", "elsewhere"):
            record = absence(self.rnd, subject.id, second, self.texts[second], plan)
            self.absences.append(record)
        for turn in range(count - len(answers)):
            agency = list(answers)[turn % len(answers)]
            self._extra(subject, agency, answers[agency])

    def _other(self, plan: str, base: list[tuple[Ask, Option]]) -> list[tuple[Ask, Option]]:
        """The second side's answers: the same, others, or not all of them."""
        if plan == "same":
            return base
        if plan == "open":
            return base[:-1]
        ask, option = base[0]
        others = [item for item in ask.options if item != option]
        return [(ask, self.rnd.choice(others)), *base[1:]]

    def _extra(self, subject: Subject, agency: str, given: list[tuple[Ask, Option]]) -> None:
        """A further entry of a side that has spoken; it never contradicts the first."""
        drawn = self.rnd.random()
        free = [(ask, self.rnd.choice(ask.options)) for ask, _ in given if ask.adds_up]
        if drawn < 0.16 and free and free[0][0].kind == "limit":
            self._write(subject, agency, free[:1], convention=drawn < 0.1, when=drawn >= 0.1)
        elif drawn < 0.2:
            self._write(subject, agency, free or given, by_analogy=True)
        elif drawn < 0.3:
            self._write(subject, agency, free or given, draft=True)
        elif drawn < 0.36 and given:
            self._write(subject, agency, given[:1], obligation="may")
        elif drawn < 0.5:
            self._write(subject, agency, [])
        elif drawn < 0.62 and subject.plan in ("same", "alone"):
            # ICH speaks for both sides: elsewhere it would contradict one, or a recorded silence.
            self._write(subject, "ICH", given)
        elif drawn < 0.72 and free:
            self._write(subject, agency, free[:1], scoped=True)
        else:
            self._write(subject, agency, given, scoped=True)

    def _write(
        self,
        subject: Subject,
        agency: str,
        given: list[tuple[Ask, Option]],
        *,
        base: bool = False,
        prose: bool = False,
        scoped: bool = False,
        when: bool = False,
        convention: bool = False,
        by_analogy: bool = False,
        draft: bool = False,
        obligation: str | None = None,
    ) -> None:
        rnd = self.rnd
        scope: Scope = ()
        if rnd.random() < (0.16 if base else 0.9 if scoped else 0.3):
            dimension, term = rnd.choice(subject.scopes)
            scope = ((dimension, (term,)),)
        subjects: tuple[str, ...] = (subject.id,)
        last = self.last
        if not given and not prose and last and last.takes_prose and rnd.random() < 0.5:
            subjects = (subject.id, last.id)
            last.entries += 1
            scope = ()
        lists = [ask for ask, _ in given if ask.kind == "all-of"]
        clause = subject.clauses[agency] = subject.clauses.get(agency, -1) + 1
        escape = base and given and rnd.random() < 0.06
        entry = Entry(
            subjects=subjects,
            title=subject.title,
            given=tuple(given),
            scope=scope,
            unless=condition(rnd) if escape else None,
            when=condition(rnd) if when else None,
            convention=convention,
            by_analogy=by_analogy,
            complete=bool(lists) and given[0][0] is lists[0] and base and rnd.random() < 0.5,
            obligation=obligation or rnd.choice(("must", "must", "should", "should", "should")),
            clause=clause,
            draft=draft and agency != "ICH",
        )
        self.writer.add(agency, entry)
        subject.entries += 1

    def write(self, folder: Path) -> None:
        """Write the topic's files."""
        folder.mkdir(parents=True)
        head = [
            f"id: {self.id}",
            f"title: Area {self.number}",
            "summary: Made up to measure with; no agency asks any of this.",
            "groups:",
            *(f"  - id: {name}\n    title: {name.capitalize()}" for name in GROUPS),
            "subjects:",
        ]
        _put(folder / "topic.yaml", file_text(head, self.subjects))
        for agency, records in self.writer.records.items():
            head = [f"agency: {agency}", f"topic: {self.id}", "requirements:"]
            _put(folder / f"{agency.lower()}.yaml", file_text(head, records))
        if self.absences:
            head = ["judgements: []", "absences:"]
            _put(folder / "judgements.yaml", file_text(head, self.absences))


def generate(requirements: int, folder: Path) -> None:
    """Write a corpus of that many requirements into a folder, replacing what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("agencies.yaml", "vocabulary.yaml"):
        _put(folder / name, (ROOT / "requirements" / name).read_text(encoding="utf-8"))
    _put(folder / "corpus.yaml", "version: 0.0.1\ndate: 2026-11-22\ntitle: Made up\n")
    texts = register(requirements)
    (folder / "documents").mkdir()
    for agency, documents in texts.items():
        for start in range(0, len(documents), REGISTER_SIZE):
            records = [document.record() for document in documents[start : start + REGISTER_SIZE]]
            name = f"{agency.lower()}-{start // REGISTER_SIZE:03}.yaml"
            _put(folder / "documents" / name, file_text(["documents:"], records))
    topics = max(LEAST_TOPICS, -(-requirements // TOPIC_SIZE))
    subject = 0
    for number in range(topics):
        size = requirements // topics + (number < requirements % topics)
        topic = _Topic(number, texts)
        subject = topic.fill(size, subject)
        topic.write(folder / topic.id)


def _put(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
