"""Finding a case for a caller: what is not theirs is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from chassis.access import principal, reach
from chassis.documents import load_document
from chassis.errors import NotFound
from chassis.etag import check_etag
from chassis.transaction import current_uow, service
from contracts.permissions import Reach
from services.mediation.domain.case import Case
from services.mediation.domain.parties import COMPLAINANT, RESPONDENT
from services.mediation.settings import MediationSettings
from services.mediation.storage.unit_of_work import MediationUnitOfWork, opened

STAFF_PREFIX = "staff:"


def account() -> str:
    """The staff account of the caller; empty for a citizen."""
    return principal().subject.removeprefix(STAFF_PREFIX) if is_staff() else ""


def is_staff() -> bool:
    return principal().subject.startswith(STAFF_PREFIX)


def side() -> str:
    """The caller's side in the dispute. Raises: NotFound for somebody without one."""
    for each in (COMPLAINANT, RESPONDENT):
        if principal().has(each):
            return each
    raise NotFound()


def may_touch(case: Case) -> bool:
    """Whether this route's action reaches a case for this caller."""
    return (
        Reach.ANY in reach()
        or (Reach.OWN in reach() and principal().matter == case.receipt_no)
        or (Reach.ASSIGNED in reach() and case.mediator_account == account() != "")
    )


def awaits_declaration(case: Case) -> bool:
    """Whether the caller was only asked to mediate, and has not yet declared anything."""
    if Reach.ASSIGNED not in reach() or Reach.ANY in reach():
        return False
    if case.mediator_account == account():
        return not case.has_declared_mediator
    seat = case.seat_at(account())
    return seat is None or not seat.has_accepted


def checked(case: Case | None) -> Case:
    """The case, if the caller may touch it. Raises: NotFound."""
    if case is None or not may_touch(case):
        raise NotFound()
    return case


def readable(case: Case) -> Case:
    """The case, if the caller may touch it or sits on its panel. Raises: NotFound."""
    if Reach.ASSIGNED in reach() and case.seat_at(account()) is not None:
        return case
    return checked(case)


def sits_beside(case: Case) -> bool:
    """Whether the caller reads the case from a seat beside the mediator, and does not lead it."""
    return not may_touch(case) and case.seat_at(account()) is not None


def to_change(case_id: str, uow: MediationUnitOfWork, *, as_read: bool = True) -> Case:
    """A case that the caller wants to change; with ``as_read`` it must be the version they saw."""
    case = checked(uow.cases.take(case_id))
    if as_read:
        check_etag(case.version)
    return case


def case_uow() -> MediationUnitOfWork:
    """The unit of work of this request."""
    uow: MediationUnitOfWork = current_uow()
    return uow


@contextmanager
def looking() -> Iterator[MediationUnitOfWork]:
    """Everything that mediation knows, to be read only."""
    with opened(service()).reading() as uow:
        yield uow


def notice_days() -> int:
    """Working days of notice before a session."""
    settings: MediationSettings = service().settings
    return settings.session_notice_days


def loaded(row: sa.Row[Any]) -> Case:
    """A case from a row with document and version."""
    case: Case = load_document(Case, row.document)
    case.version = row.version
    return case
