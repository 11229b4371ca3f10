"""What documents hears: the events that issue papers. A repeat is stopped by the inbox."""

from typing import Any

from chassis.messages import Envelope, Subscription
from contracts import intake, mediation, referral
from services.documents.application.plan_papers import plan_papers
from services.documents.storage.unit_of_work import DocumentsUnitOfWork

_HEARD = (
    intake.SubmissionFiledV1,
    intake.SubmissionAcceptedV1,
    intake.SubmissionRefusedV1,
    intake.SubmissionDecidedV1,
    mediation.InvitationIssuedV1,
    mediation.ConsentGivenV1,
    mediation.SessionScheduledV1,
    mediation.SessionHeldV1,
    mediation.AgreementReachedV1,
    mediation.CaseEndedV1,
    mediation.ProceedingMovedV1,
    mediation.FactsMovedV1,
    mediation.CorrectionMovedV1,
    referral.ConfirmationPreparedV1,
    referral.TransferProposedV1,
    referral.TransferSentV1,
    referral.TransferReceiptedV1,
    referral.ReconsiderationRequestedV1,
    referral.SupervisionRequestedV1,
    referral.ReferralMovedV1,
)


def _putting_on_paper(event_class: type[Any]) -> Subscription:
    def plan(_event: Any, envelope: Envelope, uow: DocumentsUnitOfWork) -> None:
        plan_papers(envelope, uow)

    return Subscription(f"documents.paper.{event_class.__name__}", event_class, plan)


SUBSCRIPTIONS: tuple[Subscription, ...] = tuple(_putting_on_paper(each) for each in _HEARD)
