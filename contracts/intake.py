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


@dataclass(frozen=True, kw_only=True)
class IntakeClockMovedV1:
    """A legal clock of intake ends on another day, because the working calendar was changed."""

    TYPE: ClassVar[str] = "huhang.intake.clock.moved.v1"
    receipt_no: str
    rule_id: str
    bearer: str
    due_before: datetime
    due_after: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionDecidedV1:
    """A report or an application was taken up (``accepted``) or turned down (``refused``); complaints have
    events of their own."""

    TYPE: ClassVar[str] = "huhang.intake.submission.decided.v1"
    receipt_no: str
    kind: str
    decision: str
    ground: str
    decided_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionSplitV1:
    """Part of a filing became a matter of its own on another legal track."""

    TYPE: ClassVar[str] = "huhang.intake.submission.split.v1"
    receipt_no: str
    kind: str
    new_receipt_no: str
    split_at: datetime


@dataclass(frozen=True, kw_only=True)
class SupplementRequestedV1:
    """The complainant was asked for something; ``purpose`` is a code such as ``material``."""

    TYPE: ClassVar[str] = "huhang.intake.supplement.requested.v1"
    receipt_no: str
    purpose: str
    supply_by: date
    requested_at: datetime


@dataclass(frozen=True, kw_only=True)
class SupplementAnsweredV1:
    """The complainant answered."""

    TYPE: ClassVar[str] = "huhang.intake.supplement.answered.v1"
    receipt_no: str
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionCorrectedV1:
    """Fields were put right; ``fields`` names them, with commas."""

    TYPE: ClassVar[str] = "huhang.intake.submission.corrected.v1"
    receipt_no: str
    fields: str
    corrected_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionSortedV1:
    """An officer put it into a lane (繁简分流); ``flags`` are all that hold now, with commas."""

    TYPE: ClassVar[str] = "huhang.intake.submission.sorted.v1"
    receipt_no: str
    lane: str
    flags: str
    sorted_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionAssignedV1:
    """It was given to the account of an officer, or back to all with an empty ``assignee``.

    ``way``: ``by_hand``, ``by_rule``, ``after_recusal``, or ``to_deputy``, ``to_chief``, ``to_all`` when
    whoever had it did nothing; ``after_return``, ``to_ruling``, ``by_ruling`` when it was given back.
    ``before``: the account that had it until then.
    """

    TYPE: ClassVar[str] = "huhang.intake.submission.assigned.v1"
    receipt_no: str
    assignee: str
    assigned_at: datetime
    way: str = "by_hand"
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class SubmissionReturnedV1:
    """Whoever had it gave it back (退单); ``needs_ruling``: the head has to rule who handles it."""

    TYPE: ClassVar[str] = "huhang.intake.submission.returned.v1"
    receipt_no: str
    return_ground: str
    needs_ruling: bool
    returned_at: datetime


@dataclass(frozen=True, kw_only=True)
class OfficerRecusedV1:
    """An officer withdrew from it (回避): whoever acts."""

    TYPE: ClassVar[str] = "huhang.intake.officer.recused.v1"
    receipt_no: str
    recused_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionHandedOverV1:
    """Another body is competent and has the matter now; ``receiver`` is the code of a unit."""

    TYPE: ClassVar[str] = "huhang.intake.submission.handed_over.v1"
    receipt_no: str
    receiver: str
    handed_over_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionMergedV1:
    """A duplicate goes on as part of another matter."""

    TYPE: ClassVar[str] = "huhang.intake.submission.merged.v1"
    receipt_no: str
    into_receipt_no: str
    merged_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionUnmergedV1:
    """A merger was undone."""

    TYPE: ClassVar[str] = "huhang.intake.submission.unmerged.v1"
    receipt_no: str
    unmerged_at: datetime


@dataclass(frozen=True, kw_only=True)
class IdentityShownV1:
    """Somebody looked at the identity of a confidential reporter."""

    TYPE: ClassVar[str] = "huhang.intake.identity.shown.v1"
    receipt_no: str
    shown_at: datetime


@dataclass(frozen=True, kw_only=True)
class MessagePostedV1:
    """A message was written; ``side`` is ``citizen`` or ``centre``."""

    TYPE: ClassVar[str] = "huhang.intake.message.posted.v1"
    receipt_no: str
    side: str
    posted_at: datetime


@dataclass(frozen=True, kw_only=True)
class EvidenceRedactedV1:
    """An officer put a redacted copy beside a piece of evidence; the original stays."""

    TYPE: ClassVar[str] = "huhang.intake.evidence.redacted.v1"
    receipt_no: str
    redacted_at: datetime


@dataclass(frozen=True, kw_only=True)
class EvidenceExposedV1:
    """An officer said who may see a piece of evidence; ``level``: ``normal`` or ``secret``."""

    TYPE: ClassVar[str] = "huhang.intake.evidence.exposed.v1"
    receipt_no: str
    evidence_id: str
    level: str
    exposed_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionNotedV1:
    """An officer noted something: ``linked``, ``unlinked``, ``shop_item``, ``mandate``, ``agreement``."""

    TYPE: ClassVar[str] = "huhang.intake.submission.noted.v1"
    receipt_no: str
    noted: str
    noted_at: datetime


@dataclass(frozen=True, kw_only=True)
class SampleMovedV1:
    """A physical sample came, was sealed, shelved, handed over, taken back or given up: ``sample_act``."""

    TYPE: ClassVar[str] = "huhang.intake.sample.moved.v1"
    receipt_no: str
    sample_id: str
    label: str
    sample_act: str
    moved_at: datetime


@dataclass(frozen=True, kw_only=True)
class StatementMovedV1:
    """Words were ``taken`` down or ``confirmed``; ``source``: ``oral`` or ``recording``.

    ``is_public``: the complainant's own statement.
    """

    TYPE: ClassVar[str] = "huhang.intake.statement.moved.v1"
    receipt_no: str
    statement_id: str
    source: str
    statement_act: str
    is_public: bool
    moved_at: datetime


@dataclass(frozen=True, kw_only=True)
class BundleTakenV1:
    """All evidence was taken along in one file."""

    TYPE: ClassVar[str] = "huhang.intake.evidence.bundled.v1"
    receipt_no: str
    bundled_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionRatedV1:
    """Somebody said how content they are, 1 to 5; ``asked_by`` is ``survey``, or ``telephone`` (回访)."""

    TYPE: ClassVar[str] = "huhang.intake.submission.rated.v1"
    receipt_no: str
    score: int
    asked_by: str
    rated_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionTermSetV1:
    """The last day of the mediation has moved, because the law did not count some days."""

    TYPE: ClassVar[str] = "huhang.intake.submission.term_set.v1"
    receipt_no: str
    mediation_due_on: date
    set_at: datetime


@dataclass(frozen=True, kw_only=True)
class SubmissionExtendedV1:
    """The head granted more time: the longer period of ``rule_id`` ends on ``due_on``."""

    TYPE: ClassVar[str] = "huhang.intake.submission.extended.v1"
    receipt_no: str
    rule_id: str
    due_on: date
    extended_at: datetime
