"""A physical sample (物证、样品): labelled, sealed before a camera, shelved, handed over by two who sign."""

from dataclasses import dataclass, field
from datetime import datetime

from chassis.errors import WrongState
from services.intake.domain import events

RECEIVED, SEALED, STORED, OUT, GONE = STATES = ("received", "sealed", "stored", "out", "gone")
SEAL, SHELVE, HAND_OVER, TAKE_BACK, GIVE_UP = ACTS = (
    "seal",
    "shelve",
    "hand_over",
    "take_back",
    "give_up",
)
_LEADS = {
    SEAL: ((RECEIVED, STORED), SEALED),
    SHELVE: ((SEALED, STORED), STORED),
    HAND_OVER: ((SEALED, STORED), OUT),
    TAKE_BACK: ((OUT,), SEALED),
    GIVE_UP: ((RECEIVED, SEALED, STORED), GONE),
}
"""Act → the states from which it is done, and the state it leads to; what is not sealed goes nowhere."""
NEEDS = {
    SEAL: ("seal_no", "photo"),
    SHELVE: ("place",),
    HAND_OVER: ("giver", "taker", "note"),
    TAKE_BACK: ("giver", "taker"),
    GIVE_UP: ("taker", "note"),
}
"""Act → what has to be said of it. ``giver`` and ``taker``: the two who sign."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One thing that was done with a sample, by whom, and what was said of it.

    ``photo``: id of the file that shows the seal.
    """

    act: str
    by: str
    at: datetime
    seal_no: str = ""
    photo: str = ""
    place: str = ""
    giver: str = ""
    taker: str = ""
    note: str = ""


@dataclass(kw_only=True)
class Sample:
    """One sample of a matter; ``label`` stands on it, ``giver``: who brought it."""

    id: str
    receipt_no: str
    label: str
    name: str
    quantity: int
    giver: str
    received_at: datetime
    received_by: str
    state: str = RECEIVED
    moves: list[Move] = field(default_factory=list)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def take_in(self) -> None:
        """It has come."""
        self.events.append(events.SampleMoved(RECEIVED, self.received_at))

    def move(self, move: Move) -> None:
        """Note what was done with it; what was noted before stays. Raises: WrongState."""
        states, leads_to = _LEADS[move.act]
        if self.state not in states:
            raise WrongState(self.state, self.possible_now)
        self.moves.append(move)
        self.state = leads_to
        self.events.append(events.SampleMoved(move.act, move.at))

    @property
    def possible_now(self) -> tuple[str, ...]:
        """What can be done with it."""
        return tuple(act for act in ACTS if self.state in _LEADS[act][0])

    @property
    def place(self) -> str:
        """Where it lies, once it was put there; empty while somebody else has it."""
        if self.state != STORED:
            return ""
        return next(each.place for each in reversed(self.moves) if each.act == SHELVE)


def label_of(receipt_no: str, nth: int) -> str:
    """What stands on the ``nth`` sample of a matter, from 1."""
    return f"{receipt_no}-{nth:02d}"
