"""Watchers see whether a service can work, what it did and what waits."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from chassis.app_factory import create_service_app
from chassis.clock import FixedClock
from chassis.jobs import DEAD
from chassis.migrations import migrate
from chassis.schema import jobs
from chassis.service import Service
from tests.support.demo.service import MIGRATIONS, NAME
from tests.unit.chassis.conftest import NOTES, Caller


def test_a_healthy_service_is_ready(visitor: Caller) -> None:
    alive, ready = visitor.get("/healthz"), visitor.get("/readyz")

    assert alive.get_json() == {"status": "ok"}
    assert ready.status_code == 200
    assert ready.get_json()["checks"] == {
        "database": "ok",
        "schema": "ok",
        "events": "ok",
        "disk": "ok",
    }


def test_an_old_schema_is_not_ready(demo: Service, visitor: Caller) -> None:
    migrate(MIGRATIONS, demo.settings.database_of(NAME), "base")

    answer = visitor.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json()["checks"]["schema"] == "not current"


def test_a_database_that_takes_no_writes_is_not_ready(demo: Service, visitor: Caller) -> None:
    with demo.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON feed_epoch "
            "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
        )

    answer = visitor.get("/readyz")

    assert answer.status_code == 503
    assert answer.get_json() == {
        "status": "unavailable",
        "checks": {
            "database": "takes no writes",
            "schema": "ok",
            "events": "ok",
            "disk": "ok",
        },
    }


def test_a_broker_that_is_away_degrades_and_does_not_stop(
    demo: Service, clock: FixedClock, author: Caller
) -> None:
    behind_a_broker = dataclasses.replace(
        demo, settings=dataclasses.replace(demo.settings, bus="amqp", amqp_url="amqp://127.0.0.1")
    )
    author.pins("news")
    clock.advance(timedelta(minutes=2))

    with create_service_app(behind_a_broker).test_client() as client:
        ready, metrics = client.get("/readyz"), client.get("/metrics")

    assert ready.status_code == 200
    assert ready.get_json()["status"] == "degraded"
    assert "outbox_oldest_seconds 120.0" in metrics.text


def test_requests_are_counted_by_route(author: Caller, visitor: Caller) -> None:
    note_id = author.pins("a").get_json()["id"]
    author.get(f"{NOTES}/{note_id}")
    author.get(f"{NOTES}/{'0' * 26}")
    author.ask("BREW", f"{NOTES}/{note_id}")

    text = visitor.get("/metrics").text

    route = 'route="/api/v1/notes/<note_id>"'
    assert f'http_requests_total{{method="GET",{route},service="demo",status="200"}} 1.0' in text
    assert f'http_requests_total{{method="GET",{route},service="demo",status="404"}} 1.0' in text
    assert 'method="OTHER"' in text
    assert "BREW" not in text
    assert note_id not in text
    assert "http_request_duration_seconds_bucket" in text


def test_what_waits_is_shown(demo: Service, author: Caller, visitor: Caller) -> None:
    author.pins("a")
    with demo.uow() as uow:
        uow.jobs.add("mail", key="1", subject="s")
        uow.jobs.add("mail", key="2", subject="s")
        uow.connection.execute(jobs.update().where(jobs.c.key == "2").values(state=DEAD))
        uow.commit()

    text = visitor.get("/metrics").text

    assert "jobs_dead 1.0" in text
    assert "feed_head 1.0" in text


def test_parked_work_is_shown_without_its_payload_and_freed(
    demo: Service, person: Callable[..., Caller]
) -> None:
    administrator = person("zhao", "administrator")
    with demo.uow() as uow:
        uow.jobs.add("mail", key="1", subject="s", payload={"to": "wang@example.com"})
        uow.connection.execute(jobs.update().values(state=DEAD, last_error="no such host"))
        uow.commit()

    listed = administrator.get("/internal/failures")
    freed = administrator.post("/internal/failures/redrive", json={})

    [item] = listed.get_json()["items"]
    assert (item["kind"], item["last_error"]) == ("mail", "no such host")
    assert "wang@example.com" not in listed.text
    assert freed.get_json() == {"freed": 1}
    with demo.engine.connect() as connection:
        assert connection.execute(sa.select(jobs.c.state)).scalar_one() == "ready"


def test_an_author_does_not_see_what_is_parked(author: Caller, tmp_path: Path) -> None:
    assert author.get("/internal/failures").status_code == 404
