"""A receiver answered with a file: it belongs to the matter, and not to what the complainant filed."""

from services.intake.storage.custody import FILED
from services.intake.storage.evidence import EvidenceFile
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def take_answer_file(receipt_no: str, evidence_id: str, uow: IntakeUnitOfWork) -> EvidenceFile:
    """Give a loose file to a matter; one that it has already stays as it is.

    Raises: NotFound for a file that is not there or another matter's.
    """
    uow.submissions.take_by_receipt_no(receipt_no)
    for file in uow.evidence.attach([evidence_id], receipt_no):
        uow.custody.note(FILED, [(file.id, file.sha256)])
    return uow.evidence.of_matter(evidence_id, receipt_no)
