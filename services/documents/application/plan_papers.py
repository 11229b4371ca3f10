"""An event happened: note which papers it issues. Their facts are asked for later."""

from chassis.messages import Envelope
from services.documents.domain.kind import kinds_issued_by
from services.documents.storage.unit_of_work import DocumentsUnitOfWork

ISSUE = "documents.issue"


def plan_papers(envelope: Envelope, uow: DocumentsUnitOfWork) -> None:
    """One job for each kind that the event issues."""
    for kind in kinds_issued_by(envelope.type, envelope.data):
        payload = {
            "kind": kind.code,
            "cause": envelope.id,
            "event": {**envelope.data, "time": envelope.time.isoformat()},
        }
        key = f"{envelope.id}|{kind.code}"
        uow.jobs.add(ISSUE, key=key, subject=str(envelope.data["receipt_no"]), payload=payload)
