"""Who comes to a session: a link or a calendar's answer proves itself; nothing secret is stored."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from chassis.errors import Conflict, NotFound, WrongState
from chassis.identity import Keyring
from lawbook.clocks import SHANGHAI
from services.mediation.domain.case import ATTENDING, Case
from services.mediation.domain.panel import panel_guest
from services.mediation.storage.sessions import Session
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PURPOSE = "attendance"
DOORS_OPEN, DEAD_AFTER = timedelta(minutes=30), timedelta(hours=2)
"""So long before a session people can say that they are there; so long after its end the link is dead."""


@dataclass(frozen=True)
class Invitee:
    """One of those who are asked to a session."""

    session: Session
    who: str


def attendance_token(session_id: str, who: str, keyring: Keyring) -> str:
    """Names the session and proves who was asked; part of the link and of the calendar's UID."""
    return f"{session_id}.{keyring.hmac_token(PURPOSE, f'{session_id}|{who}')}"


def invitee_of(token: str, uow: MediationUnitOfWork, keyring: Keyring) -> Invitee:
    """Raises: NotFound for every wrong token, and once the session is over: then the link is dead."""
    session_id = token.partition(".")[0]
    session = uow.sessions.get(session_id)
    panel = (panel_guest(seat.expert_id) for seat in uow.cases.get(session.case_id).seats)
    for who in (*ATTENDING, *panel):
        if keyring.fits(token, partial(attendance_token, session_id, who)):
            if session.ends_at + DEAD_AFTER <= uow.clock.now():
                break
            return Invitee(session, who)
    raise NotFound()


def arrive(invitee: Invitee, uow: MediationUnitOfWork) -> Case:
    """Somebody is there and waits to be let in. Raises: WrongState; Conflict ``too_early``."""
    case = uow.cases.take(invitee.session.case_id)
    check_doors(invitee.session, uow)
    case.arrive(invitee.session.id, invitee.who, uow.clock.now())
    uow.cases.save(case)
    return case


def begin_session(case: Case, uow: MediationUnitOfWork) -> None:
    """The mediator lets in who waits. Raises: WrongState; Conflict ``too_early``."""
    possible = case.possible(uow.clock.now())
    if "record" not in possible:
        raise WrongState(case.status, possible)
    check_doors(uow.sessions.get(case.session_id), uow)
    case.begin_session(uow.clock.now())
    uow.cases.save(case)


def check_doors(session: Session, uow: MediationUnitOfWork) -> None:
    """Raises: Conflict ``too_early`` when the doors are not open yet."""
    opens_at = session.starts_at - DOORS_OPEN
    if uow.clock.now() < opens_at:
        params = {"at": opens_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")}
        raise Conflict("too_early", params=params)


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
