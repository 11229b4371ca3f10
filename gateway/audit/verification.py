"""Recomputes the log from its first entry and holds it to every head."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chassis.identity import Keyring
from contracts.merkle import Edge
from gateway.audit.entries import Entry
from gateway.audit.heads import Head
from gateway.audit.log import AuditLog, entry_of, head_of, seal_of
from gateway.storage.audit_rows import Row


class Flaw(Exception):
    """The log is not what it was; says where it begins."""


@dataclass(frozen=True)
class Sound:
    """The log is what it was: its size, the hash over it, and the heads that it was held to."""

    size: int
    root: str
    heads: int
    newest_head: int


@dataclass
class _Marks:
    """What is known of the tree at a size."""

    signed: list[Head] = field(default_factory=list)
    remembered: list[str] = field(default_factory=list)


def verify(
    log: AuditLog,
    remembered: Iterable[tuple[int, str]] = (),
    retired: Sequence[Keyring] = (),
) -> Sound:
    """Hold every entry to its seal, and the tree to each signed head and to those kept elsewhere.

    ``remembered`` are sizes with the hash that the tree had then, ``retired`` keyrings of peppers that
    are used no more. Raises: Flaw, for the first one.
    """
    with log.rows.snapshot() as snapshot:
        heads = [head_of(row) for row in snapshot.heads()]
        marks = _marks(heads, remembered)
        edge = Edge()
        _check_marks(log, marks.pop(0, None), edge)
        for row in snapshot.entries():
            edge.add(_checked(log, row, edge.size + 1, retired).leaf)
            _check_marks(log, marks.pop(edge.size, None), edge)
        if marks:
            raise Flaw(_cut_off(edge.size, min(marks)))
        tree = snapshot.tree()
    if (tree["size"], tree["edge"]) != (edge.size, edge.to_bytes()):
        raise Flaw(f"the edge of the tree was changed: it does not fit the {edge.size} entries")
    return Sound(edge.size, edge.root().hex(), len(heads), heads[-1].size if heads else 0)


def _marks(heads: Iterable[Head], remembered: Iterable[tuple[int, str]]) -> dict[int, _Marks]:
    marks: dict[int, _Marks] = defaultdict(_Marks)
    for head in heads:
        marks[head.size].signed.append(head)
    for size, root in remembered:
        marks[size].remembered.append(root)
    return marks


def _checked(log: AuditLog, row: Row, expected: int, retired: Sequence[Keyring]) -> Entry:
    entry = entry_of(row)
    if entry.position != expected:
        raise Flaw(f"entry {expected} is missing: after {expected - 1} comes {entry.position}")
    seals = [*log.seals(entry.leaf), *(seal_of(entry.leaf, each) for each in retired)]
    if row["seal"] not in seals:
        raise Flaw(f"entry {entry.position} was changed: its seal does not fit")
    return entry


def _check_marks(log: AuditLog, marks: _Marks | None, edge: Edge) -> None:
    if marks is None:
        return
    root = edge.root().hex()
    for head in marks.signed:
        if not log.signer.is_signed(head):
            raise Flaw(f"head {head.size} was changed: its signature does not fit")
        if head.root != root:
            raise Flaw(f"head {head.size} does not fit: entries up to {head.size} were replaced")
    for each in marks.remembered:
        if each.lower() != root:
            raise Flaw(
                f"the remembered head {edge.size} does not fit: entries up to it were replaced"
            )


def _cut_off(size: int, known: int) -> str:
    return f"entry {size + 1} is missing: a head knows {known} entries, there are {size}"
