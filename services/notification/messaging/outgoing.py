"""What notification says: that a message left, or did not. Never an address."""

from chassis.unit_of_work import Outgoing
from contracts.notification import NoticeFailedV1, NoticeSentV1, NoticeUncertainV1
from services.notification.domain.events import Failed, Sent, Uncertain
from services.notification.domain.notice import Notice


def _sent(_event: Sent, notice: Notice) -> NoticeSentV1 | None:
    if not notice.receipt_no:
        # A digest is about many matters, and nobody's news but its reader's.
        return None
    return NoticeSentV1(
        receipt_no=notice.receipt_no,
        notice_id=notice.id,
        audience=notice.audience,
        template=notice.template,
        channel=notice.channel,
    )


def _failed(event: Failed, notice: Notice) -> NoticeFailedV1 | None:
    if not notice.receipt_no:
        return None
    return NoticeFailedV1(
        receipt_no=notice.receipt_no,
        notice_id=notice.id,
        audience=notice.audience,
        template=notice.template,
        reason=event.reason.split(" ", 1)[0],
    )


def _uncertain(event: Uncertain, notice: Notice) -> NoticeUncertainV1 | None:
    if not notice.receipt_no:
        return None
    return NoticeUncertainV1(
        receipt_no=notice.receipt_no,
        notice_id=notice.id,
        audience=notice.audience,
        template=notice.template,
        reason=event.reason.split(" ", 1)[0],
    )


OUTGOING: Outgoing = {Sent: _sent, Failed: _failed, Uncertain: _uncertain}
