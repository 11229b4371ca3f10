"""Opening a proceeding about a matter, and taking it from step to step."""

from dataclasses import dataclass

from chassis.errors import Conflict, FieldError, InvalidInput
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import AGREED, ENDED
from services.mediation.domain.parties import COMPLAINANT, Parties
from services.mediation.domain.proceedings.kind import Kind, kinds
from services.mediation.domain.proceedings.proceeding import Proceeding, Said
from services.mediation.domain.proceedings.request import ADJUDICATION, Request
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
    """Which kind, and what is asked for. ``requested_by``: the side that asks itself."""

    kind: str
    question: str
    requested_by: str = ""


def matter_of(case: Case) -> Matter:
    """The matter of a mediation."""
    return Matter(
        receipt_no=case.receipt_no,
        right_type=case.right_type,
        is_dispute=True,
        parties=case.parties,
        case=case,
    )


def hindrance(kind: Kind, matter: Matter, open_kinds: set[str]) -> str:
    """Why a kind cannot be opened for a matter now: a code, or nothing.

    ``no_dispute``: there is no other side; ``other_right``: it is for other kinds of rights;
    ``mediation_runs``: mediation must end first; ``runs_already``.
    """
    if not (matter.is_dispute or kind.is_internal):
        return "no_dispute"
    if kind.rights and matter.right_type not in kind.rights:
        return "other_right"
    if kind.needs_ended_mediation and matter.mediation_runs:
        return "mediation_runs"
    return "runs_already" if kind.code in open_kinds else ""


def open_proceeding(
    matter: Matter, command: OpenProceeding, uow: MediationUnitOfWork
) -> Proceeding:
    """Open one. Raises: InvalidInput for an unknown kind; Conflict with what stands in the way."""
    kind = kinds().get(command.kind)
    if kind is None:
        raise InvalidInput([FieldError("/kind", "invalid_choice", {"choices": ", ".join(kinds())})])
    if found := hindrance(kind, matter, open_kinds(matter.receipt_no, uow)):
        raise Conflict(f"proceeding_{found}")
    proceeding = Proceeding(
        id=uow.ids.new(),
        kind=kind.code,
        receipt_no=matter.receipt_no,
        case_id=matter.case.id if matter.case else "",
        opened_at=uow.clock.now(),
        question=command.question,
        parties=None if matter.case else matter.parties,
        requested_by=command.requested_by,
    )
    proceeding.open()
    uow.proceedings.add(proceeding)
    return proceeding


def request_adjudication(matter: Matter, request: Request, uow: MediationUnitOfWork) -> Proceeding:
    """The complainant asks for an adjudication. Raises: InvalidInput; Conflict."""
    request.check()
    if found := request_hindrance(matter, uow):
        raise Conflict(f"proceeding_{found}")
    command = OpenProceeding(kind=ADJUDICATION, question=request.text(), requested_by=COMPLAINANT)
    return open_proceeding(matter, command, uow)


def request_hindrance(matter: Matter, uow: MediationUnitOfWork) -> str:
    """Why the complainant cannot ask for an adjudication now: a code, or nothing.

    Law: 专利纠纷行政裁决和调解办法 art. 12(2) (a definite respondent)
    """
    found = hindrance(kinds()[ADJUDICATION], matter, open_kinds(matter.receipt_no, uow))
    parties = matter.parties
    return found or ("" if parties and parties.respondent.name else "no_respondent")


def act_in_proceeding(
    proceeding: Proceeding, act: str, said: Said, by: str, uow: MediationUnitOfWork
) -> None:
    """Take one step. Raises: WrongState; InvalidInput."""
    proceeding.do(act, said, by, uow.clock.now())
    uow.proceedings.save(proceeding)


def open_kinds(receipt_no: str, uow: MediationUnitOfWork) -> set[str]:
    """The kinds of which one runs for a matter."""
    return {each.kind for each in uow.proceedings.of_matter(receipt_no) if not each.is_over}
