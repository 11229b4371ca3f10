"""The expert pool: applying, deciding, suspending, the public list."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import sqlalchemy as sa

from chassis.clock import local_date
from chassis.errors import Conflict, NotFound
from chassis.identity import Keyring
from services.mediation.application.keep_members import check_term
from services.mediation.application.member_endings import plan_endings
from services.mediation.domain.application import ADMITTED, Application
from services.mediation.domain.expert import Expert
from services.mediation.domain.profile import Profile
from services.mediation.storage.tables import cases, panel_members
from services.mediation.storage.unit_of_work import MediationUnitOfWork

PURPOSE = "pool-application"
OPEN_STATES = ("mediator_proposed", "scheduling", "scheduled", "awaiting_signatures")


@dataclass(frozen=True, kw_only=True)
class ApplyForPool:
    """What somebody says who wants to become a member."""

    name: str
    email: str
    phone: str
    fields: tuple[str, ...]
    profile: Profile
    statement: str
    may_be_listed: bool


@dataclass(frozen=True, kw_only=True)
class DecideApplication:
    """A supervisor's decision. ``account`` and ``term_until`` are for those who are admitted."""

    admits: bool
    reason: str
    account: str = ""
    term_until: date | None = None


def apply_for_pool(command: ApplyForPool, uow: MediationUnitOfWork) -> Application:
    """Take in an application."""
    application = Application(id=uow.ids.new(), received_at=uow.clock.now(), **vars(command))
    application.receive()
    uow.applications.add(application)
    return application


def ask_applicant(application: Application, text: str, uow: MediationUnitOfWork) -> None:
    """Ask for more before deciding; the applicant gets a link by mail. Raises: WrongState; Conflict."""
    application.ask(text, uow.clock.now())
    uow.applications.save(application)


def answer_question(application: Application, text: str, uow: MediationUnitOfWork) -> None:
    """The applicant's answer. Raises: WrongState."""
    application.answer(text, uow.clock.now())
    uow.applications.save(application)


def supply_link(public_url: str, application_id: str, keyring: Keyring) -> str:
    """Where an applicant adds what was asked for; proves itself, nothing is stored."""
    return f"{public_url}/experts/supply/{supply_token(application_id, keyring)}"


def supply_token(application_id: str, keyring: Keyring) -> str:
    """The application and a proof that only the pepper makes."""
    return f"{application_id}.{keyring.hmac_token(PURPOSE, application_id)}"


def application_of(token: str, uow: MediationUnitOfWork, keyring: Keyring) -> Application:
    """What such a link leads to. Raises: NotFound for every wrong token."""
    its_id = token.partition(".")[0]
    if not keyring.fits(token, partial(supply_token, its_id)):
        raise NotFound()
    return uow.applications.take(its_id)


def decide_application(
    application: Application, command: DecideApplication, by: str, uow: MediationUnitOfWork
) -> None:
    """Admit or refuse; who is admitted becomes a member without hours, which they give themselves.

    Raises: WrongState; Conflict ``account_taken``; InvalidInput for a term that is too long.
    """
    if command.admits and command.term_until is not None:
        check_term(command.term_until, local_date(uow.clock.now()))
    application.decide(
        admits=command.admits,
        reason=command.reason,
        by=by,
        at=uow.clock.now(),
        until=command.term_until,
    )
    uow.applications.save(application)
    if application.status != ADMITTED:
        return
    if uow.experts.by_account(command.account) is not None:
        raise Conflict("account_taken")
    member = Expert(
        id=uow.ids.new(),
        account=command.account,
        name=application.name,
        email=application.email,
        fields=application.fields,
        profile=application.profile,
        is_listed=application.may_be_listed,
        term_until=command.term_until,
    )
    uow.experts.add(member)
    plan_endings(member, uow)


def suspend(expert: Expert, reason: str, uow: MediationUnitOfWork) -> None:
    """Give a member no new cases, or again (an empty reason); their running cases stay."""
    if expert.suspension != reason:
        expert.suspension = reason
        expert.tell("suspended" if reason else "resumed")
    uow.experts.save(expert)


def open_cases(uow: MediationUnitOfWork) -> dict[str, int]:
    """How many cases everybody has now, as mediator or on a panel, by account."""
    is_open = cases.c.status.in_(OPEN_STATES)
    chaired = sa.select(cases.c.mediator_account.label("account")).where(is_open)
    beside = sa.select(panel_members.c.account).join(cases).where(is_open)
    every = sa.union_all(chaired, beside).subquery()
    rows = uow.connection.execute(
        sa.select(every.c.account, sa.func.count()).group_by(every.c.account)
    )
    return {account: count for account, count in rows}


def closed_cases(uow: MediationUnitOfWork) -> dict[tuple[str, str], int]:
    """How cases ended, by account and ``agreed`` or ``ended``."""
    rows = uow.connection.execute(
        sa.select(cases.c.mediator_account, cases.c.status, sa.func.count())
        .where(cases.c.status.in_(("agreed", "ended")))
        .group_by(cases.c.mediator_account, cases.c.status)
    )
    return {(account, status): count for account, status, count in rows}


def fairness(loads: list[int]) -> float:
    """Gini coefficient of the load: 0 all have the same, towards 1 one has everything."""
    total, count = sum(loads), len(loads)
    if not total:
        return 0.0
    weighted = sum((2 * rank - count - 1) * load for rank, load in enumerate(sorted(loads), 1))
    return weighted / (count * total)
