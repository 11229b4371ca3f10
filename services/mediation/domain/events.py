"""What happens inside mediation. Facts without behaviour: the names say what they are."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Opened:
    at: datetime


@dataclass(frozen=True)
class Invited:
    by_email: bool
    answer_due_on: date


@dataclass(frozen=True)
class ConsentGiven:
    side: str
    agrees: bool


@dataclass(frozen=True)
class MediatorProposed:
    expert_id: str


@dataclass(frozen=True)
class MediatorAppointed:
    expert_id: str


@dataclass(frozen=True)
class MediatorDeclined:
    expert_id: str
    conflict: bool


@dataclass(frozen=True)
class MediatorChallenged:
    side: str


@dataclass(frozen=True)
class ChallengeDecided:
    upheld: bool


@dataclass(frozen=True)
class SessionScheduled:
    session_id: str
    expert_id: str
    room_id: str
    starts_at: datetime
    ends_at: datetime
    sequence: int


@dataclass(frozen=True)
class SessionHeld:
    session_id: str
    outcome: str


@dataclass(frozen=True)
class SessionCancelled:
    session_id: str
    reason: str


@dataclass(frozen=True)
class AttendanceAnswered:
    session_id: str
    who: str
    answer: str


@dataclass(frozen=True)
class AgreementDrafted:
    agreement_id: str
    text_sha256: str
    first_signer: str = ""


@dataclass(frozen=True)
class AgreementSigned:
    agreement_id: str
    side: str
    next_signer: str = ""


@dataclass(frozen=True)
class SignatureRefused:
    agreement_id: str
    side: str


@dataclass(frozen=True)
class AgreementReached:
    agreement_id: str
    text_sha256: str
    effective_at: datetime
    joint_confirmation: bool


@dataclass(frozen=True)
class Ended:
    ground: str
    at: datetime


@dataclass(frozen=True)
class TalkPosted:
    by: str
    thread: str
    is_public: bool


@dataclass(frozen=True)
class OfferMoved:
    number: int
    by: str
    act: str
    until: date


@dataclass(frozen=True)
class ContactTried:
    side: str
    way: str
    outcome: str


@dataclass(frozen=True)
class PaymentDue:
    agreement_id: str
    number: int
    payments: int
    due_on: date
    moment: str


@dataclass(frozen=True)
class ProceedingMoved:
    kind: str
    act: str
    state: str
    moved_at: datetime
    day: date | None
    is_public: bool
    is_served: bool


@dataclass(frozen=True)
class ClockSpoke:
    rule_id: str
    moment: str
    due_at: datetime


@dataclass(frozen=True)
class TermMoved:
    """The term of the mediation stands still, or goes on: ``act`` says why."""

    act: str
    moved_at: datetime


@dataclass(frozen=True)
class FactsMoved:
    """The record of undisputed facts was presented, signed by a side, or agreed by both."""

    record_id: str
    text_sha256: str
    act: str
    side: str
    moved_at: datetime


@dataclass(frozen=True)
class BlindOfferMoved:
    """A side named a sum that nobody sees, or both sums were compared."""

    number: int
    by: str
    act: str


@dataclass(frozen=True)
class CorrectionMoved:
    """A corrected text was presented, signed by a side, refused, or is in effect: ``act``."""

    agreement_id: str
    text_sha256: str
    corrects: str
    act: str
    side: str
    moved_at: datetime


@dataclass(frozen=True)
class MediatorsRanked:
    """A side has put the recommended mediators in its order."""

    side: str


@dataclass(frozen=True)
class PanelMoved:
    """The panel was formed, somebody was picked or named, answered, left; or it is complete."""

    act: str
    side: str
    seat: str


@dataclass(frozen=True)
class SlotKept:
    """A slot is kept for a case on the waiting list."""

    session_id: str
    slot_at: datetime
    held_until: datetime


@dataclass(frozen=True)
class AbsenceMoved:
    """An absence was noted, explained by the side, or taken back; ``until``: last day for the reason."""

    act: str
    session_id: str
    side: str
    until: date | None


@dataclass(frozen=True)
class ConflictFound:
    """Somebody who sits in the case turned out to have ties to a side: ``ways`` to it."""

    expert_id: str
    ways: int


@dataclass(frozen=True)
class PoolMoved:
    """News for an applicant or a member of the pool (``audience``)."""

    act: str
    audience: str
    until: date | None = None


@dataclass(frozen=True)
class PanelCalled:
    """A member of a panel is to come to a session, or need not any more: ``act``."""

    act: str
    seat: str
    session_id: str
    starts_at: datetime | None = None
