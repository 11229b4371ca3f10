"""What is known between persons and firms; when it changes, open cases are looked at again."""

from dataclasses import dataclass

from chassis.errors import Conflict, FieldError, InvalidInput
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED, AWAITING_PARTIES, ENDED
from services.mediation.domain.conflict import Check, conflicts_of
from services.mediation.domain.names import is_same_name
from services.mediation.domain.relations import Relation
from services.mediation.storage.tables import cases
from services.mediation.storage.unit_of_work import MediationUnitOfWork

RECHECK, RECHECK_CASE = "mediation.recheck_conflicts", "mediation.recheck_case"
MOST_RELATIONS = 2000


@dataclass(frozen=True, kw_only=True)
class NoteRelation:
    """What somebody read about two names, and where."""

    kind: str
    one: str
    other: str
    source: str


def note_relation(command: NoteRelation, by: str, uow: MediationUnitOfWork) -> Relation:
    """Keep it. Raises: InvalidInput for one name twice; Conflict when it is known, or there are too many."""
    if is_same_name(command.one, command.other):
        raise InvalidInput([FieldError("/other", "relation_same_name")])
    known = uow.relations.all()
    ends = {command.one, command.other}
    if any(each.kind == command.kind and {each.one, each.other} == ends for each in known):
        raise Conflict("relation_known")
    if len(known) >= MOST_RELATIONS:
        raise Conflict("too_many_relations")
    made = Relation(id=uow.ids.new(), by=by, noted_at=uow.clock.now(), **vars(command))
    uow.relations.add(made)
    look_again(uow)
    return made


def remove_relation(relation: Relation, uow: MediationUnitOfWork) -> None:
    """It does not hold."""
    uow.relations.remove(relation)
    look_again(uow)


def look_again(uow: MediationUnitOfWork) -> None:
    """Have every open case checked anew, each in a transaction of its own."""
    uow.jobs.add(RECHECK, key=uow.ids.new(), subject="")


def recheck_all(uow: MediationUnitOfWork) -> None:
    """One job for each open case in which somebody sits."""
    is_open = cases.c.status.not_in([AWAITING_PARTIES, AGREED, ENDED])
    for case in uow.cases.all(is_open, cases.c.mediator_account != ""):
        uow.jobs.add(RECHECK_CASE, key=uow.ids.new(), subject=case.id)


def recheck(case_id: str, uow: MediationUnitOfWork) -> None:
    """Look at everybody who sits in a case; what is new is kept and told."""
    case = uow.cases.take(case_id)
    if case.parties is None or not case.expert_id:
        return
    found = [case.note_check(each) for each in _checks(case, uow)]
    if any(found):
        uow.cases.save(case)


def _checks(case: Case, uow: MediationUnitOfWork) -> list[Check]:
    parties, relations, now = case.known_parties, uow.relations.all(), uow.clock.now()
    return [
        Check(each.id, now, tuple(conflicts_of(each, parties, relations)))
        for each in uow.experts.of_ids(case.sitting)
    ]
