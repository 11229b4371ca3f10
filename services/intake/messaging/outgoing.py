"""What intake says: domain event → contract event. Names, numbers and texts stay inside."""

from datetime import datetime

from chassis.unit_of_work import Outgoing
from contracts import intake as contract
from lawbook.docket import ClockMoved
from lawbook.supplements import SUPPLEMENT
from services.intake.domain import events
from services.intake.domain.kind import COMPLAINT
from services.intake.domain.submission import MEDIATION_PERIOD, Submission
from services.intake.messaging.records_said import sample_moved, statement_moved


def _filed(event: events.Filed, submission: Submission) -> contract.SubmissionFiledV1:
    answer = submission.docket.newest(submission.rules.answer_rule)
    assert answer is not None  # noqa: S101 - filing starts this clock
    return contract.SubmissionFiledV1(
        receipt_no=submission.receipt_no,
        kind=submission.kind,
        channel=submission.channel,
        right_type=submission.right_type,
        language=submission.language,
        has_email=bool(submission.contact.email),
        filed_at=event.at,
        answer_due_on=answer.due_on,
    )


def _accepted(
    event: events.Accepted, submission: Submission
) -> contract.SubmissionAcceptedV1 | contract.SubmissionDecidedV1:
    if submission.kind != COMPLAINT:
        return _decided("accepted", "", event.at, submission)
    period = submission.docket.newest(MEDIATION_PERIOD)
    assert period is not None  # noqa: S101 - acceptance starts this clock
    return contract.SubmissionAcceptedV1(
        receipt_no=submission.receipt_no, accepted_at=event.at, mediation_due_on=period.due_on
    )


def _refused(
    event: events.Refused, submission: Submission
) -> contract.SubmissionRefusedV1 | contract.SubmissionDecidedV1:
    if submission.kind != COMPLAINT:
        return _decided("refused", event.ground, event.at, submission)
    return contract.SubmissionRefusedV1(
        receipt_no=submission.receipt_no, ground=event.ground, refused_at=event.at
    )


def _decided(
    decision: str, ground: str, at: datetime, submission: Submission
) -> contract.SubmissionDecidedV1:
    return contract.SubmissionDecidedV1(
        receipt_no=submission.receipt_no,
        kind=submission.kind,
        decision=decision,
        ground=ground,
        decided_at=at,
    )


def _routed(event: events.Routed, submission: Submission) -> contract.SubmissionRoutedV1:
    period = submission.docket.newest(MEDIATION_PERIOD)
    return contract.SubmissionRoutedV1(
        receipt_no=submission.receipt_no,
        route=event.route,
        right_type=submission.right_type,
        complainant_agrees=submission.agrees_to_mediation,
        mediation_due_on=period.due_on if period else None,
        routed_at=event.at,
    )


def _closed(event: events.Closed, submission: Submission) -> contract.SubmissionClosedV1:
    return contract.SubmissionClosedV1(
        receipt_no=submission.receipt_no, result=event.result, closed_at=event.at
    )


def _clock_spoke(event: events.ClockSpoke, submission: Submission) -> contract.IntakeClockAlarmV1:
    return contract.IntakeClockAlarmV1(
        receipt_no=submission.receipt_no,
        rule_id=event.rule_id,
        moment=event.moment,
        due_at=event.due_at,
    )


def _clock_moved(event: ClockMoved, submission: Submission) -> contract.IntakeClockMovedV1:
    return contract.IntakeClockMovedV1(receipt_no=submission.receipt_no, **vars(event))


def _split(event: events.Split, submission: Submission) -> contract.SubmissionSplitV1:
    return contract.SubmissionSplitV1(
        receipt_no=submission.receipt_no,
        kind=event.kind,
        new_receipt_no=event.new_receipt_no,
        split_at=event.at,
    )


def _supplement_requested(
    event: events.SupplementRequested, submission: Submission
) -> contract.SupplementRequestedV1:
    answer = submission.docket.newest(SUPPLEMENT)
    assert answer is not None  # noqa: S101 - asking starts this clock
    return contract.SupplementRequestedV1(
        receipt_no=submission.receipt_no,
        purpose=event.purpose,
        supply_by=answer.due_on,
        requested_at=event.at,
    )


def _supplement_answered(
    event: events.SupplementAnswered, submission: Submission
) -> contract.SupplementAnsweredV1:
    return contract.SupplementAnsweredV1(receipt_no=submission.receipt_no, answered_at=event.at)


def _corrected(event: events.Corrected, submission: Submission) -> contract.SubmissionCorrectedV1:
    return contract.SubmissionCorrectedV1(
        receipt_no=submission.receipt_no, fields=",".join(event.names), corrected_at=event.at
    )


def _sorted(event: events.Sorted, submission: Submission) -> contract.SubmissionSortedV1:
    return contract.SubmissionSortedV1(
        receipt_no=submission.receipt_no,
        lane=event.lane,
        flags=",".join(submission.flags),
        sorted_at=event.at,
    )


