"""Why a subject is not in a comparison, and which entries of one that is do not apply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atmp_gap.corpus.corpus import Corpus, Entry
from atmp_gap.gap.compare import Request, compare
from atmp_gap.gap.view import View
from atmp_gap.gap.voices import voices
from atmp_gap.model.scope import Box


@dataclass(frozen=True)
class Reason:
    """A subject or one of its entries, whether it is kept, and the condition that decides."""

    subject: str
    title: str
    what: str
    kept: bool
    reason: str


def why_not(corpus: Corpus, request: Request, subject: str) -> list[Reason]:
    """Why a subject is in the comparison or not; then the same of each of its entries."""
    file = corpus.subjects[subject]
    title = file.subject.title
    box = corpus.space.box(request.scope)
    told = Reason(subject, title, "the row", False, "")
    if request.topics and file.topic not in request.topics:
        why = f"its topic {file.topic} was not asked for"
        return [_with(told, False, why)]
    within = file.within(corpus.space, box)
    if within is None:
        scopes = file.scopes or (file.domain,)
        apart = ", or else ".join(_apart(corpus, own, box) for own in scopes)
        why = f"the question does not arise: {apart}"
        return [_with(told, False, why)]
    rows = compare(corpus, _only_this(request, subject, hide=True)).rows
    if rows:
        first = _with(told, True, f"in scope; verdict {rows[0].verdict}")
    else:
        hidden = compare(corpus, _only_this(request, subject, hide=False)).rows[0]
        why = (
            f"hidden by --only, --stricter, --reading or --subject: verdict {hidden.verdict}, "
            f"stricter {hidden.stricter or '-'}, reading {hidden.reading or '-'}"
        )
        first = _with(told, False, why)
    return [first, *_entries(corpus, request, subject, within)]


def _only_this(request: Request, subject: str, hide: bool) -> Request:
    from dataclasses import replace

    if hide:
        chosen = (subject,) if not request.subjects or subject in request.subjects else ("",)
        return replace(request, subjects=chosen)
    return replace(request, subjects=(subject,), only=(), stricter=(), reading=None)


def _with(reason: Reason, kept: bool, why: str) -> Reason:
    from dataclasses import replace

    return replace(reason, kept=kept, reason=why)


def _entries(corpus: Corpus, request: Request, subject: str, within: Box) -> Iterable[Reason]:
    file = corpus.subjects[subject]
    view = View(corpus, request.between, request.as_of, request.drafts)
    in_force = {voice.entry.id: voice for spoken in voices(view, file).values() for voice in spoken}
    for entry in file.entries:
        kept, why = _entry(corpus, view, entry, within, entry.id in in_force)
        voice = in_force.get(entry.id)
        if kept and voice and voice.left_out:
            kept, why = False, "its document is a draft, and drafts are left out"
        elif kept and voice and not voice.decides:
            why = "applies, and is printed only: it does not decide"
        yield Reason(subject, file.subject.title, entry.id, kept, why)


def _entry(
    corpus: Corpus, view: View, entry: Entry, within: Box, in_force: bool
) -> tuple[bool, str]:
    if corpus.space.meet(entry.box, within) is None:
        return False, f"applies elsewhere: {_apart(corpus, entry.box, within)}"
    if not in_force:
        document = entry.document
        begins = document.counts_from
        if begins is not None and begins > view.as_of:
            return False, f"{document.id} counts from {begins}, after {view.as_of}"
        if document.status in ("withdrawn", "superseded"):
            return False, f"{document.id} is {document.status}"
        return False, f"counts for neither {' nor '.join(view.between)} on {view.as_of}"
    return True, "applies"


def _apart(corpus: Corpus, theirs: Box, ours: Box) -> str:
    """The dimensions in which two scopes share nothing, in words."""
    reasons = [
        f"it is about {axis.title.lower()} {', '.join(axis.names(a))}, "
        f"not {', '.join(axis.names(b))}"
        for axis, a, b in zip(corpus.space.axes, theirs, ours, strict=True)
        if not a & b
    ]
    return "; ".join(reasons) or "no product combines what it is about with this profile"
