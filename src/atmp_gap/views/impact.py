"""What changed between two days or two corpora: documents, requirements, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from atmp_gap.corpus.corpus import Corpus, Entry
from atmp_gap.corpus.fingerprint import of_entry
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.result import Part, Row
from atmp_gap.gap.view import View
from atmp_gap.gap.voices import voices


@dataclass(frozen=True)
class Change:
    """One change: of a ``document``, a ``requirement`` or a ``verdict``."""

    kind: str
    id: str
    title: str
    what: str
    before: str
    after: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Impact:
    """All changes from one state to another."""

    before: str
    after: str
    agencies: tuple[str, str]
    changes: tuple[Change, ...]
    counts: dict[str, int]
    filters: dict[str, Any] = field(default_factory=dict)
    schema: str = "atmp-gap/impact/1"


def impact(old: Corpus, new: Corpus, before: Request, after: Request) -> Impact:
    """What changed from one corpus and day to another; the same corpus twice for two days."""
    views = (
        View(old, before.between, before.as_of, before.drafts),
        View(new, after.between, after.as_of, after.drafts),
    )
    documents = document_changes(old, new, before, after)
    requirements, touched = _requirements(*views, after)
    verdicts = list(_verdicts(_rows(old, before), _rows(new, after), touched))
    labels = (_label(old, before), _label(new, after))
    return _impact(labels, after, [*documents, *requirements, *verdicts])


def document_changes(old: Corpus, new: Corpus, before: Request, after: Request) -> list[Change]:
    """The documents that came, went or changed; within topics and a scope those cited there."""
    cited = _cited(old, before) | _cited(new, after)
    wide = not (after.topics or after.scope)
    views = (
        View(old, before.between, before.as_of, before.drafts),
        View(new, after.between, after.as_of, after.drafts),
    )
    return [item for item in _documents(*views) if wide or item.id in cited]


def if_adopted(corpus: Corpus, request: Request) -> Impact:
    """What changes when the drafts in force on the day become final."""
    result = compare(corpus, request)
    view = View(corpus, request.between, request.as_of)
    cited = _cited(corpus, request)
    wide = not (request.topics or request.scope)
    verdicts: list[Change] = []
    for row in result.rows:
        by_id = {entry.id: entry for entry in row.entries}
        for part in row.parts:
            names = {by_id[n].document.id: None for n in part.draft_only if n in by_id}
            if part.if_adopted is None:
                continue
            # A draft that is only printed now may be what decides then.
            printed = {
                entry.document.id: None
                for side in part.sides
                for entry in (by_id[name] for name in side.also)
                if entry.document.status == "draft"
            }
            because = tuple(names | printed)
            then = part.if_adopted
            verdicts.append(
                Change(
                    "verdict",
                    row.subject,
                    row.title,
                    _where(part),
                    _told(part.verdict, part.stricter, part.global_position),
                    _told(then.verdict, then.stricter, then.global_position),
                    because,
                )
            )
    documents = [
        Change("document", name, corpus.documents[name].title, "would become", "draft", "final")
        for name in corpus.documents
        if view.state(corpus.documents[name]) == "draft" and (wide or name in cited)
    ]
    label = _label(corpus, request)
    return _impact((label, f"{label}, all drafts final"), request, [*documents, *verdicts])


def _cited(corpus: Corpus, request: Request) -> set[str]:
    """The documents that entries in the topics and the scope cite."""
    box = corpus.space.box(request.scope)
    return {
        entry.document.id
        for file in corpus.subjects.values()
        if not request.topics or file.topic in request.topics
        for entry in file.entries
        if corpus.space.meet(entry.box, box) is not None
    }


def _impact(labels: tuple[str, str], request: Request, changes: list[Change]) -> Impact:
    counts = {
        kind: sum(change.kind == kind for change in changes)
        for kind in ("document", "requirement", "verdict")
    }
    filters: dict[str, Any] = {name: list(names) for name, names in request.scope.items()}
    if request.profile:
        filters = {"profile": request.profile, **filters}
    return Impact(labels[0], labels[1], request.between, tuple(changes), counts, filters)


def _label(corpus: Corpus, request: Request) -> str:
    return f"{request.as_of}, corpus {corpus.version} ({corpus.fingerprint})"


def _rows(corpus: Corpus, request: Request) -> dict[str, Row]:
    known = tuple(topic for topic in request.topics if topic in corpus.topics)
    if request.topics and not known:
        return {}
    return {row.subject: row for row in compare(corpus, replace(request, topics=known)).rows}


# --- documents ------------------------------------------------------------------------------------


def _documents(old: View, new: View) -> Iterable[Change]:
    for name in dict.fromkeys([*old.corpus.documents, *new.corpus.documents]):
        was, now = old.corpus.documents.get(name), new.corpus.documents.get(name)
        before = "not registered" if was is None else _state(old, name)
        after = "not registered" if now is None else _state(new, name)
        known = now or was
        assert known is not None
        if before != after:
            yield Change("document", name, known.title, _event(before, after), before, after)
        elif was and now and old.corpus is not new.corpus:
            fields = [
                f
                for f in ("status", "published", "effective", "superseded", "adopted", "territory")
                if getattr(was, f) != getattr(now, f)
            ]
            if fields:
                texts = [
                    "; ".join(f"{f} {_plain(getattr(d, f))}" for f in fields) for d in (was, now)
                ]
                yield Change("document", name, known.title, "changed", texts[0], texts[1])


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {item.date}" for name, item in value.items()) or "-"
    return str(value or "-")


def _state(view: View, name: str) -> str:
    """Whether a document counts, and for a shared text for whom."""
    document = view.corpus.documents[name]
    state = view.state(document)
    if state is None:
        begins = document.counts_from
        if begins is not None and begins > view.as_of:
            return "not yet in force"
        return document.status if document.status in ("withdrawn", "proposed") else "superseded"
    if document.adopted or _shared(view, name):
        adopters = [name for name in document.adopted if document.adopted_by(name, view.as_of)]
        return f"{state}, adopted by {', '.join(adopters) or 'nobody'}"
    return state


def _shared(view: View, name: str) -> bool:
    issuer = view.corpus.agencies.get(view.corpus.documents[name].issuer)
    return issuer is not None and issuer.side is None


def _event(before: str, after: str) -> str:
    if before in ("not registered", "not yet in force"):
        return "came"
    if after in ("not registered", "superseded", "withdrawn"):
        return "went"
    return "changed status"


# --- requirements and verdicts --------------------------------------------------------------------


def _speaking(view: View, request: Request) -> dict[tuple[str, str], tuple[str, Entry, str]]:
    """Per subject and entry in force in the scope: its fingerprint, the entry, draft or final."""
    corpus = view.corpus
    box = corpus.space.box(request.scope)
    found: dict[tuple[str, str], tuple[str, Entry, str]] = {}
    for name, file in corpus.subjects.items():
        if request.topics and file.topic not in request.topics:
            continue
        for spoken in voices(view, file).values():
            for voice in spoken:
                if corpus.space.meet(voice.entry.box, box) is not None:
                    said = "draft" if voice.draft else "final"
                    print_ = of_entry(voice.entry, corpus)
                    found[name, voice.entry.id] = (print_, voice.entry, said)
    return found


def _requirements(
    old: View, new: View, request: Request
) -> tuple[list[Change], dict[str, tuple[str, ...]]]:
    """The requirements that came, went or changed, and per subject their ids."""
    before, after = _speaking(old, request), _speaking(new, request)
    changes: dict[tuple[str, str], Change] = {}
    touched: dict[str, dict[str, None]] = {}
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was and now and was[0] == now[0] and was[2] == now[2]:
            continue
        subject, name = key
        touched.setdefault(subject, {})[name] = None
        entry = (now or was or ("", None, ""))[1]
        assert entry is not None
        what = "came" if was is None else "went" if now is None else "changed"
        change = Change(
            "requirement",
            name,
            entry.requirement.statement,
            what,
            f"in force ({was[2]})" if was else "-",
            f"in force ({now[2]})" if now else "-",
            (entry.document.id,),
        )
        changes.setdefault((name, what), change)
    return list(changes.values()), {key: tuple(names) for key, names in touched.items()}


def _verdicts(
    before: Mapping[str, Row], after: Mapping[str, Row], touched: Mapping[str, tuple[str, ...]]
) -> Iterable[Change]:
    for subject in dict.fromkeys([*before, *after]):
        was, now = before.get(subject), after.get(subject)
        old, new = _row(was), _row(now)
        if old != new:
            row = now or was
            assert row is not None
            what = "came" if was is None else "went" if now is None else "changed"
            yield Change("verdict", subject, row.title, what, old, new, touched.get(subject, ()))


def _row(row: Row | None) -> str:
    if row is None:
        return "-"
    told = [f"{_where(p)}: " * (len(row.parts) > 1) + _told_part(p) for p in row.parts]
    return " | ".join(told)


def _told_part(part: Part) -> str:
    return _told(part.verdict, part.stricter, part.global_position)


def _where(part: Part) -> str:
    if not part.scope:
        return "all of it"
    return "; ".join(f"{name}: {', '.join(terms)}" for name, terms in part.scope.items())


def _told(verdict: str, stricter: str | None, position: Mapping[str, str]) -> str:
    text = verdict
    if stricter and stricter != "equal":
        text += f" (stricter: {stricter})"
    if position:
        text += " [" + "; ".join(f"{slot}: {item}" for slot, item in position.items()) + "]"
    return text
