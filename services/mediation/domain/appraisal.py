"""Appraisal (鉴定、检测) during a mediation: its time is not part of the term."""

from dataclasses import dataclass, replace
from datetime import datetime

from chassis.errors import Conflict, FieldError, InvalidInput, WrongState
from services.mediation.domain.case import Case
from services.mediation.domain.case_states import (
    AWAITING_MEDIATOR,
    MEDIATOR_PROPOSED,
    POSSIBLE,
    SCHEDULED,
    SCHEDULING,
)
from services.mediation.domain.events import TermMoved
from services.mediation.domain.records import Appraisal

BEGAN, ENDED = "appraisal_began", "appraisal_ended"
WHILE_TALKING = frozenset({AWAITING_MEDIATOR, MEDIATOR_PROPOSED, SCHEDULING, SCHEDULED})
"""Both sides have agreed to mediation, and there is no text to sign yet."""


@dataclass(frozen=True, kw_only=True)
class Commission:
    """What both sides have appraised by whom; ``document``: number and date of the letter."""

    subject: str
    body: str
    document: str
    agreed_by_both: bool


def commission(case: Case, command: Commission, by: str, at: datetime) -> None:
    """An appraisal begins: from today the days of the term are not counted.

    Raises: WrongState; Conflict while another runs; InvalidInput without the agreement of both sides.
    Law: SAMR121 art. 22 (both sides agree and commission it together; its time is not counted)
    """
    if case.status not in WHILE_TALKING:
        raise WrongState(case.status, POSSIBLE[case.status])
    if running(case) is not None:
        raise Conflict("appraisal_runs")
    if not command.agreed_by_both:
        raise InvalidInput([FieldError("/agreed_by_both", "appraisal_needs_both")])
    made = Appraisal(
        subject=command.subject, body=command.body, document=command.document, by=by, since=at
    )
    case.appraisals.append(made)
    case.events.append(TermMoved(BEGAN, at))


def conclude(case: Case, conclusion: str, at: datetime) -> None:
    """Its result is there: the term goes on. Raises: Conflict when none runs."""
    found = running(case)
    if found is None:
        raise Conflict("appraisal_none")
    case.appraisals[-1] = replace(found, conclusion=conclusion, until=at)
    case.events.append(TermMoved(ENDED, at))


def running(case: Case) -> Appraisal | None:
    """The appraisal that is under way."""
    last = case.appraisals[-1] if case.appraisals else None
    return last if last is not None and last.until is None else None
