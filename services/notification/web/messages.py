"""The inbox in the portal: what was told to the caller, whether or not it also left by mail."""

from collections.abc import Iterable
from typing import Any

from flask.views import MethodView
from marshmallow import fields

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.transaction import current_uow, service, transactional
from chassis.validation import Strict, length
from lawbook.presentation import instant
from services.notification.domain.notice import Notice
from services.notification.storage.unit_of_work import NotificationUnitOfWork
from services.notification.web.reader import own_name, own_names

messages = Blueprint("messages", __name__, description="Messages for the caller")
MOST = 100
FOR_STAFF = frozenset(
    {"digest", "partner_switched_off", "silent_body", "assigned", "unassigned", "ruling_needed"}
)
"""Messages that are read in the portal with what they say; the others lead to their matter."""


class Reading(Strict):
    """Which messages were read."""

    notice_ids = fields.List(fields.String(), required=True, validate=length(0, MOST))


@messages.route("/api/v1/messages")
class Messages(MethodView):
    """What lies in the caller's inbox, the newest first."""

    @permitted("message.read")
    def get(self) -> dict[str, Any]:
        """At most a hundred, and how many of them are unread."""
        with service().uow().reading() as uow:
            assert isinstance(uow, NotificationUnitOfWork)  # noqa: S101 - bootstrap built it
            found = _inbox(uow)
            read = uow.readings.among(own_name(), [each.id for each in found])
        items = [_view(each, each.id in read) for each in found]
        return {"items": items, "unread": sum(not each["is_read"] for each in items)}


@messages.route("/api/v1/messages/unread")
class Unread(MethodView):
    """What stands beside the word for the inbox on every page."""

    @permitted("message.read")
    def get(self) -> dict[str, Any]:
        """How many of the newest hundred are unread; counted, not loaded."""
        with service().uow().reading() as uow:
            assert isinstance(uow, NotificationUnitOfWork)  # noqa: S101 - bootstrap built it
            return {"unread": uow.notices.unread_by(own_name(), own_names(), MOST)}


@messages.route("/api/v1/messages/readings")
class Readings(MethodView):
    """That messages were read."""

    @transactional
    @permitted("message.read")
    @messages.arguments(Reading)
    def post(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Note it; messages of others are passed over."""
        uow = current_uow()
        mine = {each.id for each in _inbox(uow)} & set(asked["notice_ids"])
        uow.readings.read(own_name(), sorted(mine))
        return {"read": len(mine)}


def _inbox(uow: NotificationUnitOfWork) -> list[Notice]:
    """Each message once, by however many ways it was sent."""
    return list(_once(uow.notices.of_reader(own_names(), MOST)))


def _once(found: Iterable[Notice]) -> Iterable[Notice]:
    seen = set()
    for notice in found:
        what = (notice.event_id, notice.message)
        if what not in seen:
            seen.add(what)
            yield notice


def _view(notice: Notice, is_read: bool) -> dict[str, Any]:
    return {
        "notice_id": notice.id,
        "at": instant(notice.sent_at or notice.created_at),
        "template": notice.template,
        "receipt_no": notice.receipt_no,
        "is_read": is_read,
        "facts": notice.data if notice.template in FOR_STAFF else {},
    }
