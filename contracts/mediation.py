"""Events that mediation publishes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

# An alias says that these are published here, too.
from contracts.mediation_people import AbsenceMovedV1 as AbsenceMovedV1  # noqa: PLC0414
from contracts.mediation_people import ConflictFoundV1 as ConflictFoundV1  # noqa: PLC0414
from contracts.mediation_people import PanelCalledV1 as PanelCalledV1  # noqa: PLC0414
from contracts.mediation_people import PanelMovedV1 as PanelMovedV1  # noqa: PLC0414
from contracts.mediation_people import PoolMovedV1 as PoolMovedV1  # noqa: PLC0414
from contracts.mediation_people import SlotKeptV1 as SlotKeptV1  # noqa: PLC0414


@dataclass(frozen=True, kw_only=True)
class CaseOpenedV1:
    """A mediation case was opened for a matter that was routed here."""

    TYPE: ClassVar[str] = "huhang.mediation.case.opened.v1"
    receipt_no: str
    case_id: str
    opened_at: datetime


@dataclass(frozen=True, kw_only=True)
class InvitationIssuedV1:
    """The respondent can be invited; ``by_email`` is False when a paper must carry the link."""

    TYPE: ClassVar[str] = "huhang.mediation.invitation.issued.v1"
    receipt_no: str
    case_id: str
    by_email: bool
    answer_due_on: date


@dataclass(frozen=True, kw_only=True)
class ConsentGivenV1:
    """One side (``complainant`` or ``respondent``) said whether it agrees to mediation."""

    TYPE: ClassVar[str] = "huhang.mediation.consent.given.v1"
    receipt_no: str
    case_id: str
    side: str
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class MediatorProposedV1:
    """An expert of the pool was asked to mediate and to declare interests."""

    TYPE: ClassVar[str] = "huhang.mediation.mediator.proposed.v1"
    receipt_no: str
    case_id: str
    expert_id: str


@dataclass(frozen=True, kw_only=True)
class MediatorAppointedV1:
    """The expert accepted, declared to have no conflict of interest, and is appointed."""

    TYPE: ClassVar[str] = "huhang.mediation.mediator.appointed.v1"
    receipt_no: str
    case_id: str
    expert_id: str


@dataclass(frozen=True, kw_only=True)
class MediatorDeclinedV1:
    """The expert declined or must withdraw (回避)."""

    TYPE: ClassVar[str] = "huhang.mediation.mediator.declined.v1"
    receipt_no: str
    case_id: str
    expert_id: str
    conflict: bool


@dataclass(frozen=True, kw_only=True)
class MediatorChallengedV1:
    """One side challenged the mediator (回避); mediation waits for the decision."""

    TYPE: ClassVar[str] = "huhang.mediation.mediator.challenged.v1"
    receipt_no: str
    case_id: str
    side: str


@dataclass(frozen=True, kw_only=True)
class ChallengeDecidedV1:
    """A challenge was decided; ``upheld``: the mediator withdraws."""

    TYPE: ClassVar[str] = "huhang.mediation.mediator.challenge_decided.v1"
    receipt_no: str
    case_id: str
    upheld: bool


@dataclass(frozen=True, kw_only=True)
class SessionScheduledV1:
    """A session has a mediator, a room and a time. ``sequence`` is that of its invitation (RFC 5545)."""

    TYPE: ClassVar[str] = "huhang.mediation.session.scheduled.v1"
    receipt_no: str
    case_id: str
    session_id: str
    expert_id: str
    room_id: str
    starts_at: datetime
    ends_at: datetime
    sequence: int


@dataclass(frozen=True, kw_only=True)
class SessionHeldV1:
    """A session took place; ``outcome`` is ``agreed``, ``not_agreed``, ``adjourned`` or ``no_show``."""

    TYPE: ClassVar[str] = "huhang.mediation.session.held.v1"
    receipt_no: str
    case_id: str
    session_id: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class SessionCancelledV1:
    """A planned session is called off; ``reason`` is a code: party, mediator, room, other or not_needed."""

    TYPE: ClassVar[str] = "huhang.mediation.session.cancelled.v1"
    receipt_no: str
    case_id: str
    session_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AttendanceAnsweredV1:
    """Somebody (``who``: a side or ``mediator``) said whether they come: accepted, tentative, declined."""

    TYPE: ClassVar[str] = "huhang.mediation.session.attendance_answered.v1"
    receipt_no: str
    case_id: str
    session_id: str
    who: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class AgreementDraftedV1:
    """The text of an agreement stands; both sides are asked to sign with a code.

    ``first_signer``: the side that signs before the other; empty where the order does not matter.
    """

    TYPE: ClassVar[str] = "huhang.mediation.agreement.drafted.v1"
    receipt_no: str
    case_id: str
    agreement_id: str
    text_sha256: str
    first_signer: str = ""


@dataclass(frozen=True, kw_only=True)
class AgreementSignedV1:
    """One side signed the agreement; ``next_signer``: whose turn it is now, where there is an order."""

    TYPE: ClassVar[str] = "huhang.mediation.agreement.signed.v1"
    receipt_no: str
    case_id: str
    agreement_id: str
    side: str
    next_signer: str = ""


@dataclass(frozen=True, kw_only=True)
class SignatureRefusedV1:
    """One side does not sign the text that was put to it; the reason stays with mediation."""

    TYPE: ClassVar[str] = "huhang.mediation.agreement.signature_refused.v1"
    receipt_no: str
    case_id: str
    agreement_id: str
    side: str


@dataclass(frozen=True, kw_only=True)
class AgreementReachedV1:
    """Both sides signed: the agreement is in effect."""

    TYPE: ClassVar[str] = "huhang.mediation.agreement.reached.v1"
    receipt_no: str
    case_id: str
    agreement_id: str
    text_sha256: str
    effective_at: datetime
    joint_confirmation: bool


@dataclass(frozen=True, kw_only=True)
class CaseEndedV1:
    """Mediation ended without an agreement; ``ground`` is a termination ground of the rulebook."""

    TYPE: ClassVar[str] = "huhang.mediation.case.ended.v1"
    receipt_no: str
    case_id: str
    ground: str
    ended_at: datetime


@dataclass(frozen=True, kw_only=True)
class TalkPostedV1:
    """A side or the mediator (``by``) wrote in a mediation: to ``all``, or in confidence in the ``thread``
    of one side. ``is_public``: both sides may know it."""

    TYPE: ClassVar[str] = "huhang.mediation.talk.posted.v1"
    receipt_no: str
    case_id: str
    by: str
    thread: str
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class OfferMovedV1:
    """A side (``by``) made an offer, or accepted, declined or withdrew one: ``act``."""

    TYPE: ClassVar[str] = "huhang.mediation.offer.moved.v1"
    receipt_no: str
    case_id: str
    number: int
    by: str
    act: str
    until: date


@dataclass(frozen=True, kw_only=True)
class BlindOfferMovedV1:
    """A side (``by``) named a sum that nobody sees (``act`` is ``given``), or with it both are there and were
    ``compared``; what came of it is told to the two sides and the mediator alone."""

    TYPE: ClassVar[str] = "huhang.mediation.blind_offer.moved.v1"
    receipt_no: str
    case_id: str
    number: int
    by: str
    act: str


@dataclass(frozen=True, kw_only=True)
class MediatorsRankedV1:
    """A side has put the recommended mediators in its order; which, the other side never hears."""

    TYPE: ClassVar[str] = "huhang.mediation.mediator.ranked.v1"
    receipt_no: str
    case_id: str
    side: str


@dataclass(frozen=True, kw_only=True)
class ContactTriedV1:
    """Somebody of the staff tried to reach a side: ``way`` and ``outcome`` are codes."""

    TYPE: ClassVar[str] = "huhang.mediation.contact.tried.v1"
    receipt_no: str
    case_id: str
    side: str
    way: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PaymentDueV1:
    """A payment of an agreement, number ``number`` of ``payments``, comes near (``moment`` is
    ``approaching``) or was not noted as made when its day had ``passed``."""

    TYPE: ClassVar[str] = "huhang.mediation.payment.due.v1"
    receipt_no: str
    case_id: str
    agreement_id: str
    number: int
    payments: int
    due_on: date
    moment: str


@dataclass(frozen=True, kw_only=True)
class ProceedingMovedV1:
    """A proceeding beside mediation began (``act`` is ``open``) or took a step; ``day`` is that of a
    hearing or a last day that was fixed. ``is_public``: the parties may know it; ``is_served``: the
    respondent too."""

    TYPE: ClassVar[str] = "huhang.mediation.proceeding.moved.v1"
    receipt_no: str
    proceeding_id: str
    kind: str
    act: str
    state: str
    moved_at: datetime
    day: date | None
    is_public: bool
    is_served: bool


@dataclass(frozen=True, kw_only=True)
class FactsMovedV1:
    """The record of undisputed facts was ``presented``, ``signed`` by a side, or ``agreed`` by both."""

    TYPE: ClassVar[str] = "huhang.mediation.facts.moved.v1"
    receipt_no: str
    case_id: str
    record_id: str
    text_sha256: str
    act: str
    side: str
    moved_at: datetime


@dataclass(frozen=True, kw_only=True)
class CorrectionMovedV1:
    """A corrected text of a signed agreement was ``presented``, ``signed`` by a side, ``refused``, or is
    ``agreed`` by both; ``corrects``: SHA-256 of the text that it takes the place of."""

    TYPE: ClassVar[str] = "huhang.mediation.correction.moved.v1"
    receipt_no: str
    case_id: str
    agreement_id: str
    text_sha256: str
    corrects: str
    act: str
    side: str
    moved_at: datetime


@dataclass(frozen=True, kw_only=True)
class TermMovedV1:
    """The term of a mediation stands still or goes on; ``act``: ``appraisal_began``, ``appraisal_ended``."""

    TYPE: ClassVar[str] = "huhang.mediation.term.moved.v1"
    receipt_no: str
    case_id: str
    act: str
    moved_at: datetime


@dataclass(frozen=True, kw_only=True)
class MediationClockAlarmV1:
    """A legal clock of mediation comes near, falls due or has passed."""

    TYPE: ClassVar[str] = "huhang.mediation.clock.alarm.v1"
    receipt_no: str
    rule_id: str
    moment: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class MediationClockMovedV1:
    """A legal clock of mediation ends on another day, because the working calendar was changed."""

    TYPE: ClassVar[str] = "huhang.mediation.clock.moved.v1"
    receipt_no: str
    rule_id: str
    bearer: str
    due_before: datetime
    due_after: datetime
