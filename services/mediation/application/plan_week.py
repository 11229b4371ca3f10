"""Planning all waiting sessions at once; a person approves before anything is booked."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cattrs.preconf.json import make_converter

from chassis.clock import local_date
from chassis.errors import DomainError, WrongState
from lawbook.workdays import ONE_DAY
from services.mediation.application.freed_slots import something_is_free
from services.mediation.application.schedule_session import (
    SlotSearch,
    Wish,
    schedule_session,
    search_for,
)
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import SCHEDULING
from services.mediation.domain.plan import READY, LeftOut, Plan, Planned
from services.mediation.domain.slots import Search, blocking, person_key
from services.mediation.domain.timetable import A_DAY, QUARTER, Horizon
from services.mediation.planning.problem import Answer, Member, Place, Problem, Waiting
from services.mediation.storage.tables import cases
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PLAN_WEEK = "mediation.plan_week"
SECONDS_TO_SOLVE, SECONDS_AT_MOST = 20, 40
"""The solver is given up well before the lease of its job ends (60 s): no second worker begins the same."""
LAST_WORDS = 2000
SESSION = timedelta(minutes=60)
TRAVEL = timedelta(minutes=60)
SOON, VERY_SOON = 14, 7
_converter = make_converter()


class NoAnswer(Exception):
    """The solver gave no plan; ``code``: ``too_slow`` or ``solver_failed``, ``detail``: its last words."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


@dataclass(frozen=True)
class Posed:
    """The problem of a plan with what is needed to read the answer."""

    problem: Problem
    horizon: Horizon
    reasons: Mapping[str, tuple[dict[str, str], ...]]


def ask_for_plan(days: int, by: str, uow: MediationUnitOfWork) -> Plan:
    """Begin a plan of the coming days; it is computed by the worker."""
    since = local_date(uow.clock.now()) + ONE_DAY
    plan = Plan(id=uow.ids.new(), since=since, days=days, asked_by=by, asked_at=uow.clock.now())
    uow.plans.add(plan)
    uow.jobs.add(PLAN_WEEK, key=plan.id, subject=plan.id)
    return plan


def pose(plan: Plan, notice_days: int, uow: MediationUnitOfWork) -> Posed:
    """Every waiting case with the places that no rule forbids; promises of the newest plan count."""
    horizon, promised = Horizon(plan.since, plan.days), _promised(plan, uow)
    waiting, reasons, members = [], {}, {}
    for case in uow.cases.all(cases.c.status == SCHEDULING):
        if case.is_suspended or (case.panel is not None and not case.panel.is_complete):
            continue
        asked = SlotSearch(notice_days=notice_days, since=plan.since, days=plan.days)
        found = search_for(case, asked, uow)
        for expert in found.need.panel:
            members[expert.id] = Member(
                buffer=-(-expert.buffer // QUARTER),
                most_a_day=expert.habits.most_a_day,
                held=_held(expert.id, found, horizon),
            )
        waiting.append(_waiting(case, found, horizon, promised.get(case.id)))
        reasons[case.id] = tuple({"code": r.code, "who": r.who} for r in blocking(found))
    stations = {room.id: room.station for room in uow.rooms.all()}
    problem = Problem(
        waiting=tuple(waiting), members=members, stations=stations, travel=TRAVEL // QUARTER
    )
    return Posed(problem, horizon, reasons)


def solved(problem: Problem) -> Answer:
    """The answer of the solver, which runs in a process of its own: its memory goes back at once.

    Raises: NoAnswer when it fails or takes too long.
    """
    if not problem.waiting:
        return Answer(places={}, cost=0, bound=0, first_after=0.0, seconds=0.0)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "services.mediation.planning", str(SECONDS_TO_SOLVE)],
            input=_converter.dumps(problem),
            capture_output=True,
            text=True,
            timeout=SECONDS_AT_MOST,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise NoAnswer("too_slow") from None
    except subprocess.CalledProcessError as failure:
        raise NoAnswer("solver_failed", failure.stderr[-LAST_WORDS:]) from None
    except OSError as failure:
        raise NoAnswer("solver_failed", repr(failure)) from None
    return _converter.loads(done.stdout, Answer)


