"""A person wants a notice sent again: what failed, what may not have arrived, or what got lost there."""

from services.notification.application.plan_notices import job_kind
from services.notification.domain.notice import Notice
from services.notification.storage.unit_of_work import NotificationUnitOfWork


def resend_notice(notice_id: str, by: str, uow: NotificationUnitOfWork) -> Notice:
    """Plan a new series of tries, to the address that the owner knows by then.

    Raises: NotFound; WrongState while it waits for a try, or when nobody is meant any more.
    """
    notice = uow.notices.take(notice_id)
    notice.resend(by, uow.clock.now())
    uow.notices.save(notice)
    # A failed notice has left a parked job: freed by somebody else, it would be a second mail.
    kind = job_kind(notice.channel)
    uow.jobs.cancel(kind, notice.id)
    uow.jobs.add(kind, key=f"{notice.id}|{len(notice.resent)}", subject=notice.id)
    return notice
