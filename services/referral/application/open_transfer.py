"""A matter is routed to the police."""

from services.referral.domain.desk import POLICE
from services.referral.domain.transfer import Transfer
from services.referral.storage.unit_of_work import ReferralUnitOfWork

NO_DESK = ""


def open_transfer(receipt_no: str, uow: ReferralUnitOfWork) -> None:
    """Open the one transfer of a matter that was routed to the police; one that is there stays."""
    if uow.transfers.of_matter(receipt_no):
        return
    desk = uow.desks.first_of(POLICE)
    transfer = Transfer(
        id=uow.ids.new(),
        receipt_no=receipt_no,
        opened_at=uow.clock.now(),
        desk=desk.code if desk else NO_DESK,
    )
    transfer.open()
    uow.transfers.add(transfer)
