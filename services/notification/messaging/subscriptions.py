"""What notification hears: every event of its table. A repeat is stopped by the inbox."""

from typing import Any

from chassis.messages import Envelope, Subscription
from contracts import intake, mediation, referral
from services.notification.application.plan_notices import plan_notices
from services.notification.application.webhooks import plan_deliveries
from services.notification.storage.unit_of_work import NotificationUnitOfWork

_HEARD = (
    intake.SubmissionFiledV1,
    intake.SubmissionAcceptedV1,
    intake.SubmissionRefusedV1,
    intake.SubmissionRoutedV1,
    intake.SubmissionClosedV1,
    intake.SubmissionDecidedV1,
    intake.SubmissionHandedOverV1,
    intake.SupplementRequestedV1,
    intake.MessagePostedV1,
    intake.SubmissionAssignedV1,
    intake.SubmissionReturnedV1,
    intake.StatementMovedV1,
    intake.SubmissionExtendedV1,
    intake.SubmissionTermSetV1,
    mediation.InvitationIssuedV1,
    mediation.MediatorProposedV1,
    mediation.MediatorAppointedV1,
    mediation.SessionScheduledV1,
    mediation.SessionCancelledV1,
    mediation.AttendanceAnsweredV1,
    mediation.PanelMovedV1,
    mediation.PanelCalledV1,
    mediation.SlotKeptV1,
    mediation.AbsenceMovedV1,
    mediation.PoolMovedV1,
    mediation.TalkPostedV1,
    mediation.OfferMovedV1,
    mediation.PaymentDueV1,
    mediation.ProceedingMovedV1,
    mediation.TermMovedV1,
    mediation.FactsMovedV1,
    mediation.CorrectionMovedV1,
    mediation.BlindOfferMovedV1,
    mediation.MediationClockAlarmV1,
    mediation.AgreementDraftedV1,
    mediation.AgreementSignedV1,
    mediation.SignatureRefusedV1,
    mediation.AgreementReachedV1,
    mediation.CaseEndedV1,
    referral.ConfirmationPreparedV1,
    referral.ConfirmationDecidedV1,
    referral.TransferSentV1,
    referral.GuestLinkMadeV1,
    referral.TransferRemindedV1,
    referral.ConfirmationRemindedV1,
    referral.ReconsiderationRequestedV1,
    referral.ReferralMovedV1,
)


def _telling(event_class: type[Any]) -> Subscription:
    def tell(_event: Any, envelope: Envelope, uow: NotificationUnitOfWork) -> None:
        plan_notices(envelope, uow)
        plan_deliveries(envelope, uow)

    return Subscription(f"notification.tell.{event_class.__name__}", event_class, tell)


SUBSCRIPTIONS: tuple[Subscription, ...] = tuple(_telling(each) for each in _HEARD)
