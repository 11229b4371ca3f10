"""A paper is declared invalid. It stays on file and in the register; the check page says so."""

from chassis.clock import local_date
from chassis.errors import Conflict
from services.documents.domain.paper import Paper, Withdrawal
from services.documents.storage.unit_of_work import DocumentsUnitOfWork

COMPLAINANT = "complainant"


def withdraw_paper(paper: Paper, reason: str, by: str, uow: DocumentsUnitOfWork) -> Withdrawal:
    """Raises: Conflict ``withdrawn_already``."""
    if uow.withdrawals.of_papers([paper.id]):
        raise Conflict("withdrawn_already")
    now = uow.clock.now()
    withdrawal = Withdrawal(
        id=uow.ids.new(),
        paper_id=paper.id,
        receipt_no=paper.receipt_no,
        kind=paper.kind,
        title=paper.title,
        number=paper.number,
        is_for_complainant=paper.is_open_to(COMPLAINANT),
        reason=reason,
        by=by,
        at=now,
        on=local_date(now),
    )
    withdrawal.declare()
    uow.withdrawals.add(withdrawal)
    return withdrawal
