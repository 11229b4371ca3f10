"""The matter that a proceeding is about, and whether a party may follow a proceeding."""

from chassis.access import principal
from chassis.errors import Conflict, NotFound, Unavailable
from chassis.service_client import ServiceClient
from chassis.transaction import service
from services.mediation.application.open_case import parties_of
from services.mediation.application.run_proceeding import Matter, matter_of
from services.mediation.domain.parties import RESPONDENT
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.storage.unit_of_work import MediationUnitOfWork

TAKEN_UP = frozenset({"accepted", "in_progress"})
DISPUTE = "complaint"
_NUMBER_LENGTH = 13


def may_follow(found: Proceeding) -> bool:
    """A party follows what is about its matter, but what is for the centre alone; the other side from the
    day on which it was served."""
    if found.receipt_no != principal().matter or found.its_kind.is_internal:
        return False
    return found.is_served or not principal().has(RESPONDENT)


def matter_named(receipt_no: str, uow: MediationUnitOfWork) -> Matter:
    """What the proceeding is about; intake knows a matter that was never mediated.

    Raises: NotFound; Conflict before it was accepted; Unavailable.
    """
    if case := uow.cases.of_matter(receipt_no):
        return matter_of(case)
    # It becomes part of an address: whatever could lead elsewhere is no number.
    if not (receipt_no.isascii() and receipt_no.isdigit() and len(receipt_no) == _NUMBER_LENGTH):
        raise NotFound()
    intake: ServiceClient = service().clients["intake"]
    answer = intake.ask("mediation", f"/internal/matters/{receipt_no}/parties")
    if answer.status == 404:
        raise NotFound()
    if not answer.is_ok:
        raise Unavailable()
    said = answer.json()
    if said["status"] not in TAKEN_UP:
        raise Conflict("proceeding_not_accepted")
    is_dispute = said["kind"] == DISPUTE
    return Matter(
        receipt_no=receipt_no,
        right_type=said["right_type"],
        is_dispute=is_dispute,
        parties=parties_of(said) if is_dispute else None,
    )
