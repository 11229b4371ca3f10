"""The file leaves for the police desk."""

from services.referral.application.send_off import refuse_unfit
from services.referral.domain.desk import POLICE
from services.referral.domain.transfer import Transfer
from services.referral.storage.unit_of_work import ReferralUnitOfWork


def dispatch_transfer(transfer: Transfer, uow: ReferralUnitOfWork) -> None:
    """Send the file; a desk that was set up after the transfer was opened may take it.

    Raises: WrongState; Conflict ``no_police_desk``, ``documents_missing`` or ``package_unfit``.
    """
    if not transfer.desk:
        desk = uow.desks.first_of(POLICE)
        transfer.desk = desk.code if desk else ""
    transfer.dispatch(uow.clock.now())
    refuse_unfit(transfer, uow)
