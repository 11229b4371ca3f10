"""The panel beside a mediator: formed by the centre, picked by both sides, booked as a whole."""

from dataclasses import dataclass, replace
from datetime import date

from chassis.clock import local_date
from chassis.errors import Conflict, FieldError, InvalidInput, NotFound, WrongState
from lawbook.workdays import work_calendar
from services.mediation.application.appoint_mediator import (
    Candidate,
    candidates_of,
    refuse_conflicts,
)
from services.mediation.application.freed_slots import something_is_free
from services.mediation.domain.case import Case
from services.mediation.domain.conflict import Check
from services.mediation.domain.expert import Expert
from services.mediation.domain.panel import ABILITIES, PICKED, Panel, Seat
from services.mediation.domain.parties import SIDES
from services.mediation.domain.slots import person_key
from services.mediation.storage.sessions import SlotTaken
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PICK_DAYS = 3
"""Policy of the centre: each side has at least three working days to pick."""


@dataclass(frozen=True, kw_only=True)
class FormPanel:
    """``pick_until``: the last day on which a side may pick; today for a panel without picks."""

    size: int
    by_parties: bool
    pick_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class NameMember:
    """Whom the centre names for which seat; ``for_side``: in the place of a silent side."""

    expert_id: str
    role: str
    for_side: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerSeat:
    """The answer of who was asked, with the declaration of interests."""

    accepts: bool
    has_conflict: bool
    statement: str


def form_panel(case: Case, command: FormPanel, uow: MediationUnitOfWork) -> None:
    """Decide the size and who picks. Raises: WrongState; Conflict; InvalidInput for a day too near."""
    today = local_date(uow.clock.now())
    earliest = work_calendar().working_days_after(today, PICK_DAYS)
    until = command.pick_until or (earliest if command.by_parties else today)
    if command.by_parties and command.size == 1:
        raise InvalidInput([FieldError("/size", "panel_too_small")])
    if command.by_parties and until < earliest:
        params = {"earliest": earliest.isoformat()}
        raise InvalidInput([FieldError("/pick_until", "panel_pick_too_soon", params)])
    case.form_panel(Panel(size=command.size, by_parties=command.by_parties, pick_until=until))
    uow.cases.save(case)


def pick_member(case: Case, side: str, expert_id: str, uow: MediationUnitOfWork) -> None:
    """A side picks its member.

    Raises: NotFound for whom it cannot pick, whatever the reason: what somebody declared is not its
    business; Conflict for a second pick and after the day; WrongState.
    """
    found = panel_candidates(case, uow, PICKED) if case.panel else []
    expert = next((c.expert for c in found if c.expert.id == expert_id and c.is_eligible), None)
    seat = Seat(expert_id=expert_id, account=expert.account if expert else "", role=PICKED)
    # What is wrong with the day or the number of picks is said before anything else.
    case.pick_member(side, seat, local_date(uow.clock.now()))
    if expert is None:
        raise NotFound()
    case.note_check(Check(expert.id, uow.clock.now(), ()))
    uow.cases.save(case)


def choices(case: Case, side: str, uow: MediationUnitOfWork) -> list[Candidate]:
    """Whom a side may pick now: nobody with a tie to either side."""
    panel = case.panel
    if panel is None or not panel.may_pick(side, local_date(uow.clock.now())):
        return []
    return [each for each in panel_candidates(case, uow, PICKED) if each.is_eligible]


def panel_candidates(case: Case, uow: MediationUnitOfWork, role: str = "") -> list[Candidate]:
    """Who could take a seat, or any seat; with what stands against them. Raises: WrongState."""
    roles = ABILITIES[role] if role else frozenset().union(*ABILITIES.values())
    gone = case.panel.gone if case.panel else ()
    return [
        each
        for each in candidates_of(case, uow, roles, declined=[*case.declined, *gone])
        if each.expert.id != case.expert_id and not (case.panel and case.panel.has(each.expert.id))
    ]


def name_member(case: Case, command: NameMember, uow: MediationUnitOfWork) -> None:
    """The centre names somebody. Raises: NotFound; Conflict, also for a conflict of interest; WrongState."""
    expert = uow.experts.get(command.expert_id)
    if not expert.is_active or not ABILITIES[command.role] & set(expert.profile.roles):
        raise Conflict("panel_role_missing")
    if command.for_side and command.for_side not in SIDES:
        raise NotFound()
    refuse_conflicts(expert, case, uow)
    case.name_member(_seat(expert, command.role, command.for_side), local_date(uow.clock.now()))
    uow.cases.save(case)


def answer_seat(case: Case, account: str, command: AnswerSeat, uow: MediationUnitOfWork) -> None:
    """Whoever was asked takes the seat, or leaves it because of a conflict or otherwise.

    Raises: WrongState; NotFound; Conflict ``panel_member_busy`` when a session that is planned
    already lies in the way.
    Law: 在线调解规则 art. 13 (disclosure), as for the mediator
    """
    case.answer_seat(
        account,
        accepts=command.accepts and not command.has_conflict,
        statement=command.statement,
        today=local_date(uow.clock.now()),
    )
    _seat_anew(case, uow)
    uow.cases.save(case)


def release_member(case: Case, expert_id: str, uow: MediationUnitOfWork) -> None:
    """Take somebody off the panel; an alternate stands in. Raises: WrongState; NotFound."""
    case.release_member(expert_id, local_date(uow.clock.now()))
    _seat_anew(case, uow)
    uow.cases.save(case)


def panel_of(case: Case, uow: MediationUnitOfWork) -> tuple[Expert, ...]:
    """Everybody of the pool who sits in a case, the mediator first. Raises: WrongState without one."""
    if not case.expert_id:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    known = {each.id: each for each in uow.experts.of_ids(case.sitting)}
    return tuple(known[each] for each in case.sitting)


def people_of(case: Case) -> tuple[str, ...]:
    """The keys of both sides and of everybody beside the mediator, under which they are booked."""
    sides = tuple(case.parties.side(side).key for side in SIDES) if case.parties else ()
    panel = (person_key(seat.expert_id) for seat in case.seats if seat.has_accepted)
    return (*sides, *panel)


def _seat(expert: Expert, role: str, for_side: str = "") -> Seat:
    return Seat(expert_id=expert.id, account=expert.account, role=role, for_side=for_side)


def _seat_anew(case: Case, uow: MediationUnitOfWork) -> None:
    """Who sits in the planned sessions now. Raises: Conflict ``panel_member_busy``."""
    people = people_of(case)
    for session_id in case.planned:
        try:
            uow.sessions.seat_anew(replace(uow.sessions.get(session_id), people=people))
        except SlotTaken:
            raise Conflict("panel_member_busy") from None
    something_is_free(uow)
