"""Invitation links: they name a case and prove themselves; nothing secret is stored."""

import hmac

from chassis.errors import NotFound
from chassis.identity import Keyring
from services.mediation.domain.case import Case
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PURPOSE = "invitation"


def invitation_token(case_id: str, keyring: Keyring) -> str:
    """The respondent's way in: the case and 128 bits that only the pepper makes."""
    return f"{case_id}.{keyring.hmac_token(PURPOSE, case_id)}"


def invitation_link(public_url: str, case_id: str, keyring: Keyring) -> str:
    """What stands in the mail or on the paper. Opening it changes nothing."""
    return f"{public_url}/invitations/{invitation_token(case_id, keyring)}"


def open_invitation(token: str, uow: MediationUnitOfWork, keyring: Keyring) -> Case:
    """The case that an invitation belongs to. Raises: NotFound for every wrong token."""
    case_id, _, proof = token.partition(".")
    if not hmac.compare_digest(proof.encode(), keyring.hmac_token(PURPOSE, case_id).encode()):
        raise NotFound()
    return uow.cases.get(case_id)