def _assigned(event: events.Assigned, submission: Submission) -> contract.SubmissionAssignedV1:
    return contract.SubmissionAssignedV1(
        receipt_no=submission.receipt_no,
        assignee=event.assignee,
        way=event.way,
        before=event.before,
        assigned_at=event.at,
    )


def _returned(event: events.Returned, submission: Submission) -> contract.SubmissionReturnedV1:
    return contract.SubmissionReturnedV1(
        receipt_no=submission.receipt_no,
        return_ground=event.ground,
        needs_ruling=event.needs_ruling,
        returned_at=event.at,
    )


def _recused(event: events.OfficerRecused, submission: Submission) -> contract.OfficerRecusedV1:
    return contract.OfficerRecusedV1(receipt_no=submission.receipt_no, recused_at=event.at)


def _handed_over(
    event: events.HandedOver, submission: Submission
) -> contract.SubmissionHandedOverV1:
    return contract.SubmissionHandedOverV1(
        receipt_no=submission.receipt_no, receiver=event.receiver, handed_over_at=event.at
    )


def _merged(event: events.Merged, submission: Submission) -> contract.SubmissionMergedV1:
    return contract.SubmissionMergedV1(
        receipt_no=submission.receipt_no, into_receipt_no=event.into, merged_at=event.at
    )


def _unmerged(event: events.Unmerged, submission: Submission) -> contract.SubmissionUnmergedV1:
    return contract.SubmissionUnmergedV1(receipt_no=submission.receipt_no, unmerged_at=event.at)


def _identity_shown(
    event: events.IdentityShown, submission: Submission
) -> contract.IdentityShownV1:
    return contract.IdentityShownV1(receipt_no=submission.receipt_no, shown_at=event.at)


def _message_posted(
    event: events.MessagePosted, submission: Submission
) -> contract.MessagePostedV1:
    return contract.MessagePostedV1(
        receipt_no=submission.receipt_no, side=event.side, posted_at=event.at
    )


def _redacted(
    event: events.EvidenceRedacted, submission: Submission
) -> contract.EvidenceRedactedV1:
    return contract.EvidenceRedactedV1(receipt_no=submission.receipt_no, redacted_at=event.at)


def _exposed(event: events.EvidenceExposed, submission: Submission) -> contract.EvidenceExposedV1:
    return contract.EvidenceExposedV1(
        receipt_no=submission.receipt_no,
        evidence_id=event.evidence_id,
        level=event.level,
        exposed_at=event.at,
    )


def _noted(event: events.Noted, submission: Submission) -> contract.SubmissionNotedV1:
    return contract.SubmissionNotedV1(
        receipt_no=submission.receipt_no, noted=event.what, noted_at=event.at
    )


def _bundled(event: events.BundleTaken, submission: Submission) -> contract.BundleTakenV1:
    return contract.BundleTakenV1(receipt_no=submission.receipt_no, bundled_at=event.at)


def _rated(event: events.Rated, submission: Submission) -> contract.SubmissionRatedV1:
    return contract.SubmissionRatedV1(
        receipt_no=submission.receipt_no,
        score=event.score,
        asked_by=event.asked_by,
        rated_at=event.at,
    )


def _extended(event: events.Extended, submission: Submission) -> contract.SubmissionExtendedV1:
    longer = submission.docket.newest(event.rule_id)
    assert longer is not None  # noqa: S101 - granting starts this clock
    return contract.SubmissionExtendedV1(
        receipt_no=submission.receipt_no,
        rule_id=event.rule_id,
        due_on=longer.due_on,
        extended_at=event.at,
    )


def _term_set(event: events.TermSet, submission: Submission) -> contract.SubmissionTermSetV1:
    return contract.SubmissionTermSetV1(
        receipt_no=submission.receipt_no, mediation_due_on=event.due_on, set_at=event.at
    )


OUTGOING: Outgoing = {
    events.Filed: _filed,
    events.Accepted: _accepted,
    events.Refused: _refused,
    events.Routed: _routed,
    events.Closed: _closed,
    events.ClockSpoke: _clock_spoke,
    ClockMoved: _clock_moved,
    events.Split: _split,
    events.SupplementRequested: _supplement_requested,
    events.SupplementAnswered: _supplement_answered,
    events.Corrected: _corrected,
    events.Sorted: _sorted,
    events.Assigned: _assigned,
    events.OfficerRecused: _recused,
    events.Returned: _returned,
    events.HandedOver: _handed_over,
    events.Merged: _merged,
    events.Unmerged: _unmerged,
    events.IdentityShown: _identity_shown,
    events.MessagePosted: _message_posted,
    events.EvidenceRedacted: _redacted,
    events.EvidenceExposed: _exposed,
    events.BundleTaken: _bundled,
    events.Noted: _noted,
    events.SampleMoved: sample_moved,
    events.StatementMoved: statement_moved,
    events.Rated: _rated,
    events.Extended: _extended,
    events.TermSet: _term_set,
}
