"""The history in a ledger: who signed, disputed or revoked what, when, and why; nothing is removed.

``recorded`` adds an event, ``audit`` says where ledger and history do not agree. Every event holds
the SHA-256 of the one before it, so that nobody can change or remove an old one without breaking
all that follow. Who rewrites the whole chain can: write the last hash down elsewhere against that.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from atmp_gap.model.base import Text
from atmp_gap.model.record import FileRecord, plain, says

if TYPE_CHECKING:
    from atmp_gap.verify.ledger import Ledger, Signature

Act = Literal["confirmed", "refuted", "revoked"]


@dataclass(frozen=True, kw_only=True)
class Event(FileRecord):
    """One thing that a person recorded."""

    act: Act
    id: Text
    by: Text
    account: Text = field(metadata=says("The account of the operating system."))
    at: Text = field(metadata=says("When, in UTC."))
    reason: str = ""
    signature: str = field(metadata=says("Fingerprint of the signature this is about."))
    file: str = field(metadata=says("SHA-256 of the file that was seen."))
    before: str = field(default="", metadata=says("The hash of the event before."))
    hash: str = field(default="", metadata=says("SHA-256 of all of the above."))


FaultKind = Literal["changed", "broken", "no-event", "no-signature", "not-current"]


@dataclass(frozen=True)
class AuditFault:
    """Where a ledger does not agree with its history; ``number`` counts its events from 1."""

    kind: FaultKind
    id: str
    number: int | None = None


def account() -> str:
    """The account of the operating system; not what the environment says, where that can be."""
    if hasattr(os, "getuid"):
        import pwd

        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return f"uid {os.getuid()}"
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def fingerprint(signature: Signature) -> str:
    """What a signature says, as a hash."""
    return _digest(plain(signature, written=True, given=True))


def recorded(
    events: Sequence[Event], act: Act, name: str, signature: Signature, by: str, reason: str
) -> tuple[Event, ...]:
    """The history with one more event, as of now."""
    event = Event(
        act=act,
        id=name,
        by=by,
        account=account(),
        at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        reason=reason,
        signature=fingerprint(signature),
        file=signature.sha256,
        before=events[-1].hash if events else "",
    )
    return (*events, replace(event, hash=_hash(event)))


def audit(ledger: Ledger) -> list[AuditFault]:
    """Every fault of a history: changed or missing events, and signatures it does not know."""
    faults: list[AuditFault] = []
    before = ""
    for number, event in enumerate(ledger.history, 1):
        if _hash(event) != event.hash:
            faults.append(AuditFault("changed", event.id, number))
        if event.before != before:
            faults.append(AuditFault("broken", event.id, number))
        before = event.hash
    # The same person may sign the same twice on one day: equal signatures are counted.
    told = Counter((event.id, event.signature) for event in ledger.history if _signs(event))
    held: Counter[tuple[str, str]] = Counter()
    for check in ledger.checks:
        for signature in (*check.earlier, *([check.signed] if check.signed else [])):
            held[check.id, fingerprint(signature)] += 1
    faults += [AuditFault("no-event", name) for name, _ in held - told]
    last = {event.id: number for number, event in enumerate(ledger.history, 1)}
    for name, mark in told - held:
        numbers = [
            number
            for number, event in enumerate(ledger.history, 1)
            if (event.id, event.signature) == (name, mark)
        ]
        faults.append(AuditFault("no-signature", name, numbers[-1]))
    for name, number in last.items():
        event = ledger.history[number - 1]
        found = ledger.by_id.get(name)
        current = fingerprint(found.signed) if found and found.signed else ""
        if current != (event.signature if _signs(event) else ""):
            faults.append(AuditFault("not-current", name, number))
    return faults


def _signs(event: Event) -> bool:
    return event.act != "revoked"


def _hash(event: Event) -> str:
    return _digest(plain(replace(event, hash=""), written=True, given=True))


def _digest(data: object) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
