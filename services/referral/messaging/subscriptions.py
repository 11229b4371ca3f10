"""What referral hears."""

from chassis.messages import Envelope, Subscription, handles
from contracts.intake import SubmissionClosedV1, SubmissionHandedOverV1, SubmissionRoutedV1
from contracts.mediation import AgreementReachedV1
from services.referral.application.open_referral import plan_handed_over
from services.referral.application.open_transfer import open_transfer
from services.referral.application.prepare_confirmation import plan_confirmation
from services.referral.storage.tables import crime_checks
from services.referral.storage.unit_of_work import ReferralUnitOfWork


@handles(SubmissionRoutedV1, name="referral.open_transfer")
def open_routed_transfer(
    event: SubmissionRoutedV1, _envelope: Envelope, uow: ReferralUnitOfWork
) -> None:
    """Open a transfer for a matter that was routed to the police. A repeat changes nothing."""
    if event.route == "police":
        open_transfer(event.receipt_no, uow)


@handles(AgreementReachedV1, name="referral.prepare_confirmation")
def prepare_agreed_confirmation(
    event: AgreementReachedV1, envelope: Envelope, uow: ReferralUnitOfWork
) -> None:
    """Prepare the application when the parties want one. A repeat changes nothing."""
    if event.joint_confirmation:
        wanted = ("receipt_no", "case_id", "agreement_id", "text_sha256", "effective_at")
        plan_confirmation({name: str(envelope.data[name]) for name in wanted}, uow)


@handles(SubmissionHandedOverV1, name="referral.receive_handed_over")
def open_handed_over_referral(
    event: SubmissionHandedOverV1, _envelope: Envelope, uow: ReferralUnitOfWork
) -> None:
    """Plan the referral to the body that got the matter. A repeat changes nothing."""
    plan_handed_over(event.receipt_no, event.receiver, uow)


@handles(SubmissionClosedV1, name="referral.note_end_of_matter")
def note_end_of_matter(
    event: SubmissionClosedV1, _envelope: Envelope, uow: ReferralUnitOfWork
) -> None:
    """Note the end of a matter that somebody looked at. A repeat changes nothing."""
    check = uow.crime_checks.find(crime_checks.c.receipt_no == event.receipt_no)
    if check is not None and check.closed_at is None:
        check.close(event.result, event.closed_at)
        uow.crime_checks.save(check)


SUBSCRIPTIONS: tuple[Subscription, ...] = (
    open_routed_transfer,
    prepare_agreed_confirmation,
    open_handed_over_referral,
    note_end_of_matter,
)
