"""Where endpoints and deliveries are kept."""

from collections.abc import Mapping
from typing import Any, ClassVar

import sqlalchemy as sa

from chassis.documents import Documents
from services.notification.domain.webhook import Delivery, Endpoint
from services.notification.storage.tables import webhook_deliveries, webhook_endpoints


class Endpoints(Documents[Endpoint]):
    """All endpoints of partners."""

    table: ClassVar[sa.Table] = webhook_endpoints
    aggregate = Endpoint

    def columns(self, aggregate: Endpoint) -> Mapping[str, Any]:
        return {"is_active": aggregate.is_active}

    def wanting(self, event_type: str) -> list[Endpoint]:
        """Those that listen to a type of event."""
        active = self.all(webhook_endpoints.c.is_active)
        return [each for each in active if each.wants(event_type)]


class Deliveries(Documents[Delivery]):
    """All deliveries; one for each endpoint and event."""

    table: ClassVar[sa.Table] = webhook_deliveries
    aggregate = Delivery

    def columns(self, aggregate: Delivery) -> Mapping[str, Any]:
        return {
            "endpoint_id": aggregate.endpoint_id,
            "event_id": aggregate.event_id,
            "created_at": aggregate.created_at,
        }

    def newest(self, endpoint_id: str, limit: int = 50) -> list[Delivery]:
        query = self._select(webhook_deliveries.c.endpoint_id == endpoint_id)
        rows = self._connection.execute(query.order_by(webhook_deliveries.c.id.desc()).limit(limit))
        return [self._load(row) for row in rows]
