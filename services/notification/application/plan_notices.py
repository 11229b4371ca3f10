"""An event happened: note whom it must be told."""

from chassis.messages import Envelope
from services.notification.domain.notice import Notice
from services.notification.domain.rules import notice_rules
from services.notification.storage.unit_of_work import NotificationUnitOfWork

SEND = "notification.send"


def plan_notices(envelope: Envelope, uow: NotificationUnitOfWork) -> None:
    """Write one notice for each line of the table that the event meets; sending comes later."""
    for rule in notice_rules().get(envelope.type, ()):
        if not rule.applies_to(envelope.data):
            continue
        notice = Notice(
            id=uow.ids.new(),
            event_id=envelope.id,
            event_type=envelope.type,
            receipt_no=str(envelope.data["receipt_no"]),
            audience=rule.audience,
            template=rule.template,
            owner=rule.owner,
            data=dict(envelope.data),
            created_at=uow.clock.now(),
        )
        uow.notices.add(notice)
        uow.jobs.add(SEND, key=notice.id, subject=notice.id)
