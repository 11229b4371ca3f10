"""What mediation hears."""

from chassis.messages import Envelope, Subscription, handles
from contracts.intake import SubmissionRoutedV1, SubmissionTermSetV1
from services.mediation.application.open_case import move_term, open_case
from services.mediation.storage.unit_of_work import MediationUnitOfWork


@handles(SubmissionRoutedV1, name="mediation.open_case")
def open_routed_case(
    event: SubmissionRoutedV1, _envelope: Envelope, uow: MediationUnitOfWork
) -> None:
    """Open a case for a matter that was routed here; other routes are not ours.

    A repeat finds the case and changes nothing.
    """
    if event.route == "mediation":
        open_case(
            event.receipt_no,
            event.right_type,
            event.mediation_due_on,
            event.complainant_agrees,
            uow,
        )


@handles(SubmissionTermSetV1, name="mediation.move_term")
def move_term_of_case(
    event: SubmissionTermSetV1, _envelope: Envelope, uow: MediationUnitOfWork
) -> None:
    """Sessions may be as late as the new last day."""
    move_term(event.receipt_no, event.mediation_due_on, uow)


SUBSCRIPTIONS: tuple[Subscription, ...] = (open_routed_case, move_term_of_case)
