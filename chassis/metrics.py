"""Prometheus metrics: what was asked, how long it took, what waits. No personal labels."""

import time
from collections.abc import Iterator

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from sqlalchemy.engine import Connection

from chassis.access import open_route
from chassis.bus.cursor import oldest_waiting_seconds
from chassis.jobs import DEAD
from chassis.logs import method_label
from chassis.outbox import head_of_feed
from chassis.schema import cursors, jobs
from chassis.service import Service

blueprint = Blueprint("metrics", __name__)


class Backlog(Collector):
    """What waits in the machinery's tables, counted when somebody looks."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        engine, clock = self._service.engine, self._service.clock
        with engine.connect() as connection:
            dead = _count(connection, jobs, jobs.c.state == DEAD)
            overdue = _count(connection, jobs, jobs.c.state != DEAD, jobs.c.run_at < clock.now())
            yield _gauge("jobs_dead", "jobs that wait for a person", dead)
            yield _gauge("jobs_overdue", "jobs whose time has come", overdue)
            yield _gauge("feed_head", "position of the last event said", head_of_feed(connection))
            yield _positions(connection)
            if self._service.settings.bus == "amqp":
                oldest = oldest_waiting_seconds(connection, self._service.name, clock)
                yield _gauge("outbox_oldest_seconds", "age of the oldest unpublished event", oldest)


def _count(connection: Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(*conditions)
    return int(connection.execute(query).scalar_one())


def _positions(connection: Connection) -> GaugeMetricFamily:
    """A producer's ``feed_head`` minus this is what the reader has still to catch up on."""
    family = GaugeMetricFamily("feed_position", "how far a feed was read", labels=["producer"])
    for row in connection.execute(sa.select(cursors.c.source, cursors.c.position)):
        family.add_metric([row.source], row.position)
    return family


def _gauge(name: str, help: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help, value=value)


class RequestMeasures:
    """Counts and times requests by route template, method and status, for one application or several."""

    def __init__(self, service: str) -> None:
        self.registry = CollectorRegistry()
        self._service = service
        labels = ["service", "route", "method", "status"]
        self._seconds = Histogram(
            "http_request_duration_seconds", "time to answer", labels, registry=self.registry
        )
        self._total = Counter(
            "http_requests_total", "requests answered", labels, registry=self.registry
        )

    def watch(self, app: Flask) -> None:
        """Count what an application answers from now on."""

        @app.before_request
        def begin() -> None:
            g.began = time.perf_counter()

        app.after_request(self._measure)

    def _measure(self, response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "unknown"
        method, status = method_label(request.method), str(response.status_code)
        values = (self._service, route, method, status)
        self._seconds.labels(*values).observe(time.perf_counter() - g.began)
        self._total.labels(*values).inc()
        return response

    def page(self) -> Response:
        """Everything as the scraper reads it."""
        return Response(generate_latest(self.registry), content_type=CONTENT_TYPE_LATEST)


def measure_requests(app: Flask, service: Service) -> None:
    """Measure a service: its requests, and what waits in its tables."""
    measures = app.extensions["huhang_metrics"] = RequestMeasures(service.name)
    measures.registry.register(Backlog(service))
    measures.watch(app)


@blueprint.get("/metrics")
@open_route
def metrics() -> Response:
    """For the scraper; the gateway does not pass this path on."""
    measures: RequestMeasures = current_app.extensions["huhang_metrics"]
    return measures.page()
