"""A matter is routed to mediation; the respondent is invited."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.mediation.domain.case import Case
from services.mediation.domain.parties import Parties, Party
from services.mediation.storage.unit_of_work import MediationUnitOfWork

FETCH_PARTIES = "mediation.fetch_parties"


def open_case(
    receipt_no: str,
    right_type: str,
    mediation_due_on: date | None,
    complainant_agrees: bool,
    uow: MediationUnitOfWork,
) -> None:
    """Open the one case of a matter and ask for its parties; a case that is there stays."""
    if uow.cases.of_matter(receipt_no):
        return
    case = Case(
        id=uow.ids.new(),
        receipt_no=receipt_no,
        right_type=right_type,
        mediation_due_on=mediation_due_on,
        opened_at=uow.clock.now(),
    )
    case.open(complainant_agrees=complainant_agrees)
    uow.cases.add(case)
    uow.jobs.add(FETCH_PARTIES, key=case.id, subject=case.id, payload={"receipt_no": receipt_no})


def move_term(receipt_no: str, due_on: date, uow: MediationUnitOfWork) -> None:
    """The last day of the mediation has moved; a matter without a case is passed over."""
    case = uow.cases.of_matter(receipt_no)
    if case is not None and case.mediation_due_on != due_on:
        case.mediation_due_on = due_on
        uow.cases.save(case)


def record_parties(case_id: str, found: Mapping[str, Any], uow: MediationUnitOfWork) -> None:
    """Take in who the parties are, as intake knows them, and invite the respondent."""
    case = uow.cases.get(case_id)
    case.invite(parties_of(found), uow.clock.now())
    uow.cases.save(case)


def parties_of(found: Mapping[str, Any]) -> Parties:
    """Both sides of a matter, from what intake says about them."""
    return Parties(
        complainant=Party(
            name=found["holder_name"],
            contact_name=found["contact_name"],
            email=found["contact_email"],
            phone=found["contact_phone"],
        ),
        respondent=Party(
            name=found["respondent_name"],
            email=found["respondent_email"],
            address=found["respondent_address"],
        ),
        language=found["language"],
    )
