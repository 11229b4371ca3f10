"""Events that referral publishes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class ConfirmationPreparedV1:
    """The joint application for judicial confirmation (司法确认) is ready and lies with the court desk."""

    TYPE: ClassVar[str] = "huhang.referral.confirmation.prepared.v1"
    receipt_no: str
    confirmation_id: str
    desk: str
    apply_by: date


@dataclass(frozen=True, kw_only=True)
class ConfirmationReceiptedV1:
    """The court clerk signed for the application."""

    TYPE: ClassVar[str] = "huhang.referral.confirmation.receipted.v1"
    receipt_no: str
    confirmation_id: str
    desk: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationDecidedV1:
    """The court ruled: ``decision`` is ``confirmed`` or ``rejected``."""

    TYPE: ClassVar[str] = "huhang.referral.confirmation.decided.v1"
    receipt_no: str
    confirmation_id: str
    desk: str
    decision: str
    ruling_no: str
    decided_at: datetime


@dataclass(frozen=True, kw_only=True)
class TransferOpenedV1:
    """A matter was routed to the police; a team must now report (专案组)."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.opened.v1"
    receipt_no: str
    transfer_id: str


@dataclass(frozen=True, kw_only=True)
class TransferProposedV1:
    """Two officers proposed the transfer in a written report; the head has three days."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.proposed.v1"
    receipt_no: str
    transfer_id: str
    decide_by: date


@dataclass(frozen=True, kw_only=True)
class TransferApprovedV1:
    """The head approved; the papers must leave within 24 hours."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.approved.v1"
    receipt_no: str
    transfer_id: str
    send_by: datetime


@dataclass(frozen=True, kw_only=True)
class TransferDisapprovedV1:
    """The head did not approve; the reasons are on record."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.disapproved.v1"
    receipt_no: str
    transfer_id: str


@dataclass(frozen=True, kw_only=True)
class TransferSentV1:
    """The papers were sent to the police desk; from here the police have three days."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.sent.v1"
    receipt_no: str
    transfer_id: str
    desk: str


@dataclass(frozen=True, kw_only=True)
class TransferReceiptedV1:
    """The police liaison signed the receipt (回执); ``decide_by`` counts from the delivery."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.receipted.v1"
    receipt_no: str
    transfer_id: str
    desk: str
    decide_by: date


@dataclass(frozen=True, kw_only=True)
class TransferForwardedV1:
    """The police forwarded the file to the police desk whose case it is (转送); ``sent`` follows."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.forwarded.v1"
    receipt_no: str
    transfer_id: str
    from_desk: str
    desk: str


@dataclass(frozen=True, kw_only=True)
class SupplementRequestedV1:
    """The police said what is missing in the file (补正); the authority supplies it by ``supply_by``."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.supplement_requested.v1"
    receipt_no: str
    transfer_id: str
    desk: str
    supply_by: date


@dataclass(frozen=True, kw_only=True)
class SupplementSentV1:
    """What was missing in the file was supplied."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.supplement_sent.v1"
    receipt_no: str
    transfer_id: str
    desk: str


@dataclass(frozen=True, kw_only=True)
class TransferDecidedV1:
    """The police decided: ``decision`` is ``filed`` (立案) or ``not_filed`` (不予立案)."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.decided.v1"
    receipt_no: str
    transfer_id: str
    desk: str
    decision: str
    case_no: str
    reconsider_by: date | None


@dataclass(frozen=True, kw_only=True)
class TransferRemindedV1:
    """The police were reminded or chased (催办), or their silence was put to the supervisor.

    ``act``: ``remind``, ``chase`` or ``escalate``.
    """

    TYPE: ClassVar[str] = "huhang.referral.transfer.reminded.v1"
    receipt_no: str
    transfer_id: str
    desk: str
    act: str
    act_zh: str
    act_en: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationRemindedV1:
    """The court was reminded or chased (催办), or its silence was put to the supervisor.

    ``act``: ``remind``, ``chase`` or ``escalate``.
    """

    TYPE: ClassVar[str] = "huhang.referral.confirmation.reminded.v1"
    receipt_no: str
    confirmation_id: str
    desk: str
    act: str
    act_zh: str
    act_en: str


@dataclass(frozen=True, kw_only=True)
class GuestLinkMadeV1:
    """A receiver without an account gets a link by mail to its official address.

    The link is made when the mail is; its code goes another way. ``kind``: ``referrals``,
    ``transfers`` or ``confirmations``.
    """

    TYPE: ClassVar[str] = "huhang.referral.guest_link.made.v1"
    receipt_no: str
    link_id: str
    desk: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class ReconsiderationRequestedV1:
    """The authority asked the police to reconsider (提请复议)."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.reconsideration_requested.v1"
    receipt_no: str
    transfer_id: str
    desk: str


@dataclass(frozen=True, kw_only=True)
class SupervisionRequestedV1:
    """The authority suggested to the procuratorate that it supervise the filing (建议立案监督)."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.supervision_requested.v1"
    receipt_no: str
    transfer_id: str
    desk: str


@dataclass(frozen=True, kw_only=True)
class TransferHandedOverV1:
    """Goods and papers went to the police, who filed the case (移交涉案物品和材料)."""

    TYPE: ClassVar[str] = "huhang.referral.transfer.handed_over.v1"
    receipt_no: str
    transfer_id: str
    desk: str


@dataclass(frozen=True, kw_only=True)
class ReferralMovedV1:
    """A referral (转办、协查、平台通知等) took a step of its flow; ``open`` is the first.

    Besides, ``remind`` and ``chase`` tell that a silent receiver was reminded: then ``status`` stays.

    The names of flow and step go along, so that a new flow needs no new words elsewhere.
    ``receipt_no`` is empty for a request from outside that belongs to no matter of ours. ``number``: of
    the partner's paper. ``is_public``: whether the citizen may read of it. ``is_end``: nothing follows.
    ``issues``: the kind of paper that this step asks for, or nothing.
    """

    TYPE: ClassVar[str] = "huhang.referral.referral.moved.v1"
    receipt_no: str
    referral_id: str
    flow: str
    flow_zh: str
    flow_en: str
    act: str
    act_zh: str
    act_en: str
    status: str
    desk: str
    number: str
    is_public: bool
    is_end: bool
    issues: str


@dataclass(frozen=True, kw_only=True)
class ReferralClockAlarmV1:
    """A legal clock of referral comes near, falls due or has passed."""

    TYPE: ClassVar[str] = "huhang.referral.clock.alarm.v1"
    receipt_no: str
    rule_id: str
    moment: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReferralClockMovedV1:
    """A legal clock of referral ends on another day, because the working calendar was changed."""

    TYPE: ClassVar[str] = "huhang.referral.clock.moved.v1"
    receipt_no: str
    rule_id: str
    bearer: str
    due_before: datetime
    due_after: datetime
