"""What mediation hears."""

from chassis.messages import Envelope, Subscription, handles
from contracts.intake import SubmissionRoutedV1
from services.mediation.application.open_case import open_case
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


SUBSCRIPTIONS: tuple[Subscription, ...] = (open_routed_case,)
