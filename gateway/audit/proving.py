"""One entry by itself: shown to somebody who must not see the rest of the log."""

from contracts.merkle import Hash, inclusion_proof
from gateway.audit.log import AuditLog, Proof, entry_of


class NoSuchEntry(Exception):
    """The log has no entry at this position."""


def prove(log: AuditLog, position: int) -> Proof:
    """Prove any entry under a head over all entries of now; reads them all. Raises: NoSuchEntry."""
    head = log.head()
    if head is None or not 1 <= position <= head.size:
        raise NoSuchEntry(position)
    leaves: list[Hash] = []
    with log.rows.snapshot() as snapshot:
        for row in snapshot.entries():
            entry = entry_of(row)
            leaves.append(entry.leaf)
            if entry.position == position:
                found = entry
            if entry.position == head.size:
                break
    return Proof(found, inclusion_proof(position - 1, leaves), head)
