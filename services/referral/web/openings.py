"""That a receiver has opened what was handed over: noted as it reads, shown to those who sent it."""

from typing import Any

from chassis.access import principal, reach
from chassis.transaction import service
from contracts.permissions import Reach
from lawbook.presentation import instant
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.referral import Referral
from services.referral.domain.transfer import Transfer
from services.referral.storage.openings import Opening
from services.referral.storage.unit_of_work import opened
from services.referral.web.lookup import account

_LONGEST = 80
Item = Confirmation | Transfer | Referral


def note_opening(item: Item) -> None:
    """Keep the first look of somebody at the receiver's desk; our own people's are none."""
    if Reach.ANY in reach():
        return
    with opened(service()).reading() as uow:
        if uow.openings.of(item.id, item.desk):
            return
    with opened(service()) as uow:
        by = (principal().name or account())[:_LONGEST]
        uow.openings.note(item.id, item.desk, Opening(uow.clock.now(), by))
        uow.commit()


def opening_of(item: Item) -> dict[str, Any]:
    """``first_opened``: when and by whom, for those who sent it; null while nobody has."""
    if Reach.ANY not in reach():
        return {}
    with opened(service()).reading() as uow:
        found = uow.openings.of(item.id, item.desk)
    return {"first_opened": {"at": instant(found.at), "by": found.by} if found else None}
