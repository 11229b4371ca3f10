"""What intake says: domain event → contract event. Names, numbers and texts stay inside."""

from chassis.unit_of_work import Outgoing
from contracts import intake as contract
from services.intake.domain import events
from services.intake.domain.submission import ANSWER, MEDIATION_PERIOD, Submission


def _filed(event: events.Filed, submission: Submission) -> contract.SubmissionFiledV1:
    answer = submission.docket.newest(ANSWER)
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


def _accepted(event: events.Accepted, submission: Submission) -> contract.SubmissionAcceptedV1:
    period = submission.docket.newest(MEDIATION_PERIOD)
    assert period is not None  # noqa: S101 - acceptance starts this clock
    return contract.SubmissionAcceptedV1(
        receipt_no=submission.receipt_no, accepted_at=event.at, mediation_due_on=period.due_on
    )


def _refused(event: events.Refused, submission: Submission) -> contract.SubmissionRefusedV1:
    return contract.SubmissionRefusedV1(
        receipt_no=submission.receipt_no, ground=event.ground, refused_at=event.at
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


OUTGOING: Outgoing = {
    events.Filed: _filed,
    events.Accepted: _accepted,
    events.Refused: _refused,
    events.Routed: _routed,
    events.Closed: _closed,
    events.ClockSpoke: _clock_spoke,
}
