"""One entry by itself: shown to somebody who must not see the rest of the log."""

from dataclasses import dataclass

from gateway.audit.entries import Entry
from gateway.audit.heads import Head
from gateway.audit.log import AuditLog, entry_of
from gateway.audit.merkle import Hash, inclusion_proof


class NoSuchEntry(Exception):
    """The log has no entry at this position."""


@dataclass(frozen=True)
class Proof:
    """An entry, the hashes from its leaf to the root, and the signed head that names the root."""

    entry: Entry
    path: list[Hash]
    head: Head


def prove(log: AuditLog, position: int) -> Proof:
    """Prove an entry under a head over all entries of now. Raises: NoSuchEntry."""
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
