"""What intake hears: everything about its matters, for the timeline; and how their ways end.

Each handler may see its event twice (the inbox stops the second), late, or in another order: entries
are sorted by their own time, and the end of a way is noted once.
"""

from typing import Any

from chassis.messages import Envelope, Subscription, handles
from contracts import documents, mediation, notification, referral
from services.intake.application.assign import take_back
from services.intake.application.follow_progress import (
    end_route,
    move_term,
    note_progress,
)
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def _noted(event_class: type[Any]) -> Subscription:
    def note(_event: Any, envelope: Envelope, uow: IntakeUnitOfWork) -> None:
        note_progress(envelope, uow)

    return Subscription(f"intake.note.{event_class.__name__}", event_class, note)


@handles(referral.ConfirmationDecidedV1, name="intake.end_after_court")
def end_after_court(
    event: referral.ConfirmationDecidedV1, _envelope: Envelope, uow: IntakeUnitOfWork
) -> None:
    """The court's ruling ends the way of mediation, whichever way it went."""
    end_route(event.receipt_no, "mediation", event.decision, uow)


@handles(mediation.AgreementReachedV1, name="intake.end_after_agreement")
def end_after_agreement(
    event: mediation.AgreementReachedV1, _envelope: Envelope, uow: IntakeUnitOfWork
) -> None:
    """An agreement that nobody takes to court ends the way of mediation."""
    if not event.joint_confirmation:
        end_route(event.receipt_no, "mediation", "agreed", uow)


@handles(mediation.CaseEndedV1, name="intake.end_after_mediation")
def end_after_mediation(
    event: mediation.CaseEndedV1, _envelope: Envelope, uow: IntakeUnitOfWork
) -> None:
    """Mediation without an agreement."""
    end_route(event.receipt_no, "mediation", "mediation_ended", uow)


@handles(referral.TransferDecidedV1, name="intake.end_after_police")
def end_after_police(
    event: referral.TransferDecidedV1, _envelope: Envelope, uow: IntakeUnitOfWork
) -> None:
    """The police took the case. A refusal ends nothing: reconsideration is open."""
    if event.decision == "filed":
        end_route(event.receipt_no, "police", "filed_by_police", uow)


@handles(referral.TransferDisapprovedV1, name="intake.end_without_transfer")
def end_without_transfer(
    event: referral.TransferDisapprovedV1, _envelope: Envelope, uow: IntakeUnitOfWork
) -> None:
    """The head did not approve the transfer: nothing goes to the police."""
    end_route(event.receipt_no, "police", "transfer_disapproved", uow)


@handles(referral.ReferralMovedV1, name="intake.take_back_returned")
def take_back_returned(
    event: referral.ReferralMovedV1, _envelope: Envelope, uow: IntakeUnitOfWork
) -> None:
    """What was handed over and returned is the centre's again; any other step changes nothing."""
    if event.receipt_no and event.act == "return":
        take_back(event.receipt_no, uow)


@handles(mediation.TermMovedV1, name="intake.move_mediation_term")
def move_mediation_term(
    event: mediation.TermMovedV1, _envelope: Envelope, uow: IntakeUnitOfWork
) -> None:
    """Days of an appraisal are not part of the term."""
    move_term(event.receipt_no, event.act, event.moved_at, uow)


_TIMELINE = (
    mediation.CaseOpenedV1,
    mediation.InvitationIssuedV1,
    mediation.ConsentGivenV1,
    mediation.MediatorProposedV1,
    mediation.MediatorAppointedV1,
    mediation.MediatorDeclinedV1,
    mediation.MediatorChallengedV1,
    mediation.ChallengeDecidedV1,
    mediation.SessionScheduledV1,
    mediation.SessionCancelledV1,
    mediation.SessionHeldV1,
    mediation.AttendanceAnsweredV1,
    mediation.AgreementDraftedV1,
    mediation.AgreementSignedV1,
    mediation.SignatureRefusedV1,
    mediation.AgreementReachedV1,
    mediation.CaseEndedV1,
    mediation.TalkPostedV1,
    mediation.OfferMovedV1,
    mediation.ContactTriedV1,
    mediation.PaymentDueV1,
    mediation.ProceedingMovedV1,
    mediation.TermMovedV1,
    mediation.FactsMovedV1,
    mediation.CorrectionMovedV1,
    mediation.MediatorsRankedV1,
    mediation.PanelMovedV1,
    mediation.SlotKeptV1,
    mediation.ConflictFoundV1,
    mediation.AbsenceMovedV1,
    mediation.BlindOfferMovedV1,
    mediation.MediationClockAlarmV1,
    mediation.MediationClockMovedV1,
    referral.ConfirmationPreparedV1,
    referral.ConfirmationReceiptedV1,
    referral.ConfirmationDecidedV1,
    referral.TransferOpenedV1,
    referral.TransferProposedV1,
    referral.TransferApprovedV1,
    referral.TransferDisapprovedV1,
    referral.TransferSentV1,
    referral.TransferReceiptedV1,
    referral.TransferForwardedV1,
    referral.SupplementRequestedV1,
    referral.SupplementSentV1,
    referral.TransferDecidedV1,
    referral.GuestLinkMadeV1,
    referral.TransferRemindedV1,
    referral.ConfirmationRemindedV1,
    referral.ReconsiderationRequestedV1,
    referral.SupervisionRequestedV1,
    referral.TransferHandedOverV1,
    referral.ReferralMovedV1,
    referral.ReferralClockAlarmV1,
    referral.ReferralClockMovedV1,
    notification.NoticeSentV1,
    notification.NoticeFailedV1,
    documents.DocumentIssuedV1,
    documents.DocumentWithdrawnV1,
    notification.NoticeUncertainV1,
)

SUBSCRIPTIONS: tuple[Subscription, ...] = (
    *(_noted(each) for each in _TIMELINE),
    end_after_court,
    end_after_agreement,
    end_after_mediation,
    end_after_police,
    end_without_transfer,
    take_back_returned,
    move_mediation_term,
)
