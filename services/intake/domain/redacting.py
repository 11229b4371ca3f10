"""A copy of a piece of evidence in which something is made unreadable (遮盖), bound to its original."""

from dataclasses import replace
from datetime import datetime

from chassis.errors import Conflict, NotFound
from services.intake.domain import events
from services.intake.domain.parties import Attachment
from services.intake.domain.submission import Submission


def original_of(s: Submission, evidence_id: str) -> Attachment:
    """The piece that is to be redacted. Raises: NotFound; Conflict when it is such a copy itself."""
    found = next((each for each in s.evidence if each.id == evidence_id), None)
    if found is None:
        raise NotFound()
    if found.redacts:
        raise Conflict("redacts_copy")
    return found


def redact(
    s: Submission, original: Attachment, copy: Attachment, reason: str, at: datetime
) -> None:
    """Put a redacted copy beside its original, which stays untouched; the digests of both are kept.

    Raises: Conflict when the copy has the same bytes: then nothing was made unreadable.
    Law: 个人信息保护法 art. 6 (no more is shown than the purpose needs)
    """
    if copy.sha256 == original.sha256:
        raise Conflict("redaction_same")
    s.evidence = (*s.evidence, replace(copy, redacts=original.id, reason=reason))
    s.events.append(events.EvidenceRedacted(at))
