"""Links for the respondent: they name a case or a proceeding and prove themselves; nothing is stored."""

from dataclasses import dataclass
from functools import partial

from chassis.errors import NotFound
from chassis.identity import Keyring
from services.mediation.storage.tables import cases
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PURPOSE = "invitation"


@dataclass(frozen=True)
class Opened:
    """What a link leads to; ``case_id`` empty where there was no mediation."""

    receipt_no: str
    case_id: str


def _token(its_id: str, keyring: Keyring) -> str:
    """The respondent's way in: the thing and 128 bits that only the pepper makes."""
    return f"{its_id}.{keyring.hmac_token(PURPOSE, its_id)}"


def invitation_link(public_url: str, case_id: str, keyring: Keyring) -> str:
    """What stands in the mail or on the paper. Opening it changes nothing."""
    return f"{public_url}/invitations/{_token(case_id, keyring)}"


def served_link(public_url: str, proceeding_id: str, keyring: Keyring) -> str:
    """The same for a proceeding that was served on the respondent."""
    return f"{public_url}/served/{_token(proceeding_id, keyring)}"


def open_invitation(token: str, uow: MediationUnitOfWork, keyring: Keyring) -> Opened:
    """What a link belongs to. Raises: NotFound for every wrong token, and before anything was served."""
    its_id = token.partition(".")[0]
    if not keyring.fits(token, partial(_token, its_id)):
        raise NotFound()
    if case := uow.cases.find(cases.c.id == its_id):
        return Opened(case.receipt_no, case.id)
    proceeding = uow.proceedings.get(its_id)
    if not proceeding.is_served:
        raise NotFound()
    return Opened(proceeding.receipt_no, proceeding.case_id)
