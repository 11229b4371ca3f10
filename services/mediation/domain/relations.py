"""Who is close to whom: what is known of persons and firms, and the ways from an expert to a party.

Names are nodes; what an expert declares and what the centre has noted are the edges. Other names of
the same one (aliases, former names) cost nothing; from the expert to a party there are two steps at
most.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.mediation.domain.names import is_one_party

ALIAS = "alias"
KINDS = (ALIAS, "group", "represents", "employs", "kin", "agent")
"""What may be noted between two names; ``alias``: another name of the same one."""
MOST_STEPS = 2


@dataclass(kw_only=True)
class Relation:
    """What the centre knows between two names. ``source``: where it was read; ``by``: who noted it."""

    id: str
    kind: str
    one: str
    other: str
    source: str
    by: str
    noted_at: datetime
    version: int = 0
    events: list[object] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One edge of a way: its kind, a ground that was declared or a kind of relation, and its two ends.

    ``one`` is empty where the expert is.
    """

    kind: str
    one: str
    other: str


Way = tuple[Step, ...]


def ways(begin: Sequence[Step], relations: Iterable[Relation], target: str) -> Iterator[Way]:
    """The shortest way over each first step to a name, if two steps lead there.

    ``begin``: what the expert has declared, and the expert under their own name (kind empty).
    """
    known = list(relations)
    for first in begin:
        found = _from(first, known, target)
        if found is not None:
            yield found


def _from(first: Step, known: Sequence[Relation], target: str) -> Way | None:
    """Breadth first; a step without a kind (the expert's own name) counts for nothing."""
    ways_so_far: list[Way] = [(first,)]
    for _round in range(MOST_STEPS + 1):
        ways_so_far = list(_with_aliases(ways_so_far, known))
        for way in ways_so_far:
            if _arrives(way, target):
                return _told(way)
        ways_so_far = [
            (*way, step)
            for way in ways_so_far
            if _cost(way) < MOST_STEPS
            for step in _beyond(way[-1].other, known)
            if not _was_at(way, step.other)
        ]
    return None


def _with_aliases(found: Iterable[Way], known: Sequence[Relation]) -> Iterator[Way]:
    """Each way, and on from its end under every other name."""
    for way in found:
        yield way
        others = [way]
        for each in others:
            for step in _edges(each[-1].other, known, only_aliases=True):
                if not _was_at(each, step.other):
                    others.append((*each, step))
                    yield others[-1]


def _beyond(name: str, known: Sequence[Relation]) -> Iterator[Step]:
    return _edges(name, known, only_aliases=False)


def _edges(name: str, known: Sequence[Relation], *, only_aliases: bool) -> Iterator[Step]:
    for each in known:
        if (each.kind == ALIAS) is not only_aliases:
            continue
        if is_one_party(each.one, name):
            yield Step(each.kind, each.one, each.other)
        elif is_one_party(each.other, name):
            yield Step(each.kind, each.other, each.one)


def _arrives(way: Way, target: str) -> bool:
    """Kin must bear the very name; so must the expert."""
    is_strict = way[-1].kind in {"", "kin"}
    return is_one_party(way[-1].other, target, is_strict=is_strict)


def _was_at(way: Way, name: str) -> bool:
    return any(name in (step.one, step.other) for step in way)


def _cost(way: Way) -> int:
    return sum(step.kind not in {"", ALIAS} for step in way)


def _told(way: Way) -> Way:
    """Without the step that only says who the expert is."""
    return tuple(step for step in way if step.kind) or way
