"""Sessions that block nobody any more; whoever waits for a slot is looked at afterwards."""

from services.mediation.storage.unit_of_work import MediationUnitOfWork

OFFER_SLOTS = "mediation.offer_slots"


def release(uow: MediationUnitOfWork, *session_ids: str) -> None:
    """Make room where sessions or holds were."""
    uow.sessions.release(*session_ids)
    something_is_free(uow)


def something_is_free(uow: MediationUnitOfWork) -> None:
    """Have the waiting list looked through, outside the act that made room."""
    uow.jobs.add(OFFER_SLOTS, key=uow.ids.new(), subject="")
