"""What was decided about a submission, and when. Value objects."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Decision:
    """Acceptance or refusal, with the ground of the rulebook and the officer's words."""

    accepted: bool
    at: datetime
    ground: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Routing:
    """Where the matter was sent, and why."""

    route: str
    reason: str
    at: datetime
    result: str = ""


@dataclass(frozen=True)
class Supplement:
    """What a citizen was asked for, and what came. ``lapsed_at``: the day passed without an answer."""

    purpose: str
    asked_for: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    lapsed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.lapsed_at is None


@dataclass(frozen=True)
class Track:
    """A legal track that was split off: a matter of its own with its own clocks."""

    kind: str
    receipt_no: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Correction:
    """A field that was put right; what stood there before stays on record. ``by``: who did it."""

    name: str
    before: str
    after: str
    at: datetime
    by: str = ""


@dataclass(frozen=True)
class HandOver:
    """To which body a matter was handed, and why it is theirs."""

    receiver: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Merger:
    """Into which matter a duplicate went; its state before is kept for the undoing."""

    into: str
    reason: str
    at: datetime
    status_before: str


@dataclass(frozen=True)
class Rating:
    """How content somebody was, 1 to 5, in their words; ``by``: ``citizen``, or ``centre`` when called."""

    score: int
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Extension:
    """More time, and why."""

    reason: str
    at: datetime


@dataclass(frozen=True)
class Considered:
    """An officer who was looked at for a matter: ``reason`` is ``fits`` or what spoke against it."""

    account: str
    reason: str
    open_matters: int


@dataclass(frozen=True)
class Assignment:
    """Who has a matter, and why.

    ``return_at``: when it goes on if nothing is done; ``silent``: who had it and did nothing.
    """

    assignee: str
    way: str
    at: datetime
    return_at: datetime | None = None
    considered: tuple[Considered, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recusal:
    """An officer who withdrew from a matter (回避), and why."""

    account: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Return:
    """Work that was given back (退单): by whom, on which ground, and who should have it instead.

    ``by``: an account, or ``body:`` and the code of a body to which it was handed over.
    """

    by: str
    ground: str
    reason: str
    proposed: str
    at: datetime


@dataclass(frozen=True)
class Ruling:
    """Who handles a matter that was given back twice: ruled by the head, with the reason."""

    assignee: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Exposure:
    """Who may see a piece of evidence: see ``exposing``.

    ``readers``: accounts that may see a secret one. ``respondent_from``: the state of the matter from
    which the other party may see it; empty: never. ``goes_along``: also to bodies that get the matter.
    """

    evidence_id: str
    level: str = "normal"
    readers: tuple[str, ...] = ()
    respondent_from: str = ""
    goes_along: bool = True
    reason: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Triage:
    """The lane an officer chose (繁简分流): ``fast``, ``normal`` or ``complex``, and why."""

    lane: str
    flags: tuple[str, ...]
    reason: str
    at: datetime
