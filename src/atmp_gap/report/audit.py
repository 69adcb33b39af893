"""What an audit of a ledger found, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from atmp_gap.text.escape import one_line
from atmp_gap.verify.history import AuditFault, FaultKind
from atmp_gap.verify.ledger import Ledger

_WORDS: dict[FaultKind, str] = {
    "changed": "was changed after it was recorded",
    "broken": "does not follow the event before it: one was removed, added or moved",
    "no-event": "has a record that is not in the history: it was put in by hand or by an "
    "earlier version, or was changed",
    "no-signature": "is about a record that is not in the ledger: it was removed or changed",
    "not-current": "was recorded last, and the ledger says otherwise",
}


def lines(ledger: Ledger, path: str, faults: Sequence[AuditFault]) -> Iterator[str]:
    """A line for each fault, then how many events there are and the hash that sums them up."""
    for fault in faults:
        where = f"event {fault.number}, of {fault.id}," if fault.number else fault.id
        yield one_line(f"{path}: {where} {_WORDS[fault.kind]}")
    number = len(ledger.history)
    yield f"{number} event{'s' if number != 1 else ''} in the history, {len(faults)} faults"
    if ledger.history:
        yield f"hash of the last event (write it down elsewhere): {ledger.history[-1].hash}"
