"""Events that intake publishes. One frozen dataclass for each version; see README.md for changes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class SubmissionFiledV1:
    """Somebody filed; the receipt number was given and the clock of the answer runs."""

    TYPE: ClassVar[str] = "huhang.intake.submission.filed.v1"
    receipt_no: str
    kind: str
    channel: str
    right_type: str
    language: str
    has_email: bool
    filed_at: datetime
    answer_due_on: date


@dataclass(frozen=True, kw_only=True)
class SubmissionAcceptedV1:
    """An officer accepted (受理)."""

    TYPE: ClassVar[str] = "huhang.intake.submission.accepted.v1"
    receipt_no: str
    accepted_at: datetime
    mediation_due_on: date


@dataclass(frozen=True, kw_only=True)
class SubmissionRefusedV1:
    """An officer refused (不予受理) on a ground of the rulebook."""

    TYPE: ClassVar[str] = "huhang.intake.submission.refused.v1"
    receipt_no: str
    ground: str
    refused_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionRoutedV1:
    """An officer sent an accepted matter to those who can help: ``mediation`` or ``police``."""

    TYPE: ClassVar[str] = "huhang.intake.submission.routed.v1"
    receipt_no: str
    route: str
    right_type: str
    complainant_agrees: bool
    mediation_due_on: date | None
    routed_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionClosedV1:
    """The matter ended; ``result`` is a code such as ``confirmed`` or ``filed_by_police``."""

    TYPE: ClassVar[str] = "huhang.intake.submission.closed.v1"
    receipt_no: str
    result: str
    closed_at: datetime


@dataclass(frozen=True, kw_only=True)
class IntakeClockAlarmV1:
    """A legal clock of intake comes near, falls due or has passed: ``moment`` says which."""

    TYPE: ClassVar[str] = "huhang.intake.clock.alarm.v1"
    receipt_no: str
    rule_id: str
    moment: str
    due_at: datetime
