"""What happens inside intake."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Filed:
    """A submission was filed."""

    at: datetime


@dataclass(frozen=True)
class Accepted:
    """An officer accepted it."""

    at: datetime


@dataclass(frozen=True)
class Refused:
    """An officer refused it."""

    ground: str
    at: datetime


@dataclass(frozen=True)
class Routed:
    """An officer sent it on."""

    route: str
    at: datetime


@dataclass(frozen=True)
class Closed:
    """It ended."""

    result: str
    at: datetime


@dataclass(frozen=True)
class ClockSpoke:
    """A clock came near its end, or ran out."""

    rule_id: str
    moment: str
    due_at: datetime


@dataclass(frozen=True)
class Split:
    """Part of it became a matter of its own."""

    kind: str
    new_receipt_no: str
    at: datetime


@dataclass(frozen=True)
class SupplementRequested:
    """The citizen was asked for something."""

    purpose: str
    at: datetime


@dataclass(frozen=True)
class SupplementAnswered:
    """The citizen answered."""

    at: datetime


@dataclass(frozen=True)
class Corrected:
    """Fields were put right."""

    names: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Sorted:
    """An officer put it into a lane."""

    lane: str
    at: datetime


@dataclass(frozen=True)
class Assigned:
    """It was given to an officer's account, or back to all when ``assignee`` is empty; ``way``: how.

    ``before``: the account that had it until then.
    """

    assignee: str
    way: str
    at: datetime
    before: str = ""


@dataclass(frozen=True)
class OfficerRecused:
    """An officer withdrew from it."""

    at: datetime


@dataclass(frozen=True)
class Returned:
    """Whoever had it gave it back; ``needs_ruling``: it goes nowhere before the head has ruled."""

    ground: str
    needs_ruling: bool
    at: datetime


@dataclass(frozen=True)
class HandedOver:
    """Another body has it now."""

    receiver: str
    at: datetime


@dataclass(frozen=True)
class Merged:
    """It was joined to an earlier matter."""

    into: str
    at: datetime


@dataclass(frozen=True)
class Unmerged:
    """The joining was undone."""

    at: datetime


@dataclass(frozen=True)
class IdentityShown:
    """Somebody looked at who reported."""

    at: datetime


@dataclass(frozen=True)
class MessagePosted:
    """Somebody wrote; ``side`` is ``citizen`` or ``centre``."""

    side: str
    at: datetime


@dataclass(frozen=True)
class EvidenceRedacted:
    """A redacted copy was put beside a piece of evidence."""

    at: datetime


@dataclass(frozen=True)
class EvidenceExposed:
    """It was said who may see a piece of evidence."""

    evidence_id: str
    level: str
    at: datetime


@dataclass(frozen=True)
class Noted:
    """Something was noted: ``linked``, ``unlinked``, ``shop_item``, ``mandate`` or ``agreement``."""

    what: str
    at: datetime


@dataclass(frozen=True)
class SampleMoved:
    """Something was done with a physical sample."""

    act: str
    at: datetime


@dataclass(frozen=True)
class StatementMoved:
    """Somebody's words were taken down, or confirmed."""

    source: str
    act: str
    is_public: bool
    at: datetime


@dataclass(frozen=True)
class BundleTaken:
    """Somebody took all evidence along."""

    at: datetime


@dataclass(frozen=True)
class Rated:
    """Somebody said how content they are; ``asked_by``: ``survey``, or ``telephone`` when called."""

    score: int
    asked_by: str
    at: datetime


@dataclass(frozen=True)
class Extended:
    """More time was granted."""

    rule_id: str
    at: datetime


@dataclass(frozen=True)
class TermSet:
    """The last day of the mediation has moved."""

    at: datetime
    due_on: date
