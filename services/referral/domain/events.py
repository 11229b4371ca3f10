"""What happens inside referral. Facts without behaviour: the names say what they are."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ConfirmationPrepared:
    apply_by: date


@dataclass(frozen=True)
class ConfirmationReceipted:
    at: datetime


@dataclass(frozen=True)
class ConfirmationDecided:
    decision: str
    ruling_no: str
    decided_at: datetime


@dataclass(frozen=True)
class TransferOpened:
    at: datetime


@dataclass(frozen=True)
class TransferProposed:
    decide_by: date


@dataclass(frozen=True)
class TransferApproved:
    send_by: datetime


@dataclass(frozen=True)
class TransferDisapproved:
    at: datetime


@dataclass(frozen=True)
class TransferSent:
    at: datetime


@dataclass(frozen=True)
class TransferReceipted:
    decide_by: date


@dataclass(frozen=True)
class TransferDecided:
    decision: str
    case_no: str
    reconsider_by: date | None


@dataclass(frozen=True)
class ReconsiderationRequested:
    at: datetime


@dataclass(frozen=True)
class TransferForwarded:
    from_desk: str


@dataclass(frozen=True)
class SupplementAsked:
    supply_by: date


@dataclass(frozen=True)
class SupplementSent:
    at: datetime


@dataclass(frozen=True)
class HandedOver:
    at: datetime


@dataclass(frozen=True)
class ProcuratorateAsked:
    at: datetime


@dataclass(frozen=True)
class PoliceReminded:
    act: str


@dataclass(frozen=True)
class CourtReminded:
    act: str


@dataclass(frozen=True)
class GuestLinkMade:
    """A receiver without an account gets its link by mail."""


@dataclass(frozen=True)
class ReferralMoved:
    act: str
    number: str


@dataclass(frozen=True)
class ClockSpoke:
    rule_id: str
    moment: str
    due_at: datetime
