"""What became of the newest notices, for the scraper: how many left, how many need a person."""

from collections.abc import Iterator

import sqlalchemy as sa
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from chassis.service import Service
from services.notification.domain.notice import STATES
from services.notification.storage.tables import notices

NEWEST = 5000


class NewestNotices(Collector):
    """States of the newest notices; so many that a day counts, so few that counting is cheap."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        newest = sa.select(notices.c.state).order_by(notices.c.id.desc()).limit(NEWEST).subquery()
        query = sa.select(newest.c.state, sa.func.count()).group_by(newest.c.state)
        with self._service.engine.connect() as connection:
            found = {state: count for state, count in connection.execute(query)}
        family = GaugeMetricFamily(
            "notices_newest", f"the newest {NEWEST} notices by state", labels=["state"]
        )
        for state in STATES:
            family.add_metric([state], found.get(state, 0))
        yield family
