"""Everything in a corpus that can be found, with its names and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus, SubjectFile
from atmp_gap.corpus.words import extra_words, subject_words
from atmp_gap.model.requirement import RawAnswer
from atmp_gap.search.found import KINDS


@dataclass(frozen=True)
class Item:
    """Something that can be found."""

    kind: str
    """One of ``KINDS``."""
    what: str
    """What people call the kind: of a word of scope, its dimension."""
    id: str
    title: str
    names: tuple[str, ...] = ()
    """Other words for it."""
    text: str = ""
    subjects: tuple[str, ...] = ()
    """The subjects it is about."""
    near: tuple[str, ...] = ()
    """Ids of its kind that are next to it in the tree of words."""


def items(corpus: Corpus) -> list[Item]:
    """All of a corpus that can be found, in the order in which equally good hits are listed."""
    made = [
        *_subjects(corpus),
        *_topics(corpus),
        *_terms(corpus),
        *_scope(corpus),
        *_conditions(corpus),
        *_documents(corpus),
        *_sections(corpus),
        *_statements(corpus),
    ]
    return sorted(made, key=lambda item: KINDS.index(item.kind))


def _subjects(corpus: Corpus) -> Iterator[Item]:
    words = subject_words(corpus)
    for name, file in corpus.subjects.items():
        subject, names = file.subject, words[name][1:]
        yield Item(
            "subject",
            "subject",
            name,
            subject.title,
            tuple(names),
            _text([subject.question, *_asked(file), subject.note or ""]),
            (name,),
        )


def _asked(file: SubjectFile) -> Iterator[str]:
    """What a subject's slots and their values are called, and why people judged as they did."""
    for name, slot in file.subject.asks.items():
        yield slot.title or name
        yield from slot.values.values()
    for placed in file.judgements:
        yield placed.judgement.reason


def _topics(corpus: Corpus) -> Iterator[Item]:
    extra = extra_words(corpus)
    for topic in corpus.topics.values():
        names = (*topic.synonyms, *extra.get(topic.id, ()))
        text = _text([topic.summary, *(group.title for group in topic.groups)])
        subjects = tuple(subject.id for subject in topic.subjects)
        yield Item("topic", "topic", topic.id, topic.title, names, text, subjects)


def _terms(corpus: Corpus) -> Iterator[Item]:
    for term in corpus.terminology:
        words = [term.us, *term.us_synonyms, term.eu, *term.eu_synonyms]
        title = " / ".join(word for word in (term.us, term.eu) if word)
        names = tuple(dict.fromkeys(word for word in words if word))
        yield Item("term", "US and EU term", term.id, title, names, term.note)


def _scope(corpus: Corpus) -> Iterator[Item]:
    extra = extra_words(corpus)
    for axis in corpus.space.axes:
        for name, mask in axis.masks.items():
            names = (*axis.synonyms.get(name, ()), *extra.get(name, ()))
            # What holds it, what it holds, and what it shares its nearest branch with.
            above = [
                other for other, held in axis.masks.items() if held != mask and held & mask == mask
            ]
            nearest = min(above, key=lambda other: axis.masks[other].bit_count(), default=None)
            near = [
                other
                for other, held in axis.masks.items()
                if other != name
                and (other == nearest or (nearest and held & ~axis.masks[nearest] == 0))
            ]
            yield Item(
                "scope",
                axis.title.lower(),
                name,
                axis.titles.get(name, name),
                names,
                near=tuple(near),
            )


def _conditions(corpus: Corpus) -> Iterator[Item]:
    for condition in corpus.conditions.values():
        subjects = tuple(
            name
            for name, file in corpus.subjects.items()
            if any(condition.id in entry.unless | entry.when for entry in file.entries)
        )
        yield Item(
            "condition",
            "condition",
            condition.id,
            condition.title,
            condition.synonyms,
            subjects=subjects,
        )


def _documents(corpus: Corpus) -> Iterator[Item]:
    cited: dict[str, dict[str, None]] = {}
    for _, requirement, _ in corpus.requirements.values():
        found = cited.setdefault(requirement.source.document, {})
        found.update(dict.fromkeys(requirement.subjects))
    for document in corpus.documents.values():
        adopted = [item.reference for item in document.adopted.values() if item.reference]
        names = tuple(
            dict.fromkeys(name for name in (document.short, document.reference, *adopted) if name)
        )
        text = _text([document.scope or "", document.note or "", document.issuer])
        yield Item(
            "document",
            "document",
            document.id,
            document.title,
            names,
            text,
            tuple(cited.get(document.id, ())),
        )


def _sections(corpus: Corpus) -> Iterator[Item]:
    """Sections of the common technical document, with the questions that belong there."""
    sections: dict[str, list[str]] = {}
    for name, file in corpus.subjects.items():
        for section in file.subject.ctd:
            sections.setdefault(section, []).append(name)
    for section, subjects in sorted(sections.items()):
        titles = "; ".join(corpus.subjects[name].subject.title for name in subjects)
        names = (f"CTD {section}", f"Module 3 {section}", section.removeprefix("3.2."))
        yield Item("ctd", "CTD section", section, f"CTD {section}", names, titles, tuple(subjects))


def _statements(corpus: Corpus) -> Iterator[Item]:
    for name, (_, requirement, _) in corpus.requirements.items():
        titles = [
            corpus.subjects[subject].subject.title
            for subject in requirement.subjects
            if subject in corpus.subjects
        ]
        document = corpus.documents.get(requirement.source.document)
        text = _text(
            [
                requirement.statement,
                *_answers(requirement.answers),
                document.short_name if document else "",
                requirement.note or "",
            ]
        )
        yield Item(
            "statement",
            "statement",
            name,
            "; ".join(titles),
            text=text,
            subjects=tuple(requirement.subjects),
        )


def _text(parts: Sequence[str]) -> str:
    """Sentences and words one after the other, each with an end."""
    ended = (part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
    return " ".join(ended)


def _answers(answers: object) -> Iterator[str]:
    if isinstance(answers, dict):
        for answer in answers.values():
            yield from _answers(answer)
    elif isinstance(answers, str):
        yield answers
    elif isinstance(answers, Sequence):
        listed: Sequence[RawAnswer] = answers
        for answer in listed:
            yield str(answer)
