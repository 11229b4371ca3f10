"""The audit log: adds entries, signs heads, reads."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path

from chassis.clock import Clock
from chassis.identity import Keyring
from contracts.merkle import Edge, Hash
from gateway.audit.entries import Deed, Entry
from gateway.audit.heads import Head, HeadSigner
from gateway.storage.audit_rows import Appending, Asked, AuditRows, Row

HEAD_AFTER_ENTRIES = 100
HEAD_AFTER = timedelta(minutes=1)
_COLUMNS = tuple(each.name for each in fields(Entry))
_log = logging.getLogger("huhang.audit")


@dataclass(frozen=True)
class Proof:
    """An entry by itself: the hashes from its leaf to the root, and the signed head that names the root."""

    entry: Entry
    path: list[Hash]
    head: Head


class AuditLog:
    """Who did or looked at what, in one order for all processes of the gateway."""

    def __init__(
        self,
        rows: AuditRows,
        keyring: Keyring,
        clock: Clock,
        carry: Callable[[Head], None] = lambda _head: None,
    ) -> None:
        """``carry``: is given each signed head, to take it out of the house."""
        self.rows = rows
        self.signer = HeadSigner(keyring)
        self._keyring = keyring
        self._clock = clock
        self._carry = carry

    def append(self, deed: Deed) -> Entry:
        """Add an entry; the one that crosses a minute or a hundred signs a head as well."""
        with self.rows.appending() as place:
            entry, edge = self._added(place, deed)
            is_due = _is_due(place, edge.size, entry.at)
            head = self._head(place, edge, entry.at) if is_due else None
            place.move_on(edge.size, edge.to_bytes(), head.at if head else place.headed_at)
        if head:
            self._publish(head)
        return entry

    def append_proven(self, deed: Deed) -> Proof:
        """Add an entry with a head of its own and the proof that it stands under it.

        What leads from the newest entry to the root is the edge of the tree: no other entry is read,
        however many there are.
        """
        with self.rows.appending() as place:
            path = Edge.of_bytes(place.size, place.edge).path_of_next()
            entry, edge = self._added(place, deed)
            head = self._head(place, edge, entry.at)
            place.move_on(edge.size, edge.to_bytes(), head.at)
        self._publish(head)
        return Proof(entry, path, head)

    def _added(self, place: Appending, deed: Deed) -> tuple[Entry, Edge]:
        edge = Edge.of_bytes(place.size, place.edge)
        entry = Entry(**vars(deed), position=place.size + 1, at=self._clock.now())
        edge.add(entry.leaf)
        place.add_entry(vars(entry) | {"seal": self.seal(entry.leaf)})
        return entry, edge

    def head(self) -> Head | None:
        """A signed head over all entries of now, kept and published; None while there is none."""
        with self.rows.appending() as place:
            if place.size == 0:
                return None
            if found := place.head():
                return head_of(found)
            now, edge = self._clock.now(), Edge.of_bytes(place.size, place.edge)
            head = self._head(place, edge, now)
            place.move_on(edge.size, edge.to_bytes(), now)
        self._publish(head)
        return head

    def _head(self, place: Appending, edge: Edge, now: datetime) -> Head:
        head = self.signer.sign(edge.size, edge.root().hex(), now)
        place.add_head(vars(head))
        return head

    def _publish(self, head: Head) -> None:
        """Into the log of the process too, for a collector elsewhere to keep what nobody here can change."""
        said = {"tree_size": head.size, "root_hash": head.root, "signature": head.signature}
        _log.info("audit_head", extra=said)
        self._carry(head)

    def seal(self, leaf: Hash) -> str:
        """What only holders of the pepper can make of a leaf."""
        return seal_of(leaf, self._keyring)

    def keyring_of(self, pepper: str) -> Keyring:
        """The keyring of another pepper, by the path of its file."""
        return Keyring(self._keyring.public, Path(), pepper)

    def seals(self, leaf: Hash) -> list[str]:
        """The same by every pepper that counts while it is changed."""
        return [seal_of(leaf, each) for each in self._keyring.generations]

    def newest(self, asked: Asked, *, before: int | None = None, limit: int = 50) -> list[Entry]:
        """Entries below the position ``before``, the newest first."""
        return [entry_of(row) for row in self.rows.newest(asked, before=before, limit=limit)]


def seal_of(leaf: Hash, keyring: Keyring) -> str:
    """The seal of an entry."""
    return keyring.hmac_hex("audit-entry", leaf.hex())


def entry_of(row: Row) -> Entry:
    """An entry from its row."""
    return Entry(**{name: row[name] for name in _COLUMNS})


def head_of(row: Row) -> Head:
    """A head from its row."""
    return Head(**row)


def _is_due(place: Appending, size: int, now: datetime) -> bool:
    if place.headed_at is None or size % HEAD_AFTER_ENTRIES == 0:
        return True
    return now >= place.headed_at + HEAD_AFTER
