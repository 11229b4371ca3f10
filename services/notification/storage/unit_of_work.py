"""Notification's repository and unit of work."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

import sqlalchemy as sa

from chassis.documents import Documents
from chassis.errors import Stale
from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from services.notification.domain.notice import SENDING, TOLD, Notice, message_of
from services.notification.storage.choices import Preferences, Readings
from services.notification.storage.send_queue import SendQueue
from services.notification.storage.tables import notices, readings
from services.notification.storage.webhooks import Deliveries, Endpoints


class Notices(Documents[Notice]):
    """All notices; one for each event and audience."""

    table: ClassVar[sa.Table] = notices
    aggregate = Notice

    def columns(self, aggregate: Notice) -> Mapping[str, Any]:
        return {
            "event_id": aggregate.event_id,
            "audience": aggregate.audience,
            "receipt_no": aggregate.receipt_no,
            "state": aggregate.state,
            "created_at": aggregate.created_at,
            "slot": aggregate.slot,
            "reader": aggregate.reader or None,
        }

    def _select(self, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
        return super()._select(*conditions).add_columns(notices.c.state)

    def _load(self, row: Any) -> Notice:
        notice = super()._load(row)
        if row.state == SENDING and notice.state != SENDING:
            notice.begin()
        return notice

    def among(self, ids: Sequence[str]) -> list[Notice]:
        """The notices that have one of these ids."""
        return self.all(notices.c.id.in_(ids))

    def begin(self, begun: Sequence[Notice]) -> None:
        """Note that notices are about to be handed over.

        In the searched column alone: the document, which is large, follows with the result.
        Raises: Stale when somebody else stored one of them since it was loaded.
        """
        versions = [(each.id, each.version) for each in begun]
        unchanged = sa.tuple_(notices.c.id, notices.c.version).in_(versions)
        marked = self._connection.execute(notices.update().where(unchanged).values(state=SENDING))
        if marked.rowcount != len(begun):
            raise Stale()
        for each in begun:
            each.begin()

    def is_planned(self, event_id: str, slot: str) -> bool:
        """True when there is this notice of an event already."""
        return self.find(notices.c.event_id == event_id, notices.c.slot == slot) is not None

    def of_matter(self, receipt_no: str) -> list[Notice]:
        return self.all(notices.c.receipt_no == receipt_no)

    def of_reader(self, readers: Sequence[str], limit: int) -> list[Notice]:
        """The newest notices that lie in the inbox of one of these, and that may be read."""
        query = self._select(notices.c.reader.in_(readers), notices.c.state.in_(TOLD))
        rows = self._connection.execute(query.order_by(notices.c.id.desc()).limit(limit))
        return [self._load(row) for row in rows]

    def unread_by(self, person: str, readers: Sequence[str], limit: int) -> int:
        """How many messages among the newest of these inboxes a person has not read."""
        mine = sa.and_(readings.c.notice_id == notices.c.id, readings.c.reader == person)
        query = (
            sa.select(notices.c.event_id, notices.c.slot, readings.c.read_at)
            .outerjoin_from(notices, readings, mine)
            .where(notices.c.reader.in_(readers), notices.c.state.in_(TOLD))
            .order_by(notices.c.id.desc())
            .limit(limit)
        )
        shown: dict[tuple[str, str], bool] = {}
        for row in self._connection.execute(query):
            # Of one message that went several ways, the newest notice is the one that is shown.
            shown.setdefault((row.event_id, message_of(row.slot)), row.read_at is None)
        return sum(shown.values())

    def latest(self, limit: int, state: str | None = None) -> list[Notice]:
        """The newest notices of all matters, in one state or in any."""
        query = self._select(*([notices.c.state == state] if state else []))
        rows = self._connection.execute(query.order_by(notices.c.id.desc()).limit(limit))
        return [self._load(row) for row in rows]


class NotificationUnitOfWork(UnitOfWork):
    """One transaction over notices, the jobs that send them, and what readers chose.

    ``switched_off``: ways that this installation does not have; nobody can choose them.
    """

    notices: Notices
    queue: SendQueue
    endpoints: Endpoints
    deliveries: Deliveries
    preferences: Preferences
    readings: Readings
    switched_off: Mapping[str, bool]

    def __init__(self, *given: Any, switched_off: Mapping[str, bool], **named: Any) -> None:
        super().__init__(*given, **named)
        self.switched_off = switched_off

    def _open_repositories(self) -> None:
        self.notices = self.documents(Notices)
        self.queue = SendQueue(self.connection, self.clock)
        self.endpoints = self.documents(Endpoints)
        self.deliveries = self.documents(Deliveries)
        self.preferences = Preferences(self.connection, self.clock)
        self.readings = Readings(self.connection, self.clock)


def opened(service: Service) -> NotificationUnitOfWork:
    """A unit of work of a service that notification's bootstrap has built."""
    return cast(NotificationUnitOfWork, service.uow())
