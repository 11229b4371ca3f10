"""Who comes to a session: a link or a calendar's answer proves itself; nothing secret is stored."""

import hmac
from dataclasses import dataclass

from chassis.errors import NotFound, WrongState
from chassis.identity import Keyring
from services.mediation.domain.case import ATTENDING, Case
from services.mediation.storage.sessions import Session
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PURPOSE = "attendance"


@dataclass(frozen=True)
class Invitee:
    """One of those who are asked to a session."""

    session: Session
    who: str


def attendance_token(session_id: str, who: str, keyring: Keyring) -> str:
    """Names the session and proves who was asked; part of the link and of the calendar's UID."""
    return f"{session_id}.{keyring.hmac_token(PURPOSE, f'{session_id}|{who}')}"


def invitee_of(token: str, uow: MediationUnitOfWork, keyring: Keyring) -> Invitee:
    """Raises: NotFound for every wrong token."""
    session_id = token.partition(".")[0]
    for who in ATTENDING:
        expected = attendance_token(session_id, who, keyring)
        if hmac.compare_digest(token.encode(), expected.encode()):
            return Invitee(uow.sessions.get(session_id), who)
    raise NotFound()


def answer_attendance(
    invitee: Invitee, answer: str, uow: MediationUnitOfWork, sequence: int | None = None
) -> Case:
    """Note that somebody comes, may come or does not.

    ``sequence``: the version of the invitation that a calendar answered (RFC 5546, 2.1.5); None for
    an answer on the page, which shows the present time.
    Raises: WrongState when the session was moved, replaced, cancelled or has begun.
    """
    case = uow.cases.take(invitee.session.case_id)
    if sequence is not None and sequence < invitee.session.sequence:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    case.attend(invitee.session.id, invitee.who, answer, has_begun=_has_begun(invitee, uow))
    uow.cases.save(case)
    return case


def _has_begun(invitee: Invitee, uow: MediationUnitOfWork) -> bool:
    return invitee.session.starts_at <= uow.clock.now()
