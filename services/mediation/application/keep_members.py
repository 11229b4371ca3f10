"""What is kept up about a member: the term, licences, declared interests, ratings after a case."""

from dataclasses import replace
from datetime import date

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput, WrongState
from services.mediation.application.keep_relations import look_again
from services.mediation.application.member_endings import plan_endings
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED, ENDED
from services.mediation.domain.expert import Expert, Interest
from services.mediation.domain.profile import Qualification
from services.mediation.domain.standing import Rating, longest_term
from services.mediation.storage.unit_of_work import MediationUnitOfWork


def renew_term(expert: Expert, until: date, uow: MediationUnitOfWork) -> None:
    """Appoint a member for longer, or anew. Raises: InvalidInput for a term that is over or too long."""
    check_term(until, local_date(uow.clock.now()))
    expert.term_until = until
    expert.tell("term_renewed", until)
    uow.experts.save(expert)
    plan_endings(expert, uow)


def check_term(until: date, today: date) -> None:
    """Whether an appointment may last so long. Raises: InvalidInput."""
    if until < today:
        raise InvalidInput([FieldError("/term_until", "day_is_over")])
    if until > longest_term(today):
        params = {"latest": longest_term(today).isoformat()}
        raise InvalidInput([FieldError("/term_until", "term_too_long", params)])


def renew_qualification(expert: Expert, held: Qualification, uow: MediationUnitOfWork) -> None:
    """Note a licence in place of the one of the same name. Raises: InvalidInput when it is over."""
    if held.valid_until is not None and held.valid_until < local_date(uow.clock.now()):
        raise InvalidInput([FieldError("/valid_until", "day_is_over")])
    others = [each for each in expert.profile.qualifications if each.name != held.name]
    expert.profile = replace(expert.profile, qualifications=(*others, held))
    expert.tell("licence_noted", held.valid_until)
    uow.experts.save(expert)
    plan_endings(expert, uow)


def declare_interests(
    expert: Expert, interests: tuple[Interest, ...], uow: MediationUnitOfWork
) -> None:
    """What a member declares about persons and firms, instead of what was declared before.

    Running cases are looked at again: a conflict that is found is kept with the case and told.
    """
    expert.interests = interests
    uow.experts.save(expert)
    look_again(uow)


def rate(expert: Expert, case: Case, given: Rating, uow: MediationUnitOfWork) -> None:
    """Keep an officer's rating of the work in a case that is over; the same officer may change it.

    Raises: WrongState for a case that runs, or that the member did not mediate.
    """
    if case.status not in {AGREED, ENDED} or case.expert_id != expert.id:
        raise WrongState(case.status, case.possible(uow.clock.now()))
    others = [e for e in expert.ratings if (e.case_id, e.by) != (given.case_id, given.by)]
    expert.ratings = (*others, given)
    uow.experts.save(expert)