def record_failure(plan_id: str, reason: str, uow: MediationUnitOfWork) -> None:
    """Write down that there is no plan, so that whoever waits can ask for another."""
    plan = uow.plans.get(plan_id)
    plan.fail(reason)
    uow.plans.save(plan)


def record_answer(plan_id: str, posed: Posed, answer: Answer, uow: MediationUnitOfWork) -> None:
    """Write down what the solver found, and why some have no place."""
    plan = uow.plans.get(plan_id)
    planned, left_out = [], []
    for waiting in posed.problem.waiting:
        receipt_no = uow.cases.get(waiting.id).receipt_no
        place = answer.places.get(waiting.id)
        if place is not None:
            starts_at = posed.horizon.begins_at + place.start * QUARTER
            planned.append(
                Planned(waiting.id, receipt_no, place.room, starts_at, starts_at + SESSION)
            )
        else:
            reasons = posed.reasons[waiting.id] or ({"code": "others_first", "who": ""},)
            left_out.append(LeftOut(waiting.id, receipt_no, reasons))
    gap = 100 * (answer.cost - answer.bound) / max(1, answer.bound)
    plan.ready(sorted(planned, key=lambda p: p.starts_at), left_out, round(gap, 1))
    uow.plans.save(plan)


def approve_plan(plan: Plan, by: str, notice_days: int, uow: MediationUnitOfWork) -> None:
    """Book everything that is still free; what was taken meanwhile is named, and what had no place goes
    on the waiting list.

    Raises: WrongState when the plan is not ready.
    """
    if plan.status != READY:
        raise WrongState(plan.status, ())
    refused = []
    for each in plan.planned:
        wish = Wish(
            room_id=each.room_id,
            starts_at=each.starts_at,
            length=each.ends_at - each.starts_at,
            notice_days=notice_days,
        )
        try:
            schedule_session(uow.cases.take(each.case_id), wish, uow)
        except DomainError:
            refused.append(each.case_id)
    for left in plan.left_out:
        case = uow.cases.take(left.case_id)
        if case.status == SCHEDULING and not case.is_suspended:
            case.wait_for_slot(uow.clock.now())
            uow.cases.save(case)
    something_is_free(uow)
    plan.approve(by, refused)
    uow.plans.save(plan)


def _waiting(case: Case, found: Search, horizon: Horizon, stood: Place | None) -> Waiting:
    starts = found.starts
    options = {
        room: [(at - horizon.begins_at) // QUARTER for at in horizon.times(starts & mask)]
        for room, mask in found.rooms.items()
    }
    return Waiting(
        id=case.id,
        experts=tuple(member.id for member in found.need.panel),
        parties=tuple(side.key for side in found.need.sides),
        length=SESSION // QUARTER,
        options={room: own for room, own in options.items() if own},
        urgency=_urgency(case, horizon.first),
        promised=stood,
    )


def _urgency(case: Case, today: date) -> int:
    left = (case.mediation_due_on - today).days if case.mediation_due_on else SOON + 1
    return 5 if left <= VERY_SOON else 3 if left <= SOON else 1


def _held(expert_id: str, found: Search, horizon: Horizon) -> dict[int, int]:
    held: dict[int, int] = {}
    for busy in found.facts.booked:
        if person_key(expert_id) in busy.people:
            day = (busy.starts_at - horizon.begins_at) // QUARTER // A_DAY
            held[day] = held.get(day, 0) + 1
    return held


def _promised(plan: Plan, uow: MediationUnitOfWork) -> dict[str, Place]:
    """What the newest plan before this one said and nobody has approved: few changes to that."""
    earlier = [each for each in uow.plans.all() if each.id < plan.id and each.status == READY]
    if not earlier:
        return {}
    begins_at = Horizon(plan.since, plan.days).begins_at
    return {
        each.case_id: Place(each.room_id, (each.starts_at - begins_at) // QUARTER)
        for each in earlier[-1].planned
    }
