"""Terms and licences of members: each is told twice before it ends."""

from datetime import date, time, timedelta

from chassis.jobs import Planned
from lawbook.clocks import at_local
from services.mediation.domain.expert import Expert
from services.mediation.domain.standing import Ending, all_endings
from services.mediation.storage.unit_of_work import MediationUnitOfWork

REMIND_MEMBER = "mediation.remind_member"
TELLING_AT = time(9)
DAYS_BEFORE = (60, 14)
ACTS = {"term": "term_ending", "qualification": "licence_ending"}


def plan_endings(expert: Expert, uow: MediationUnitOfWork) -> None:
    """Plan what a member will be told about everything that ends; what is planned already stays."""
    now = uow.clock.now()
    planned = [
        Planned(_key(expert, each, days), {"kind": each.kind, "on": each.on.isoformat()}, at)
        for each in _endings(expert)
        for days in DAYS_BEFORE
        if (at := at_local(each.on - timedelta(days=days), TELLING_AT)) > now
    ]
    uow.jobs.add_all(REMIND_MEMBER, expert.id, planned)


def remind_member(expert_id: str, kind: str, on: date, uow: MediationUnitOfWork) -> None:
    """Tell it, unless it was renewed meanwhile or the member has left."""
    expert = uow.experts.get(expert_id)
    still_ends = any((each.kind, each.on) == (kind, on) for each in _endings(expert))
    if expert.is_active and still_ends:
        expert.tell(ACTS[kind], on)
        uow.experts.save(expert)


def _endings(expert: Expert) -> list[Ending]:
    return list(all_endings(expert.term_until, expert.profile.qualifications))


def _key(expert: Expert, ending: Ending, days: int) -> str:
    return f"{expert.id}|{ending.kind}|{ending.on.isoformat()}|{days}"
