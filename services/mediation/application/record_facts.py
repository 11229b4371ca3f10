"""The record of undisputed facts: the mediator puts it to both sides, each signs by its code."""

from collections.abc import Sequence

from chassis.errors import NotFound
from chassis.identity import Keyring
from services.mediation.application.signing_codes import code_fits
from services.mediation.domain.agreed_facts import compose, present, sign
from services.mediation.domain.case import Case
from services.mediation.domain.records import AgreedFacts
from services.mediation.storage.unit_of_work import MediationUnitOfWork


def present_facts(case: Case, lines: Sequence[str], account: str, uow: MediationUnitOfWork) -> None:
    """Put the facts to both sides, by the case's own mediator. Raises: NotFound; Conflict."""
    if case.mediator_account != account or not case.has_declared_mediator:
        raise NotFound()
    mediator = uow.experts.get(case.expert_id)
    text = compose(lines, case.known_parties, case.receipt_no, mediator.name)
    present(case, AgreedFacts(id=uow.ids.new(), text=text, presented_at=uow.clock.now()))
    uow.cases.save(case)


def sign_facts(
    case: Case, side: str, code: str, uow: MediationUnitOfWork, keyring: Keyring
) -> bool:
    """Sign for one side; False for a wrong code, which is counted.

    Raises: NotFound without a record; Throttled after too many wrong codes.
    """
    facts, now = case.facts, uow.clock.now()
    if facts is None:
        raise NotFound()
    fits = code_fits(facts, side, code, now, keyring)
    if fits:
        sign(case, facts, side, now)
    uow.cases.save(case)
    return fits
