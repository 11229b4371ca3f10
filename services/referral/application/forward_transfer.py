"""The police forward a file to the police organ whose case it is."""

from chassis.errors import FieldError, InvalidInput
from services.referral.domain.desk import POLICE
from services.referral.domain.transfer import Transfer
from services.referral.storage.tables import desks
from services.referral.storage.unit_of_work import ReferralUnitOfWork


def forward_transfer(transfer: Transfer, desk_code: str, uow: ReferralUnitOfWork) -> None:
    """Lay the file on another police desk.

    Raises: WrongState; InvalidInput when it is no other police desk.
    """
    desk = uow.desks.find(desks.c.code == desk_code, desks.c.kind == POLICE)
    if desk is None or desk.code == transfer.desk:
        raise InvalidInput([FieldError("/desk", "desk_unknown")])
    transfer.forward(desk.code, uow.clock.now())
