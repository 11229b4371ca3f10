"""Who may see a piece of evidence: which of the staff, from which stage on the other party, and whether it
goes along to other bodies. Until something else is said: all who handle the matter, not the other party.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from chassis.errors import Conflict, NotFound
from services.intake.domain import events
from services.intake.domain.kind import ACCEPTED, CLOSED, IN_PROGRESS
from services.intake.domain.parties import Attachment
from services.intake.domain.records import Exposure
from services.intake.domain.submission import Submission

NORMAL, SECRET = LEVELS = ("normal", "secret")
NEVER = ""
STAGES = (ACCEPTED, IN_PROGRESS, CLOSED)
"""From which state of the matter on the other party may see a piece."""


def exposure_of(s: Submission, evidence_id: str) -> Exposure:
    """What was said last about a piece; the usual when nothing was."""
    said = (each for each in reversed(s.exposures) if each.evidence_id == evidence_id)
    return next(said, Exposure(evidence_id))


def is_secret(s: Submission, evidence_id: str) -> bool:
    """Whether it is a trade secret that only named readers see."""
    return exposure_of(s, evidence_id).level == SECRET


def may_read(s: Submission, evidence_id: str, account: str) -> bool:
    """Whether one of the staff who handle matters may see a piece."""
    said = exposure_of(s, evidence_id)
    return said.level != SECRET or account in said.readers


def readable(s: Submission, account: str) -> tuple[Attachment, ...]:
    """The pieces that one of the staff may see."""
    return tuple(each for each in s.evidence if may_read(s, each.id, account))


def for_respondent(s: Submission) -> tuple[Attachment, ...]:
    """The pieces that the other party may see as the matter stands."""
    if s.status not in STAGES:
        return ()
    reached = STAGES[: STAGES.index(s.status) + 1]
    return tuple(e for e in s.evidence if exposure_of(s, e.id).respondent_from in reached)


def goes_along(s: Submission, evidence_id: str) -> bool:
    """Whether a piece may be handed to other bodies with the matter."""
    said = exposure_of(s, evidence_id)
    return said.level != SECRET or said.goes_along


def expose(s: Submission, said: Exposure, at: datetime, *, is_head: bool) -> None:
    """Say who may see a piece from now on; what was said before stays on record.

    Raises: NotFound; Conflict when it is secret and neither a reader nor the head says so, when a
        secret would have no reader, or would be open to the other party as it is.
    """
    if all(each.id != said.evidence_id for each in s.evidence):
        raise NotFound()
    if not (is_head or may_read(s, said.evidence_id, said.by)):
        raise Conflict("secret_not_yours")
    if said.level == SECRET and not said.readers:
        raise Conflict("secret_without_reader")
    if said.level == SECRET and said.respondent_from != NEVER:
        raise Conflict("secret_to_respondent")
    s.exposures.append(replace(said, at=at))
    s.events.append(events.EvidenceExposed(said.evidence_id, said.level, at))


def carried_over(
    exposures: Collection[Exposure], new_ids: Iterable[tuple[str, str]]
) -> list[Exposure]:
    """What was said about some pieces, for their copies in another matter; ``new_ids``: (old, new)."""
    of = dict(new_ids)
    return [replace(e, evidence_id=of[e.evidence_id]) for e in exposures if e.evidence_id in of]
