"""What documents says: that a paper was issued or withdrawn. Never what stands in it."""

from chassis.unit_of_work import Outgoing
from contracts.documents import DocumentIssuedV1, DocumentWithdrawnV1
from services.documents.application.withdraw import COMPLAINANT
from services.documents.domain.events import Issued, Withdrawn
from services.documents.domain.paper import Paper, Withdrawal


def _issued(event: Issued, paper: Paper) -> DocumentIssuedV1:
    return DocumentIssuedV1(
        receipt_no=paper.receipt_no,
        document_id=paper.id,
        kind=paper.kind,
        title=paper.title,
        number=paper.number,
        issued_on=event.on,
        for_complainant=paper.is_open_to(COMPLAINANT),
    )


def _withdrawn(event: Withdrawn, withdrawal: Withdrawal) -> DocumentWithdrawnV1:
    return DocumentWithdrawnV1(
        receipt_no=withdrawal.receipt_no,
        document_id=withdrawal.paper_id,
        kind=withdrawal.kind,
        title=withdrawal.title,
        number=withdrawal.number,
        withdrawn_on=event.on,
        for_complainant=withdrawal.is_for_complainant,
    )


OUTGOING: Outgoing = {Issued: _issued, Withdrawn: _withdrawn}
