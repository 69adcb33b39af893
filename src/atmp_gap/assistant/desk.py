"""What an assistant may ask, answered as plain data: search, subjects, products, what is open.

``Desk`` is made once of an opened corpus and asked as often as wanted; it changes nothing and
reads no file. Every answer stands on its own: it names the corpus, and each verdict says what it
means. What cannot be answered raises ``Unanswerable`` with words for the one who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from atmp_gap.corpus.corpus import Corpus
from atmp_gap.corpus.words import (
    Lexicon,
    UnknownWordError,
    fold,
    scope_terms,
    subjects,
    topics,
)
from atmp_gap.gap.compare import Request, compare
from atmp_gap.model.base import first_day
from atmp_gap.model.record import plain
from atmp_gap.profile.phrase import propose
from atmp_gap.report import document, proposal, told_to_programs
from atmp_gap.report.decisions import Decisions, RowTold, decisions
from atmp_gap.report.found import NO_FINDING, NOTHING
from atmp_gap.search.found import Found, Hit

MOST = 25
"""No answer holds more rows or hits than this; the next are asked for with ``offset``."""
NEAR = 5
"""So many of what is only near are named, and so many subjects of one word are told."""
LONGEST = 400
"""No word or description may be longer, in characters."""
NO_ROWS = (
    "No question of this corpus fits what was asked. That is no finding: it does not mean that the "
    "agencies ask nothing, or the same."
)
STANDS_ALONE = (
    "The statement is what its document says, as it was read. Whether it decides a verdict is told "
    "by the rows: only statements under `sides` do."
)
PAST_THE_END = "All rows were given before this offset: begin again at 0."


class Unanswerable(ValueError):
    """A question that cannot be answered, in words for the one who asked it."""


class Desk:
    """Answers the questions of an assistant from one corpus, between two agencies."""

    def __init__(
        self,
        corpus: Corpus,
        between: tuple[str, str],
        search: Callable[[str], Found],
        confidential: bool = False,
    ) -> None:
        self._corpus, self._between, self._search = corpus, between, search
        self._mark = {"confidential": True} if confidential else {}
        self._day = first_day(corpus.date)

    def topics(self) -> dict[str, Any]:
        """The topics, each with how many of its rows have which verdict."""
        listed = []
        for topic in self._corpus.topics.values():
            made = self._compared(topics=(topic.id,))
            counts = told_to_programs.counted(made)
            listed.append({"topic": topic.id, "title": topic.title, **counts})
        return self._answer(topics=listed)

    def search(self, words: str, limit: int = 10) -> dict[str, Any]:
        """What holds some words: subjects, statements, documents, terms."""
        found = self._search(_short(words))
        told: dict[str, Any] = {
            "holds_the_words": _hits(found.hits, _most(limit)),
            "hits_in_all": len(found.hits),
            "near_by_meaning": _hits(found.meaning, NEAR),
            "holds_some_of_them": _hits(found.partly, NEAR),
            "only_spelled_alike": _hits(found.spelling, NEAR),
        }
        if not found.hits:
            told["said"] = f"{NOTHING} in this corpus. {NO_FINDING}"
        return self._answer(**told)

    def subject(self, word: str, product: str = "") -> dict[str, Any]:
        """One subject, or the few that a word stands for, whole; for a product if one is said."""
        named = self._subjects(_short(word))[:NEAR]
        scope, read = self._scope(product, {})
        within = tuple(dict.fromkeys(self._corpus.subjects[name].topic for name in named))
        made = self._compared(topics=within, scope=scope, subjects=tuple(named))
        rows = told_to_programs.each_row(made)
        said: dict[str, Any] = {"rows": list(map(told_to_programs.told, rows))}
        if not rows:
            said["said"] = [f"This question is not put for such a product here. {NO_FINDING}"]
        return self._answer(**read, **said)

    def compare(
        self,
        product: str = "",
        facts: Mapping[str, Sequence[str]] | None = None,
        topic: str = "",
        verdict: str = "",
        offset: int = 0,
        limit: int = 10,
    ) -> dict[str, Any]:
        """Both agencies for a product, in the order of decisions, so many rows at a time."""
        made, read = self._for_product(product, facts or {}, topic)
        rows = told_to_programs.each_row(made)
        if verdict:
            rows = [row for row in rows if row.kind.id == _kind(made, verdict)]
        return self._answer(
            **read,
            **told_to_programs.counted(made),
            **_page(rows, offset, limit, told_to_programs.told),
        )

    def open_questions(
        self, product: str = "", topic: str = "", offset: int = 0, limit: int = 10
    ) -> dict[str, Any]:
        """What is not assessed or rests on memory, and which texts would settle most of it."""
        made, read = self._for_product(product, {}, topic)
        rows = [row for row in told_to_programs.each_row(made) if row.row.open]
        return self._answer(
            **read,
            texts_that_settle_most=told_to_programs.settling(made, MOST),
            **_page(rows, offset, limit, told_to_programs.line),
        )

    def cite(self, name: str) -> dict[str, Any]:
        """A document of the register or a statement: how to cite it, and how it was read."""
        asked = fold(_short(name))
        corpus = self._corpus
        for statement, (_, requirement, _) in corpus.requirements.items():
            if fold(statement) == asked:
                made = self._compared(subjects=tuple(requirement.subjects[:NEAR]))
                rows = told_to_programs.each_row(made)
                own: Any = plain(requirement, written=True)
                return self._answer(
                    statement=own, rows=list(map(told_to_programs.told, rows)), said=STANDS_ALONE
                )
        named = [
            item.id
            for item in corpus.documents.values()
            if asked in (fold(item.id), fold(item.reference or ""), fold(item.short_name))
        ]
        if not named:
            known = Lexicon("document", ((item, ()) for item in corpus.documents))
            _find(known, [name])
        if len(named) > 1:
            raise Unanswerable(f"{name!r} names several documents; say which: {', '.join(named)}")
        sheet = document.document_sheet(corpus, named[0])
        data: Any = sheet.data
        return self._answer(document=data, facts=list(sheet.notes))

    def _subjects(self, word: str) -> list[str]:
        """The subjects a word stands for. Raises Unanswerable with what a search finds instead."""
        try:
            return subjects(self._corpus).find(word)
        except UnknownWordError:
            found = self._search(word)
        if found.clear and found.clear[0].kind == "subject":
            return [found.clear[0].id]
        hits = [*found.hits, *found.meaning, *found.partly, *found.spelling]
        near = dict.fromkeys(name for hit in hits for name in hit.subjects)
        listed = f" Near it: {', '.join(list(near)[:NEAR])}." if near else ""
        raise Unanswerable(f"no subject is called {word!r} here.{listed} {NO_FINDING}")

    # --- how it is done -------------------------------------------------------------------------

    def _answer(self, **said: Any) -> dict[str, Any]:
        head = told_to_programs.head(self._corpus.version, self._corpus.fingerprint)
        return {**self._mark, **head, "between": list(self._between), "as_of": self._day, **said}

    def _compared(
        self,
        topics: tuple[str, ...] = (),
        scope: Mapping[str, tuple[str, ...]] | None = None,
        subjects: tuple[str, ...] = (),
    ) -> Decisions:
        asked = Request(
            self._between, self._day, topics=topics, scope=scope or {}, subjects=subjects
        )
        return decisions(compare(self._corpus, asked))

    def _for_product(
        self, product: str, facts: Mapping[str, Sequence[str]], topic: str
    ) -> tuple[Decisions, dict[str, Any]]:
        within = tuple(_find(topics(self._corpus), [_short(topic)])) if topic else ()
        scope, read = self._scope(product, facts)
        return self._compared(topics=within, scope=scope), read

    def _scope(
        self, product: str, facts: Mapping[str, Sequence[str]]
    ) -> tuple[dict[str, tuple[str, ...]], dict[str, Any]]:
        """A product as scope, and how its words were read. Facts replace what the words say."""
        scope: dict[str, tuple[str, ...]] = {}
        read: dict[str, Any] = {}
        space = self._corpus.space
        if product.strip():
            proposed = propose(_short(product), self._corpus)
            if proposed.of("against"):
                raise Unanswerable(proposal.contradiction(proposed, space))
            if not proposed.facts:
                raise Unanswerable(
                    "no word was understood as a fact of a product; say its kind first: AAV, "
                    "CAR-T, TIL, mesenchymal stromal cells ..."
                )
            scope = dict(proposed.facts)
            read["product_as_read"] = proposal.proposal_lines(proposed, space)
        known = {axis.option or axis.id: axis.id for axis in space.axes}
        for option, words in facts.items():
            if option not in known:
                raise Unanswerable(f"unknown fact {option[:60]!r}; known: {', '.join(known)}")
            lexicon = scope_terms(self._corpus, known[option])
            scope[known[option]] = tuple(_find(lexicon, map(_short, words)))
        if space.meet(space.box(scope)) is None:
            raise Unanswerable("these facts contradict each other: no such product exists")
        return scope, read


def _page(
    rows: Sequence[RowTold], offset: int, limit: int, how: Callable[[RowTold], dict[str, Any]]
) -> dict[str, Any]:
    """Some of the rows, with how many there are and where the next begin."""
    if offset < 0:
        raise Unanswerable("offset is from 0: the first row")
    start, most = offset, _most(limit)
    told: dict[str, Any] = {
        "rows_in_all": len(rows),
        "rows": list(map(how, rows[start : start + most])),
    }
    if start + most < len(rows):
        told["next_offset"] = start + most
    if start >= len(rows):
        told["said"] = PAST_THE_END if rows else NO_ROWS
    return told


def _hits(hits: Sequence[Hit], most: int) -> list[dict[str, Any]]:
    return [
        {
            "kind": hit.what,
            "id": hit.id,
            "title": hit.title,
            "where": hit.excerpt,
            "subjects": list(hit.subjects),
        }
        for hit in hits[:most]
    ]


def _kind(made: Decisions, word: str) -> str:
    """A section of the report by what people call it. Raises Unanswerable."""
    kinds = [section.kind for section in made.sections if section.kind is not None]
    known = Lexicon(
        "verdict", ((kind.id, (kind.title, kind.counted, *kind.verdicts)) for kind in kinds)
    )
    return _find(known, [_short(word)])[0]


def _find(lexicon: Lexicon, words: Iterable[str]) -> list[str]:
    """The ids of words. Raises Unanswerable with what is near."""
    try:
        return list(dict.fromkeys(name for word in words for name in lexicon.find(word)))
    except UnknownWordError as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise Unanswerable(f"{error}{hint}. {NO_FINDING}") from None


def _most(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise Unanswerable(f"limit is from 1 to {MOST}; ask for the rest with offset")
    return limit


def _short(words: str) -> str:
    if not words.strip():
        raise Unanswerable("nothing was asked: the words are empty")
    if len(words) > LONGEST:
        raise Unanswerable(f"at most {LONGEST} characters at once; this has {len(words)}")
    return " ".join(words.split())
