"""Who is told something by a number of their own: members of panels and of the pool, applicants."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chassis.transaction import service
from lawbook.presentation import instant
from services.mediation.application.attendance import attendance_token
from services.mediation.application.pool import supply_link
from services.mediation.domain.expert import Expert
from services.mediation.domain.panel import panel_guest
from services.mediation.storage.tables import applications, cases, experts
from services.mediation.storage.unit_of_work import MediationUnitOfWork
from services.mediation.web.lookup import STAFF_PREFIX

Found = dict[str, Any] | None


def people(audience: str, numbers: Sequence[str], uow: MediationUnitOfWork) -> list[dict[str, Any]]:
    """Everybody of an audience who is still meant, each with the number under which they were asked for."""
    found = ((each, _FINDING[audience](each, uow)) for each in numbers)
    return [person | {"person": number} for number, person in found if person is not None]


def of_session(session_id: str, uow: MediationUnitOfWork) -> dict[str, Any]:
    """What a message tells of a session."""
    session = uow.sessions.get(session_id)
    return {
        "session_id": session.id,
        "starts_at": instant(session.starts_at),
        "ends_at": instant(session.ends_at),
        "room": uow.rooms.get(session.room_id).name,
        "sequence": session.sequence,
    }


def _seat(number: str, uow: MediationUnitOfWork) -> Found:
    """Somebody beside the mediator, with every session to which they were called."""
    case_id, _, expert_id = number.partition(".")
    case = uow.cases.find(cases.c.id == case_id)
    if case is None or not (case.panel and case.panel.has(expert_id)):
        return None
    sessions = {
        each.id: of_session(each.id, uow)
        | {
            "attendance": attendance_token(each.id, panel_guest(expert_id), service().keyring),
            "is_planned": each.id in case.planned,
        }
        for each in uow.sessions.of_case(case.id)
    }
    return _staff(uow.experts.get(expert_id)) | {
        "facts": sessions.get(case.session_id, {}) | {"sessions": sessions}
    }


def _member(number: str, uow: MediationUnitOfWork) -> Found:
    expert = uow.experts.find(experts.c.id == number)
    return _staff(expert) | {"facts": {"reason": expert.suspension}} if expert else None


def _applicant(number: str, uow: MediationUnitOfWork) -> Found:
    found = uow.applications.find(applications.c.id == number)
    if found is None:
        return None
    link = supply_link(service().settings.public_url, found.id, service().keyring)
    facts = {"reason": found.words, "supply": link}
    return {"name": found.name, "email": found.email, "language": "zh", "facts": facts}


def _staff(expert: Expert) -> dict[str, Any]:
    return {
        "name": expert.name,
        "email": expert.email,
        "language": "zh",
        "reader": f"{STAFF_PREFIX}{expert.account}",
    }


_FINDING: Mapping[str, Callable[[str, MediationUnitOfWork], Found]] = {
    "panel": _seat,
    "member": _member,
    "applicant": _applicant,
}
PEOPLE = tuple(_FINDING)
"""Audiences that are asked for by person, not by matter."""
