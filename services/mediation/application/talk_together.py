"""Messages, offers and tries of contact around a mediation case."""

from dataclasses import dataclass
from datetime import date

from chassis.errors import FieldError, InvalidInput, WrongState
from chassis.identity import Keyring
from services.mediation.application.confidences import sealed
from services.mediation.domain.appraisal import WHILE_TALKING
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED, ENDED
from services.mediation.domain.proceedings.said import Filed
from services.mediation.domain.talk import ALL, Attempt, Message, Offer, Talk
from services.mediation.storage.unit_of_work import MediationUnitOfWork


@dataclass(frozen=True, kw_only=True)
class MakeOffer:
    """What a side proposes."""

    text: str
    amount_fen: int
    until: date


@dataclass(frozen=True, kw_only=True)
class NoteAttempt:
    """How somebody tried to reach a side."""

    side: str
    way: str
    outcome: str
    note: str
    proof: tuple[Filed, ...] = ()


def talk_of(case: Case, uow: MediationUnitOfWork) -> Talk:
    """What was said so far; nothing yet at the beginning."""
    return uow.talks.of_case(case.id) or Talk(id=case.id, receipt_no=case.receipt_no)


@dataclass(frozen=True, kw_only=True)
class Say:
    """What somebody says, and to whom. ``by``: a side or the mediator."""

    by: str
    thread: str
    text: str


def post_message(case: Case, said: Say, uow: MediationUnitOfWork, keyring: Keyring) -> Talk:
    """Say something to all, or in confidence.

    Raises: WrongState when mediation is over, or without a mediator to confide in; InvalidInput.
    """
    if case.status in {ENDED, AGREED}:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    if said.thread != ALL and not case.has_declared_mediator:
        raise InvalidInput([FieldError("/thread", "no_mediator_yet")])
    talk = talk_of(case, uow)
    expert_id = case.expert_id if case.has_declared_mediator else ""
    now = uow.clock.now()
    message = Message(**vars(said), at=now, expert_id=expert_id)
    talk.post(sealed(message, talk, uow, keyring))
    return stored(talk, uow)


def make_offer(case: Case, side: str, command: MakeOffer, uow: MediationUnitOfWork) -> Talk:
    """Propose something to the other side. Raises: WrongState; Conflict; InvalidInput."""
    _only_while_offering(case, uow)
    talk = talk_of(case, uow)
    talk.offer(Offer(number=0, by=side, at=uow.clock.now(), **vars(command)))
    return stored(talk, uow)


def answer_offer(case: Case, side: str, number: int, answer: str, uow: MediationUnitOfWork) -> Talk:
    """Accept, decline or withdraw. Raises: WrongState; NotFound; Conflict."""
    _only_while_offering(case, uow)
    talk = talk_of(case, uow)
    talk.answer(number, side, answer, uow.clock.now())
    return stored(talk, uow)


def note_attempt(case: Case, by: str, command: NoteAttempt, uow: MediationUnitOfWork) -> Talk:
    """Note a try to reach a side. Raises: WrongState when mediation is over."""
    if case.status in {ENDED, AGREED}:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    talk = talk_of(case, uow)
    talk.try_contact(Attempt(at=uow.clock.now(), by=by, **vars(command)))
    return stored(talk, uow)


def _only_while_offering(case: Case, uow: MediationUnitOfWork) -> None:
    if case.status not in WHILE_TALKING:
        raise WrongState(case.status, case.possible(uow.clock.now()))


def stored(talk: Talk, uow: MediationUnitOfWork) -> Talk:
    """Keep a talk, which is new when somebody speaks for the first time."""
    if talk.version:
        uow.talks.save(talk)
    else:
        uow.talks.add(talk)
    return talk
