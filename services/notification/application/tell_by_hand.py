"""A notice that did not leave was told on another way; that closes it and stands in the record."""

from dataclasses import dataclass
from datetime import date

from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput
from services.notification.application.plan_notices import job_kind
from services.notification.domain.notice import ByHand, Notice
from services.notification.storage.unit_of_work import NotificationUnitOfWork


@dataclass(frozen=True, kw_only=True)
class TellByHand:
    """By whom, on which way and day, with which note."""

    notice_id: str
    by: str
    way: str
    on: date
    note: str


def tell_by_hand(command: TellByHand, uow: NotificationUnitOfWork) -> Notice:
    """Raises: NotFound; InvalidInput for a day to come; WrongState for what left, or still may."""
    now = uow.clock.now()
    if command.on > local_date(now):
        raise InvalidInput([FieldError("/on", "in_the_future")])
    notice = uow.notices.take(command.notice_id)
    notice.tell_by_hand(
        ByHand(by=command.by, at=now, way=command.way, on=command.on, note=command.note)
    )
    uow.notices.save(notice)
    # The parked job of a failed mail, freed by somebody else, would tell it a second time.
    uow.jobs.cancel(job_kind(notice.channel), notice.id)
    return notice
