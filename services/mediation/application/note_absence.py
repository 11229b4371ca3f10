"""A session at which somebody did not appear: noted, explained, taken back; another date is kept at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chassis.clock import local_date
from chassis.errors import DomainError, FieldError, InvalidInput
from lawbook.workdays import work_calendar
from services.mediation.application.change_session import hold_slot, planned_session
from services.mediation.application.freed_slots import release
from services.mediation.application.schedule_session import Wish
from services.mediation.application.waiting_list import first_slot
from services.mediation.domain.absences import EXPLAIN_DAYS, Absence, Reason
from services.mediation.domain.case import ATTENDING, Case, Held
from services.mediation.domain.case_states import SCHEDULING
from services.mediation.domain.proceedings.said import Filed
from services.mediation.storage.unit_of_work import MediationUnitOfWork

SECOND_DATE_HOURS = 72
SECOND_DATE_LASTS = timedelta(hours=SECOND_DATE_HOURS)


@dataclass(frozen=True, kw_only=True)
class NoteAbsence:
    """Who did not appear, and how much notice another session needs."""

    absent: list[str]
    note: str
    notice_days: int


def note_absence(case: Case, command: NoteAbsence, uow: MediationUnitOfWork) -> None:
    """Keep it on record and keep another date for three days, if there is one.

    Raises: WrongState; InvalidInput before the session begins, or for somebody who was not asked.
    """
    session = planned_session(case, "record", uow)
    now = uow.clock.now()
    if now < session.starts_at:
        raise InvalidInput([FieldError("/absent", "session_not_begun")])
    if not set(command.absent) <= set(ATTENDING):
        choices = {"choices": ", ".join(ATTENDING)}
        raise InvalidInput([FieldError("/absent", "invalid_choice", choices)])
    case.record(Held(session.id, "no_show", command.note, now, tuple(command.absent)), None)
    release(uow, session.id)
    case.note_absence(
        Absence(
            session_id=session.id,
            absent=tuple(command.absent),
            note=command.note,
            noted_at=now,
            explain_until=work_calendar().working_days_after(local_date(now), EXPLAIN_DAYS),
            second_at=_second_date(case, command.notice_days, uow),
        )
    )
    uow.cases.save(case)


def explain_absence(
    case: Case, side: str, text: str, files: tuple[Filed, ...], uow: MediationUnitOfWork
) -> None:
    """A side says why it did not come. Raises: NotFound; Conflict twice, or too late."""
    now = uow.clock.now()
    case.explain_absence(side, Reason(text=text, files=files, at=now), local_date(now))
    uow.cases.save(case)


def undo_absence(case: Case, because: str, uow: MediationUnitOfWork) -> None:
    """Take a note back within a day. Raises: NotFound; Conflict."""
    case.undo_absence(because, uow.clock.now())
    uow.cases.save(case)


def _second_date(case: Case, notice_days: int, uow: MediationUnitOfWork) -> datetime | None:
    """Keep the best slot for both sides, who hear of it; None in a series, and where there is none."""
    if case.status != SCHEDULING or (slot := first_slot(case, notice_days, uow)) is None:
        return None
    wish = Wish(
        room_id=slot.room_id,
        starts_at=slot.starts_at,
        length=slot.ends_at - slot.starts_at,
        notice_days=notice_days,
    )
    try:
        kept = hold_slot(case, wish, SECOND_DATE_HOURS, uow)
    except DomainError:  # somebody was faster, or the panel is not complete: it is looked for later
        return None
    case.slot_is_kept(kept.id, kept.starts_at, uow.clock.now() + SECOND_DATE_LASTS)
    return kept.starts_at
