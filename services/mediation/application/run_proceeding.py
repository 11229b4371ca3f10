"""Opening a proceeding about a matter, and taking it from step to step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.clock import local_date
from chassis.errors import Conflict, FieldError, InvalidInput, NotFound
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED, ENDED
from services.mediation.domain.conflict import conflicts_of
from services.mediation.domain.expert import Expert
from services.mediation.domain.parties import COMPLAINANT, NOBODY, Parties
from services.mediation.domain.proceedings.kind import Act, Kind, kinds
from services.mediation.domain.proceedings.proceeding import Proceeding
from services.mediation.domain.proceedings.request import ADJUDICATION, Request
from services.mediation.domain.proceedings.said import Filed, Named, Said
from services.mediation.storage.tables import experts as table
from services.mediation.storage.unit_of_work import MediationUnitOfWork


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a proceeding is about. ``case``: the mediation of the matter, None where there was none.

    ``is_dispute``: two sides stand against each other, which a report or a question has not.
    """

    receipt_no: str
    right_type: str
    is_dispute: bool
    parties: Parties | None
    case: Case | None = None

    @property
    def mediation_runs(self) -> bool:
        return self.case is not None and self.case.status not in {ENDED, AGREED}


@dataclass(frozen=True, kw_only=True)
class OpenProceeding:
    """Which kind, and what is asked for. ``requested_by``: the side that asks itself; ``ticked``: the bars
    that were looked at and do not stand."""

    kind: str
    question: str
    requested_by: str = ""
    ticked: tuple[str, ...] = ()
    files: tuple[Filed, ...] = ()


def matter_of(case: Case) -> Matter:
    """The matter of a mediation."""
    return Matter(
        receipt_no=case.receipt_no,
        right_type=case.right_type,
        is_dispute=True,
        parties=case.parties,
        case=case,
    )


def hindrance(kind: Kind, matter: Matter, known: Sequence[Proceeding]) -> str:
    """Why a kind cannot be opened for a matter now: a code, or nothing. ``known``: its proceedings.

    ``no_dispute``: there is no other side; ``other_right``: it is for other kinds of rights;
    ``mediation_runs``: mediation must end first; ``runs_already``; ``agreed_otherwise``: an agreement to
    arbitrate was found; ``sued``: the court has filed the dispute.
    Law: 专利纠纷行政裁决和调解办法 art. 12(5)
    """
    if not (matter.is_dispute or kind.is_internal):
        return "no_dispute"
    if kind.rights and matter.right_type not in kind.rights:
        return "other_right"
    if kind.needs_ended_mediation and matter.mediation_runs:
        return "mediation_runs"
    if any(each.kind == kind.code and not each.is_over for each in known):
        return "runs_already"
    found = {bar for each in known if (bar := each.is_bar)}
    return next((bar for bar in kind.bars if bar in found), "")


def open_proceeding(
    matter: Matter, command: OpenProceeding, uow: MediationUnitOfWork
) -> Proceeding:
    """Open one. Raises: InvalidInput for an unknown kind; Conflict with what stands in the way."""
    kind = kinds().get(command.kind)
    if kind is None:
        raise InvalidInput([FieldError("/kind", "invalid_choice", {"choices": ", ".join(kinds())})])
    if found := hindrance(kind, matter, uow.proceedings.of_matter(matter.receipt_no)):
        raise Conflict(f"proceeding_{found}")
    if set(kind.bars) - set(command.ticked):
        raise InvalidInput([FieldError("/ticked", "tick_all")])
    proceeding = Proceeding(
        id=uow.ids.new(),
        kind=kind.code,
        receipt_no=matter.receipt_no,
        case_id=matter.case.id if matter.case else "",
        opened_at=uow.clock.now(),
        question=command.question,
        parties=None if matter.case else matter.parties,
        requested_by=command.requested_by,
        files=command.files,
    )
    proceeding.open()
    uow.proceedings.add(proceeding)
    return proceeding


def request_adjudication(
    matter: Matter, request: Request, files: tuple[Filed, ...], uow: MediationUnitOfWork
) -> Proceeding:
    """The complainant asks for an adjudication. Raises: InvalidInput; Conflict."""
    request.check()
    if found := request_hindrance(matter, uow):
        raise Conflict(f"proceeding_{found}")
    command = OpenProceeding(
        kind=ADJUDICATION,
        question=request.text(),
        requested_by=COMPLAINANT,
        ticked=tuple(kinds()[ADJUDICATION].bars),
        files=files,
    )
    return open_proceeding(matter, command, uow)


def request_hindrance(matter: Matter, uow: MediationUnitOfWork) -> str:
    """Why the complainant cannot ask for an adjudication now: a code, or nothing.

    Law: 专利纠纷行政裁决和调解办法 art. 12(2) (a definite respondent)
    """
    known = uow.proceedings.of_matter(matter.receipt_no)
    found = hindrance(kinds()[ADJUDICATION], matter, known)
    parties = matter.parties
    return found or ("" if parties and parties.respondent.name else "no_respondent")


def act_in_proceeding(
    proceeding: Proceeding, act: str, said: Said, by: str, uow: MediationUnitOfWork
) -> None:
    """Take one step. Raises: WrongState; InvalidInput; Conflict."""
    proceeding.do(act, said, by, uow.clock.now())
    uow.proceedings.save(proceeding)


def act_as_expert(
    proceeding: Proceeding, act: str, said: Said, account: str, uow: MediationUnitOfWork
) -> None:
    """An expert answers an order, or gives it back. Raises: NotFound; WrongState; InvalidInput; Conflict."""
    own = proceeding.commission_of(account)
    if own is None:
        raise NotFound()
    given = replace(said, seat=own.key)
    proceeding.do(act, given, account, uow.clock.now(), as_expert=True)
    uow.proceedings.save(proceeding)


def named_for(proceeding: Proceeding, act: str, expert_id: str, uow: MediationUnitOfWork) -> Named:
    """Somebody of the pool whom an act names, fit for it. Raises: InvalidInput; Conflict."""
    expert = uow.experts.find(table.c.id == expert_id)
    found = proceeding.its_kind.acts.get(act)
    role = found.role if found else ""
    if expert is None or not expert.is_active or role not in expert.profile.roles:
        raise InvalidInput([FieldError("/expert_id", "required")])
    if code := expert.hindrance(local_date(uow.clock.now())):
        raise Conflict(f"expert_{code}")
    if met := conflicts_of(expert, parties_in(proceeding, uow), uow.relations.all()):
        raise Conflict("conflict_of_interest", params={"name": met[0].name})
    return Named(expert_id=expert.id, account=expert.account, name=expert.name)


def nameable(proceeding: Proceeding, act: Act, uow: MediationUnitOfWork) -> list[Expert]:
    """Whom an act may name: in the role, able to take on something, without a conflict; by name."""
    parties, today = parties_in(proceeding, uow), local_date(uow.clock.now())
    relations = uow.relations.all()
    found = [
        each
        for each in uow.experts.active()
        if act.role in each.profile.roles
        and not each.hindrance(today)
        and not conflicts_of(each, parties, relations)
    ]
    return sorted(found, key=lambda each: each.name)


def parties_in(proceeding: Proceeding, uow: MediationUnitOfWork) -> Parties:
    """The sides of the dispute; nobody for a matter without two sides."""
    if proceeding.parties is not None:
        return proceeding.parties
    case = uow.cases.get(proceeding.case_id) if proceeding.case_id else None
    return (case.parties if case else None) or NOBODY
