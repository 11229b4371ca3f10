"""The kinds of proceedings as they stand in ``kinds.yaml``, checked when they are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lawbook.grounds import Ground, recusal_grounds, refusal_grounds, termination_grounds
from services.mediation.domain.proceedings.ledger import ENTRIES

FILE = Path(__file__).parent / "kinds.yaml"
REQUIRED, OPTIONAL = "required", "optional"
OPINION = "opinion"
TAKES = frozenset(
    {"note", "day", "amount", "document", "person", "seat", "size", "expert", "files"}
)
TRIBUNAL = frozenset({"choose", "nominate", "enter", "designate", "sole", "three", "replace"})
ORDERS = frozenset({"order", "answer", "decline", "score"})
_GROUNDS = {
    "refusal": refusal_grounds,
    "termination": termination_grounds,
}


@dataclass(frozen=True, kw_only=True)
class ClockStart:
    """A clock that an act starts; ``extra`` units beyond the rule's own."""

    rule: str
    bearer: str
    extra: int = 0


@dataclass(frozen=True, kw_only=True)
class Extension:
    """More time for a running clock; ``after``: the act that must have come before."""

    rule: str
    by: int
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """One step of a kind; see the head of ``kinds.yaml``.

    ``party``: the sides that may take it themselves; ``own``: what it is called for them.
    ``shared_by``: the act from which on the other side reads what a party wrote with this one; its own
    name: at once. ``in_paper``: the note of the staff stands in a paper for the parties.
    ``after``: one of these acts came before; ``before``: none of these did; ``not_before``: the act whose
    day must have come. ``ticks``: what must be checked and found, each with its words.
    ``books``, ``tribunal``, ``order``: what it does to the sums, the arbitrators, the orders to experts.
    ``by_expert``: the expert takes it, nobody else. ``role``: of the pool, which who is named must have.
    """

    zh: str
    en: str
    since: tuple[str, ...]
    to: str
    starts: tuple[ClockStart, ...] = ()
    sets: ClockStart | None = None
    meets: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: bool = False
    extends: Extension | None = None
    ground: str = ""
    clears: bool = False
    notice: str = ""
    takes: Mapping[str, str] = field(default_factory=dict)
    party: tuple[str, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    shared_by: str = ""
    in_paper: bool = False
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_before: str = ""
    ticks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    books: str = ""
    tribunal: str = ""
    order: str = ""
    by_expert: bool = False
    role: str = ""

    def grounds(self, on: date) -> tuple[Ground, ...]:
        """The grounds of the law that this act may name, as they stood on a day."""
        if not self.ground:
            return ()
        group, _dot, name = self.ground.partition(".")
        return recusal_grounds(name) if group == "recusal" else _GROUNDS[group](name, on)


@dataclass(frozen=True, kw_only=True)
class State:
    """A state and whether it is the end. ``unserved``: the other side has not been served yet."""

    zh: str
    en: str
    is_end: bool = False
    unserved: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of proceeding. ``rights``: the only kinds of rights it is for; empty: all.

    ``is_internal``: it is for the centre alone; the parties are neither told nor shown. ``bars``: what
    must be excluded before it is opened, each with the words that say so.
    """

    code: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    source: Mapping[str, str]
    start: str
    opening: tuple[ClockStart, ...]
    states: Mapping[str, State]
    acts: Mapping[str, Act]
    rights: tuple[str, ...] = ()
    needs_ended_mediation: bool = False
    is_internal: bool = False
    bars: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by code, in the order of the file. Raises: ValueError for a machine with a flaw."""
    found = {
        code: _kind(code, entry)
        for code, entry in yaml.load(FILE.read_text("utf-8"), yaml.CSafeLoader).items()
    }
    for kind in found.values():
        for name, act in kind.acts.items():
            if flaw := _flaw(act, kind):
                raise ValueError(f"{kind.code}.{name} {flaw}")
    return found


def _flaw(act: Act, kind: Kind) -> str:
    """What is wrong with an act, or nothing."""
    if not {*act.since, act.to} <= set(kind.states):
        return "names a state that is not there"
    named = {*act.after, *act.before, act.shared_by, act.not_before} - {""}
    if not named <= set(kind.acts):
        return "names an act that is not there"
    if not set(act.takes) <= TAKES:
        return "takes something that nobody can give"
    # Counting stops only for a reason that can be shown: a paper, and who answers for it.
    if act.pauses and not {"document", "person"} <= set(act.takes):
        return "stops a clock without a document and a person"
    known = ((act.books, ENTRIES), (act.tribunal, TRIBUNAL), (act.order, ORDERS))
    return "does what nobody knows" if any(does and does not in of for does, of in known) else ""


def _kind(code: str, entry: Mapping[str, Any]) -> Kind:
    plain = dict(entry)
    plain["opening"] = tuple(ClockStart(**each) for each in entry["opening"])
    plain["states"] = {name: State(**each) for name, each in entry["states"].items()}
    plain["acts"] = {name: _act(each) for name, each in entry["acts"].items()}
    plain["rights"] = tuple(entry.get("rights", ()))
    return Kind(code=code, **plain)


def _act(entry: Mapping[str, Any]) -> Act:
    plain = {name: value for name, value in entry.items() if name != "from"}
    plain["since"] = tuple(entry["from"])
    plain["starts"] = tuple(ClockStart(**each) for each in entry.get("starts", ()))
    for name, shape in (("sets", ClockStart), ("extends", Extension)):
        if name in entry:
            plain[name] = shape(**entry[name])
    for name in ("meets", "pauses", "party", "after", "before"):
        plain[name] = tuple(entry.get(name, ()))
    return Act(**plain)
