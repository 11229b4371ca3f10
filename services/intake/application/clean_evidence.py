"""Files of a reporter who gives no name are kept without what they say about their author."""

import io

from chassis.errors import FieldError, InvalidInput
from services.intake.storage.custody import CLEANED
from services.intake.storage.evidence_store import EvidenceStore
from services.intake.storage.metadata import NotRemovable, without_metadata
from services.intake.storage.unit_of_work import IntakeUnitOfWork

MOST_BYTES = 50 * 1024 * 1024


def clean_evidence(evidence_ids: list[str], store: EvidenceStore, uow: IntakeUnitOfWork) -> None:
    """Put a clean copy in the place of each uploaded file, before it is filed.

    The original is swept like any file that nobody filed: no row names it any more.
    Raises: InvalidInput for a kind of file that cannot be cleaned.
    """
    for place, file in enumerate(uow.evidence.loose(evidence_ids)):
        try:
            with store.open(file.sha256) as content:
                clean = without_metadata(file.media_type, content)
        except NotRemovable:
            raise InvalidInput([FieldError(f"/evidence/{place}/id", "not_anonymous")]) from None
        with store.receive(io.BytesIO(clean), MOST_BYTES) as incoming:
            store.keep(incoming)
            uow.evidence.replace_content(file.id, incoming.size, incoming.sha256, incoming.sm3)
            uow.custody.note(CLEANED, [(file.id, incoming.sha256)])
