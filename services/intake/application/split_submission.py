"""An officer splits a filing into its legal tracks."""

from collections.abc import Sequence
from dataclasses import replace

from services.intake.application.file_submission import attachment_of, free_number
from services.intake.domain.exposing import carried_over
from services.intake.domain.kind import KINDS, NAMED
from services.intake.domain.parties import Attachment
from services.intake.domain.submission import Submission
from services.intake.storage.custody import COPIED
from services.intake.storage.evidence import EvidenceFile
from services.intake.storage.unit_of_work import IntakeUnitOfWork


def split_submission(
    submission: Submission, kind: str, reason: str, uow: IntakeUnitOfWork
) -> Submission:
    """Give part of a filing a number and clocks of its own; the query code opens both.

    Raises: WrongState, Conflict, Stale.
    Law: SAMR121 art. 9
    """
    now, receipt_no = uow.clock.now(), free_number(uow)
    submission.split(kind, receipt_no, reason, now)
    hides = KINDS[kind].may_hide_identity
    track = Submission(
        id=uow.ids.new(),
        receipt_no=receipt_no,
        kind=kind,
        channel=submission.channel,
        language=submission.language,
        right_type=submission.right_type,
        right_number=submission.right_number,
        holder=submission.holder,
        respondent=submission.respondent,
        happened_on=submission.happened_on,
        place=submission.place,
        facts=submission.facts,
        requests=submission.requests,
        agrees_to_mediation=submission.agrees_to_mediation,
        contact=submission.contact,
        evidence=(),
        filed_at=now,
        identity=submission.identity if hides else NAMED,
        flags=submission.flags,
        split_from=submission.split_from or submission.receipt_no,
    )
    copies = uow.evidence.copy([each.id for each in submission.evidence], receipt_no, uow.ids)
    uow.custody.note(COPIED, [(each.id, each.sha256) for each in copies])
    track = replace(track, evidence=_copied(submission.evidence, copies))
    new_ids = zip((e.id for e in submission.evidence), (c.id for c in copies), strict=True)
    track.exposures = carried_over(submission.exposures, new_ids)
    track.file()
    uow.submissions.save(submission)
    uow.submissions.file_track(track)
    return track


def _copied(
    evidence: Sequence[Attachment], copies: Sequence[EvidenceFile]
) -> tuple[Attachment, ...]:
    """The same pieces under the ids of their copies; what is redacted stays bound to its original."""
    new_ids = {each.id: copy.id for each, copy in zip(evidence, copies, strict=True)}
    return tuple(
        replace(
            attachment_of(copy, each.description),
            redacts=new_ids.get(each.redacts, ""),
            reason=each.reason,
        )
        for each, copy in zip(evidence, copies, strict=True)
    )
