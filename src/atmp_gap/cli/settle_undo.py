"""``settle --undo``: a person takes back what they said last; the journal keeps it.

Reviews are revoked by a further record, entries and absences are taken out of the layer's files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from atmp_gap.cli import console
from atmp_gap.cli import layer_files as files
from atmp_gap.cli.exits import Stop
from atmp_gap.review.item import REVIEWS, Item

if TYPE_CHECKING:
    from atmp_gap.check.rule import Diagnostic
    from atmp_gap.cli.settle_session import Session
    from atmp_gap.settle.journal import Act, Journal
    from atmp_gap.settle.records import Witness


def undo(session: Session, who: Witness) -> None:
    """Take back what this person said last. Stops where it cannot be; nothing is changed then."""
    journal = session.journal()
    act = _last(session, journal, who)
    looks = [item for item in act.items if item.file == REVIEWS and item.key == "reviews"]
    rest = [item for item in act.items if item not in looks]
    if any(_field(item, "act") == "revoked" for item in looks):
        raise Stop(
            f"what was said last took something back: {act.words}",
            "nothing is removed: say what you saw anew, with --confirm or --review",
        )
    _check_nobody_built_on(journal, act, rest)
    known = _faults(session)
    before: dict[Path, bytes | None] = {}
    try:
        before |= files.take_out(rest, session.into)
        for path, there in files.put(_revoked(session, act, looks, who), session.into).items():
            before.setdefault(path, there)
        found = {told: fault for told, fault in _faults(session).items() if told not in known}
    except BaseException:
        files.restore(before)
        raise
    if found:
        files.restore(before)
        raise files.refused(list(found.values()))
    again = [name for name in map(_entry_of, looks) if _said_before(session, name, who)]
    session.end(journal, act, "undone", who)
    session.renew()
    console.note(f"{session.into}: taken back: {act.words}; the journal keeps it")
    for name in again:
        console.note(
            f"note: it had replaced what you said of {name} before, which does not count again; "
            f"where that holds, say it anew: --confirm {name}"
        )


def _faults(session: Session) -> dict[tuple[str, str], Diagnostic]:
    """What `check` would not accept of the layer, by rule and words."""
    found = files.faults(session.into, session.below, session.bundled)
    return {(fault.rule, fault.message): fault for fault in found}


def _last(session: Session, journal: Journal, who: Witness) -> Act:
    """What this person said last and stands. Stops where that is nothing."""
    from atmp_gap.model.person import same_person

    done = journal.standing
    mine = [act for act in done if same_person(act.by, who.by)]
    if mine:
        return mine[-1]
    if not done:
        raise Stop(f"nothing was said in {session.into} that could be taken back")
    raise Stop(
        f"nothing that {who.by} said stands in {session.into}; last was, by {done[-1].by}: "
        f"{done[-1].words}",
        "who said it takes it back; anybody can take back a review: --revoke ID --reason TEXT",
    )


def _check_nobody_built_on(journal: Journal, act: Act, rest: list[Item]) -> None:
    """Stop where something was said since of an entry that would be taken out."""
    ids = {_field(item, "id") for item in rest if item.key == "requirements"}
    for later in journal.standing:
        if later.number > act.number and any(_field(i, "entry") in ids for i in later.items):
            raise Stop(
                f"{later.by} said something of it since: {later.words}", "take that back first"
            )


def _revoked(session: Session, act: Act, looks: list[Item], who: Witness) -> list[Item]:
    """The records that take reviews back."""
    from atmp_gap.settle.records import review

    found = []
    for item in looks:
        name = _field(item, "entry")
        if name not in session.corpus.requirements:
            raise Stop(
                f"there is no statement {name} any more, so what was said of it says nothing",
                "nothing has to be taken back; name the layer that holds it with --requirements",
            )
        reason = "taken back (settle --undo)"
        found.append(review(session.corpus, name, "revoked", who, reason=reason, whose=act.by))
    return found


def _entry_of(item: Item) -> str:
    return _field(item, "entry")


def _said_before(session: Session, name: str, who: Witness) -> bool:
    """Whether this person had said something of an entry before what is taken back."""
    from atmp_gap.cli.settle_review import reviews_of
    from atmp_gap.model.person import same_person

    marks = reviews_of(session.corpus, name).marks
    mine = [mark for mark in marks if same_person(mark.by, who.by) and mark.act != "revoked"]
    return len(mine) > 1 and mine[-1].stands


def _field(item: Item, name: str) -> str:
    """What an item says under a name; empty where it says nothing."""
    found = [line for line in item.lines if line.startswith(f"{name}: ")]
    return str(json.loads(found[0].removeprefix(f"{name}: "))) if found else ""
